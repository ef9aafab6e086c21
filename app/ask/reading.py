"""A question -> what was understood of it, and what was not."""

import re
from dataclasses import dataclass, field

from app.ask.amounts import Amount, read_amount
from app.ask.lexicon import Lexicon, Mention
from app.ask.mentioned import FACETS, Mentioned, chosen, is_introduced
from app.ask.negation import denials
from app.ask.segments import sentences
from app.ask.themes import Likely
from app.ask.topics import Topic, topics_of
from app.ask.words import Word, read_words

_AND = re.compile(r",? (?:as well as|along with|together with|in addition to|plus) ", re.IGNORECASE)
MAX_IN_PASSING = 5
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
    words = lexicon.correct_spelling(read_words(question))
    amount = read_amount(question, words)
    free = [word for word in words if not amount or word.position not in amount.positions]
    denied = [Mention("without", ("yes",), run) for run in denials(free)]
    mentioned = chosen([*lexicon.mentions(free), *denied], free, lexicon)
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
        len([w for w in left if w.position not in mentioned.cued]) > MAX_IN_PASSING,
    )


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
