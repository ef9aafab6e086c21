"""The rows of a release made ready: what each says in all its wordings, and how near a claim."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Set
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np

from app.ask.embedding import vectors
from app.check_claim.figures import Figure, figures_of
from app.check_claim.heard import ClaimScores
from app.check_claim.lessons import Lessons
from app.check_claim.order import Links, Order, SaidOfFigure, are_figures_exchanged, said_of_figures
from app.check_claim.readers import known
from app.check_claim.sentences import Sentence, Sign, sentence
from app.check_claim.term_index import Positions, TermIndex
from app.check_claim.word_lists import LongForms, ProjectNames, kinds_of
from app.check_claim.wordings import KEYS, ListName, Wording, wordings_of
from app.evidence import answers
from app.evidence.answers import Release, Row
from app.evidence.catalogue import Catalogue
from app.evidence.file_cache import cached_in_file
from app.evidence.queries import EVIDENCE_LISTS, Query
from app.evidence.release_cache import cached_per_release
from app.evidence.words import stems_in

Place = tuple[str, str, str | None]
"""A source, a paragraph of it and a project, or None for the programme."""

RETURNS = frozenset({"savings", "return on each pound"})
_PER = re.compile(r"\b(?:per|for each|for every) ([a-z]+)")
_LOWER = re.compile(r"\b[a-z]+\b")


@dataclass(frozen=True)
class Statement:
    """What one row says, in its own words or in those of a coder."""

    list_name: ListName
    row: Row
    text: Sentence
    more: Sentence
    """Words of its source and its theme."""
    background: str
    """The names of its project and where it works."""
    projects: frozenset[str]
    figures: tuple[Figure, ...]

    @property
    def key(self) -> str:
        """The id of its row."""
        key: str = self.row[KEYS[self.list_name]]
        return key

    @property
    def place(self) -> Place:
        """The paragraph that it is from, and the project that it is about."""
        source, paragraph = self.row.get("source_id"), self.row.get("paragraph")
        return source or "", paragraph or "", self.row.get("project_id")

    @property
    def project(self) -> str | None:
        """The project that it is about."""
        return self.place[2]

    @cached_property
    def said_of_figures(self) -> list[SaidOfFigure]:
        """Its figures, each with what it is said of; of a comparison both, each of its own side."""
        whom, _, others = (self.row.get("population") or "").partition(" against ")
        value, other = self.row.get("value"), self.row.get("comparator_value")
        is_pair = others and value is not None and other is not None
        text = (
            sentence(f"{value}% of {whom}, against {other}% of {others}") if is_pair else self.text
        )
        return [*said_of_figures(text)]

    @cached_property
    def measures(self) -> Set[str]:
        """What it counts: of an outcome what its column says, of a project what it was given."""
        if self.list_name == "projects":
            return sentence("funding £" if self.row["funding_gbp"] else "").measures
        measure = self.row.get("measure")
        return (sentence(measure) if measure else self.text).measures

    @property
    def per_whom(self) -> str:
        """For each of whom its figure is an average: per family."""
        return str(self.row.get("unit") or "").partition("days-per-")[2]

    def is_of_more_than(self, said: Sentence) -> bool:
        """Whether it is of the saving or return of one service, which a claim does not name."""
        if RETURNS.isdisjoint(self.measures) or not self.row.get("population"):
            return False
        measure, whose = (sentence(self.row[name]).terms for name in ("measure", "population"))
        services = {term.stem for term in whose if not term.kinds} & {one.stem for one in measure}
        words = " ".join(term.stem for term in said.terms)
        return bool(services) and not any(service in words for service in services)

    @cached_property
    def words(self) -> Set[str]:
        """The stems of all that it says or that goes without saying."""
        return {*(t.stem for t in (*self.text.terms, *self.more.terms)), *stems_in(self.background)}


class Evidence:
    """Every row of a release that a claim may rest on."""

    def __init__(
        self,
        rows: Iterable[tuple[ListName, Row]],
        coded: Iterable[tuple[ListName, Row]],
        catalogue: Catalogue,
    ) -> None:
        wordings = wordings_of(rows, coded)
        self._names = ProjectNames(catalogue)
        bodies = (*catalogue.organisations.labels.values(), *catalogue.areas.labels.values())
        texts = [text for one in wordings for text in (one.text, one.more)]
        words = {word for text in texts for word in stems_in(" ".join(_LOWER.findall(text)))}
        self._forms = LongForms(catalogue.word_forms)
        # Wordings of one row, and rows of one passage, have these in common.
        extra = {text: self.read(text)[0] for text in {one.more for one in wordings}}
        self.statements = [self._statement(one, extra[one.more]) for one in wordings]
        proper = {name for one in self.statements for name in one.text.names | one.more.names}
        self._proper = (proper | {one for name in bodies for one in stems_in(name)}) - words
        self._by_place: defaultdict[Place, list[int]] = defaultdict(list)
        self._by_row: defaultdict[str, list[int]] = defaultdict(list)
        by_project: defaultdict[str | None, list[int]] = defaultdict(list)
        self._known: defaultdict[str | None, list[int]] = defaultdict(list)
        self._facts: list[int] = []
        # What the figures of each project are numbers of.
        self.counted: defaultdict[str | None, set[str]] = defaultdict(set)
        for number, one in enumerate(self.statements):
            self._by_place[one.place].append(number)
            self._by_row[one.key].append(number)
            by_project[one.project].append(number)
            if one.list_name == "projects":
                self._known[one.project].append(number)
            if one.list_name == "programme":
                self._facts.append(number)
            self.counted[one.project].update(*(figure.counted for figure in one.figures))
        self._by_project = {one: np.array(numbers) for one, numbers in by_project.items()}
        self.project_ids = by_project.keys() - {None}
        readers = known(self.read)
        self._vocabulary = TermIndex(
            [one.text.terms for one in self.statements],
            [(*one.more.terms, *sentence(one.background).terms) for one in self.statements],
            (term for one in readers for term in one.said.terms),
        )
        self._links: dict[int, Links] = {}
        parts = [_parts(one) for one in self.statements]
        self._owner = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        self._meanings = vectors(list(chain.from_iterable(parts)))
        self._readers = Lessons(readers, self._vocabulary).learnt()

    def judges(self) -> Iterator[tuple[str, "Evidence"]]:
        """Each reader, and the same evidence where he wrote nothing: his claims are new to it."""
        lessons = Lessons(known(self.read), self._vocabulary)
        for reader, others in lessons.each_left_out():
            evidence = copy(self)
            evidence._readers = others
            yield reader, evidence

    def read(self, text: str) -> tuple[Sentence, set[str]]:
        """A text as it is compared, and the projects that it names."""
        plain, named = self._written_out(text)
        return Sentence(plain, text), named

    def _written_out(self, text: str) -> tuple[str, set[str]]:
        """A text without the names of projects, and the projects that it names."""
        plain, named = self._names.taken_out(text)
        return self._forms.written_out(plain), named

    def has_exchanged_figures(self, claim: Sentence, number: int) -> bool:
        """Whether figures that a paragraph has change places in a claim."""
        beside = chain.from_iterable(self.statements[n].said_of_figures for n in self.mates(number))
        return are_figures_exchanged([*said_of_figures(claim)], beside)

    def is_per_others(self, claim: Sentence, number: int) -> bool:
        """Whether a figure of a claim is an average for each of others, in a row of its project."""
        each = {kind for word in _PER.findall(claim.plain) for kind in kinds_of(word)}
        if not each:
            return False
        rows = [self.statements[n] for n in self._by_project[self.statements[number].project]]
        same = {
            row.per_whom
            for row in rows
            if row.per_whom and any(a.agrees(b) for a in claim.figures for b in row.figures)
        }
        return bool(same) and all(kinds_of(whose).isdisjoint(each) for whose in same)

    def names_in(self, claim: Sentence) -> Set[str]:
        """The stems of its names; the word that begins it is one where it is nothing else."""
        return claim.names | {term.stem for term in claim.terms[:1]} & self._proper

    def wordings(self, number: int) -> list[int]:
        """All wordings of the row that a statement comes from, the row's own first."""
        return self._by_row[self.statements[number].key]

    def beside(self, number: int) -> list[int]:
        """Where more of a claim may stand: in the same paragraph; for a fact of the programme, in
        any other.
        """
        is_fact = self.statements[number].list_name == "programme"
        return self._facts if is_fact else self.mates(number)

    def around(self, key: str) -> list[int]:
        """The wordings of a row, and what its paragraph says."""
        numbers = self._by_row[key]
        return [*numbers, *self.mates(numbers[0])]

    def signs_of(self, key: str) -> Set[Sign]:
        """Where a row points, in any of its wordings."""
        return {sign for number in self._by_row[key] for sign in self.statements[number].text.signs}

    def name_in(self, text: str, project: str | None) -> str:
        """The name of a project that a text uses."""
        names = sorted(self._names.names(project), key=len)
        return next((name for name in reversed(names) if name in text), names[-1])

    def mates(self, number: int) -> list[int]:
        """What a paragraph says of the project of a statement, and of the programme."""
        source, paragraph, project = self.statements[number].place
        is_placed = project and paragraph
        of_programme = self._by_place.get((source, paragraph, None), []) if is_placed else []
        return self._by_place[source, paragraph, project] + of_programme

    def words_about(self, number: int) -> Set[str]:
        """The stems of what a paragraph says of a project, and of what is known of it."""
        known = self._known.get(self.statements[number].project, [])
        return {word for one in self.mates(number) + known for word in self.statements[one].words}

    def links(self, number: int) -> Links:
        """The links of what a paragraph says of the project of a statement."""
        _, paragraph, _ = place = self.statements[number].place
        numbers = self._by_place[place] if paragraph else self.wordings(number)
        first = numbers[0]
        if first not in self._links:
            texts = (self.statements[one].text for one in numbers)
            self._links[first] = Links(texts, self._vocabulary)
        return self._links[first]

    def numbers_of(self, projects: Set[str | None]) -> Positions:
        """The numbers of the statements of projects, or with None of the programme."""
        known = [self._by_project[one] for one in projects if one in self._by_project]
        return np.concatenate([np.zeros(0, dtype=np.int64), *known])

    def score_claim(self, said: Sentence, projects: Collection[str]) -> ClaimScores:
        """How near a claim is to every statement, and to what readers wrote."""
        close = np.full(len(self.statements), -1, dtype=np.float32)
        np.maximum.at(close, self._owner, self._meanings @ vectors([said.text])[0])
        likeness = self._vocabulary.likeness(said.terms)
        held = self._vocabulary.held(likeness)
        weights = np.array([self._vocabulary.weight(term) for term in said.terms], dtype=np.float32)
        near = (weights @ held / weights.sum() + close) / np.float32(2)
        order = Order(said, self._vocabulary)
        asked = [one for one in said.figures if not one.is_count_of(len(projects))]
        readers = self._readers.beside(said, asked, projects, likeness, weights)
        return ClaimScores(said, len(projects), asked, order, weights, held, close, near, readers)

    def _statement(self, wording: Wording, extra: Sentence) -> Statement:
        row = wording.row
        own, named = self.read(wording.text)
        project = row.get("project_id")
        columns = tuple(figures_of(row)) if wording.list_name == "outcomes" else ()
        values = {one.value for one in columns}
        printed = (one for one in (*own.figures, *extra.figures) if one.value not in values)
        figures = (*columns, *printed)
        background = " ".join((*(row.get("area_names") or ()), *self._names.names(project)))
        about = frozenset({project, *named} if project else ())
        return Statement(wording.list_name, row, own, extra, background, about, figures)


def _parts(one: Statement) -> list[str]:
    """A statement; what is known of a project is several, each of which may be all of a claim."""
    text = one.text.text
    return [text, *re.split(r"(?<=[.!?]) ", text)] if one.list_name == "projects" else [text]


@cached_per_release
def evidence_of(release: Release) -> Evidence:
    """Every row of a release that a claim may rest on.

    Raises TooManyError where it has too many findings to be read.
    """
    answers.ensure_readable(release)
    return cached_in_file(release.catalogue, "claims", lambda: _made(release))


def _made(release: Release) -> Evidence:
    rows = [(name, row) for name in KEYS for row in release.stream(Query(EVIDENCE_LISTS[name]))]
    coded: list[tuple[ListName, Row]] = [
        (name, row)
        for name in ("findings", "outcomes")
        for row in release.stream(Query(EVIDENCE_LISTS[f"coded-{name}"]))
    ]
    return Evidence(rows, coded, release.catalogue)
