"""What the words of a question are about, part by part, and whether each helped."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.ask.lexicon import NAME_KINDS, Lexicon, Mention
from app.ask.mentioned import Mentioned
from app.ask.negation import NEGATIVE, loose_negatives
from app.ask.tables import WORD_LISTS
from app.ask.themes import OUTSIDE, Likely
from app.ask.thresholds import SURE_BESIDE_A_FACET, SURE_ENOUGH, SURE_OF_PART
from app.ask.words import Word, Worded, positions, positions_of, stems
from app.evidence.words import STOP_WORDS

_OWN = re.compile(r"(?:i|we|my|our)(?:['’]\w+)?$", re.IGNORECASE)
"""The first word of a sentence that readers say of themselves."""
MAX_PARTS = 8
"""So many parts of a sentence are read."""
JOINERS = dict.fromkeys(WORD_LISTS["joiner"], "and") | {"or": "or", "nor": "or"}


@dataclass(frozen=True)
class Segment:
    """Words of a question in a row, how they are joined to those before, whether denied."""

    joined_by: str
    words: tuple[Word, ...]
    is_without: bool


def sentences(question: str, words: Sequence[Word]) -> list[list[Word]]:
    """The words of each sentence, or of each question that is joined to another."""
    runs: list[list[Word]] = [[]]
    for previous, word, following in zip([None, *words], words, [*words[1:], None], strict=False):
        if previous and _is_another(question, previous, word, following):
            runs.append([])
        runs[-1].append(word)
    return [run for run in runs if run]


def own_sentences(question: str, words: Sequence[Word]) -> list[list[Word]]:
    return [run for run in sentences(question, words) if _OWN.match(run[0].wording)]


def of_the_reader(question: str, words: Sequence[Word], understood: set[int]) -> set[int]:
    """The places of what readers say of themselves, before they ask: "We are planning a unit."."""
    places = set().union(*map(positions, own_sentences(question, words)))
    return places if (positions(words) - places) & understood else set()


def _is_another(question: str, previous: Word, word: Word, following: Word | None) -> bool:
    is_joined = previous.text in ("and", "but") and word.text in WORD_LISTS["begins-a-question"]
    # "But were not about it" goes on with what was asked.
    is_joined &= not (word.text in WORD_LISTS["whether"] and following and following.text == "not")
    return is_joined or bool(_ENDS.search(question[previous.ends : word.starts]))


_ENDS = re.compile(r"[.?!;]")


def split_segments(words: Sequence[Word], mentioned: Mentioned) -> list[Segment]:
    """The parts of a sentence, in order; none is empty. A denial holds for its alternatives."""
    parts: list[Segment] = []
    joined_by, current, is_without = "and", list[Word](), False
    denying = positions_of(mentioned.of("without"))
    # "A them and us culture" is one thing.
    within = positions_of(m for m in mentioned.of("theme") if len(m.words) > 2)
    for word in words:
        starts_denial = word.position in mentioned.denial_starts
        if word.position in denying and not starts_denial:
            continue
        is_joiner = word.text in JOINERS and word.position not in within
        if is_joiner or starts_denial:
            if current:
                parts.append(Segment(joined_by, tuple(current), is_without))
                current, is_without = [], is_without and JOINERS.get(word.text) == "or"
                joined_by = "and"
            joined_by = JOINERS.get(word.text, joined_by)
        if starts_denial:
            is_without = True
        if not is_joiner:
            current.append(word)
    if current:
        parts.append(Segment(joined_by, tuple(current), is_without))
    return parts[:MAX_PARTS]


MAX_SENTENCES = 40
"""So many sentences of a question are read for a theme."""
FEWEST_WORDS = 3
"""So many words tell a theme together, though none of them does alone."""


@dataclass(frozen=True)
class Topic(Worded):
    """What some words are about, and whether it helped or hindered."""

    themes: tuple[str, ...]
    polarity: str | None
    is_polarity_said: bool
    is_without: bool
    joined_by: str
    words: tuple[Word, ...]
    score: float


def topics_of(
    question: str, left: list[Word], mentioned: Mentioned, lexicon: Lexicon
) -> tuple[list[Topic], list[Likely]]:
    """What the sentence with the likeliest theme is about; where there is none, what is near."""
    best: list[Topic] = []
    effects = positions_of(mentioned.of("effect"))
    parts = sentences(question, left)[:MAX_SENTENCES]
    # "We plan a hub. Who was slow to start?" asks of what was slow, and not of hubs.
    about_reader = own_sentences(question, left)
    spans = [(words[0].position, words[-1].position) for words in about_reader]
    plans = {place for first, last in spans for place in range(first, last + 1)}
    question_text = " ".join(
        question[words[0].starts : words[-1].ends] for words in parts if words not in about_reader
    )
    for words in parts:
        if words in about_reader and effects - plans and not _BACK.search(question_text):
            continue
        topics = _of_sentence(words, mentioned, lexicon)
        if _sureness(topics) > _sureness(best):
            best = topics
    framing = mentioned.framing_positions | mentioned.cue_positions
    words = [word for word in left if word.position not in framing]
    if best or all(lexicon.is_empty(word) for word in words):
        return best, []
    near = lexicon.themes.likely(words, lexicon.empty)
    return [], [theme for theme in near if theme.theme_id != OUTSIDE][:3]


_BACK = re.compile(r"\b(?:it|such|that|these|this|those)\b", re.IGNORECASE)
"""What goes back to what was said before: "Who was held up by that?"."""


def _sureness(topics: Sequence[Topic]) -> float:
    return max((topic.score for topic in topics), default=0.0)


def _of_sentence(words: list[Word], mentioned: Mentioned, lexicon: Lexicon) -> list[Topic]:
    """The theme of each part, where the parts are surely about several; else of the whole."""
    segments = split_segments(words, mentioned)
    is_whole = len(segments) == 1
    topics = [_topic(s, mentioned, lexicon, is_whole=is_whole) for s in segments]
    parts = [topic for topic in topics if topic]
    if len(segments) == 1 or any(topic.is_without for topic in parts):
        return parts
    surest: dict[tuple[str, ...], Topic] = {}
    for topic in sorted(parts, key=lambda topic: topic.score):
        if topic.score >= SURE_OF_PART:
            surest[topic.themes] = topic
    sure = [topic for topic in parts if surest.get(topic.themes) is topic]
    if len(sure) > 1:
        return sure
    every_word = tuple(word for segment in segments for word in segment.words)
    whole = _topic(Segment("and", every_word, is_without=False), mentioned, lexicon)
    return [whole] if whole else sorted(parts, key=lambda topic: -topic.score)[:1]


def _topic(
    segment: Segment, mentioned: Mentioned, lexicon: Lexicon, *, is_whole: bool = False
) -> Topic | None:
    # "Which councils dropped out" holds a phrase that begins in what is asked for.
    beside = mentioned.framing_positions - positions_of(
        m for m in mentioned.of("theme") if len(m.words) > 2
    )
    words = [word for word in segment.words if word.position not in beside]
    telling = [
        word
        for word in words
        if word.position not in mentioned.cue_positions and not lexicon.is_empty(word)
    ]
    likely = lexicon.themes.likely(words, lexicon.empty)
    if not likely or not _is_sure(likely[0], words, telling, mentioned):
        return None
    best = _of_the_phrase(likely, words, mentioned)
    theme, names = best.theme_id.partition(".")[0], lexicon.catalogue.themes.labels
    if not telling or not {word.stem for word in telling} <= set(stems(names[theme])):
        theme = best.theme_id
    texts = {word.text for word in telling}
    # Where all that is told is the label of a theme, that theme is meant.
    theme = next((t for t, label in names.items() if texts == {*label.casefold().split()}), theme)
    # "Recruiting staff" is no recruiting of families, though "staff" alone tells nothing; "staff
    # or families" is any recruiting.
    within = [t for t in names if t.startswith(f"{theme}.")]
    asking = positions_of(mentioned.of("ask"))
    words_beside = [word for word in segment.words if word.position not in asking]
    if is_whole:
        theme = next((t for t in within if lexicon.themes.say(words_beside, names[t])), theme)
    polarity = mentioned.polarity_among(segment.words)
    own_words = {word for word in words if word.position in best.words}
    negatives = loose_negatives(words, mentioned.phrase_positions)
    if len(negatives) % 2 and not segment.is_without:
        # A good thing that is not there is a barrier.
        after = {n + place for place in positions(negatives) for n in (1, 2, 3)}
        polarity = "barrier" if polarity or after & best.words else polarity
        own_words |= set(negatives)
        if polarity and (theme, polarity) not in lexicon.catalogue.claimed:
            # What is lacked is coded beside it: an aim that is not clear, a leader who left.
            theme = theme.partition(".")[0]
    return Topic(
        (theme,),
        polarity or _of_its_phrase(best, words, mentioned) or best.polarity,
        polarity is not None,
        segment.is_without,
        segment.joined_by,
        tuple(sorted(own_words, key=lambda word: word.position)),
        best.score,
    )


def _of_the_phrase(likely: Sequence[Likely], words: Sequence[Word], mentioned: Mentioned) -> Likely:
    """The theme of a phrase of several words that stands there as it is, or else the likeliest."""
    values = {value for m in _phrases(words, mentioned, fewest=3) for value in m.values}
    return next((theme for theme in likely if theme.theme_id in values), likely[0])


def _is_sure(
    best: Likely, words: Sequence[Word], telling: Sequence[Word], mentioned: Mentioned
) -> bool:
    """Whether the likeliest theme is what was meant, and not merely the nearest."""
    is_advice = "recommendations" in mentioned.asks
    if best.theme_id == OUTSIDE or best.score < SURE_ENOUGH:
        return False
    if all(word.text in NEGATIVE for word in words if word.position in best.words):
        # "Never started" is not about what never spread.
        return False
    if mentioned.is_measured and not telling:
        # "Did they go missing less often?" is all about the measure.
        return False
    is_phrase = bool(_phrases(words, mentioned))
    if mentioned.of("area") and not is_phrase and best.score < SURE_OF_PART:
        # "Which projects were in London, or had a London body behind them?" is about the place.
        return False
    if is_advice or is_phrase or best.words & positions(telling):
        return bool(telling) or not is_advice
    is_cued = mentioned.polarity_among(words) or mentioned.of("direction", "desirability")
    beside = [
        w for w in words if w.position not in mentioned.cue_positions and w.text not in STOP_WORDS
    ]
    sure = SURE_BESIDE_A_FACET if mentioned.narrowing else SURE_OF_PART
    is_plain = (is_cued and len(beside) >= FEWEST_WORDS) or (
        len(beside) >= FEWEST_WORDS - 1 and best.score >= sure
    )
    return bool(is_plain) and not mentioned.of(*NAME_KINDS)


def _of_its_phrase(best: Likely, words: Sequence[Word], mentioned: Mentioned) -> str | None:
    """Whether what a phrase of several words says, as it stands there, helped or hindered."""
    phrases = _phrases(words, mentioned)
    return next((m.polarity for m in phrases if best.theme_id in m.values), None)


def _phrases(words: Sequence[Word], mentioned: Mentioned, fewest: int = 2) -> list[Mention]:
    """The phrases of themes that stand among some words, of so many words at least."""
    places = positions(words)
    return [m for m in mentioned.of("theme") if len(m.words) >= fewest and m.positions <= places]
