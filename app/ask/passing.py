"""Subjects that a question names in passing: part of its theme, or of what the reader plans."""

from app.ask.choosing import is_introduced, is_joined, loose_subjects
from app.ask.lexicon import Lexicon, Mention
from app.ask.mentioned import SUBJECTS, Mentioned
from app.ask.topics import Topic, of_the_reader, topics_of
from app.ask.words import Word, positions, positions_of


def subjects_in_passing(
    question: str,
    words: list[Word],
    mentioned: Mentioned,
    topics: list[Topic],
    lexicon: Lexicon,
) -> set[Mention]:
    """Subjects that narrow nothing: they belong to a theme, or to the reader's own plans."""
    if not topics:
        return _subjects_of_the_theme(question, words, mentioned, lexicon)
    # "We are converting a building for teenagers. Who lost time?" asks of others, not of these.
    plans = of_the_reader(question, words, positions(words))
    passing = set()
    for subject in mentioned.of(*SUBJECTS):
        if subject in mentioned.denied:
            continue
        if subject.positions & plans:
            passing.add(subject)
        elif not is_introduced(subject, words):
            # "Recruiting staff or foster carers": both are people to be recruited.
            is_kin, tells = is_joined(subject, words), lexicon.themes.tells
            tells_any = any(tells(subject.words, t.themes[0], is_kin=is_kin) for t in topics)
            if tells_any or subject.kind == "strand":
                passing.add(subject)
    return passing


def _subjects_of_the_theme(
    question: str, words: list[Word], mentioned: Mentioned, lexicon: Lexicon
) -> set[Mention]:
    """Subjects on which the only theme rests: foster carers, in "find more foster carers"."""
    loose = {*loose_subjects(mentioned, words, "focus")}
    rest = mentioned.without(loose)
    topics, _ = topics_of(question, rest.open_words(words), rest, lexicon) if loose else ([], [])
    # "What went wrong with residential homes?" says nothing else that could tell a theme.
    beside = {w.position for w in words if not lexicon.is_empty(w)} - mentioned.cue_positions
    beside -= positions_of(loose) | positions_of(mentioned.of("effect"))
    themes = [topic.themes[0] for topic in topics if topic.positions & beside]
    return {m for m in loose if any(lexicon.themes.tells(m.words, t) for t in themes)}
