"""What the words of a question are about: one theme or several, and whether each helped."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.ask.lexicon import NAME_KINDS, Lexicon, Mention
from app.ask.mentioned import Mentioned
from app.ask.negation import loose_negatives
from app.ask.segments import Segment, sentences, split
from app.ask.themes import OUTSIDE, Likely
from app.ask.words import Word, stems
from app.evidence.catalogue import Catalogue
from app.evidence.words import STOP_WORDS

SURE_ENOUGH = 0.38
"""A theme that is less likely than this is not what was meant."""
SURE_OF_UNKNOWN = 0.5
"""The same, where some of the words are in no phrase at all."""
SURE_OF_ADVICE = 0.3
"""The same, where a recommendation is asked for: it is about one of the themes."""
SURE_OF_PART = 0.7
"""Each of two themes that a question is about at once is at least so likely."""
MAX_SENTENCES = 40
"""So many sentences of a question are read for a theme."""
LONG_PHRASE = 3
"""A phrase of so many words says its theme, though none of its words does."""
SURE_WITHOUT_TELLING = 0.5
"""Where only words that say little tell a theme, it is at least so likely."""
FEWEST_WORDS = 3
SURE_BESIDE_A_FACET = 0.95
SURE_OF_BOTH = 0.45
HARDLY_LESS_LIKELY = 0.75
"""A theme that is so likely beside the likeliest is tried, where that one finds nothing."""
AS_LIKELY = 0.92
"""A theme of the same parent that is so likely beside the likeliest is meant too."""


@dataclass(frozen=True)
class Topic:
    """What some words are about, and whether it helped or hindered."""

    themes: tuple[str, ...]
    polarity: str | None
    is_polarity_said: bool
    is_without: bool
    joined_by: str
    words: tuple[Word, ...]
    score: float
    others: tuple[str, ...] = ()
    is_told: bool = True

    @property
    def written(self) -> str:
        """The words as they were written."""
        return " ".join(word.written for word in self.words)


def topics_of(
    question: str, left: list[Word], mentioned: Mentioned, lexicon: Lexicon
) -> tuple[list[Topic], list[Likely]]:
    """What the sentence with the likeliest theme is about; where there is none, what is near."""
    best: list[Topic] = []
    told = mentioned.framing | mentioned.cued
    for words in sentences(question, left)[:MAX_SENTENCES]:
        found = _of_sentence(words, mentioned, lexicon)
        if _sureness(found) > _sureness(best):
            best = found
    if best or not left:
        return best, []
    words = [word for word in left if word.position not in told]
    if all(lexicon.is_empty(word) for word in words):
        return best, []
    near = lexicon.themes.likely(words, lexicon.empty)
    return [], [one for one in near if one.theme_id != OUTSIDE][:3]


def _sureness(topics: Sequence[Topic]) -> float:
    return max((topic.score for topic in topics), default=0.0)


def _of_sentence(words: list[Word], mentioned: Mentioned, lexicon: Lexicon) -> list[Topic]:
    """The theme of each part, where the parts are surely about several; else of the whole."""
    segments = split(words, mentioned)
    parts = [topic for one in segments if (topic := _topic(one, mentioned, lexicon))]
    if len(segments) == 1:
        return parts
    is_denied = any(one.is_without for one in parts)
    said = tuple(word for one in segments for word in one.words)
    whole = _topic(Segment("and", said, is_without=False), mentioned, lexicon)
    least = SURE_OF_BOTH if any(word.text == "both" for word in words) else SURE_OF_PART
    sure = _each_once([topic for topic in parts if topic.score >= least])
    if is_denied:
        return parts
    if len(sure) > 1:
        mean = sum(topic.score for topic in sure) / len(sure)
        if not whole or mean > whole.score:
            return sure
    if len(parts) == 1 and (not whole or parts[0].score >= whole.score):
        return parts
    if whole:
        return [whole]
    return sorted(parts, key=lambda topic: -topic.score)[:1]


def _each_once(topics: list[Topic]) -> list[Topic]:
    """The surest topic of each theme."""
    best: dict[tuple[str, ...], Topic] = {}
    for topic in topics:
        known = best.get(topic.themes)
        if not known or topic.score > known.score:
            best[topic.themes] = topic
    return list(best.values())


def _topic(segment: Segment, mentioned: Mentioned, lexicon: Lexicon) -> Topic | None:
    words = [word for word in segment.words if word.position not in mentioned.framing]
    telling = {
        word.position
        for word in words
        if word.position not in mentioned.cued and not lexicon.is_empty(word)
    }
    likely = lexicon.themes.likely(words, lexicon.empty)
    if not likely or likely[0].theme_id == OUTSIDE:
        return None
    if "recommendations" in mentioned.asks and not telling:
        return None
    best = _more_exact(likely)
    is_unknown = any(lexicon.is_unknown(w) for w in words if w.position in telling)
    least = SURE_OF_UNKNOWN if is_unknown else SURE_ENOUGH
    if best.score < (SURE_OF_ADVICE if "recommendations" in mentioned.asks else least):
        return None
    is_cued = mentioned.polarity_among(words) or mentioned.of("direction", "desirability")
    beside = [
        word
        for word in words
        if word.position not in mentioned.cued and word.text not in STOP_WORDS
    ]
    sure = SURE_BESIDE_A_FACET if mentioned.narrowing else SURE_OF_PART
    is_plain = not mentioned.of(*NAME_KINDS) and (
        (is_cued and len(beside) >= FEWEST_WORDS and best.score >= SURE_WITHOUT_TELLING)
        or (len(beside) >= 2 and best.score >= sure)
    )
    is_plain = is_plain or "recommendations" in mentioned.asks
    if not best.telling & telling and not is_plain and not _exact(words, mentioned):
        return None
    themes = [best.theme_id, *_as_likely(best, likely)]
    parent = best.theme_id.partition(".")[0]
    named = set(stems(lexicon.catalogue.themes.labels[parent]))
    if {word.stem for word in words if word.position in telling} <= named:
        themes = [parent]
    said = mentioned.polarity_among(segment.words)
    guessed = _claimed_polarity(best, lexicon.catalogue)
    told = tuple(word for word in words if word.position in best.words)
    is_without = segment.is_without
    negatives = loose_negatives(words, mentioned.places_of_phrases)
    if len(negatives) % 2 and not is_without:
        # A good thing that is not there is a barrier.
        places = {p for word in negatives for p in range(word.position + 1, word.position + 4)}
        if places & best.telling or said:
            said = "barrier"
        told = tuple(sorted({*told, *negatives}, key=lambda word: word.position))
    return Topic(
        tuple(sorted(themes)),
        said or guessed,
        said is not None,
        is_without,
        segment.joined_by,
        told,
        best.score,
        tuple(
            one.theme_id
            for one in likely[1:]
            if one.score >= HARDLY_LESS_LIKELY * best.score
            and one.theme_id != OUTSIDE
            and one.theme_id not in themes
        ),
        bool(best.telling & telling),
    )


def _claimed_polarity(best: Likely, catalogue: Catalogue) -> str | None:
    """The polarity that the words seem to have, or the only one that any claim there has."""
    claimed = [
        one for one in ("barrier", "facilitator") if (best.theme_id, one) in catalogue.claimed
    ]
    if best.polarity is None or best.polarity in claimed or not claimed:
        return best.polarity
    return claimed[0]


def _more_exact(likely: Sequence[Likely]) -> Likely:
    """The likeliest; where that is a whole theme, its sub-theme that explains more words."""
    best = likely[0]
    for one in likely[1:]:
        is_within = one.theme_id.startswith(f"{best.theme_id}.")
        if is_within and len(one.words) > len(best.words) and one.score >= 0.8 * best.score:
            return one
    return best


def _exact(words: Sequence[Word], mentioned: Mentioned) -> list[Mention]:
    """Phrases of a theme that stand in the words as they are."""
    places = {word.position for word in words} - mentioned.cued
    return [
        one
        for one in mentioned.themes
        if len(one.words) >= LONG_PHRASE and {w.position for w in one.words} <= places
    ]


def _as_likely(best: Likely, likely: Sequence[Likely]) -> list[str]:
    return [
        one.theme_id
        for one in likely
        if one is not best
        and one.score >= AS_LIKELY * best.score
        and one.theme_id.partition(".")[0] == best.theme_id.partition(".")[0]
        and "." in one.theme_id
        and "." in best.theme_id
    ]
