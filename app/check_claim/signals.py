"""The signals of a claim beside one row: how much of it the row says, and what it has otherwise."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

import numpy as np

from app.check_claim.directions import (
    Aligned,
    aligned_clauses,
    has_other_amounts,
    is_bad_news_alone,
    is_borne_out,
    is_denied_alone,
    is_one_of_two,
    likeness,
    points_elsewhere,
    share_turned,
)
from app.check_claim.evidence import Evidence, Heard, Statement
from app.check_claim.figures import Figure
from app.check_claim.lexicon import ALL, FEW, SOME, VAGUE, WORDS
from app.check_claim.sentences import Clause, Sentence
from app.evidence.answers import Row

Signals = dict[str, float]

WITH_ITS_WORDS = (
    *("opposite_in_all", "opposite_in_nearest", "limited_in_some", "doubted_in_some"),
    *("bad_news_alone", "not_borne_out", "denial_turned", "other_amounts"),
)
"""Signals that tell more, the more of the very words of a claim a row has."""

_ORDER = re.compile(r"\b(?:first|second|third|fourth|fifth|last|final)\b(?! wave| time)")
_PART_OF = re.compile(r"\d of (?:the|its|their|these|them)\b")
_ALWAYS = {"inconclusive", "assumed"}
"""Doubts that hold for all that is said with them."""
_END_OF_ROW = {"barrier": "-", "facilitator": "+", "improvement": "+", "deterioration": "-"}


@dataclass(frozen=True)
class Beside:
    """A claim beside one wording of a row."""

    said: Sentence
    statement: Statement
    aligned: Aligned

    @property
    def own(self) -> Sentence:
        """What the wording says."""
        return self.statement.text

    @property
    def is_opposite(self) -> bool:
        """Whether it points the other way."""
        return points_elsewhere(self.said, self.aligned, self.own, _end_of(self.statement.row))

    def back(self, evidence: Evidence) -> float:
        """The share of the wording, by weight of its terms, that the claim has."""
        terms = self.own.terms
        weights = [evidence.weight(term) for term in terms]
        held = (max(likeness(term, one) for one in self.said.terms) for term in terms)
        return sum(w * h for w, h in zip(weights, held, strict=True)) / max(sum(weights), 1e-9)

    def surer(self) -> tuple[bool, ...]:
        """Whether the claim is of all, or of few; drops a limit, or a doubt; or is more sure."""
        clauses = self.own.clauses
        parts = {other.part for _, others in self.aligned for other in others}
        near = [clause for clause in clauses if clause.part in parts]
        if self.own.refers_back:
            near = [clause for clause in clauses if clause.part <= max(parts, default=0)]
        scopes, every, marks = _scopes(self.said), _scopes(self.own), _marks(self.said.clauses)
        limits = {scope for clause in near for scope in clause.scopes} - {VAGUE, ALL}
        doubts = _marks(near) & WORDS["perhaps"]
        doubts |= _marks((*clauses, *self.statement.caveat.clauses)) & _ALWAYS
        is_doubted = {*marks, *self.said.plain.split()} & (WORDS["perhaps"] | WORDS["reported"])
        return (
            ALL in scopes and ALL not in every,
            FEW in scopes and ALL in every,
            bool(limits) and not scopes - {ALL},
            bool(doubts) and not is_doubted,
            bool(marks & WORDS["surely"] - _marks(clauses)),
        )


def signals_of(evidence: Evidence, heard: Heard, number: int) -> Signals:
    """The signals of a claim beside the row of a statement, in all its wordings."""
    numbers, mates = evidence.wordings(number), evidence.mates(number)
    said = heard.said
    ones = [evidence.statements[one] for one in numbers]
    beside = [Beside(said, one, aligned_clauses(said, one.text, evidence.weight)) for one in ones]
    words = {term.stem for one in ones for term in one.text.terms}
    exact = heard.share(np.array([term.stem in words for term in said.terms]))
    beyond = [evidence.statements[one] for one in mates]
    found = {
        **_shares(evidence, heard, numbers, mates),
        **_figures(evidence, said, ones, beyond),
        **_directions(said, beside, beyond, int(heard.near[numbers].argmax())),
        **_certainty(said, beside),
        "exact": exact,
        "back": max(one.back(evidence) for one in beside),
        "names_missing": len(evidence.names_in(said) - {n for one in beyond for n in one.words}),
        "is_outcome": "measure" in ones[0].row,
        "is_fact": "fact" in ones[0].row,
    }
    both = {f"{name} x exact": found[name] * exact**2 for name in WITH_ITS_WORDS}
    return {name: float(value) for name, value in (found | both).items()}


def _shares(
    evidence: Evidence, heard: Heard, numbers: Sequence[int], mates: Sequence[int]
) -> Signals:
    """How much of a claim a row holds, and its paragraph, and all that is said of its project."""
    of_project = evidence.numbers_of({evidence.statements[numbers[0]].project})
    row, place, project = (heard.held[:, of].max(axis=1) for of in (numbers, mates, of_project))
    return {
        "near": heard.near[numbers].max(),
        "close": heard.close[numbers].max(),
        "share_of_row": heard.share(row),
        "share_of_place": heard.share(place),
        "share_of_project": heard.share(project),
        "most_missing_in_row": (heard.weights * (1 - row)).max(),
        "most_missing_in_place": (heard.weights * (1 - place)).max(),
        "terms": len(heard.said.terms) / 10,
    }


def _figures(
    evidence: Evidence, said: Sentence, ones: Sequence[Statement], beyond: Sequence[Statement]
) -> Signals:
    """Whether a row has the figures, years and ordinal numbers of a claim."""
    counted = evidence.counted(ones[0].project)
    states = [_figures_of(said, one, beyond, counted) for one in ones]
    order = {word for one in ones for word in _ORDER.findall(one.text.text.casefold())}
    is_other = "other" in states
    return {
        "figure_other": is_other,
        "figure_other_in_all": is_other and "" not in states,
        "figure_missing": not is_other and "" not in states,
        "figure_same": bool(said.figures) and "" in states and not is_other,
        "order_missing": bool(set(_ORDER.findall(said.text.casefold())) - order),
        "years": bool(said.years),
    }


def _directions(
    said: Sentence, beside: Sequence[Beside], beyond: Sequence[Statement], nearest: int
) -> Signals:
    """Where a claim and the wordings of a row point, what they deny, and whether it is good."""
    texts, ends = [one.text for one in beyond], {_end_of(one.row) for one in beyond}
    opposite = [one.is_opposite for one in beside]
    signs = {sign for one in beside for sign in one.own.signs}
    return {
        "opposite_in_all": all(opposite),
        "opposite_in_nearest": opposite[nearest],
        "one_of_two": any(is_one_of_two(said, one.own) for one in beside),
        "signs_held": len(said.signs & signs) / max(len(said.signs), 1),
        "signs_dropped": bool(signs) and not said.signs,
        "not_borne_out": not is_borne_out(said, texts, ends),
        "bad_news_alone": all(is_bad_news_alone(said, one.aligned) for one in beside),
        "other_amounts": all(has_other_amounts(said, [one.own, *texts]) for one in beside),
        "denied_alone": all(
            is_denied_alone(said, one.own, {_end_of(one.statement.row)}) for one in beside
        ),
        "denial_turned": min(share_turned(one.aligned) for one in beside),
    }


def _certainty(said: Sentence, beside: Sequence[Beside]) -> Signals:
    """Whether a claim is of more, or surer, than wordings of a row."""
    every, few, limited, doubted, surer = zip(*(one.surer() for one in beside), strict=True)
    return {
        "every_in_all": all(every),
        "every_in_some": any(every),
        "few_in_some": any(few),
        "limited_in_all": all(limited),
        "limited_in_some": any(limited),
        "doubted_in_all": all(doubted),
        "doubted_in_some": any(doubted),
        "surer_in_all": all(surer),
        "is_limited": bool(_scopes(said) & {FEW, SOME, VAGUE}),
    }


def _end_of(row: Row) -> str | None:
    return _END_OF_ROW.get(row.get("polarity") or row.get("desirability") or "")


def _figures_of(
    said: Sentence, statement: Statement, mates: Sequence[Statement], counted: Set[str]
) -> str:
    """Whether a statement has the figures and years of a claim, or "other" ones, or not.

    Small counts and years may stand elsewhere in the paragraph.
    """
    own = [one for one in said.figures if one.is_among(statement.figures, counted)]
    beside = [known for mate in mates for known in mate.figures]
    are_beside = statement.project and all(figure.is_small for figure in said.figures)
    is_told = all(
        figure in own or (figure.is_small and figure.is_among(beside, counted))
        for figure in said.figures
    )
    has_years = said.years <= {year for mate in mates for year in mate.years}
    if has_years and is_told and (not said.figures or own or are_beside):
        return "" if not _is_from_before(said.figures, statement.figures) else "other"
    rest = [figure for figure in said.figures if figure not in own]
    if "fact" in statement.row and _PART_OF.search(said.plain):
        return "missing"
    is_other = any(figure.is_otherwise(statement.figures, counted) for figure in rest)
    return "other" if is_other else "missing"


def _is_from_before(figures: Sequence[Figure], known: Iterable[Figure]) -> bool:
    """Whether a single figure is what something was before it changed, and is not said to be."""
    roles = {one.role for one in known for figure in figures if figure.agrees(one)}
    return [one.role for one in figures] == [""] and roles == {"from"}


def _scopes(text: Sentence) -> set[int]:
    return {scope for clause in text.clauses for scope in clause.scopes}


def _marks(clauses: Iterable[Clause]) -> set[str]:
    return {mark for clause in clauses for mark in clause.marks}
