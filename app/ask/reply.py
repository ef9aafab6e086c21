"""A reply: what it says, the rows that it rests on, part by part, and how it was read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from app.evidence.answers import Release, Row
from app.evidence.catalogue import Catalogue
from app.evidence.queries import EVIDENCE_LISTS, Query
from app.evidence.queries.sources import EVERY_SOURCE, source_ids

SHOWN_BESIDE = ("chains", "recommendations")
SHOWN = ("findings", "outcomes", *SHOWN_BESIDE)
"""The lists whose rows a reply shows in full, some of them also where they stand beside it."""
FilterValues = Mapping[str, Iterable[str]]
"""Parameters of a list, each with a value or several; without any it narrows nothing."""
_WHOLE: FilterValues = MappingProxyType({})


@dataclass(frozen=True)
class Understood:
    """Some words of a question, and the part of the query they became."""

    words: str
    parameter: str
    value: str
    label: str


ANSWER = "answer"


@dataclass(frozen=True)
class Part:
    """One part of an answer: what is said of its rows together, the rows, and what they say."""

    heading: str = ""
    lead: str = ""
    query: Query | None = None
    rows: list[Row] = field(default_factory=list)
    row_text: str = ""
    """The sentences of the rows, for where these are not shown."""
    kind: str = ANSWER
    """Which of the kinds of parts it is; what stands beside the answer is of another kind."""
    behind: Mapping[str, list[Row]] = field(default_factory=dict)
    """Rows of other lists that say why those of its own are here."""
    is_titled: bool = False
    """Whether its text begins with its heading."""

    @property
    def text(self) -> str:
        title = f"{self.heading}:" if self.is_titled else ""
        return " ".join(filter(None, (title, self.lead, self.row_text)))

    @property
    def list(self) -> str:
        return self.query.evidence_list.name if self.query else ""


@dataclass(frozen=True)
class Reply:
    """What the evidence says to a question, or why it says nothing."""

    question: str
    is_answered: bool
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    """What is said before the parts: what was left out, or why there is no answer."""
    query: Query | None = None
    understood: tuple[Understood, ...] = ()
    not_understood: tuple[str, ...] = ()
    near: tuple[Query, ...] = ()
    """What the evidence does say, for who asked for what it does not."""
    projects: list[Row] = field(default_factory=list)
    pieces: tuple["Reply", ...] = ()
    """The replies to several questions that were asked in one."""

    @property
    def answer(self) -> str:
        return " ".join(filter(None, (*self.notes, *(part.text for part in self.parts))))

    @property
    def first(self) -> tuple[Part, ...]:
        """The parts that are the answer itself; the others stand beside it."""
        more = (part for part in self.parts[1:] if part.kind == ANSWER)
        return (*self.parts[:1], *more)

    @property
    def beside(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts[1:] if part.kind != ANSWER)

    @property
    def rows(self) -> dict[str, list[Row]]:
        """The findings, outcomes, chains and recommendations that the answer rests on."""
        if self.pieces:
            every = {name: [r for piece in self.pieces for r in piece.rows[name]] for name in SHOWN}
            return {name: list({str(r): r for r in rows}.values()) for name, rows in every.items()}
        by_name = by_list(self.first)
        for part in self.beside:
            if part.list in SHOWN_BESIDE:
                by_name[part.list] = [*by_name[part.list], *part.rows]
        return {name: by_name[name] for name in SHOWN}


def of_part(question: str, part: Part) -> Reply:
    return Reply(question, True, (part,), query=part.query)


@dataclass(frozen=True)
class View:
    """The evidence as one question sees it: of one release, and of some sources or all."""

    release: Release
    source_query: Query = EVERY_SOURCE

    @property
    def catalogue(self) -> Catalogue:
        return self.release.catalogue

    def query(self, name: str, narrowed: FilterValues = _WHOLE, sort: str = "") -> Query:
        evidence_list = EVIDENCE_LISTS[name]
        filters = {**self.source_query.values, **narrowed}
        values = {
            parameter: {filter_values} if isinstance(filter_values, str) else {*filter_values}
            for parameter, filter_values in filters.items()
        }
        query = Query.of(evidence_list, **{name: v for name, v in values.items() if v})
        return replace(query, sort=(sort,)) if sort else query

    def tells(self, row: Row) -> bool:
        """Whether one of the sources that are asked for tells of a row."""
        ids = {row.get("source_id"), *row.get("source_ids", ())} - {None}
        return not self.source_query.conditions or bool(ids & self._source_ids)

    @cached_property
    def _source_ids(self) -> frozenset[str]:
        return source_ids(self.source_query, self.catalogue)

    def names(self, ids: Iterable[str]) -> list[str]:
        return [self.catalogue.projects.labels[project_id] for project_id in ids]

    def rows(self, query: Query) -> list[Row]:
        return list(self.release.stream(query))

    def rows_of(self, name: str, narrowed: FilterValues = _WHOLE) -> list[Row]:
        return self.rows(self.query(name, narrowed))

    def projects(self, narrowed: FilterValues) -> list[str]:
        """The ids of the projects that some filters leave."""
        return [row["project_id"] for row in self.rows_of("projects", narrowed)]

    def part(self, heading: str, name: str, narrowed: FilterValues = _WHOLE) -> Part:
        query = self.query(name, narrowed)
        return Part(heading, "", query, self.rows(query))


def by_list(parts: Iterable[Part]) -> dict[str, list[Row]]:
    """The rows of some parts, and those behind them, by the list that they are of."""
    rows_of: dict[str, list[Row]] = {name: [] for name in SHOWN}
    for part in parts:
        for name, rows in {**part.behind, part.list: part.rows}.items():
            rows_of[name] = [*rows_of.get(name, ()), *rows]
    return rows_of


def project_entries(
    ids: Iterable[str | None], catalogue: Catalogue, rows: Iterable[Row] = ()
) -> list[Row]:
    """The projects in this order, each once, with the first thing that is said of it."""
    why: dict[str | None, str] = {}
    for row in rows:
        if statement := row.get("statement") or row.get("summary"):
            why.setdefault(row["project_id"], statement)
    labels = catalogue.projects.labels
    return [
        {"project_id": project_id, "name": labels[project_id], "why": why.get(project_id)}
        for project_id in dict.fromkeys(filter(None, ids))
    ]
