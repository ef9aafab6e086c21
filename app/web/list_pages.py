"""The pages of lists: a row for each, with what is its own; all else they share."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import Request

from app.dependencies import API
from app.evidence import answers
from app.evidence.answers import Release, Row
from app.evidence.answers.worries import WORRIES, Worry
from app.evidence.catalogue import Catalogue
from app.evidence.queries import FINDINGS, Query
from app.evidence.queries.reading import MAX_ON_A_PAGE
from app.evidence.saying import counted
from app.web import filter_labels
from app.web.labels import SCOPES
from app.web.lists import ListPage, read_list
from app.web.pages import page
from app.web.pictures import pictures_of_list
from app.web.projects import best_of_each
from app.web.rendering import Page

MAX_CLAIMS = 2
"""Claims of a project in a list; its page has all of them."""


def named(query: Query, catalogue: Catalogue) -> str:
    """What a list is of, in the reader's words."""
    noun = _NOUNS.get(query.resource.name, query.resource.title.lower())
    return (
        f"{noun[:1].upper()}{noun[1:]} {filter_labels.in_words(query.narrowing, catalogue)}".strip()
    )


def _claims(release: Release, shown: ListPage) -> dict[str, Any]:
    """The claims by which projects were asked for."""
    ids = tuple(row["project_id"] for row in shown.answer.records)
    claims: defaultdict[str, list[Row]] = defaultdict(list)
    for claim in answers.matched_claims(release, shown.query, ids) if ids else ():
        claims[claim["project_id"]].append(claim)
    asked = answers.themes_asked(shown.query)
    themes = asked.get("barrier", ())
    implied = answers.implied_projects(release, themes) if themes else set()
    return {
        "claims": claims,
        "most": MAX_CLAIMS,
        "implied": _met(release, shown) & implied,
        "best": best_of_each(release, ids),
        "unnamed": [] if ids else _unnamed(release, asked),
        "worry": _worry([theme for each in asked.values() for theme in each], release.catalogue),
    }


def _unnamed(release: Release, asked: dict[str, tuple[str, ...]]) -> list[tuple[Query, list[Row]]]:
    """What is said, of no one project by name, on what no project was found with."""
    found = []
    for polarity in ("barrier", "facilitator"):
        narrowed = {"theme": asked.get(polarity, ()), "polarity": (polarity,)}
        narrowed |= {"scope": tuple(SCOPES)}
        rows = release.rows("findings", **narrowed) if narrowed["theme"] else []
        if rows:
            # What is said of many projects comes before what is said of one that is not named.
            rows.sort(key=lambda row: row["scope"] != "programme")
            found.append((Query.of(FINDINGS, **narrowed), rows))
    return found


def _worry(themes: list[str], catalogue: Catalogue) -> Worry | None:
    """The first worry that themes are of."""
    near = {
        each
        for one in themes
        for each in (*catalogue.with_parent(one), *catalogue.with_sub_themes(one))
    }
    return next((each for each in WORRIES.values() if near & {*each.theme_ids}), None)


def _met(release: Release, shown: ListPage) -> set[str | None]:
    """The projects of the whole list."""
    found = release.distinct(shown.query, "project_id")
    return {project for (project,) in found}


def _pictures(release: Release, shown: ListPage) -> dict[str, Any]:
    return {"pictures": pictures_of_list(release, shown.query)}


@dataclass(frozen=True)
class _List:
    """A list that has a page: what it is called there, and its filters with check boxes.

    `about` says what it holds, for those who see a link to it; `everything` is the heading where
    nothing narrows it. `more` reads what its template shows besides.
    """

    name: str
    noun: tuple[str, str]
    about: str
    section: str
    filters: tuple[str, ...] = ()
    everything: str = ""
    page_size: int | None = None
    more: Callable[[Release, ListPage], dict[str, Any]] | None = None


WHOSE_WORD = ("reported_by", "source_kind")
"""Of the sources: one by one they are too many to tick."""
_OF_PROJECT = ("strand", "focus", "lead_type", "evaluator")
_LISTS = (
    _List(
        "projects",
        ("project", "projects"),
        "who led and evaluated them, what helped and what got in the way.",
        "/projects",
        (
            *("barrier", "facilitator", "strand", "focus", "lead_type", "region", "area_kind"),
            *("has_outcomes", *WHOSE_WORD),
        ),
        page_size=12,
        more=_claims,
    ),
    _List(
        "findings",
        ("statement", "statements"),
        "what helped, what got in the way, and where it is said.",
        "/map",
        ("polarity", "theme", "scope", "overcome", *_OF_PROJECT, *WHOSE_WORD),
    ),
    _List(
        "outcomes",
        ("result", "results"),
        "figures and directions that sources report.",
        "/outcomes",
        ("theme", "kind", "direction", "desirability", *_OF_PROJECT, *WHOSE_WORD),
        more=_pictures,
    ),
    _List(
        "chains",
        ("thing that projects tried", "things that projects tried"),
        "what got in the way, what was tried, and what came of it.",
        "/chains",
        ("theme", "overcome", *WHOSE_WORD),
        everything="What projects tried",
    ),
    _List(
        "themes",
        ("theme", "themes"),
        "what belongs to each, and how much is said of it.",
        "/map",
        everything="All {} and their parts",
        page_size=MAX_ON_A_PAGE,
    ),
    _List(
        "recommendations",
        ("recommendation", "recommendations"),
        "advice for whoever plans an innovation, with its page.",
        "/recommendations",
        everything="What the report recommends",
    ),
    _List(
        "sources",
        ("source", "sources"),
        "who wrote them, when, and whose they are.",
        "/about",
        ("kind", "reported_by"),
        page_size=50,
    ),
)
LIST_PAGES = {each.name: f"/{each.name}" for each in _LISTS}
"""Which lists have a page, and where."""
_NOUNS = {each.name: each.noun[1] for each in _LISTS}
ROW_PAGES = ("projects", "findings", "outcomes", "themes", "recommendations")
"""The lists of which each row has a page of its own, below that of the list."""


def _add(each: _List) -> None:
    @page(LIST_PAGES[each.name], is_open=True)
    def show(request: Request, release: Release) -> Page:
        shown = read_list(request, release, each.name, each.filters, each.page_size)
        number = counted(shown.answer.count, *each.noun)
        heading = shown.heading(number, release.catalogue, each.everything.format(number))
        return Page(
            template=f"{each.name}.html",
            heading=heading,
            description=f"{heading}: {each.about}",
            twin=f"{API}{shown.query.address()}",
            section=each.section,
            context={**vars(shown), **(each.more(release, shown) if each.more else {})},
        )


for _each in _LISTS:
    _add(_each)
