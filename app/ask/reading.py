"""A question -> what was understood of it, and what was not."""

import re
from dataclasses import dataclass, field

from app.ask.amounts import Amount, read_amount
from app.ask.lexicon import Lexicon, Mention
from app.ask.mentioned import FACETS, Mentioned, chosen, is_introduced
from app.ask.names import NAME_KINDS
from app.ask.segments import sentences, split
from app.ask.themes import Likely
from app.ask.topics import Topic, topics_of
from app.ask.words import Word, read_words

_AND = re.compile(r",? (?:as well as|along with|together with|in addition to|plus) ", re.IGNORECASE)
ABOUT_THE_ASKER = {
    *("i", "im", "ive", "id", "we", "were", "weve", "my", "our", "as", "hi", "hello")
}
MOST_IN_PASSING = 5
"""So many words that say nothing may stand beside a plain "what went wrong?"."""


@dataclass(frozen=True)
class Reading:
    """What a question asks, as far as it was understood."""

    question: str
    mentioned: Mentioned
    topics: tuple[Topic, ...] = ()
    polarity: str | None = None
    amount: Amount | None = None
    not_understood: tuple[str, ...] = ()
    unmet: tuple[Likely, ...] = field(default=())
    is_long: bool = False

    @property
    def measures(self) -> list[Mention]:
        """What was measured, where a change of it is asked for."""
        return self.mentioned.of("measure") if self.mentioned.is_measured else []

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was understood that a list can be narrowed by."""
        named = self.topics or self.mentioned.narrowing or self.mentioned.is_measured
        return bool(named or self.amount or self.polarity)


def read(question: str, lexicon: Lexicon) -> Reading:
    """What a question asks of the evidence."""
    question = _AND.sub(" and ", question)
    words = lexicon.respell(read_words(question))
    amount = read_amount(question, words)
    free = [word for word in words if not amount or word.position not in amount.positions]
    asked = _asked(question, free, lexicon)
    reading = _read(question, asked, amount, lexicon)
    if reading.topics or len(asked) == len(free):
        return reading
    whole = _read(question, free, amount, lexicon)
    return whole if whole.topics or not reading.is_narrowed else reading


def _read(question: str, free: list[Word], amount: Amount | None, lexicon: Lexicon) -> Reading:
    mentioned = chosen(list(lexicon.mentions(free)), free, lexicon)
    elsewhere = _of_other_subjects(free, mentioned)
    dropped = {one for one in mentioned.all if one.first in elsewhere and one.kind != "outside"}
    mentioned = mentioned.without(dropped)
    free = [word for word in free if word.position not in elsewhere]
    left = [word for word in free if word.position not in mentioned.taken]
    if "principle" in mentioned.asks and mentioned.values("principle"):
        left = []
    topics, unmet = topics_of(question, left, mentioned, lexicon)
    passing = _said_in_passing(question, free, mentioned, topics, lexicon)
    if passing:
        mentioned = mentioned.without(passing)
        left = [word for word in free if word.position not in mentioned.taken]
        topics, unmet = topics_of(question, left, mentioned, lexicon)
    known = {word.position for topic in topics for word in topic.words}
    missed = [
        word.written
        for word in left
        if word.position not in known | mentioned.cued | mentioned.framing
        and not lexicon.is_empty(word)
    ]
    return Reading(
        question,
        mentioned,
        tuple(topics),
        mentioned.polarity,
        amount,
        tuple(dict.fromkeys([*(one.written for one in mentioned.outside), *missed])),
        tuple(unmet),
        len([w for w in left if w.position not in mentioned.cued]) > MOST_IN_PASSING,
    )


def _of_other_subjects(words: list[Word], mentioned: Mentioned) -> set[int]:
    """The places of parts about what the evidence does not hold: "and hotel prices in Leeds"."""
    parts = [{word.position for word in part.words} for part in split(words, mentioned)]
    subjects = {one.first for one in mentioned.outside if one.values == ("subject",)}
    return set().union(*(places for places in parts if len(parts) > 1 and places & subjects))


def _asked(question: str, words: list[Word], lexicon: Lexicon) -> list[Word]:
    """The words of the question itself, and the names in what the asker says of themselves."""
    parts = sentences(question, words)
    asking = [one for one in parts if one[0].text not in ABOUT_THE_ASKER]
    if not asking or len(asking) == len(parts):
        return words
    said = [mention for one in parts for mention in lexicon.mentions(one)]
    kept = {word.position for one in asking for word in one}
    kinds = NAME_KINDS if any(_is_facet_in(one, kept) for one in said) else (*NAME_KINDS, *FACETS)
    kept |= {word.position for one in said if one.kind in kinds for word in one.words}
    return [word for word in words if word.position in kept]


def _is_facet_in(one: Mention, places: set[int]) -> bool:
    return one.kind in (*NAME_KINDS, *FACETS) and one.first in places


def _said_in_passing(
    question: str,
    words: list[Word],
    mentioned: Mentioned,
    topics: list[Topic],
    lexicon: Lexicon,
) -> set[Mention]:
    """Facets that narrow nothing: part of what a theme is about, or of another sentence."""
    if not topics:
        return set()
    about = {word.position for topic in topics for word in topic.words}
    where = [{w.position for w in one} for one in sentences(question, words)]
    own = set().union(*(places for places in where if places & about))
    passing = set()
    for one in mentioned.of(*FACETS):
        if not {word.position for word in one.words} <= own:
            passing.add(one)
        elif not is_introduced(one, words):
            tells = any(lexicon.themes.tells(one.words, topic.themes[0]) for topic in topics)
            if tells or one.kind == "strand":
                passing.add(one)
    return passing
