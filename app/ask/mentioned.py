"""Which of the things that some words can mean they do mean, when one excludes another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.ask.lexicon import NAME_KINDS, Lexicon, Mention
from app.ask.negation import denies
from app.ask.signs import SIGNS
from app.ask.words import Word
from app.evidence.words import stem

SUBJECTS = ("focus", "strand", "lead_type", "principle")
FACETS = (*SUBJECTS, "area_kind", "near", "event")
CLAIMED = ("effect", "response", "reported_by", "certainty")
"""What a claim says besides its theme: what came of it, how surely, and whose word it is."""
ROLES = ("evaluator", "lead")
NEAR_EACH_OTHER = 2
TAKING = (*NAME_KINDS, *ROLES, *FACETS, *CLAIMED, "outside")
"""Words that mean one of these are not read for a theme as well."""


@dataclass(frozen=True)
class Mentioned:
    """Everything that is named or said outright in a question."""

    all: tuple[Mention, ...]
    denied: frozenset[Mention]
    role_words: frozenset[int] = frozenset()
    is_advice: bool = False
    ours: frozenset[int] = frozenset()
    """The places of "near us" and the like, where the place that is ours is named."""
    role: str | None = None
    """Who evaluated or led the projects that are named, where "who" is asked."""

    def without(self, dropped: set[Mention]) -> "Mentioned":
        """The same question without some of what it names."""
        return replace(self, all=tuple(one for one in self.all if one not in dropped))

    def of(self, *kinds: str) -> list[Mention]:
        """The mentions of some kinds, in the order of the question."""
        return [one for one in self.all if one.kind in kinds]

    def values(self, kind: str) -> list[str]:
        """The values of a kind that are asked for, each once."""
        return _values(one for one in self.of(kind) if one not in self.denied)

    def denied_values(self, kind: str) -> list[str]:
        """The values of a kind that are asked to be left out."""
        return _values(one for one in self.of(kind) if one in self.denied)

    @property
    def outside(self) -> list[Mention]:
        """What the evidence is known not to hold."""
        return self.of("outside")

    @property
    def themes(self) -> list[Mention]:
        """Phrases of themes that stand in the question as they are."""
        return self.of("theme")

    @property
    def narrowing(self) -> list[Mention]:
        """What a list can be narrowed by."""
        return self.of(*NAME_KINDS, *ROLES, *FACETS, *CLAIMED, "overcome")

    @property
    def is_measured(self) -> bool:
        """Whether a change of something that was measured is asked for."""
        measures = self.of("measure")
        is_changed = self.of("direction", "desirability") or "outcomes" in self.asks
        changes = {*self.values("direction"), *self.values("desirability")}
        if changes & {"no-change", "deterioration"}:
            return True
        return bool(measures and (is_changed or any(one.polarity for one in measures)))

    @property
    def asks(self) -> set[str]:
        """What kind of answer is asked for."""
        asks = {value for one in self.of("ask") for value in one.values}
        asks |= {"recommendations"} if self.is_advice else set()
        return asks | {self.role} if self.role else asks

    @property
    def polarity(self) -> str | None:
        """Whether the question asks for what helped or for what hindered."""
        return self.polarity_among(None)

    def polarity_among(self, words: Sequence[Word] | None) -> str | None:
        """The same, of some of the words; where both are said, neither is meant."""
        places = None if words is None else {word.position for word in words}
        said = {
            value
            for one in self.of("polarity")
            for value in one.values
            if places is None or {word.position for word in one.words} <= places
        }
        # "Lacked strong leaders": what says that it was missing says it of the good thing too.
        is_lack = any(one.polarity == "barrier" for one in self.of("polarity"))
        return said.pop() if len(said) == 1 else "barrier" if said and is_lack else None

    @property
    def taken(self) -> set[int]:
        """The places of words that mean something by themselves."""
        return _places(self.of(*TAKING))

    @property
    def cued(self) -> set[int]:
        """The places of words that say what is asked for, not what it is about."""
        kinds = ("ask", "polarity", "overcome", "direction", "desirability", "without", "empty")
        # "Too few" tells what hindered, and what about: such a cue has a polarity of its own.
        return _places(
            one for one in self.of(*kinds) if not (one.kind == "polarity" and one.polarity)
        )

    @property
    def framing(self) -> set[int]:
        """The places of words that say what kind of answer is asked for."""
        roles = self.of(*ROLES) or self.of("lead_type")
        return _places(self.of("ask", "empty")) | (self.role_words if roles else set())

    @property
    def places_of_phrases(self) -> set[int]:
        """The places of words in phrases of several words, in denials, and before denied names."""
        phrases = [
            one
            for one in self.all
            if (len(one.words) > 1 and one.kind not in ("empty", "ask")) or one.kind == "without"
        ]
        return _places(phrases) | self.before_denied

    @property
    def before_denied(self) -> set[int]:
        """The places shortly before the names and facets that are denied."""
        return {p for one in self.denied for p in range(one.first - 4, one.first)}

    @property
    def before_near(self) -> set[int]:
        """The places of words that ask for the neighbours of a place."""
        return {p for one in self.of("near") for p in (one.first - 1, one.first - 2)} | self.ours

    @property
    def words_of_denials(self) -> set[int]:
        """The places of all the words of denials."""
        return _places(self.of("without"))

    @property
    def denials(self) -> set[int]:
        """The places at which a denial begins, but for one of the name that follows it."""
        names = {one.first for one in self.of(*TAKING)}
        return {
            one.first
            for one in self.of("without")
            if names.isdisjoint((one.last + 1, one.last + 2))
        }


def chosen(found: Sequence[Mention], words: Sequence[Word], lexicon: Lexicon) -> Mentioned:
    """What the words mean: longer runs before shorter, names before facets."""
    kept: list[Mention] = []
    taken: set[int] = set()
    exact = [one for one in found if one.kind == "theme" and len(one.words) > 1]
    for one in sorted(found, key=lambda m: (-len(m.words), _rank(m), m.first)):
        places = {word.position for word in one.words}
        if one.kind in NAME_KINDS and not _is_a_name(one, words, lexicon):
            continue
        if one.kind == "polarity" and one.words[-1].text == "work" and _names_a_place(one, found):
            continue
        is_said = one.kind in FACETS or (one.kind == "without" and one.written.casefold() != "no")
        if is_said and any(_covers(theme, places) for theme in exact):
            continue
        overlapping = [m for m in kept if _group(m) == _group(one) and places & _places([m])]
        if overlapping and not _is_same_run(one, overlapping):
            continue
        if one.kind not in NAME_KINDS and places & taken and one.kind != "outside":
            continue
        kept.append(one)
        taken |= places if one.kind in TAKING else set()
    named = _places(one for one in kept if one.kind in (*NAME_KINDS, *FACETS))
    kept = [one for one in kept if one.kind != "outside" or not _places([one]) & named]
    return _with_roles(sorted(kept, key=lambda m: (m.first, m.kind, m.values)), words, lexicon)


def _names_a_place(one: Mention, others: Iterable[Mention]) -> bool:
    """Whether a place follows: "did not work in London" says nothing of what went wrong."""
    return any(m.kind == "area" and 0 < m.first - one.last <= NEAR_EACH_OTHER for m in others)


def _with_roles(kept: list[Mention], words: Sequence[Word], lexicon: Lexicon) -> Mentioned:
    """Names read for what they are here: a project, a place, who led, who evaluated."""
    before = {
        word.position: [w.text for w in words[max(0, n - 5) : n]] for n, word in enumerate(words)
    }
    after = {word.position: [w.text for w in words[n + 1 : n + 4]] for n, word in enumerate(words)}
    ours = _like_ours(words)
    runs: dict[tuple[Word, ...], list[Mention]] = {}
    found = [one for one in kept if one.kind not in NAME_KINDS]
    asks = {value for one in found if one.kind == "ask" for value in one.values}
    for one in kept:
        if one.kind in NAME_KINDS:
            runs.setdefault(one.words, []).append(one)
    for run, rivals in _without_places(runs, words).items():
        near = [*before[run[0].position], *after[run[-1].position]]
        is_near = bool(ours or SIGNS["near"] & set(before[run[0].position][-2:]))
        is_place = bool(asks & {"projects", "count"}) and before[run[0].position][-1:] == ["in"]
        roles = _role(rivals, near, lexicon, is_place=is_place or is_near)
        found += [replace(m, kind="near") if is_near and m.kind == "area" else m for m in roles]
    found.sort(key=lambda m: (m.first, m.kind, m.values))
    kinds = {one.kind for one in found}
    denied: set[Mention] = set()
    for one in found:
        joined = before[one.first][-1:] in (["or"], ["nor"], ["and"])
        earlier = {m.kind for m in denied if 0 < one.first - m.last <= NEAR_EACH_OTHER}
        if one.kind not in TAKING:
            continue
        if denies(one.words[0], words) or (joined and one.kind in earlier):
            denied.add(one)
    return Mentioned(
        tuple(sorted(found, key=lambda m: (m.first, m.kind, m.values))),
        frozenset(denied),
        frozenset(
            word.position for word in words if word.text in SIGNS["led"] | SIGNS["evaluated"]
        ),
        ours=ours if "near" in kinds else frozenset(),
        role=_role_asked({word.text for word in words}) if "project" in kinds else None,
    )


def _like_ours(words: Sequence[Word]) -> frozenset[int]:
    """The places of "near us" or "like ours"."""
    pairs = pairwise(words)
    near = [(a, b) for a, b in pairs if a.text in SIGNS["near"] and b.text in SIGNS["ours"]]
    return frozenset(word.position for pair in near for word in pair)


def _role_asked(texts: set[str]) -> str | None:
    if texts.isdisjoint(("who", "whom")):
        return None
    return "evaluator" if texts & SIGNS["evaluated"] else "lead" if texts & SIGNS["led"] else None


def _without_places(
    runs: dict[tuple[Word, ...], list[Mention]], words: Sequence[Word]
) -> dict[tuple[Word, ...], list[Mention]]:
    """The names, but for a place that only says where a project is: "Pause in Hackney"."""
    texts = {word.position: word.text for word in words}
    ends = {
        run[-1].position for run, ones in runs.items() if any(m.kind == "project" for m in ones)
    }
    return {
        run: ones
        for run, ones in runs.items()
        if not (texts.get(run[0].position - 1) == "in" and run[0].position - 2 in ends)
    }


def _role(
    rivals: list[Mention], near: list[str], lexicon: Lexicon, *, is_place: bool
) -> list[Mention]:
    """What the same words name here."""
    by_kind: dict[str, list[Mention]] = {}
    for one in rivals:
        by_kind.setdefault(one.kind, []).append(one)
    bodies = by_kind.get("organisation", [])
    evaluators = [m for m in bodies if set(m.values) & lexicon.catalogue.evaluators]
    if evaluators and (SIGNS["evaluated"] & set(near) or len(by_kind) == 1):
        return [replace(m, kind="evaluator") for m in evaluators]
    if bodies and ((SIGNS["led"] & set(near) and "by" in near) or len(by_kind) == 1):
        return [replace(m, kind="lead") for m in bodies]
    if "area" in by_kind and (is_place or "project" not in by_kind):
        return by_kind["area"]
    return by_kind.get("project", [])


def _is_a_name(one: Mention, words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether a word that is also an ordinary one ("match", "pause") is meant as a name."""
    if len(one.words) > 1:
        # "Front-line work" is not the project Frontline.
        joined = stem("".join(word.text for word in one.words))
        return joined not in lexicon.themes.stems or one.words[0].is_name_like
    [word] = one.words
    is_ordinary = word.stem in lexicon.themes.stems or lexicon.is_empty(word)
    if not is_ordinary or word.is_name_like:
        return True
    if len(word.text) < 3:
        return False
    place = next(n for n, w in enumerate(words) if w.position == word.position)
    before = words[place - 1].text if place else ""
    after = words[place + 1].text if place + 1 < len(words) else ""
    starts = place == 0 and word.written[:1].isupper() and after in SIGNS["after-name"]
    return starts or (
        before in SIGNS["before-name"] and (not after or after in SIGNS["after-name"])
    )


