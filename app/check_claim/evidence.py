"""The rows of a release made ready: what each says in all its wordings, and how near a claim."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence, Set
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np

from app.ask.embedding import vectors
from app.check_claim.figures import Figure, figures_of
from app.check_claim.lexicon import LongForms, ProjectNames
from app.check_claim.order import Links, Order, SaidOfFigure, are_figures_exchanged, said_of_figures
from app.check_claim.readers import Known, Readers, known
from app.check_claim.sentences import Sentence, Term, measures_in, sentence
from app.check_claim.vocabulary import Numbers, Positions, Vocabulary
from app.check_claim.wordings import KEYS, Wording, place_of, wordings_of
from app.evidence import answers
from app.evidence.answers import Release, Row
from app.evidence.catalogue import Catalogue, once_a_release
from app.evidence.file_cache import cached_in_file
from app.evidence.queries import RESOURCES, Query
from app.evidence.words import stems_in

Place = tuple[str, str, str | None]
"""A source, a paragraph of it and a project, or None for the programme."""

MISSING = 0.4
"""A word is missing where no other is as like it as this."""

LEAST_OF_REST = 0.4
"""So much of the rest of a claim a sentence has to hold to tell a part of it."""

_LOWER = re.compile(r"\b[a-z]+\b")


@dataclass(frozen=True)
class Statement:
    """What one row says, in its own words or in those of a coder."""

    row: Row
    text: Sentence
    more: Sentence
    """Words of its source and its theme."""
    background: str
    """The names of its project and where it works."""
    projects: frozenset[str]
    figures: tuple[Figure, ...]

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
        if "summary" in self.row:
            return measures_in("funding £" if self.row["funding_gbp"] else "")
        measure = self.row.get("measure")
        return measures_in((sentence(measure) if measure else self.text).plain)

    @cached_property
    def words(self) -> Set[str]:
        """The stems of all that it says or that goes without saying."""
        return {*(t.stem for t in (*self.text.terms, *self.more.terms)), *stems_in(self.background)}


@dataclass(frozen=True)
class Heard:
    """How near a claim is to every statement: by its terms, and as a whole."""

    said: Sentence
    named: int
    """How many projects it is about."""
    order: Order
    weights: Numbers
    own: Numbers
    """How much of each term each statement has itself, up to 1."""
    held: Numbers
    """The same with what goes without saying of the statement."""
    close: Numbers
    """How close each statement is as a vector."""
    near: Numbers
    """How near each statement is: half by its terms, half as a vector."""
    vote: float
    """How much more it has of readers' true sentences about its projects than of false ones."""
    told: Numbers
    """How much of each term those true sentences have."""

    def missing(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """The words of the claim that some statements have no like of."""
        held = self.held[:, numbers].max(axis=1)
        pairs = zip(self.said.terms, held, strict=True)
        return tuple(term.word for term, much in pairs if much < MISSING)

    def tells(self, terms: Sequence[Term], numbers: Sequence[int]) -> float:
        """How much of some of its terms one of some statements tells, or a true sentence of a
        reader that tells the rest of it as well.
        """
        is_one = np.array([term in terms for term in self.said.terms])
        if not is_one.any():
            return 1
        of_told, rest = (
            _share(self.weights[which], self.told[which]) for which in (is_one, ~is_one)
        )
        known = _share(self.weights[is_one], self.held[is_one][:, numbers])
        return float(np.append(known, of_told[rest >= LEAST_OF_REST]).max())

    def share(self, held: Numbers) -> float:
        """The share of the claim, by weight of its terms, that is held."""
        return float(_share(self.weights, held))


def _share(weights: Numbers, held: Numbers) -> Numbers:
    """The share by weight that each text holds; of nothing, all."""
    if not len(weights):
        return np.ones(held.shape[1:], dtype=np.float32)
    shares: Numbers = np.tensordot(weights, held, 1) / weights.sum()
    return shares


class Evidence:
    """Every row of a release that a claim may rest on."""

    def __init__(self, rows: Iterable[Row], coded: Iterable[Row], catalogue: Catalogue) -> None:
        wordings = wordings_of(list(rows), coded)
        self._names = ProjectNames(catalogue)
        known = (*catalogue.organisations.labels.values(), *catalogue.areas.labels.values())
        texts = [text for one in wordings for text in (one.text, one.more)]
        words = {word for text in texts for word in stems_in(" ".join(_LOWER.findall(text)))}
        self._forms = LongForms(catalogue.word_forms)
        # Wordings of one row, and rows of one passage, have these in common.
        extra = {text: self.read(text)[0] for text in {one.more for one in wordings}}
        self.statements = [self._statement(one, extra[one.more]) for one in wordings]
        proper = {name for one in self.statements for name in one.text.names | one.more.names}
        self._proper = (proper | {one for name in known for one in stems_in(name)}) - words
        self._by_place: defaultdict[Place, list[int]] = defaultdict(list)
        self._by_row: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        by_project: defaultdict[str | None, list[int]] = defaultdict(list)
        self._known: defaultdict[str | None, list[int]] = defaultdict(list)
        # What the figures of each project are numbers of.
        self.counted: defaultdict[str | None, set[str]] = defaultdict(set)
        for number, one in enumerate(self.statements):
            self._by_place[one.place].append(number)
            self._by_row[place_of(one.row)].append(number)
            by_project[one.project].append(number)
            if "summary" in one.row:
                self._known[one.project].append(number)
            self.counted[one.project].update(*(figure.counted for figure in one.figures))
        self._by_project = {one: np.array(numbers) for one, numbers in by_project.items()}
        self.project_ids = by_project.keys() - {None}
        readers = self.known()
        self._vocabulary = Vocabulary(
            [one.text.terms for one in self.statements],
            [(*one.more.terms, *sentence(one.background).terms) for one in self.statements],
            [one.terms for one in readers if one.number is not None],
        )
        self._links: dict[int, Links] = {}
        parts = [_parts(one) for one in self.statements]
        self._owner = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        self._meanings = vectors(list(chain.from_iterable(parts)))
        self._readers = Readers(readers)

    def known(self) -> list[Known]:
        """What readers wrote, as it is compared."""
        return known(self.read)

    def taught_by(self, ones: Sequence[Known]) -> "Evidence":
        """The same where readers wrote nothing else: the others' claims are new to it."""
        evidence = copy(self)
        evidence._readers = Readers(ones)
        return evidence

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

    def names_in(self, claim: Sentence) -> Set[str]:
        """The stems of its names; the word that begins it is one where it is nothing else."""
        return claim.names | {term.stem for term in claim.terms[:1]} & self._proper

    def wordings(self, number: int) -> list[int]:
        """All wordings of the row that a statement comes from, the row's own first."""
        return self._by_row[place_of(self.statements[number].row)]

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

    def heard(self, said: Sentence, projects: Collection[str]) -> Heard:
        """How near a claim is to every statement, and to what readers wrote."""
        close = np.full(len(self.statements), -1, dtype=np.float32)
        np.maximum.at(close, self._owner, self._meanings @ vectors([said.text])[0])
        own, held, told = self._vocabulary.held(said.terms)
        told = told[:, [*self._readers.true(projects)]]
        weights = np.array([self._vocabulary.weight(term) for term in said.terms], dtype=np.float32)
        near = (weights @ held / weights.sum() + close) / np.float32(2)
        order, vote = Order(said, self._vocabulary), self._readers.vote(said, projects)
        return Heard(said, len(projects), order, weights, own, held, close, near, vote, told)

    def _statement(self, wording: Wording, extra: Sentence) -> Statement:
        row = wording.row
        own, named = self.read(wording.text)
        project = row.get("project_id")
        columns = tuple(figures_of(row)) if "unit" in row else ()
        values = {one.value for one in columns}
        printed = (one for one in (*own.figures, *extra.figures) if one.value not in values)
        figures = (*columns, *printed)
        background = " ".join((*(row.get("area_names") or ()), *self._names.names(project)))
        about = frozenset({project, *named} if project else ())
        return Statement(row, own, extra, background, about, figures)


def _parts(one: Statement) -> list[str]:
    """A statement; what is known of a project is several, each of which may be all of a claim."""
    text = one.text.text
    return [text, *re.split(r"(?<=[.!?]) ", text)] if "summary" in one.row else [text]


@once_a_release
def evidence_of(release: Release) -> Evidence:
    """Every row of a release that a claim may rest on.

    Raises TooManyError where it has too many findings to be read.
    """
    answers.ensure_readable(release)
    return cached_in_file(release.catalogue, "claims", lambda: _made(release))


def _made(release: Release) -> Evidence:
    rows, coded = (
        [row for name in lists for row in release.stream(Query(RESOURCES[name]))]
        for lists in (KEYS, ("coded-findings", "coded-outcomes"))
    )
    return Evidence(rows, coded, release.catalogue)
