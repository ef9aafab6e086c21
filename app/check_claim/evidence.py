"""The rows of a release made ready: what each says, and how near a claim each of them is."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np

from app.ask.embedding import vectors
from app.check_claim.figures import Figure, figures_of
from app.check_claim.projects import LongForms, ProjectNames
from app.check_claim.sentences import Sentence, Term, sentence
from app.check_claim.vocabulary import Numbers, Positions, Vocabulary
from app.evidence.answers import Row
from app.evidence.catalogue import Catalogue
from app.evidence.words import stems_in

Place = tuple[str, str, str | None]
"""A source, a paragraph of it and a project, or None for the programme."""

_LOWER = re.compile(r"\b[a-z]+\b")
_CHANGES = {"increase": "rose", "decrease": "fell", "no-change": "unchanged"}


@dataclass(frozen=True)
class Statement:
    """What one row says."""

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
        return self.row["source_id"], self.row["paragraph"], self.row.get("project_id")

    @property
    def project(self) -> str | None:
        """The project that it is about."""
        return self.place[2]

    @property
    def caveat(self) -> Sentence:
        """What to mind of an outcome."""
        return sentence(self.row.get("caveat") or "")

    @property
    def years(self) -> Set[str]:
        """The years that it names."""
        return self.text.years | self.more.years

    @cached_property
    def words(self) -> Set[str]:
        """The stems of all that it says or that goes without saying."""
        return {*(t.stem for t in (*self.text.terms, *self.more.terms)), *stems_in(self.background)}


class Evidence:
    """Every row of a release that a claim may rest on."""

    def __init__(self, rows: Iterable[Row], names: Catalogue) -> None:
        rows = list(rows)
        self._names = ProjectNames(names)
        known = (*names.organisations.labels.values(), *names.areas.labels.values())
        words = {
            word
            for row in rows
            for text in _texts(row)
            for word in stems_in(" ".join(_LOWER.findall(text)))
        }
        self._proper = {one for name in known for one in stems_in(name)} - words
        self._forms = LongForms(names.word_forms, chain.from_iterable(map(_texts, rows)))
        self.statements = list(self._statements(rows))
        by_place: defaultdict[Place, list[Statement]] = defaultdict(list)
        by_project: defaultdict[str | None, list[int]] = defaultdict(list)
        for number, one in enumerate(self.statements):
            by_place[one.place].append(one)
            by_project[one.project].append(number)
        self._by_place = dict(by_place)
        self._by_project = {one: np.array(numbers) for one, numbers in by_project.items()}
        self.project_ids = by_project.keys() - {None}
        self._vocabulary = Vocabulary(
            [one.text.terms for one in self.statements],
            [(*one.more.terms, *sentence(one.background).terms) for one in self.statements],
        )
        parts = [_parts(one.text.text) for one in self.statements]
        self._owner = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        self._meanings = vectors(list(chain.from_iterable(parts)))

    def read(self, text: str) -> tuple[Sentence, set[str]]:
        """A text as it is compared, and the projects that it names."""
        plain, named = self._names.taken_out(text)
        return sentence(self._forms.written_out(plain)), named

    def names_in(self, claim: Sentence) -> Set[str]:
        """The stems of its names; the word that begins it is one where it is nothing else."""
        return claim.names | {term.stem for term in claim.terms[:1]} & self._proper

    def mates(self, number: int) -> list[Statement]:
        """What a paragraph says of the project of a statement, and of the programme."""
        source, paragraph, project = self.statements[number].place
        of_programme = self._by_place.get((source, paragraph, None), []) if project else []
        return self._by_place[source, paragraph, project] + of_programme

    def counted(self, project: str | None) -> Set[str]:
        """What figures of a project are numbers of."""
        statements = (self.statements[number] for number in self.numbers_of({project}))
        return {kind for one in statements for figure in one.figures for kind in figure.counted}

    def numbers_of(self, projects: Set[str | None]) -> Positions:
        """The numbers of the statements of projects, or with None of the programme."""
        known = [self._by_project[one] for one in projects if one in self._by_project]
        return np.concatenate([np.zeros(0, dtype=np.int64), *known])

    def weight(self, term: Term) -> float:
        """How much a term tells: more, the fewer rows have it."""
        return self._vocabulary.weight(term)

    def nearness(self, claim: Sentence) -> Numbers:
        """How near each statement is to a claim, up to 1.

        Half of it is the share of the claim, by weight of its terms, that a statement has; half
        how close the two are as vectors.
        """
        close = np.full(len(self.statements), -1, dtype=np.float32)
        np.maximum.at(close, self._owner, self._meanings @ vectors([claim.text])[0])
        return (self._vocabulary.share(claim.terms) + close) / np.float32(2)

    def _statements(self, rows: Sequence[Row]) -> Iterator[Statement]:
        reported = Counter((row["source_id"], row.get("value_reported")) for row in rows)
        for row in rows:
            is_shared = reported[row["source_id"], row.get("value_reported")] > 1
            text, more = _texts(row, is_shared=is_shared)
            (own, named), (extra, _) = self.read(text), self.read(more)
            project = row.get("project_id")
            figures = (*(figures_of(row) if "unit" in row else ()), *own.figures, *extra.figures)
            background = " ".join((*(row.get("area_names") or ()), *self._names.names(project)))
            about = frozenset({project, *named} if project else ())
            yield Statement(row, own, extra, background, about, figures)


def _parts(text: str) -> list[str]:
    """A statement, and each of its sentences."""
    parts = re.split(r"(?<=[.!?]) ", text)
    return [text, *parts] if len(parts) > 1 else [text]


def _texts(row: Row, *, is_shared: bool = False) -> tuple[str, str]:
    """What a row says, and words of its source and its theme.

    What is reported of several quantities together belongs to none of them alone.
    """
    if "statement" in row:
        return row["statement"], f"{row['anchor']}. {row['theme_label']}"
    if "text_summary" in row:
        return f"{row['text_summary']} Recommended.", row["anchor"]
    if "fact" in row:
        return f"{row['fact'].replace('-', ' ')} {row['value']}", row["note"] or ""
    parts = (row["measure"], row["population"], _CHANGES.get(row["direction"] or "", ""))
    told = () if is_shared else (row["value_reported"], row["anchor"])
    more = (*told, row["unit_label"], row["period"])
    return " ".join(filter(None, parts)), ". ".join(filter(None, more))
