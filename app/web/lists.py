"""What the pages of lists share: a page of rows, its filters with counts, its next page."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.types import DecoratedCallable
from sqlalchemy.orm import Session

from app.evidence import answers
from app.evidence.answers import LISTINGS, Answer, Choice
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Filter, Query, read_query
from app.evidence.queries.query import phrase

LIST_PAGES: dict[str, str] = {}
"""Which lists have a page, and where: every page adds its own by `list_page`."""


def list_page(router: APIRouter, name: str) -> Callable[[DecoratedCallable], DecoratedCallable]:
    """Route a function as the page of a list, and let other pages link to it."""
    LIST_PAGES[name] = f"/{name}"
    return router.get(LIST_PAGES[name])


@dataclass(frozen=True)
class Chosen:
    """A part of a query as a chip: what it says, and the same question without it."""

    says: str
    without: str


@dataclass(frozen=True)
class Group:
    """The choices of one filter, those first that are chosen."""

    filter: Filter
    choices: list[Choice]
    values: frozenset[str]

    @property
    def is_open(self) -> bool:
        """Whether anything is chosen here."""
        return bool(self.values)


@dataclass(frozen=True)
class Listed:
    """A page of a list as a web page shows it."""

    query: Query
    answer: Answer
    groups: list[Group]
    chips: list[Chosen]
    next: str | None

    @property
    def context(self) -> dict[str, Any]:
        """What templates of lists use."""
        return {
            "query": self.query,
            "answer": self.answer,
            "groups": self.groups,
            "chips": self.chips,
            "next": self.next,
        }


def listed(
    request: Request, session: Session, name: str, names: Catalogue, facets: tuple[str, ...] = ()
) -> Listed:
    """The list that an address asks for.

    Raises QueryError where the address asks for what is not known.
    """
    listing = LISTINGS[name]
    query = read_query(listing.resource, request.query_params.multi_items(), names)
    found = answers.answer(session, listing, query, names)
    plain = replace(query, facet=facets, include=(), cursor=None)
    counts = answers.facets(session, listing, plain, names)
    groups = [
        Group(each, _shown(counts[each.name]), _values(query, each))
        for each in listing.resource.filters
        if each.name in facets
    ]
    following = query.following(found.next_cursor) if found.next_cursor else None
    return Listed(
        query,
        found,
        groups,
        chips(request.url.path, query, names),
        address(request.url.path, following) if following else None,
    )


def chips(path: str, query: Query, names: Catalogue) -> list[Chosen]:
    """Every condition of a query, each with the address of the question without it."""
    made = []
    for condition in query.conditions:
        for value in condition.values:
            rest = tuple(one for one in condition.values if one != value)
            kept = tuple(
                replace(one, values=rest) if one is condition else one
                for one in query.conditions
                if one is not condition or rest
            )
            says = phrase(replace(condition, values=(value,)), names)
            without = replace(query, conditions=kept, cursor=None)
            made.append(Chosen(says, address(path, without)))
    return made


def address(path: str, query: Query) -> str:
    """The page that asks a query."""
    written = urlencode(query.pairs, safe=",;:@/")
    return f"{path}?{written}" if written else path


def _shown(choices: list[Choice]) -> list[Choice]:
    return [one for one in choices if one.count]


def _values(query: Query, narrowed: Filter) -> frozenset[str]:
    return frozenset(
        value
        for condition in query.conditions
        if condition.filter == narrowed and condition.operator == "any"
        for value in condition.values
    )
