"""What a word means here: of a closed list, a theme, the report's own words, or a body."""

import re
from collections import Counter
from collections.abc import Iterator

from app.ask.lexicon import ARTICLES, NAME_KINDS, Lexicon
from app.ask.reading import Reading
from app.ask.reply import Part, Reply, View
from app.ask.sentences import counted, listing
from app.ask.signs import SIGNS
from app.ask.words import stems
from app.evidence.queries import RESOURCES
from app.evidence.vocabulary import VOCABULARIES, WORD_FORM_KIND

_TERM = re.compile(
    r"^\W*(?:(?:so|and|but|please) )*(?:wh(?:at|o)(?:'?s| is| was| are| were)(?: meant by| the "
    r"(?:meaning|definition) of| an?\b| the\b)*|define|explain|(?:the )?(?:meaning|definition) of|"
    r"what counts as|what does|what do (?:you|they|we) mean by|how is|how does the report define)"
    r"(?: an?\b| the\b)? ([^,?]+?)(?: mean(?:s|t|ing)?| stands? for| defined)?"
    r"(?: (?:here|exactly|in (?:this|the) \w+))*(?:,.*)?\W*$"
)
_PAIR = re.compile(
    r"\bhow (?:do|does|are|is) (.+) (?:and|from) (.+) (?:differ|different)\W*$|"
    r"\b(?:difference|distinction|differs?|different)\b(?:.*\b(?:of|between)\b)? (.+) (?:and|from) "
    r"(.+?)\W*$|\b(?:is|are) (.+) (?:the same as|different from|other than) (.+?)\W*$"
)
MEANING = "meaning-of-"
"""So begins the name of a fact of the programme that tells what the report means by a word."""

Meaning = tuple[str, Part | None]


def of_words(reading: Reading, view: View, lexicon: Lexicon) -> Reply | None:
    """What a word means that is asked for, or what each of two means."""
    text = reading.question.casefold().replace("’", "'")
    pair, term = _PAIR.search(text), _TERM.match(text)
    asked = [one for one in pair.groups() if one] if pair else [term[1]] if term else []
    told = [_meaning(one, view, lexicon) for one in asked]
    meanings = [one for one in told if one]
    if not meanings or len(meanings) < len(asked):
        meanings = _set_apart(reading, view)
    if not meanings:
        return None
    parts = tuple(part for _, part in meanings if part)
    query = parts[0].query if parts else None
    said = query.in_english(view.catalogue) if query else None
    answer = " ".join(text for text, _ in meanings)
    return Reply(reading.question, True, answer, query, said, parts=parts)


def _meaning(term: str, view: View, lexicon: Lexicon) -> Meaning | None:
    meant = tuple(one for one in stems(term) if one not in ARTICLES)
    return (
        _of_a_list(meant)
        or _of_the_report(meant, view, lexicon)
        or _of_a_theme(meant, view)
        or _of_long_form(meant, view)
        or _of_a_body(term, view)
    )


def _of_a_list(meant: tuple[str, ...]) -> Meaning | None:
    for words in VOCABULARIES:
        if meant == stems(words.title) and words is not WORD_FORM_KIND:
            return f"{words.title}: {listing([one.label for one in words.words])}.", None
        for word in words.words if words is not WORD_FORM_KIND else ():
            if meant in (stems(word.label), stems(word.code)) and len(word.meaning) > 1:
                return f"{word.label} ({words.title.lower()}): {word.meaning}", None
    for resource in RESOURCES.values():
        if meant in (stems(resource.title), stems(resource.name)):
            return f"{resource.title}: {resource.description}", None
    return None


def _of_the_report(meant: tuple[str, ...], view: View, lexicon: Lexicon) -> Meaning | None:
    """What the report means by it; words that say little may stand beside it."""
    best: tuple[int, Meaning | None] = (0, None)
    for own, meaning in _meanings(view):
        if own <= {*meant} and {*meant} - own <= lexicon.empty:
            best = max(best, (len(own), meaning))
    return best[1]


def _meanings(view: View) -> Iterator[tuple[set[str], Meaning]]:
    """What the report means by each of its words, with the stems of the word."""
    part = view.part("What it means", "programme")
    for row in part.rows:
        if str(row["fact"]).startswith(MEANING):
            name = str(row["fact"]).removeprefix(MEANING).replace("-", " ")
            text = f"{name[0].upper()}{name[1:]}: {row['value']} {row['note'] or ''}".strip()
            yield set(stems(name)), (text, Part(part.heading, text, part.query, [row]))


def _set_apart(reading: Reading, view: View) -> list[Meaning]:
    """What each of several words means that a question sets apart, by what is theirs alone."""
    asked = {word.stem for word in reading.words}
    is_apart = any(word.text in SIGNS["apart"] for word in reading.words)
    if not is_apart or reading.is_for_projects or reading.mentioned.of(*NAME_KINDS):
        return []
    known = list(_meanings(view))
    often = Counter(stem for own, _ in known for stem in own)
    told = [one for own, one in known if any(often[stem] == 1 for stem in own & asked)]
    return told if len(told) > 1 else []


def _of_a_theme(meant: tuple[str, ...], view: View) -> Meaning | None:
    names = view.catalogue
    labels = [(label, theme) for theme, label in names.themes.labels.items()]
    for label, theme in (*labels, *names.theme_synonyms):
        if stems(label) == meant:
            part = view.part("What it means", "themes", [("theme", theme)])
            row = next(row for row in part.rows if row["theme_id"] == theme)
            under = "" if label == row["label"] else f', which is coded under "{row["label"]}"'
            text = f"{label[0].upper()}{label[1:]}{under}: {row['definition']}"
            return f"{text} It is met in {counted(row['project_count'], 'project')}.", part
    return None


def _of_long_form(meant: tuple[str, ...], view: View) -> Meaning | None:
    for long in view.catalogue.same_forms.get(meant, ()):
        if " " in long and stems(long) != meant:
            return f"It stands for {long}.", None
    return None


def _of_a_body(term: str, view: View) -> Meaning | None:
    """What is noted of an organisation that is asked about by its name."""
    if not (body := view.catalogue.organisations.find(term)):
        return None
    name = view.catalogue.organisations.labels[body]
    part = view.part("Who it is", "organisations", [("q", name)])
    notes = [f"{row['name']}: {row['note']}" for row in part.rows if row["note"]]
    return (notes[0], part) if notes else None
