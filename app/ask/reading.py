"""A question -> what was understood of it, and what was not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.ask.amounts import Amount, in_digits, read_amount
from app.ask.choosing import choose_mentions, is_introduced, is_joined, led_by
from app.ask.lexicon import NAME_KINDS, Lexicon, Mention
from app.ask.mentioned import ROLES, SUBJECTS, TAKING, Mentioned
from app.ask.negation import NEAR, NEGATIVE, PLACE, denials, loose_negatives, unbound, unread_limits
from app.ask.tables import WORD_LISTS, Frame, frames, rewritten
from app.ask.themes import Likely
from app.ask.topics import Topic, of_the_reader, sentences, topics_of
from app.ask.words import Word, positions, positions_of, read_words

SAYING = {"advice", "rank", "share", "where"}
"""Frames whose words say what is asked for, and are not about anything."""
NEAR_A_CHANGE = 4
"""So many words after "not" may say which change is denied."""
MAX_IN_PASSING = 5
"""At most this many words without meaning may stand beside a plain "what went wrong?"."""


@dataclass(frozen=True)
class Reading:
    """What a question asks, as far as it was understood."""

    question: str
    lexicon: Lexicon
    mentioned: Mentioned
    topics: tuple[Topic, ...] = ()
    polarity: str | None = None
    amount: Amount | None = None
    not_understood: tuple[str, ...] = ()
    unmet: tuple[Likely, ...] = field(default=())
    is_long: bool = False
    kinds: Mapping[str, Frame] = field(default_factory=dict)
    passing: tuple[Mention, ...] = ()
    """Subjects of projects that the reader mentions as part of their own plans."""
    words: tuple[Word, ...] = ()
    content: tuple[Word, ...] = ()
    """The words that tell what it is about: no names, no cues, no fillers."""

    @property
    def unread(self) -> str:
        """The words that were not understood, as they are quoted to the reader."""
        return ", ".join(f'"{word}"' for word in self.not_understood)

    @property
    def loose_negatives(self) -> list[Word]:
        """The words of negation that stand in no phrase and begin no denial."""
        return loose_negatives(self.words, self.mentioned.places_of_phrases)

    @property
    def denied_changes(self) -> dict[Mention, Word]:
        """What "did not fall" or "did not see turnover fall" denies, each with what denies it."""
        found = {}
        for word in self.loose_negatives:
            near = range(word.position + 1, word.position + NEAR_A_CHANGE + 1)
            changes = [one for one in self.mentioned.of("direction") if one.first in near]
            found.update(dict.fromkeys(changes[:1], word))
        return found

    @property
    def stems(self) -> set[str]:
        return {word.stem for word in self.content}

    @property
    def telling(self) -> list[Word]:
        """The words that may stand in what a source says: all but names, and what is asked for."""
        mentioned = self.mentioned
        beside = mentioned.framing | mentioned.before_near
        beside |= positions_of(mentioned.of(*NAME_KINDS, *ROLES, "near"))
        return [word for word in self.words if word.position not in beside]

    @property
    def is_for_projects(self) -> bool:
        """Whether it asks in so many words which projects or places."""
        return any(
            one.values == ("projects",) and one.words[-1].text in WORD_LISTS["listed"]
            for one in self.mentioned.of("ask")
        )

    @property
    def is_counted(self) -> bool:
        return "share" in self.kinds or ("count" in self.mentioned.asks and self.is_for_projects)

    def unbound(self, *used: str) -> list[str]:
        """Words that change the sense of the question and that neither it nor these kinds used."""
        bound, mentioned = self._bound(used), self.mentioned
        said = mentioned.of(*TAKING, "polarity", "measure", "overcome")
        about = positions_of([*self.topics, *(one for one in said if one.kind != "outside")])
        parts = sentences(self.question, self.words)
        asked = [words for words in parts if about & positions(words)]
        missed = [word for words in asked or parts for word in unbound(words, bound)]
        is_without = any(topic.is_without for topic in self.topics)
        # Of results none can be asked for by what did not come about.
        is_denied = mentioned.denied or (is_without and not mentioned.is_measured)
        named = mentioned.before_denied
        denials = [one for one in mentioned.of("without") if not one.positions <= named]
        # "Cut caseloads but not costs": of what is denied no result tells.
        left = {word.position for word in self.content if mentioned.is_measured}
        is_cut = any({one.last + 1, one.last + 2} & left for one in denials)
        if ((self.topics or is_cut) and not is_denied) or mentioned.bodies:
            # What is denied was not read, and the rest would be answered as if all were.
            missed += [one.written for one in denials]
        if "turning" in self.kinds and self.topics:
            # What went as planned is told of nobody; of "this rather than that" both would be.
            missed.append(self.question[slice(*self.kinds["turning"].span)])
        told = ("measure", "desirability", "effect", "polarity", "overcome", "strand")
        if not (self.topics or self.amount or "outcomes" in mentioned.asks or mentioned.of(*told)):
            # "Do projects of charities start faster?": the list of these would not say.
            missed += [one.written for one in self.words if one.text in WORD_LISTS["comparative"]]
        is_of_all = "share" not in self.kinds and not (self.topics or mentioned.of("measure"))
        if is_of_all and "figure" in self.kinds and self.kinds["figure"].value == "share":
            missed.append(self.question[slice(*self.kinds["figure"].span)])
        is_of_nobody = not mentioned.of(*ROLES, "lead_type")
        return [*missed, *(led_by(self.words) if is_of_nobody else ())]

    def _bound(self, used: tuple[str, ...]) -> set[int]:
        """Positions of the words that were used, by the question or by one of these kinds."""
        mentioned, is_advice = self.mentioned, "advice" in used and "advice" in self.kinds
        bound = {*mentioned.places_of_phrases, *(self.amount.positions if self.amount else ())}
        bound |= positions_of(mentioned.of("area", "area_kind", "near", "lead_type"))
        if mentioned.of("measure"):
            bound |= positions(self.denied_changes.values())
        bound |= mentioned.before_near
        binding = {*used, "general", *(["role"] if mentioned.role else [])}
        spans = [one.span for kind, one in self.kinds.items() if kind in binding]
        is_lack = any(one.polarity == "barrier" for one in self.topics)
        # "Did any not save money?": a result that is denied is no trouble that was met.
        results = _just_before(mentioned.of("measure")) - _just_before(mentioned.of("direction"))
        results = results if self.is_whether else set()
        beside = {
            n for one in mentioned.of("area", "project") for n in (one.first - 1, one.last + 1)
        }
        for word in self.words:
            # "The Durham region" is Durham.
            is_place = word.text in PLACE and word.position in beside
            is_bound = word.text in NEGATIVE and (is_lack or is_advice)
            is_bound &= word.position not in results and not self._denies_trouble(word)
            if is_bound or is_place or _within(word, spans):
                bound.add(word.position)
        return bound

    def _denies_trouble(self, word: Word) -> bool:
        """Whether a word of negation denies trouble: who "never got delayed" did not lack it."""
        told = self.mentioned.of("effect", "polarity")
        trouble = [one.first for one in told if "facilitator" not in one.values]
        near = range(word.position + 1, word.position + NEAR)
        is_of_trouble = any(place in near for place in trouble)
        return is_of_trouble and word.text in WORD_LISTS["auxiliary"] - WORD_LISTS["able"]

    @property
    def is_whether(self) -> bool:
        """Whether yes or no would answer it: "Did Leeds lose staff?", "Any delays in Leeds?"."""
        return bool({word.text for word in self.words[:1]} & (WORD_LISTS["whether"] | {"any"}))

    @property
    def is_asked(self) -> bool:
        """Whether anything is asked at all: "please help me" asks nothing of the evidence."""
        return bool(
            self.mentioned.asks or {word.text for word in self.words} & WORD_LISTS["asking"]
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was understood that a list can be narrowed by."""
        named = self.topics or self.mentioned.narrowing or self.mentioned.is_measured
        return bool(named or self.amount or self.polarity)


