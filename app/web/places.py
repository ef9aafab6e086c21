"""Projects like mine: a council, its neighbours, and the projects there, near and alike."""

import re
from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from app.database import folded
from app.errors import nearest
from app.evidence import answers
from app.evidence.answers import Release, Row
from app.evidence.queries import PROJECTS, Query
from app.evidence.release_cache import cached_per_release
from app.evidence.row_wording import counted
from app.evidence.vocabulary import AUTHORITIES, FOCUS
from app.evidence.words import inside, join_names
from app.web.filter_labels import words_of
from app.web.lists import existing
from app.web.pages import Context, page
from app.web.similar_projects import (
    Alike,
    PlannerPlan,
    alike_to,
    in_england,
    plan_of,
    shown_of,
    why_alike,
)

_FORMAL = re.compile(
    r"^(?:the )?(?:(?:london|royal|metropolitan) )*(?:borough|city|county|district) of |"
    r"(?: (?:county|city|borough|metropolitan|london|unitary|district))* "
    r"(?:councils?|authority|cc|mbc|lbc|bc|dc)$",
    re.IGNORECASE,
)
"""What stands around the name of a place in the full name of its council."""
TILES = {key: [*map(int, at.split(","))] for key, at in words_of("map-tiles").items()}
"""The column and the row of each region: a map of areas of one size, since none counts for more."""
MAX_NAMES = 20
"""Councils that are offered for what was typed."""


@page("/places", "q", "worry", "focus")
def show_choice(request: Request, release: Release) -> Context | Response:
    """Choose a council, known also where no project worked; of a plan, see who planned the same."""
    catalogue = release.catalogue
    typed = request.query_params.get("q", "").strip()
    plan = plan_of(request, release)
    areas = councils(release)
    plain = _FORMAL.sub("", typed)
    matches = [row for row in areas if _is_like(row, plain)] if plain else []
    meant = catalogue.areas.find(typed) or catalogue.areas.find(plain) if plain else None
    if meant is None and len(matches) == 1:
        meant = matches[0]["area_id"]
    if meant:
        return RedirectResponse(f"/places/{meant}{plan.address}", 303)
    near = [] if matches else nearest(plain, [row["name"] for row in areas])
    return {
        "typed": typed,
        **shown_of(release, plan, in_england(release, plan) if plan.address else []),
        "why": {},
        "matches": matches[:MAX_NAMES],
        "near": [row for row in areas if row["name"] in near],
        "is_district": "district" in typed.casefold(),
        "councils": areas,
        "regions": _regions(release),
        "tiles": TILES,
    }


@cached_per_release
def councils(release: Release) -> list[Row]:
    """Every council with children's services, for those who choose theirs."""
    return release.rows("areas", kind=AUTHORITIES)


@cached_per_release
def _regions(release: Release) -> list[answers.Choice]:
    query = Query(PROJECTS, facet=("region",))
    choices = answers.facets(release, query)["region"]
    return [row for row in choices if row.value]


def _is_like(area: Row, typed: str) -> bool:
    wanted = folded(typed)
    return any(wanted in folded(name) for name in (area["name"], *area["aliases"]))


@page("/places/{area_id}", "worry", "focus")
def show_one(request: Request, area_id: str, release: Release) -> Context:
    """One council: projects there and like it, with the reason; of a worry, what they met."""
    catalogue = release.catalogue
    area = existing(release.record("areas", area_id), "place", area_id, catalogue.areas)
    plan = plan_of(request, release)
    alike = alike_to(release, area, plan)
    nearest = _nearest(release, area, alike, plan)
    here = counted(len(nearest["here"]), "project")
    labels = (plan.worry and plan.worry.label, plan.subject)
    about = "".join(f"; {inside(words)}" for words in labels if words)
    named = answers.mentions_of_councils(release, [area_id])
    why = f"{area['name']} is named in what became of it: see above."
    later = {row["project_id"]: why for row in named}
    return {
        "heading": f"Projects like yours: {area['name']}{about}",
        "description": f"{here} in {area['name']}, and projects in councils like it.",
        "area": area,
        **shown_of(release, plan, alike),
        "why": _why(area, alike, plan, councils(release)) | later,
        **nearest,
        "named": named,
        "neighbours": [(key, catalogue.areas.labels[key]) for key in area["neighbour_ids"]],
    }


def _nearest(release: Release, area: Row, alike: list[Alike], plan: PlannerPlan) -> dict[str, Any]:
    """The projects in a council, the nearest of its neighbours that has one, and on other things.

    Where a plan leaves out what there is, nobody reads that there is none: those on the same
    subject are named, which met other trouble.
    """
    catalogue = release.catalogue
    there: dict[str, list[str]] = {}
    for project in _shown([group for group in alike if not group.is_off]):
        for key in project["areas"]:
            there.setdefault(key, []).append(catalogue.projects.short(project["project_id"]))
    area_id = area["area_id"]
    near = next((key for key in area["neighbour_ids"] if key in there), None)
    others = {} if near or not plan.narrowed(catalogue) else {"near": (area_id,)}
    rows = release.rows("projects", **others) if others else []
    alike_but = [row for row in rows if plan.worry and {*row["focus"]} & {*plan.focus}]
    return {
        "here": there.get(area_id, []),
        "nearest": (catalogue.areas.labels[near], there[near]) if near else None,
        "near_with_other_trouble": alike_but,
        "near_otherwise": (len(rows) - len(alike_but), Query.of(PROJECTS, **others).address()),
    }


def _shown(alike: list[Alike]) -> list[Row]:
    return [row for group in alike for row in group.projects + group.implied]


def _why(area: Row, alike: list[Alike], plan: PlannerPlan, areas: list[Row]) -> dict[str, str]:
    """Why each project that is shown is like those of a council, or like what is planned."""
    areas_by_id = {row["area_id"]: row for row in areas}
    why = {}
    for row in _shown(alike):
        shared = [code for code in plan.focus if code in row["focus"]]
        about, off = (
            join_names([inside(FOCUS.labels[code]) for code in codes])
            for codes in (shared, [code for code in plan.focus if code not in shared])
        )
        but = f", and not about {off}" if off else ""
        subject = f"It is about {about} too{but}." if about else ""
        why[row["project_id"]] = f"{why_alike(area, row, areas_by_id)} {subject}".strip()
    return why
