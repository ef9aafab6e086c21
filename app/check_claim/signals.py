"""The signals of a claim beside one row, with weights that `scripts/weigh_claims.py` learnt."""

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache
from pathlib import Path

import numpy as np

from app.check_claim.differences import denies, is_of_another_part, nearest_sentences
from app.check_claim.evidence import RETURNS, Evidence, Statement
from app.check_claim.heard import LEAST_OF_FIGURES, ClaimScores
from app.check_claim.how_many import bears_out
from app.check_claim.order import additions_in, causes_in, deeds_in, is_period_untold
from app.check_claim.sentences import UNMENDED, Sentence, Sign
from app.check_claim.word_lists import ALL, FEW, OF_ALL, SOME, VAGUE, VALUED, WORDS

Signals = dict[str, float]
Signs = Set[Sign]

NEVER, OTHERS, EXCHANGED = "figure_never", "figure_of_others", "figures_exchanged"
TURNED = "is_turned"
STRANGER, PART = "is_of_a_stranger", "is_of_another_part"
WIDER = "is_of_more"
MEASURE = "is_of_another_measure"
ABSENT = "figure_absent"
UNTOLD = "is_untold"
DENIED = "is_denied"
VETOES = (NEVER, ABSENT, OTHERS, EXCHANGED, TURNED, STRANGER, PART, MEASURE, WIDER, UNTOLD, DENIED)
"""A row does not say what the claim says if one of these holds. In their order: a different figure;
a figure that neither the row nor its paragraph has; the right figure, of other people or things;
two figures exchanged; cause and effect, or who acts on whom, reversed; a name that they do not
have; another of several places; another measure; a saving of one service, claimed for its whole
project; a cause, an addition or a duration that is not stated; what the row says, denied.
"""
DIFFERENCES = {
    "measure": (MEASURE,),
    "figure": (NEVER, EXCHANGED),
    "scope": (OTHERS, PART, WIDER, "every", "limited"),
    "order": (TURNED,),
    "direction": ("opposite", DENIED),
    "hedge": ("doubted", "surer"),
}
"""What a row has otherwise than a claim, and the signals that show it."""
FILE = Path(__file__).with_name("weights.json")
CONSTANT = "constant"
FOR = frozenset({"exact", "close", "signs_held", "readers", "like", "like_with_figures"})
OTHERWISE = frozenset({"opposite", "bad_news_alone", "every", "limited", "doubted", "surer"})
"""Signals that can only speak for a claim, and that can only speak against it: of what a row has
otherwise, which tells more, the nearer the row is."""

LEAST_FAR_OFF = 10
"""Lower figures stand in facts of other paragraphs by chance."""
THROUGHOUT = 0.99
"""A figure counts as absent if more than this share of the row's nearest wordings lack it."""
MOST_TURNED = 0.4
"""How plainly a link may be turned round."""
LEAST_OF_CAUSE, LEAST_OF_MORE, LEAST_OF_DEED = 0.5, 0.35, 0.45
"""So much of a cause, of what else is added, and of what else was done, a row or a true sentence of
a reader has to hold: 9 of 132 true causes had less, and of 154 true deeds 9.
"""

STEEPNESS, MOST_WORDINGS = 8, 5
"""How much more the nearer of a row's wordings count, and how many of them are heard."""

_ENDS = {"+": "-", "-": "+"}
_FAILED = {("presence", "-"), ("success", "-")}
_END_OF_ROW = {"barrier": "-", "facilitator": "+", "improvement": "+", "deterioration": "-"}