def _just_before(mentions: Iterable[Mention]) -> set[int]:
    """The two places before each of some mentions."""
    return {place for one in mentions for place in (one.first - 1, one.first - 2)}


def read(question: str, lexicon: Lexicon) -> Reading:
    question = in_digits(rewritten(question))
    kinds = frames(question)
    is_advice = "advice" in kinds
    words = [lexicon.correct_spelling(word) for word in read_words(question)]
    amount = read_amount(question, words)
    bounds = [one.span for one in kinds.values() if one.value == "span"]
    sized = {word.position for word in words if _within(word, bounds)}
    sized |= amount.positions if amount else set()
    free = [word for word in words if word.position not in sized]
    denied = [] if is_advice else [Mention("without", ("yes",), run) for run in denials(free)]
    mentioned = choose_mentions([*lexicon.mentions(free), *denied], free, lexicon)
    list_select = {"projects"} if "figure" in kinds else {"projects", "count"}
    if is_advice and not mentioned.asks & list_select and not mentioned.of("overcome"):
        mentioned = replace(mentioned, is_advice=True)
    if "role" in kinds and mentioned.of("project", "area"):
        mentioned = replace(mentioned, role=kinds["role"].value)
    if "others" in kinds and "compare" not in kinds:
        # "Surrey had delays. Who else did?" asks for all but Surrey.
        mentioned = replace(mentioned, denied=mentioned.denied | {*mentioned.of("project", "area")})
    saying = SAYING | {"role"} if mentioned.role else SAYING
    spans = [frame.span for kind, frame in kinds.items() if kind in saying]
    limits = positions(unread_limits(free, mentioned.places_of_phrases))
    free = [word for word in free if word.position not in limits]
    left = [] if "principle" in mentioned.asks else _left(free, mentioned)
    topics, unmet = topics_of(question, left, mentioned, lexicon)
    if passing := _said_in_passing(question, free, mentioned, topics, lexicon):
        mentioned = mentioned.without(passing)
        left = _left(free, mentioned)
        topics, unmet = topics_of(question, left, mentioned, lexicon)
    if mentioned.role or "share" in kinds:
        # "What was the funding of Pause?" asks for a sum, and not for trouble with money.
        topics = [one for one in topics if _tells_beside(one, spans, lexicon)]
    known = positions_of([*topics, *passing, *mentioned.of("measure", "near")])
    known |= mentioned.places_of_phrases | mentioned.before_near | mentioned.cued
    known |= mentioned.framing | positions(word for word in words if _within(word, spans))
    unread = positions(word for word in left if not lexicon.is_empty(word)) - known
    aside = of_the_reader(question, words, known) - known if passing else set()
    missed = [word.written for word in words if word.position in (unread - aside) | limits]
    return Reading(
        question,
        lexicon,
        mentioned,
        tuple(topics),
        mentioned.polarity,
        amount,
        tuple(dict.fromkeys([*(one.written for one in mentioned.of("outside")), *missed])),
        tuple(unmet),
        len([w for w in left if w.position not in mentioned.cued]) > MAX_IN_PASSING,
        kinds,
        tuple(sorted(passing, key=lambda one: one.first)),
        tuple(words),
        tuple(_content(free, mentioned, lexicon)),
    )


