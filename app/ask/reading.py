"""Reads a question: what was understood of it, and which words were not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.ask.amounts import Amount, in_digits, read_amount
from app.ask.choosing import choose_mentions, led_by
from app.ask.lexicon import NAME_KINDS, Lexicon, Mention
from app.ask.mentioned import ROLES, TAKING, Mentioned
from app.ask.negation import (
    NEAR,
    NEGATIVE,
    PLACE,
    denials,
    loose_negatives,
    unread_limits,
    unread_sense_changers,
)
from app.ask.passing import subjects_in_passing
from app.ask.tables import WORD_LISTS, Frame, frames, rewritten
from app.ask.themes import Likely
from app.ask.topics import Topic, of_the_reader, sentences, topics_of
from app.ask.words import Word, positions, positions_of, read_words, stems

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
    has_many_open_words: bool = False
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
        return loose_negatives(self.words, self.mentioned.phrase_positions)

    @property
    def denied_changes(self) -> dict[Mention, Word]:
        """What "did not fall" or "did not see turnover fall" denies, each with what denies it."""
        denied = {}
        for word in self.loose_negatives:
            near = range(word.position + 1, word.position + NEAR_A_CHANGE + 1)
            changes = [m for m in self.mentioned.of("direction") if m.first in near]
            denied.update(dict.fromkeys(changes[:1], word))
        return denied

    @property
    def themes(self) -> set[str]:
        return {theme for topic in self.topics for theme in topic.themes}

    @property
    def stems(self) -> set[str]:
        return {word.stem for word in self.content}

    @property
    def telling(self) -> list[Word]:
        """The words that may stand in what a source says: all but names, and what is asked for."""
        mentioned = self.mentioned
        beside = mentioned.framing_positions | mentioned.positions_before_near
        beside |= positions_of(mentioned.of(*NAME_KINDS, *ROLES, "near"))
        return [word for word in self.words if word.position not in beside]

    @property
    def method(self) -> list[Word]:
        """The words for the method that it asks after, and for nothing more: "who used mentors"."""
        frame, mentioned = self.kinds.get("method"), self.mentioned
        if not frame or mentioned.narrowing or mentioned.is_measured:
            return []
        cues = mentioned.of("polarity", "effect", "event", "measure", "ask")
        if any(_within(word, [frame.span]) for cue in cues for word in cue.words):
            return []
        words = [word for word in self.content if _within(word, [frame.span])]
        # "Unclear aims" and "data sharing" are themes, which are called by such words.
        labels = self.lexicon.catalogue.themes.labels
        label_stems = {*stems(" ".join(labels[theme] for theme in self.themes))}
        is_read = {word.wording for word in words}.isdisjoint(self.not_understood)
        is_theme = is_read and not label_stems.isdisjoint(word.stem for word in words)
        is_theme |= positions(words) <= positions_of(mentioned.of("theme"))
        return [] if is_theme else words

    @property
    def is_for_projects(self) -> bool:
        """Whether it asks in so many words which projects or places."""
        return any(
            m.values == ("projects",) and m.words[-1].text in WORD_LISTS["listed"]
            for m in self.mentioned.of("ask")
        )

    @property
    def is_counted(self) -> bool:
        return "share" in self.kinds or ("count" in self.mentioned.asks and self.is_for_projects)

    def unread_sense_changers(self, *used: str) -> list[str]:
        """Words that change the sense of the question and that neither it nor these kinds used."""
        bound, mentioned = self._accounted_for(used), self.mentioned
        mentions = mentioned.of(*TAKING, "polarity", "measure", "overcome")
        about = positions_of([*self.topics, *(m for m in mentions if m.kind != "outside")])
        parts = sentences(self.question, self.words)
        telling = [words for words in parts if about & positions(words)]
        missed = [w for words in telling or parts for w in unread_sense_changers(words, bound)]
        is_without = any(topic.is_without for topic in self.topics)
        # Of results none can be asked for by what did not come about.
        is_denied = is_without and not mentioned.is_measured
        named = mentioned.positions_before_denied
        denials = [m for m in mentioned.of("without") if not m.positions <= named]
        # "Cut caseloads but not costs": of what is denied no result tells.
        left = {word.position for word in self.content if mentioned.is_measured}
        is_cut = any({m.last + 1, m.last + 2} & left for m in denials)
        if ((self.topics or is_cut) and not is_denied) or mentioned.bodies:
            # What is denied was not read, and the rest would be answered as if all were.
            missed += [m.wording for m in denials]
        if "turning" in self.kinds and self.topics:
            # What went as planned is told of nobody; of "this rather than that" both would be.
            missed.append(self.question[slice(*self.kinds["turning"].span)])
        claimed = ("measure", "desirability", "effect", "polarity", "overcome", "strand")
        is_claimed = "outcomes" in mentioned.asks or mentioned.of(*claimed)
        if not (self.topics or self.amount or is_claimed):
            # "Do projects of charities start faster?": the list of these would not say.
            missed += [w.wording for w in self.words if w.text in WORD_LISTS["comparative"]]
        is_of_all = "share" not in self.kinds and not (self.topics or mentioned.of("measure"))
        if is_of_all and "figure" in self.kinds and self.kinds["figure"].value == "share":
            missed.append(self.question[slice(*self.kinds["figure"].span)])
        is_of_nobody = not mentioned.of(*ROLES, "lead_type")
        return [*missed, *(led_by(self.words) if is_of_nobody else ())]

    def _accounted_for(self, used: tuple[str, ...]) -> set[int]:
        """Positions of the words that were used, by the question or by one of these kinds."""
        mentioned, is_advice = self.mentioned, "advice" in self.kinds
        bound = {*mentioned.phrase_positions, *(self.amount.positions if self.amount else ())}
        bound |= positions_of(mentioned.of("area", "area_kind", "near", "lead_type"))
        if mentioned.of("measure"):
            bound |= positions(self.denied_changes.values())
        bound |= mentioned.positions_before_near
        binding = {*used, "general", *(["role"] if mentioned.role else [])}
        spans = [frame.span for kind, frame in self.kinds.items() if kind in binding]
        is_lack = any(topic.polarity == "barrier" for topic in self.topics)
        # "Did any not save money?": a result that is denied is no trouble that was met.
        measures = mentioned.of("measure") if self.is_whether else []
        results = {place for m in measures for place in (m.first - 1, m.first - 2)}
        beside = {n for m in mentioned.of("area", "project") for n in (m.first - 1, m.last + 1)}
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
        judging = self.mentioned.of("effect", "polarity")
        trouble = [m.first for m in judging if "facilitator" not in m.values]
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
        named = self.topics or self.mentioned.narrowing or self.mentioned.is_measured
        return bool(named or self.amount or self.polarity)


def read(question: str, lexicon: Lexicon) -> Reading:
    """What a question asks: its names, filters, themes and amounts, and what was not understood."""
    question = in_digits(rewritten(question))
    kinds = frames(question)
    words = [lexicon.correct_spelling(word) for word in read_words(question)]
    amount = read_amount(question, words)
    limit_spans = [frame.span for frame in kinds.values() if frame.value == "span"]
    amount_positions = positions(word for word in words if _within(word, limit_spans))
    amount_positions |= amount.positions if amount else set()
    free = [word for word in words if word.position not in amount_positions]
    mentioned = _read_mentions(free, kinds, lexicon)
    limits = positions(unread_limits(free, mentioned.phrase_positions))
    free = [word for word in free if word.position not in limits]
    open_words = [] if "principle" in mentioned.asks else mentioned.open_words(free)
    topics, unmet = topics_of(question, open_words, mentioned, lexicon)
    if passing := subjects_in_passing(question, free, mentioned, topics, lexicon):
        mentioned = mentioned.without(passing)
        open_words = mentioned.open_words(free)
        topics, unmet = topics_of(question, open_words, mentioned, lexicon)
    framing_kinds = SAYING | {"role"} if mentioned.role else SAYING
    spans = [frame.span for kind, frame in kinds.items() if kind in framing_kinds]
    if mentioned.role or "share" in kinds:
        # "What was the funding of Pause?" asks for a sum, and not for trouble with money.
        topics = [topic for topic in topics if _tells_beside(topic, spans, lexicon)]
    understood = positions_of([*topics, *passing, *mentioned.of("measure", "near")])
    understood |= mentioned.phrase_positions | mentioned.positions_before_near
    understood |= mentioned.cue_positions | mentioned.framing_positions
    understood |= positions(word for word in words if _within(word, spans))
    missed = positions(word for word in open_words if not lexicon.is_empty(word)) - understood
    # What readers say of their own plans is no part of the question, unless its subject is there.
    of_plans = of_the_reader(question, words, understood)
    if passing or (topics and of_plans.isdisjoint(positions_of(topics))):
        missed -= of_plans
    outside = [mention.wording for mention in mentioned.of("outside")]
    unread = [word.wording for word in words if word.position in missed | limits]
    uncued = [word for word in open_words if word.position not in mentioned.cue_positions]
    return Reading(
        question=question,
        lexicon=lexicon,
        mentioned=mentioned,
        topics=tuple(topics),
        polarity=mentioned.polarity,
        amount=amount,
        not_understood=tuple(dict.fromkeys([*outside, *unread])),
        unmet=tuple(unmet),
        has_many_open_words=len(uncued) > MAX_IN_PASSING,
        kinds=kinds,
        passing=tuple(sorted(passing, key=lambda mention: mention.first)),
        words=tuple(words),
        content=tuple(_content(free, mentioned, lexicon)),
    )


def _read_mentions(
    words: Sequence[Word], kinds: Mapping[str, Frame], lexicon: Lexicon
) -> Mentioned:
    """The names, filters and cues of a question, with what its kinds say of them."""
    is_advice = "advice" in kinds
    runs = [] if is_advice else denials(words)
    denied = [Mention("without", ("yes",), run) for run in runs]
    mentioned = choose_mentions([*lexicon.mentions(words), *denied], words, lexicon)
    list_asks = {"projects"} if "figure" in kinds else {"projects", "count"}
    if is_advice and not mentioned.asks & list_asks and not mentioned.of("overcome"):
        mentioned = replace(mentioned, is_advice=True)
    if "role" in kinds and mentioned.of("project", "area"):
        mentioned = replace(mentioned, role=kinds["role"].value)
    if "others" in kinds and "compare" not in kinds:
        # "Surrey had delays. Who else did?" asks for all but Surrey.
        mentioned = replace(mentioned, denied=mentioned.denied | {*mentioned.of("project", "area")})
    return mentioned


def _within(word: Word, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first <= word.starts < end for first, end in spans)


def _tells_beside(topic: Topic, spans: Sequence[tuple[int, int]], lexicon: Lexicon) -> bool:
    """Whether a word that tells the topic stands outside of what says what is asked for."""
    return any(not (_within(word, spans) or lexicon.is_empty(word)) for word in topic.words)


def _content(words: list[Word], mentioned: Mentioned, lexicon: Lexicon) -> Iterator[Word]:
    """The words that tell what a question is about: no names, no cues, no fillers."""
    beside = mentioned.cue_positions | positions_of(mentioned.of(*NAME_KINDS, *ROLES, "outside"))
    for word in words:
        if word.position not in beside and not lexicon.is_empty(word):
            yield word