def signals_of(evidence: Evidence, scores: ClaimScores, number: int) -> Signals:
    """The signals of a claim beside the row of a statement: of its nearest wordings on average,
    and of the row and its paragraph.
    """
    every, mates = evidence.wordings(number), evidence.mates(number)
    said = scores.said
    numbers = sorted(every, key=scores.near.__getitem__)[::-1][:MOST_WORDINGS]
    ones = [evidence.statements[one] for one in numbers]
    beyond = [evidence.statements[one] for one in evidence.beside(number)]
    words = {term.stem for one in ones for term in one.text.terms}
    exact = scores.share(np.array([term.stem in words for term in said.terms]))
    of_each = [_of_wording(evidence, scores, one, beyond) for one in ones]
    found: Signals = {
        "exact": exact,
        "near": scores.near[every].max(),
        "close": scores.close[every].max(),
    }
    # The nearer a wording is, the more it counts: others may tell of more than the claim.
    counts = np.exp(STEEPNESS * scores.near[numbers])
    for name in of_each[0]:
        found[name] = np.dot(counts, [one[name] for one in of_each]) / counts.sum()
    signs = {sign for one in ones for sign in one.text.signs}
    is_never = found["figure_other"] > 0 and not any(one["figure_same"] for one in of_each)
    counted = evidence.counted[ones[0].project]
    is_of_others = any(
        figure.is_of_other_things(one.figures, counted) for figure in scores.asked for one in ones
    )
    is_exchanged = evidence.has_exchanged_figures(said, number)
    # Whether a cause is told at all is seen below.
    named_as_causes = {term.stem for terms in causes_in(said) for term in terms}
    found |= {
        EXCHANGED: is_exchanged,
        NEVER: is_never and not is_of_others,
        ABSENT: found["figure_missing"] > THROUGHOUT,
        OTHERS: is_never and is_of_others and not is_exchanged,
        STRANGER: not evidence.names_in(said)
        <= evidence.words_about(number) | scores.told_by_readers | named_as_causes,
        TURNED: scores.order.turned(evidence.links(number)) > MOST_TURNED,
        MEASURE: _is_of_another_measure(said, ones) or evidence.is_per_others(said, number),
        WIDER: _is_wider(said, ones[0], scores.named),
        UNTOLD: _is_untold(scores, every, [evidence.statements[n].text for n in {*every, *mates}]),
        DENIED: (said.is_denial and not any("-" in _valued(one.text.signs) for one in ones))
        or denies(said, evidence.statements[every[0]])
        or UNMENDED in said.marks.difference(*(one.text.marks for one in ones)),
        PART: is_of_another_part(said, evidence.statements[every[0]].text),
        "signs_held": len(said.signs & signs) / len(said.signs) if said.signs else 1,
        "readers": scores.readers.vote,
        "like": scores.readers.like,
        "like_with_figures": scores.readers.like_with_figures,
    }
    is_near = found["near"] >= LEAST_OF_FIGURES
    if is_near and scores.readers.is_told and not any((*causes_in(said), *additions_in(said))):
        found |= dict.fromkeys((NEVER, ABSENT, OTHERS), 0.0)
    return {name: float(value) for name, value in found.items()}


def _is_wider(said: Sentence, told: Statement, named: int) -> bool:
    """Whether a claim is of more projects than a row, or of some and no others.

    "All had to hand in a theory, and some refined theirs" is of some as well.
    """
    if named and told.is_of_more_than(said):
        return True
    if not named and not bears_out(told.text.numbered, said.numbered, is_of_one=bool(told.project)):
        return True
    is_of_one = told.project is not None and not OF_ALL.search(told.text.text)
    is_of_some_as_well = ALL in said.scopes and bool(said.scopes & {FEW, SOME})
    is_of_all = bool(OF_ALL.search(said.typed or said.text)) and not is_of_some_as_well
    return is_of_one and is_of_all


def _is_of_another_measure(said: Sentence, wordings: Sequence[Statement]) -> bool:
    """Whether a row is of other measures than those of a claim."""
    if wordings[0].list_name == "projects" and not any(one.unit == "£" for one in said.figures):
        return False
    measures = said.measures
    own = {one for wording in wordings for one in wording.measures}
    is_yearly = "a year" in measures - own and not own.isdisjoint(RETURNS)
    is_other = own.isdisjoint(measures) or is_yearly
    is_outcome = wordings[0].list_name == "outcomes" and bool(said.figures)
    is_unlisted = is_outcome and not any(one.text.measures for one in wordings)
    return bool((own or is_unlisted) and measures) and is_other


def _is_untold(scores: ClaimScores, wordings: Sequence[int], texts: Sequence[Sentence]) -> bool:
    """Whether a claim names a cause or adds a thing that is not told of a row, or a time in which
    it came about, where its paragraph tells none.
    """
    least = {causes_in: LEAST_OF_CAUSE, additions_in: LEAST_OF_MORE, deeds_in: LEAST_OF_DEED}
    return is_period_untold(scores.said, texts) or any(
        scores.tells(terms, wordings, is_cause=found_in is causes_in) < much
        for found_in, much in least.items()
        for terms in found_in(scores.said)
    )


def _of_wording(
    evidence: Evidence,
    scores: ClaimScores,
    one: Statement,
    beyond: Sequence[Statement],
) -> Signals:
    """What one wording of a row has, and has otherwise, than a claim."""
    said, own, asked = scores.said, one.text, scores.asked
    figures = _figures_of(scores, one, beyond, evidence.counted[one.project])
    return {
        "figure_other": figures == "other",
        "figure_missing": figures == "missing",
        "figure_same": bool(asked) and figures == "same",
        "opposite": _points_elsewhere(said.signs, own.signs, _end_of(one)),
        "bad_news_alone": _is_bad_news_alone(said.signs, own.signs),
        **_certainty(scores, own),
    }