def _left(words: Sequence[Word], mentioned: Mentioned) -> list[Word]:
    """The words that may tell a theme: not those of names, nor what denies a name."""
    denying = mentioned.before_denied
    beside = mentioned.taken | mentioned.before_near
    return [
        word
        for word in words
        if word.position not in beside and not (word.text in NEGATIVE and word.position in denying)
    ]


def _within(word: Word, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first <= word.starts < end for first, end in spans)


def _tells_beside(topic: Topic, spans: Sequence[tuple[int, int]], lexicon: Lexicon) -> bool:
    """Whether a word that tells the topic stands outside of what says what is asked for."""
    return any(not (_within(one, spans) or lexicon.is_empty(one)) for one in topic.words)


def _content(words: list[Word], mentioned: Mentioned, lexicon: Lexicon) -> Iterator[Word]:
    told = mentioned.cued | positions_of(mentioned.of(*NAME_KINDS, *ROLES, "outside"))
    for word in words:
        if word.position not in told and not lexicon.is_empty(word):
            yield word


def _said_in_passing(
    question: str,
    words: list[Word],
    mentioned: Mentioned,
    topics: list[Topic],
    lexicon: Lexicon,
) -> set[Mention]:
    """Facets that narrow nothing: part of what a theme is about, or of the reader's own plans."""
    if not topics:
        return _of_a_theme(question, words, mentioned, lexicon)
    # "We are converting a building for teenagers. Who lost time?" asks of others, not of these.
    plans = of_the_reader(question, words, positions(words))
    passing = set()
    for one in mentioned.of(*SUBJECTS):
        if one in mentioned.denied:
            continue
        if one.positions & plans:
            passing.add(one)
        elif not is_introduced(one, words):
            # "Recruiting staff or foster carers": both are people to be recruited.
            is_kin, tells = is_joined(one, words), lexicon.themes.tells
            tells_any = any(tells(one.words, t.themes[0], is_kin=is_kin) for t in topics)
            if tells_any or one.kind == "strand":
                passing.add(one)
    return passing


def _of_a_theme(
    question: str, words: list[Word], mentioned: Mentioned, lexicon: Lexicon
) -> set[Mention]:
    """Subjects without which there is no theme, and that tell it: "find more foster carers"."""
    own = [one for one in mentioned.of("focus") if one not in mentioned.denied]
    loose = {one for one in own if not is_introduced(one, words)}
    rest = mentioned.without(loose)
    topics, _ = topics_of(question, _left(words, rest), rest, lexicon) if loose else ([], [])
    # "What went wrong with residential homes?" says nothing else that could tell a theme.
    beside = {w.position for w in words if not lexicon.is_empty(w)} - mentioned.cued
    beside -= positions_of(loose) | positions_of(mentioned.of("effect"))
    themes = [topic.themes[0] for topic in topics if topic.positions & beside]
    return {one for one in loose if any(lexicon.themes.tells(one.words, t) for t in themes)}
