"""The names, filters and cue words found in a question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.ask.lexicon import NAME_KINDS, Mention
from app.ask.negation import NEGATIVE
from app.ask.words import Word, positions, positions_of

SUBJECTS = ("focus", "strand", "lead_type", "principle")
FACETS = (*SUBJECTS, "area_kind", "near", "event")
CLAIMED = ("effect", "response", "reported_by", "certainty")
"""What a claim says besides its theme: what came of it, how surely, and whose word it is."""
ROLES = ("evaluator", "lead")
TAKING = (*NAME_KINDS, *ROLES, *FACETS, *CLAIMED, "outside")
"""Words that mean one of these are not read for a theme as well."""


@dataclass(frozen=True)
class Mentioned:
    """The mentions of a question, with those that are denied."""

    all: tuple[Mention, ...]
    denied: frozenset[Mention]
    role_words: frozenset[int] = frozenset()
    is_advice: bool = False
    role: str | None = None
    """Which fact of the projects that are named is asked for: where they worked, for how much."""

    def without(self, dropped: set[Mention]) -> "Mentioned":
        return replace(self, all=tuple(mention for mention in self.all if mention not in dropped))

    def replacing(self, dropped: set[Mention], mention: Mention) -> "Mentioned":
        rest = self.without(dropped).all
        return replace(self, all=tuple(sorted((*rest, mention), key=lambda m: m.first)))

    def of(self, *kinds: str) -> list[Mention]:
        return [mention for mention in self.all if mention.kind in kinds]

    def written(self, *kinds: str) -> str:
        return " ".join(dict.fromkeys(mention.wording for mention in self.of(*kinds)))

    def values(self, kind: str) -> list[str]:
        return _values(mention for mention in self.of(kind) if mention not in self.denied)

    def denied_values(self, kind: str) -> list[str]:
        return _values(mention for mention in self.of(kind) if mention in self.denied)

    @property
    def projects(self) -> list[tuple[str, ...]]:
        """The projects asked for, by each name; the name of a place may be that of several."""
        named = (mention.values for mention in self.of("project") if mention not in self.denied)
        return list(dict.fromkeys(named))

    @property
    def narrowing(self) -> list[Mention]:
        return self.of(*NAME_KINDS, *ROLES, *FACETS, *CLAIMED, "overcome")

    @property
    def is_measured(self) -> bool:
        """Whether a change of something that was measured is asked for."""
        measures = self.of("measure")
        if self.names_result:
            return True
        is_changed = self.of("direction", "desirability")
        changes = {*self.values("direction"), *self.values("desirability")}
        if changes & {"no-change", "deterioration"}:
            return True
        return bool(measures and (is_changed or any(measure.polarity for measure in measures)))

    @property
    def names_result(self) -> bool:
        """Whether it names what was measured as a result does, and asks for no help or trouble."""
        named = [m for m in self.of("measure") if m.values[0].startswith('q="')]
        return bool(named) and not self.of("polarity")

    @property
    def asks(self) -> set[str]:
        asks = {value for mention in self.of("ask") for value in mention.values}
        asks |= {"recommendations"} if self.is_advice else set()
        return asks | {self.role} if self.role else asks

    @property
    def polarity(self) -> str | None:
        return self.polarity_among(None)

    def polarity_among(self, words: Sequence[Word] | None) -> str | None:
        """The same, of some of the words; where both are said, neither is meant."""
        places = None if words is None else positions(words)
        mentions = [m for m in self.of("polarity") if places is None or m.positions <= places]
        polarities = {value for mention in mentions for value in mention.values}
        # "Lacked strong leaders": what says that it was missing says it of the good thing too.
        is_lack = any(m.polarity == "barrier" for m in self.of("polarity"))
        if len(polarities) == 1:
            return polarities.pop()
        return "barrier" if polarities and is_lack else None

    @property
    def bodies(self) -> list[Mention]:
        """Bodies that projects worked with, as the police: what names them is looked for."""
        return [m for m in self.of("measure") if m.values == (f"q={m.wording.casefold()}",)]

    @property
    def name_positions(self) -> set[int]:
        return positions_of(self.of(*TAKING))

    def open_words(self, words: Sequence[Word]) -> list[Word]:
        """The words that may tell a theme: not those of names, nor what denies a name."""
        denying = self.positions_before_denied
        beside = self.name_positions | self.positions_before_near
        return [
            word
            for word in words
            if word.position not in beside
            and not (word.text in NEGATIVE and word.position in denying)
        ]

    @property
    def cue_positions(self) -> set[int]:
        """The places of words that say what is asked for, not what it is about."""
        kinds = ("ask", "polarity", "overcome", "direction", "desirability", "without", "empty")
        # "Too few" tells what hindered, and what about: such a cue has a polarity of its own.
        return positions_of(m for m in self.of(*kinds) if not m.polarity)

    @property
    def framing_positions(self) -> set[int]:
        """The places of words that say what kind of answer is asked for."""
        roles = self.of(*ROLES) or self.of("lead_type")
        return positions_of(self.of("ask", "empty")) | (self.role_words if roles else set())

    @property
    def phrase_positions(self) -> set[int]:
        """The places of words in phrases of several words, in denials, and before denied names."""
        phrases = [
            m
            for m in self.all
            if (len(m.words) > 1 and m.kind not in ("empty", "ask")) or m.kind == "without"
        ]
        return positions_of(phrases) | self.positions_before_denied

    @property
    def positions_before_denied(self) -> set[int]:
        """The places shortly before the names and facets that are denied."""
        return {p for mention in self.denied for p in range(mention.first - 4, mention.first)}

    @property
    def positions_before_near(self) -> set[int]:
        """The places of words that ask for the neighbours of a place."""
        return {p for mention in self.of("near") for p in (mention.first - 1, mention.first - 2)}

    @property
    def denial_starts(self) -> set[int]:
        """The places at which a denial begins, but for one of the name that follows it."""
        denied = {m.first for m in self.denied}
        return {m.first for m in self.of("without") if denied.isdisjoint(range(m.last, m.last + 5))}


def _values(mentions: Iterable[Mention]) -> list[str]:
    return list(dict.fromkeys(value for mention in mentions for value in mention.values))