def _certainty(scores: ClaimScores, own: Sentence) -> Signals:
    """Whether a claim is of all; drops a limit, or a doubt; or is more sure."""
    said, every, marks = scores.said, own.scopes, scores.said.marks
    near = nearest_sentences(own, scores.said)
    # Where several projects are named, "all" is all of these, each of which has a row of its own.
    scopes = said.scopes - ({ALL} if scores.named > 1 else set())
    limits = frozenset().union(*(one.scopes for one in near)) - {VAGUE, ALL}
    is_doubted = {*marks, *said.plain.split()} & (WORDS["perhaps"] | WORDS["reported"])
    return {
        "every": ALL in scopes - every or (bool(scopes & {FEW, SOME}) and ALL in every),
        "limited": bool(limits) and not scopes & {FEW, SOME, VAGUE, *limits},
        "doubted": any(one.doubts for one in near) and not is_doubted,
        "surer": bool(marks & WORDS["surely"] - own.marks) or _is_only_hard(said, own),
    }


def _is_only_hard(said: Sentence, own: Sentence) -> bool:
    """Whether a row says that something was hard, and a claim that it failed."""
    is_hard = ("ease", "-") in own.signs and ("ease", "+") not in said.signs
    return bool(said.signs & _FAILED) and is_hard and not own.signs & _FAILED


def _points_elsewhere(said: Signs, own: Signs, end: str | None) -> bool:
    """Whether a statement, or a row with an end of its own, points the other way."""
    return _is_opposite(said, own) or any(
        end == _ENDS.get(end_of_claim) and _has_no_other(axis, end_of_claim, own)
        for axis, end_of_claim in _single_ends(said) - own
    )


def _is_bad_news_alone(said: Signs, own: Signs) -> bool:
    """Whether a statement is bad news and a claim is not."""
    is_bad = "-" in _valued(said) or ("staying", "-") in said
    return "-" in _valued(_single_ends(own)) and not is_bad


def _is_opposite(said: Signs, own: Signs) -> bool:
    is_mixed = len(_valued(said)) > 1
    for axis, end in _single_ends(said):
        same = {other_end for other, other_end in own if other == axis}
        ends = same or (_valued(own) if axis in VALUED and not is_mixed else set())
        if ends and end not in ends:
            return True
    return False


def _has_no_other(axis: str, end: str, own: Signs) -> bool:
    """Whether nothing in a statement is what a claim says, where its row is the opposite."""
    return axis == "ease" or (axis in VALUED and end not in _valued(own))


def _single_ends(signs: Signs) -> set[Sign]:
    """Where a text points; challenges that were overcome point nowhere."""
    return {(axis, end) for axis, end in signs if (axis, _ENDS.get(end)) not in signs}


def _valued(signs: Iterable[Sign]) -> set[str | None]:
    """The ends that are good or bad news, or none."""
    return {end for axis, end in signs if axis in VALUED or end == "0"}


def _end_of(statement: Statement) -> str | None:
    row = statement.row
    return _END_OF_ROW.get(row.get("polarity") or row.get("desirability") or "")


def _figures_of(
    scores: ClaimScores,
    statement: Statement,
    mates: Sequence[Statement],
    counted: Set[str],
) -> str:
    """Whether a statement has the same figures and years as a claim, other ones, or misses some.

    Years, and figures beside one that it has, may stand elsewhere in the paragraph.
    """
    own = [one for one in scores.asked if one.is_among(statement.figures, counted)]
    beside = [
        known
        for mate in mates
        for known in mate.figures
        if mate.place[:2] == statement.place[:2] or known.value >= LEAST_FAR_OFF
    ]
    rest = [figure for figure in scores.asked if figure not in own]
    is_told = [figure.is_among(beside, counted) for figure in rest]
    has_years = scores.said.years <= {y for one in mates for y in one.text.years | one.more.years}
    is_of_projects = all(one.is_of_projects for one in scores.asked)
    if has_years and all(is_told) and (own or is_of_projects):
        return "same"
    is_other = any(
        figure.is_otherwise(statement.figures, counted)
        or figure.is_of_other_things(statement.figures, counted)
        for figure in rest
    )
    return "other" if is_other else "missing"


def weighed(signals: Mapping[str, float]) -> dict[str, float]:
    """The signals that are weighed."""
    nearness = signals["near"] ** 2
    plain = {name: signals[name] for name in sorted(FOR)}
    return plain | {name: signals[name] * nearness for name in sorted(OTHERWISE)}


def score(signals: Mapping[str, float]) -> float:
    """How surely a row says what a claim says; from 0 on it does."""
    constant, weights = _weights()
    known = weighed(signals)
    return constant + sum(weight * known[name] for name, weight in weights.items())


@cache
def _weights() -> tuple[float, Mapping[str, float]]:
    weights: dict[str, float] = json.loads(FILE.read_text("utf-8"))
    return weights.pop(CONSTANT), weights
