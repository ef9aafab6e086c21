"""Other ways to read a question, for where the first finds nothing."""

from collections.abc import Iterator
from dataclasses import replace

from app.ask.reading import Reading

WEAK = 0.66
WEAK_BESIDE_A_PROJECT = 0.7
"""A theme that is less likely may be no theme at all, where something else is surely asked."""

WHETHER = {*("did", "was", "were", "has", "have", "had", "does", "do", "is", "are", "could", "can")}


def variants(reading: Reading) -> Iterator[Reading]:
    """The reading itself; with themes as likely; without what is hardly a theme."""
    yield reading
    mentioned = reading.mentioned
    if not mentioned.narrowing and not mentioned.is_measured and not reading.amount:
        return
    if len(reading.topics) == 1:
        [topic] = reading.topics
        for theme in topic.others:
            yield replace(reading, topics=(replace(topic, themes=(theme,)),))
    least = WEAK_BESIDE_A_PROJECT if mentioned.of("project") else WEAK
    kept = tuple(topic for topic in reading.topics if topic.score >= least)
    is_dropped = len(kept) < len(reading.topics) and not mentioned.of("overcome")
    if is_dropped and not _asks_whether(reading):
        dropped = tuple(topic.written for topic in reading.topics if topic not in kept)
        missed = (*reading.not_understood, *dropped)
        yield replace(reading, topics=kept, not_understood=missed)


def _asks_whether(reading: Reading) -> bool:
    """Whether what was asked is there or not: "did Hackney ...?", and what was not understood."""
    mentioned = reading.mentioned
    first = reading.question.split(maxsplit=1)[0].casefold()
    if mentioned.of("project") and first in WHETHER:
        return True
    is_plain = reading.polarity or mentioned.asks or mentioned.is_measured
    return bool(reading.not_understood and not is_plain)
