"""A reply: what it says, the rows that it rests on, part by part, and how it was read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from app.database import Session
from app.errors import QueryError, unknown
from app.evidence import answers
from app.evidence.answers import Row
from app.evidence.catalogue import Catalogue
from app.evidence.queries import RESOURCES, Query

SHOWN = ("findings", "outcomes", "chains", "recommendations")
"""The lists whose rows a reply shows in full."""
Narrowed = Mapping[str, Iterable[str]]
"""Parameters of a list, each with a value or several; without any it narrows nothing."""
_WHOLE: Narrowed = MappingProxyType({})


@dataclass(frozen=True)
class Understood:
    """Some words of a question, and the part of the query they became."""

    words: str
    parameter: str
    value: str
    label: str


@dataclass(frozen=True)
class Near:
    """Something that the evidence does say, for who asked for what it does not."""

    label: str
    query: Query


@dataclass(frozen=True)
class Part:
    """One part of an answer: what is said of its rows together, the rows, and what they say."""

    heading: str
    lead: str = ""
    query: Query | None = None
    rows: list[Row] = field(default_factory=list)
    told: str = ""
    """The sentences of the rows, for where these are not shown."""

    @property
    def text(self) -> str:
        """All its sentences."""
        return " ".join(filter(None, (self.lead, self.told)))


@dataclass(frozen=True)
class Reply:
    """What the evidence says to a question, or why it says nothing."""

    question: str
    is_answered: bool
    answer: str
    query: Query | None = None
    said: str | None = None
    understood: tuple[Understood, ...] = ()
    not_understood: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    projects: list[Row] = field(default_factory=list)
    rows: Mapping[str, list[Row]] = field(default_factory=lambda: {name: [] for name in SHOWN})
    """The findings, outcomes, chains and recommendations that the answer rests on."""
    parts: tuple[Part, ...] = ()
    pieces: tuple["Reply", ...] = ()
    """The replies to several questions that were asked in one."""


@dataclass(frozen=True)
class View:
    """The evidence as one question sees it: of one release, and of some sources or all."""

    session: Session
    catalogue: Catalogue
    sources: tuple[str, ...] = ()

    def query(self, name: str, narrowed: Narrowed = _WHOLE, sort: str = "") -> Query:
        """A query of a list, kept to the sources; a fact of the programme may have none."""
        resource = RESOURCES[name]
        is_kept = "source" in resource.parameters and name != "programme"
        asked = {"source": self.sources if is_kept else (), **narrowed}
        values = {
            parameter: {written} if isinstance(written, str) else {*written}
            for parameter, written in asked.items()
        }
        query = Query.of(resource, {one: own for one, own in values.items() if own})
        return replace(query, sort=(sort,)) if sort else query

    def rows(self, query: Query) -> list[Row]:
        """Every row of a query."""
        return list(answers.stream(self.session, query, self.catalogue))

    def part(self, heading: str, name: str, narrowed: Narrowed = _WHOLE) -> Part:
        """The rows of a query, not yet said in a sentence."""
        query = self.query(name, narrowed)
        return Part(heading, "", query, self.rows(query))

    def near(self, name: str, narrowed: Narrowed = _WHOLE) -> Near:
        """A query that is offered."""
        return self.near_of(self.query(name, narrowed))

    def near_of(self, query: Query) -> Near:
        """A query that was made already, offered."""
        return Near(query.in_english(self.catalogue), query)


def read_sources(written: str | None, names: Catalogue) -> tuple[str, ...]:
    """The sources that a question keeps to.

    Raises QueryError where one of them is not known.
    """
    ids = tuple(filter(None, (one.strip() for one in (written or "").split(","))))
    for one in ids:
        if one not in names.sources.labels:
            where = "query parameter source"
            known = names.sources.labels
            raise QueryError([unknown("source", where, one, known, listed_at="/sources")])
    return ids


def named(ids: Iterable[str | None], catalogue: Catalogue, why: Mapping[str, str]) -> list[Row]:
    """The projects that a reply names, each with the first claim that brought it here."""
    return [
        {"project_id": one, "name": catalogue.projects.labels[one], "why": why.get(one)}
        for one in sorted({one for one in ids if one})
    ]
