"""The rows that are near a claim, each with what it has otherwise."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from app.check_claim.differences import (
    COMPARISON_IN_WORDS,
    EXCHANGED_IN_WORDS,
    denies,
    in_words,
    is_as_bad,
    is_opposite,
    limits_in_words,
    rider,
)
from app.check_claim.evidence import Evidence, Statement
from app.check_claim.facts import is_plain
from app.check_claim.heard import LEAST_OF_FIGURES, ClaimScores
from app.check_claim.sentences import Sentence
from app.check_claim.signals import DIFFERENCES, EXCHANGED, TURNED, UNTOLD, VETOES, Signals, score
from app.check_claim.word_lists import FEW, POLAR, SOME, WORDS
from app.evidence.answers import Row

LEAST_TO_DIFFER = 0.5
"""How near a row must be to be about the same and say otherwise; where it has the figures, less."""
SURELY_NOT = -1.6
"""The score of a row that says otherwise, and does not only fall short of what is claimed."""
MAYBE = -1.3
"""The score from which four in five of readers' claims were true."""
LEAST_ELSEWHERE = 0.65
"""How near a row must be to say it of another project."""
NEARER = 0.1
"""So much nearer a row must be than others to count where they do not."""
MOSTLY = 0.5
"""A difference counts if more than this share of the row's nearest wordings have it."""
ADDITION = "addition"
"""What a claim has otherwise that a row says but for a cause, a time or a thing more."""
CONTRARY = frozenset({"measure", "figure", "scope", "order", "direction", "hedge"})
"""Differences that show that the evidence contradicts the claim."""


@dataclass(frozen=True)
class Match:
    """The rows that are near a claim, each with what it has otherwise."""

    claim: Sentence
    statement: Statement
    """The row in its own words."""
    near: float
    score: float
    """How surely it says what the claim says; from 0 on it does."""
    differences: tuple[str, ...]
    missing: tuple[str, ...]
    """Words of the claim that its paragraph has no like of."""
    is_exchanged: bool = False
    """Whether figures of the claim are in each other's places."""

    @property
    def row(self) -> Row:
        """The row."""
        return self.statement.row

    @property
    def key(self) -> str:
        """The id of the row."""
        return self.statement.key

    @property
    def in_words(self) -> list[str]:
        """What it has otherwise, as a reader is told."""
        told = (self.claim, self.statement, self.missing)
        if self.says_it and self.limits:
            return [f"you leave out {' and '.join(self.limits)}"]
        if self.says_it and not self.claim.scopes & {FEW, SOME} and (more := rider(self.statement)):
            return [f"it adds {more}"]
        if self.is_exchanged and "figure" in self.differences:
            return [EXCHANGED_IN_WORDS[len(self.claim.figures) > 1]]
        if self.is_comparison:
            return [COMPARISON_IN_WORDS]
        # Where a source says just this of another project, only the project differs.
        names = ["project"] if self.score >= 0 and self.differences else [*self.differences]
        if self.lacks_figures and "project" not in names:
            names = ["figure", *(name for name in names if name in {"direction", "measure"})]
        return [in_words(difference, *told) for difference in names]

    @property
    def limits(self) -> list[str]:
        """The bounds and conditions of the row that the claim drops."""
        return limits_in_words(self.claim, self.statement)

    @property
    def says_a_part(self) -> bool:
        """Whether it says what the claim says but for what the claim adds."""
        return self.differences == (ADDITION,)

    @property
    def is_comparison(self) -> bool:
        """Whether it sets one group against another, and the claim tells of a change."""
        roles = {one.role for one in self.claim.figures}
        return {"from", "to"} <= roles and self.row.get("comparator_value") is not None

    @property
    def lacks_figures(self) -> bool:
        """Whether it says something otherwise and has none of the figures of the claim."""
        known = self.statement.figures
        is_otherwise = bool(self.differences) and self.differences != ("wording",)
        return (
            is_otherwise
            and bool(self.claim.figures)
            and any(letter.isdigit() for letter in self.claim.typed)
            and not any(one.agrees(other) for one in self.claim.figures for other in known)
        )

    @property
    def is_of_others(self) -> bool:
        """Whether it says what the claim says, in the word of others than evaluators."""
        return self.says_it and self.row.get("reported_by") != "evaluator"

    @property
    def is_implied(self) -> bool:
        """Whether its source only implies it."""
        return self.row.get("certainty") == "implied"

    @property
    def is_like(self) -> bool:
        """Whether it is so like the claim that no other shows what is otherwise."""
        is_near = self.near >= LEAST_ELSEWHERE and self.differences == ("wording",)
        return self.may_say_it or self.has_figures or (is_near and not self.claim.figures)

    @property
    def is_beside_it(self) -> bool:
        """Whether it is of no project and does not name half of what the claim is about."""
        about = [one for one in self.claim.terms if one.word not in WORDS["denial"]]
        is_of_one = self.statement.project is not None
        return not (is_of_one or self.has_figures) and 2 * len(self.missing) >= len(about)

    @property
    def unnamed(self) -> list[str]:
        """What the claim is about and its paragraph does not name, whichever way it went."""
        return [word for word in self.missing if word not in POLAR]

    @property
    def is_alike(self) -> bool:
        """Whether it has all words of the claim and points its way, if it is no surer match."""
        is_near = self.near >= LEAST_TO_DIFFER and self.differences == ("wording",)
        return is_near and not self.unnamed and is_as_bad(self.claim, self.statement)

    @property
    def may_say_it(self) -> bool:
        """Whether it is likelier than not to say what the claim says."""
        return self.score >= MAYBE

    @property
    def says_it(self) -> bool:
        """Whether it says what the claim says."""
        return not self.differences

    @property
    def has_figures(self) -> bool:
        """Whether the claim has figures, and the row has them, if only as one end of a range."""
        figures, known = self.claim.figures, self.statement.figures
        return bool(figures) and all(
            any(one.agrees(other) or one.is_end_of(other) for other in known) for one in figures
        )

    @property
    def has_end_of_range(self) -> bool:
        """Whether the claim takes one end of a range of the row for all of it."""
        return any(
            one.is_end_of(known) for one in self.claim.figures for known in self.statement.figures
        )

    @property
    def is_contrary(self) -> bool:
        """Whether it tells of the same and says otherwise."""
        is_plain = self.has_figures or is_opposite(self.claim, self.statement)
        least = LEAST_OF_FIGURES if is_plain else LEAST_TO_DIFFER
        is_near = self.near >= least or denies(self.claim, self.statement)
        is_near &= self.score <= SURELY_NOT or self.is_less_sure
        # Of another measure a row says something else only where its figures are those claimed.
        is_same = self.has_figures or "measure" not in self.differences
        is_otherwise = bool(self.differences) and CONTRARY.issuperset(self.differences)
        return is_near and is_same and is_otherwise and not self.is_beside_it

    @property
    def is_of_another_thing(self) -> bool:
        """Whether it is some other measure, or most of what the claim names, that went a way."""
        known = self.statement.measures | self.statement.text.measures
        is_other = bool(self.claim.measures) and known.isdisjoint(self.claim.measures)
        return is_other or 2 * len(self.unnamed) > len(self.claim.terms)

    @property
    def lead(self) -> float:
        """So much less near it may be, as it plainly says the opposite of all that is claimed."""
        is_plain = not self.unnamed and is_opposite(self.claim, self.statement)
        return NEARER if is_plain else 0

    @property
    def is_less_sure(self) -> bool:
        """Whether it has the figures of the claim, but as an estimate or an end of a range."""
        is_hedged = self.differences == ("hedge",)
        is_end = self.differences == ("figure",) and self.has_end_of_range
        return self.has_figures and (is_hedged or is_end)


