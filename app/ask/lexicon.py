"""What the words of a question can mean in one release: its phrases and its names.

People name a sub-theme in hundreds of ways: phrases are data that anybody can write and measure.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.ask.embedding import is_a_word
from app.ask.tables import WORD_LISTS, Phrase, load_phrases, rows_of
from app.ask.themes import ThemeReader, phrases_of_themes
from app.ask.words import (
    ARTICLES,
    SHORTEST_MISSPELT,
    STOP_STEMS,
    Known,
    Word,
    Worded,
    by_beginning,
    correct_spelling,
    read_words,
    stems,
)
from app.evidence.catalogue import Catalogue
from app.evidence.file_cache import cached_in_file
from app.evidence.release_cache import cached_per_release
from app.evidence.words import STOP_WORDS, stem

LONGEST_PHRASE = 12
NAME_KINDS = ("project", "area", "organisation")

_BEFORE_AND = re.compile(r" and | upon |-upon-| with ")
_ADDED = re.compile(r",.*| \([^)]*\)")
_OF_TOWN = {
    "evaluator": re.compile(r"University of ((?:[A-Z]\w+ ?)+)|([A-Z]\w+(?: [A-Z]\w+)?) University"),
    "lead": re.compile(r"(.+?)(?: City| County| Borough)? Council$"),
}
"""Bodies that may be called by their place, as who evaluated or who led."""
_UNIT = re.compile(r", |\(|\)| and its ")


@dataclass(frozen=True)
class Mention(Worded):
    """Some words of a question that mean something: what kind of thing, and which."""

    kind: str
    values: tuple[str, ...]
    words: tuple[Word, ...]
    polarity: str | None = None

    @property
    def first(self) -> int:
        return self.words[0].position

    @property
    def last(self) -> int:
        return self.words[-1].position


@dataclass(frozen=True)
class Lexicon:
    """All phrases and names of a release, indexed for lookup in a question."""

    catalogue: Catalogue
    phrases: Mapping[tuple[str, ...], Sequence[Phrase]]
    names: Mapping[tuple[str, ...], Sequence[Phrase]]
    empty: frozenset[str]
    vocabulary: frozenset[str]
    spellings: Known
    themes: ThemeReader

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Lexicon":
        labels = {"theme": catalogue.themes.labels, "organisation": catalogue.organisations.labels}
        usable = [p for p in load_phrases() if set(p.meaning) <= set(labels.get(p.kind, p.meaning))]
        phrases: defaultdict[tuple[str, ...], list[Phrase]] = defaultdict(list)
        texts = set(STOP_WORDS)
        for phrase in usable:
            words = read_words(phrase.phrase)
            texts |= {word.text for word in words}
            if phrase.kind != "word" and (phrase.kind != "empty" or len(words) > 1):
                phrases[_key(words, phrase.kind)].append(phrase)
        for measure in (*_measures(catalogue), *_labels(catalogue)):
            words = read_words(measure.phrase)
            phrases[_key(words, "theme")].append(measure)
            texts |= {word.text for word in words}
        names: defaultdict[tuple[str, ...], list[Phrase]] = defaultdict(list)
        for name in names_of(catalogue):
            names[tuple(word.text for word in read_words(name.phrase))].append(name)
        named = {part for key in names for part in key} - texts
        said_empty = {stems(p.phrase) for p in usable if p.kind == "empty"}
        empty = {key[0] for key in said_empty if len(key) == 1}
        texts |= {part for key in names for part in key}
        return cls(
            catalogue,
            phrases,
            names,
            STOP_STEMS | empty | WORD_LISTS["number"],
            frozenset(texts),
            # A short name is near to too many words: "thru" is no unit called TCRU.
            by_beginning(t for t in texts if len(t) > SHORTEST_MISSPELT or t not in named),
            ThemeReader.of(phrases_of_themes(catalogue, usable)),
        )

    def correct_spelling(self, word: Word) -> Word:
        is_known = word.text in self.vocabulary or word.stem in self.themes.stems
        if is_known or self.is_empty(word) or is_a_word(word.text):
            return word
        meant = correct_spelling(word.text, self.spellings)
        return replace(word, text=meant, stem=stem(meant)) if meant else word

    def mentions(self, words: Sequence[Word]) -> Iterator[Mention]:
        """Everything that any run of words can mean, longer runs first."""
        for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
            for first in range(len(words) - length + 1):
                run = tuple(words[first : first + length])
                yield from self._meanings(run)

    def is_empty(self, word: Word) -> bool:
        return word.stem in self.empty

    def _meanings(self, run: tuple[Word, ...]) -> Iterator[Mention]:
        texts = tuple(word.text for word in run)
        phrases = [*self.names.get(texts, ())]
        if len(run) == 2:  # "Mocking bird"
            phrases += self.names.get(("".join(texts),), ()) if len(texts[0]) > 3 else ()
        if run[0].text not in ARTICLES and run[-1].text not in ARTICLES:
            phrases += self.phrases.get(_key(run, "theme"), ())
            phrases += self.phrases.get(_key(run, "other"), ())
        for phrase in dict.fromkeys(phrases):
            yield Mention(phrase.kind, tuple(phrase.meaning), run, phrase.polarity)


@cached_per_release
def lexicon_of(catalogue: Catalogue) -> Lexicon:
    """The lexicon of a release, made once for all programs that read it."""
    return cached_in_file(catalogue, "lexicon", lambda: Lexicon.of(catalogue))


def _key(words: Sequence[Word], kind: str) -> tuple[str, ...]:
    """A phrase of a theme is met by its stems, every other as it is written."""
    if kind == "theme":
        return ("", *(word.stem for word in words if word.text not in ARTICLES))
    return tuple(word.text for word in words if word.text not in ARTICLES)


def _measures(catalogue: Catalogue) -> Iterator[Phrase]:
    """What results are of, as they name it, but for what they add after a comma or in brackets.

    A single word may say anything else: "used volunteers to help".
    """
    themes = {label.casefold() for label in catalogue.themes.labels.values()}
    for name in dict.fromkeys(_ADDED.sub("", measure) for measure in catalogue.measures):
        if " " in name and name.casefold() not in themes:
            yield Phrase(name, "measure", (f'q="{name}"',))


def _labels(catalogue: Catalogue) -> Iterator[Phrase]:
    for theme, label in catalogue.themes.labels.items():
        if " " in label:
            yield Phrase(label, "theme", (theme,))


def names_of(catalogue: Catalogue) -> Iterator[Phrase]:
    """Every name with what it is the name of. One name may be that of several things."""
    projects = catalogue.projects
    others = ((project_id, name) for name, project_id in projects.other_names.items())
    for project_id, name in (*projects.labels.items(), *others):
        yield Phrase(name, "project", (project_id,))
        first, _, last = name.rpartition(" ")
        if last.casefold() in WORD_LISTS["scheme"] and " " in first.partition(" ")[2]:
            # The "FGM Early Intervention Model" is called a scheme as well.
            yield Phrase(first, "project", (project_id,))
    for project_id in projects.labels:
        yield Phrase(project_id.replace("-", " "), "project", (project_id,))
    for areas, called in _places(catalogue):
        yield Phrase(called, "area", areas)
        # Who says "NE Lincs" means the project that is known by the full name.
        if len(areas) == 1 and (namesake := projects.find(catalogue.areas.labels[areas[0]])):
            yield Phrase(called, "project", (namesake,))
    yield from _bodies(catalogue)


def _bodies(catalogue: Catalogue) -> Iterator[Phrase]:
    """Organisations with all that they are called; by their place alone as who has a role."""
    for organisation, name in catalogue.organisations.labels.items():
        for part in {name, name.removeprefix("The "), *_parts(name)}:
            yield Phrase(part, "organisation", (organisation,))
        for role, of_town in _OF_TOWN.items():
            # "York evaluated it" is of the university, and "it was in York" is not.
            for match in of_town.finditer(name):
                yield Phrase(match[match.lastindex or 1], role, (organisation,))


def _places(catalogue: Catalogue) -> Iterator[tuple[tuple[str, ...], str]]:
    """Areas with all that they, or several of them together, are called."""
    labels = catalogue.areas.labels
    firsts = Counter(_BEFORE_AND.split(name)[0] for name in labels.values())
    firsts.subtract(_BEFORE_AND.split(labels[part])[0] for part in catalogue.area_parts)
    for area, name in labels.items():
        first = _BEFORE_AND.split(name)[0]
        called = {name.casefold(), area.replace("-", " "), *([first] * (firsts[first] == 1))}
        yield from (((area,), form) for form in called)
    for alias, area in catalogue.areas.other_names.items():
        yield (area,), alias
    for row in rows_of("places"):
        areas = tuple(area for area in row["areas"].split(";") if area in labels)
        for name in row["names"].split(";") if areas else ():
            yield areas, name


def _parts(name: str) -> Iterator[str]:
    """The unit and the university of "Centre for Research, University of East Anglia"."""
    for part in _UNIT.split(name):
        if part.strip():
            yield part.strip()
    if town := re.search(r"University of ([A-Z]\w+)", name):
        yield f"{town.group(1)} University"
    if town := re.search(r"([A-Z][\w ]+?) University", name):
        yield f"University of {town.group(1)}"