def is_introduced(one: Mention, words: Sequence[Word]) -> bool:
    """Whether words say that it narrows: "projects about ...", "... projects"."""
    before = [w.text for w in words if w.position < one.first][-3:]
    after = [w.text for w in words if w.position > one.last][:1]
    own = {word.text for word in one.words}
    around = SIGNS["introducing"] & set(before[-2:]) or SIGNS["introduced"] & {*after, *own}
    return bool(around or denies(one.words[0], words))


def _group(one: Mention) -> str:
    if one.kind in TAKING:
        return "taking"
    return one.kind


def _is_same_run(one: Mention, others: Iterable[Mention]) -> bool:
    """Whether the same words mean several things, as a name of a project and of a place."""
    return all(
        m.words == one.words and (m.kind in NAME_KINDS) == (one.kind in NAME_KINDS) for m in others
    )


def _covers(theme: Mention, places: set[int]) -> bool:
    return places < _places([theme])


def _rank(one: Mention) -> int:
    order = (*NAME_KINDS, "outside", *FACETS)
    return order.index(one.kind) if one.kind in order else len(order)


def _places(mentions: Iterable[Mention]) -> set[int]:
    return {word.position for one in mentions for word in one.words}


def _values(mentions: Iterable[Mention]) -> list[str]:
    return list(dict.fromkeys(value for one in mentions for value in one.values))