def matches_of(evidence: Evidence, scores: ClaimScores, pool: Mapping[int, Signals]) -> list[Match]:
    """Rows with their differences from the claim; none where they say what it says."""
    matches = []
    for number, signals in pool.items():
        told, vetoes = score(signals), {one for one in VETOES if signals[one]}
        if UNTOLD in vetoes:
            # A cause that nobody tells is no other way round either.
            vetoes -= {TURNED}
        own = evidence.statements[evidence.wordings(number)[0]]
        wordings = evidence.wordings(number)
        missing = scores.missing(evidence.mates(number) + wordings)
        # A fact of the programme is a number with a name: its other wordings say it in words.
        is_fact = own.list_name == "programme" and bool(scores.said.figures)
        is_told = not (vetoes or scores.missing(wordings if is_fact else wordings[:1]))
        if is_told and is_plain(scores.said, own, signals):
            told = max(told, 0)
        if vetoes:
            told = min(told, SURELY_NOT)
        found = [] if told >= 0 else _differences(scores.said, own, signals, vetoes)
        if told < 0 and not found:
            found = ["wording"]
        is_exchanged = bool(signals[EXCHANGED])
        match = Match(scores.said, own, signals["near"], told, tuple(found), missing, is_exchanged)
        if "measure" in found:
            # Where something else was counted, no other difference matters; far off, nor does this.
            is_about_it = match.has_figures or match.near >= LEAST_OF_FIGURES
            match = replace(match, differences=("measure" if is_about_it else "wording",))
        elif found == ["direction"] and match.is_of_another_thing and not match.has_figures:
            match = replace(match, differences=("wording",))
        matches.append(match)
    return matches


def _differences(
    said: Sentence, own: Statement, signals: Signals, vetoes: Collection[str]
) -> list[str]:
    """What a row has otherwise, by name."""
    found = [
        name
        for name, ones in DIFFERENCES.items()
        if any(signals[one] > MOSTLY for one in ones)
        if name != "order" or TURNED in vetoes
    ]
    if "direction" in found and not is_opposite(said, own) and is_as_bad(said, own):
        # Where both are bad news, neither is the opposite of the other.
        return []
    if not found and signals["bad_news_alone"] > MOSTLY and signals["near"] >= LEAST_ELSEWHERE:
        return ["direction"]
    return found
