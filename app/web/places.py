"""Projects like mine: a council, its neighbours, and the projects there, near and alike."""

import re
from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from app.database import Session, folded
from app.dependencies import API
from app.errors import nearest
from app.evidence import answers
from app.evidence.answers import Row
from app.evidence.catalogue import Catalogue, once_a_release
from app.evidence.queries import PROJECTS, Query
from app.evidence.saying import counted
from app.evidence.vocabulary import FOCUS
from app.evidence.words import inside
from app.web.alike import (
    COUNCILS,
    Alike,
    Plan,
    alike_to,
    in_england,
    plan_of,
    shown_of,
    why_alike,
)
from app.web.lists import missing
from app.web.pages import page
from app.web.rendering import Page, link_to

SECTION = "/places"
_FORMAL = re.compile(
    r"^(?:the )?(?:(?:london|royal|metropolitan) )*(?:borough|city|county|district) of |"
    r"(?: (?:county|city|borough|metropolitan|london|unitary|district))* "
    r"(?:councils?|authority|cc|mbc|lbc|bc|dc)$",
    re.IGNORECASE,
)
"""What stands around the name of a place in the full name of its council."""
TILES = {
    "north-east": (1, 0),
    "north-west": (0, 1),
    "yorkshire-and-the-humber": (1, 1),
    "west-midlands": (0, 2),
    "east-midlands": (1, 2),
    "east-of-england": (2, 2),
    "south-west": (0, 3),
    "london": (2, 3),
    "south-east": (1, 3),
}
"""The column and the row of each region: a map of areas of one size, since none counts for more."""
MAX_NAMES = 20
"""Councils that are offered for what was typed."""


@page("/places", "q", "worry", "focus")
def show_choice(request: Request, session: Session, names: Catalogue) -> Page | Response:
    """Choose a council, known also where no project worked; of a plan, see who planned the same."""
    typed = request.query_params.get("q", "").strip()
    plan = plan_of(request, session, names)
    on = link_to("", {"worry": plan.worry.worry_id if plan.worry else "", "focus": plan.focus})
    areas = councils(session, names)
    plain = _FORMAL.sub("", typed)
    matches = [row for row in areas if _is_like(row, plain)] if plain else []
    meant = names.areas.find(typed) or names.areas.find(plain) if plain else None
    if meant is None and len(matches) == 1:
        meant = matches[0]["area_id"]
    if meant:
        return RedirectResponse(f"/places/{meant}{on}", 303)
    near = [] if matches else nearest(plain, [row["name"] for row in areas])
    return Page(
        template="places.html",
        heading="Projects like yours",
        description="Choose a council: what was tried there, in councils like it and near it.",
        twin=f"{API}/areas",
        section=SECTION,
        context={
            "typed": typed,
            **shown_of(session, plan, in_england(session, plan, names) if on else [], names),
            "why": {},
            "on": on,
            "matches": matches[:MAX_NAMES],
            "near": [row for row in areas if row["name"] in near],
            "is_district": "district" in typed.casefold(),
            "councils": areas,
            "regions": _regions(session, names),
            "tiles": TILES,
        },
    )


@once_a_release
def councils(session: Session, names: Catalogue) -> list[Row]:
    """Every council with children's services, for those who choose theirs."""
    return answers.rows_with(session, "areas", {"kind": COUNCILS}, names)


@once_a_release
def _regions(session: Session, names: Catalogue) -> list[answers.Choice]:
    """The regions with how many projects worked in each."""
    query = Query(PROJECTS, facet=("region",))
    choices = answers.facets(session, query, names)["region"]
    return [row for row in choices if row.value]


def _is_like(area: Row, typed: str) -> bool:
    wanted = folded(typed)
    return any(wanted in folded(name) for name in (area["name"], *area["aliases"]))


@page("/places/{area_id}", "worry", "focus")
def show_one(request: Request, area_id: str, session: Session, names: Catalogue) -> Page:
    """One council: projects there and like it, with the reason; of a worry, what they met."""
    area = answers.record(session, "areas", area_id, names)
    if area is None:
        raise missing("place", area_id, names.areas)
    plan = plan_of(request, session, names)
    alike = alike_to(session, area, plan, names)
    here = counted(len(alike[0].projects + alike[0].implied), "project")
    labels = (plan.worry and plan.worry.label, FOCUS.labels.get(plan.focus))
    about = "".join(f", {words}" for words in labels if words)
    named = answers.said_of(session, [area_id], names)
    why = f"{area['name']} is named in what became of it: see above."
    later = {row["project_id"]: why for row in named}
    return Page(
        template="place.html",
        heading=f"Projects like yours: {area['name']}{about}",
        description=f"{here} in {area['name']}, and projects in councils like it.",
        twin=f"{API}/areas/{area_id}",
        section=SECTION,
        context={
            "area": area,
            **shown_of(session, plan, alike, names),
            "why": _why(area, alike, plan, councils(session, names)) | later,
            **_nearest(session, area, alike, plan, names),
            "named": named,
            "neighbours": [(key, names.areas.labels[key]) for key in area["neighbour_ids"]],
        },
    )


def _nearest(
    session: Session, area: Row, alike: list[Alike], plan: Plan, names: Catalogue
) -> dict[str, Any]:
    """The projects in a council, the nearest of its neighbours that has one, and on other things.

    Where a plan leaves out what there is, nobody reads that there is none.
    """
    there: dict[str, list[str]] = {}
    for project in _shown(alike):
        for key in project["areas"]:
            there.setdefault(key, []).append(names.projects.short(project["project_id"]))
    own = area["area_id"]
    near = next((key for key in area["neighbour_ids"] if key in there), None)
    others = {} if near or not plan.narrowed(names) else {"near": (own,)}
    rows = answers.rows_with(session, "projects", others, names) if others else []
    return {
        "here": there.get(own, []),
        "here_otherwise": [*map(names.projects.short, area["project_ids"])],
        "nearest": (names.areas.labels[near], there[near]) if near else None,
        "near_otherwise": (len(rows), Query.of(PROJECTS, others).address()),
    }


def _shown(alike: list[Alike]) -> list[Row]:
    return [row for group in alike for row in group.projects + group.implied]


def _why(area: Row, alike: list[Alike], plan: Plan, areas: list[Row]) -> dict[str, str]:
    """Why each project that is shown is like those of a council, or like what is planned."""
    known = {row["area_id"]: row for row in areas}
    subject = f"It is about {inside(FOCUS.labels[plan.focus])} too." if plan.focus else ""
    return {
        row["project_id"]: f"{why_alike(area, row, known)} {subject}".strip()
        for row in _shown(alike)
    }
