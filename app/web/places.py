"""Projects like mine: a council, its neighbours, and the projects there, near and alike."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from app.database import Session, folded
from app.dependencies import API
from app.errors import QueryError, nearest
from app.evidence import answers
from app.evidence.answers import LISTINGS, Row
from app.evidence.answers.planning import WORRIES, Worry, is_result
from app.evidence.catalogue import Catalogue, once_a_release
from app.evidence.queries import Query
from app.evidence.vocabulary import FOCUS
from app.web.barriers import untried
from app.web.briefs import weakness
from app.web.lists import missing, not_a_choice
from app.web.pages import page
from app.web.projects import best_of_each
from app.web.rendering import Page, counted, link_to
from app.web.themes import evidence_on

SECTION = "/places"
COUNCILS = ("county-council", "unitary-authority", "metropolitan-borough", "london-borough")
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
FEW = 3
"""Where fewer projects than this are like those of a council, all others are shown too."""


@dataclass(frozen=True)
class Alike:
    """Projects for one reason: there, in a neighbour, in a council of the same kind or region.

    Those of a reason before are left out of `projects`, but not of the list at `address`. What is
    said of a project comes before what is `implied` of it.
    """

    reason: str
    projects: list[Row]
    implied: list[Row]
    address: str
    count: int


@dataclass
class Told:
    """What is told of a project on one worry: what it met, what it tried, and what was better.

    `better` is what came of it, with what the same passages say, or else what helped.
    """

    met: list[Row] = field(default_factory=list)
    tried: Row | None = None
    better: list[Row] = field(default_factory=list)

    @property
    def is_implied(self) -> bool:
        """Whether the project is named only as an example."""
        return not self.better and all(row["certainty"] == "implied" for row in self.met)

    @property
    def has_better(self) -> bool:
        """Whether a source tells of a result, or that what was tried worked."""
        worked = self.tried is not None and self.tried["response_result"] == "worked"
        return worked or any(map(is_result, self.better))


@page("/places", "q", "worry", "focus")
def show_choice(request: Request, session: Session, names: Catalogue) -> Page | Response:
    """Choose a council: every one is known, also where no project worked."""
    typed = request.query_params.get("q", "").strip()
    worry, focus = _narrowing(request)
    on = link_to("", {"worry": worry.worry_id if worry else "", "focus": focus})
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
            "worry": worry,
            "focus": focus,
            "focuses": FOCUS.labels,
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
    return answers.rows_with(session, LISTINGS["areas"], {"kind": COUNCILS}, names)


@once_a_release
def _regions(session: Session, names: Catalogue) -> list[answers.Choice]:
    """The regions with how many projects worked in each."""
    listing = LISTINGS["projects"]
    query = Query(listing.resource, facet=("region",))
    choices = answers.facets(session, listing, query, names)["region"]
    return [row for row in choices if row.value]


def _is_like(area: Row, typed: str) -> bool:
    wanted = folded(typed)
    return any(wanted in folded(name) for name in (area["name"], *area["aliases"]))


@page("/places/{area_id}", "worry", "focus")
def show_one(request: Request, area_id: str, session: Session, names: Catalogue) -> Page:
    """One council: projects there and like it, with the reason; of a worry, what they met."""
    area = answers.record(session, LISTINGS["areas"], area_id, names)
    if area is None:
        raise missing("area", "place", area_id, names.areas.spellings)
    worry, focus = _narrowing(request)
    told = _told(session, worry, names) if worry else {}
    alike = list(_alike(session, area, worry, focus, told, names))
    ids = [row["project_id"] for group in alike for row in group.projects]
    here = counted(len(alike[0].projects + alike[0].implied), "project")
    about = "".join(
        f", {words}" for words in (worry and worry.label, FOCUS.labels.get(focus)) if words
    )
    return Page(
        template="place.html",
        heading=f"Projects like yours: {area['name']}{about}",
        description=f"{here} in {area['name']}, and projects in councils like it.",
        twin=f"{API}/areas/{area_id}",
        section=SECTION,
        context={
            "area": area,
            "alike": alike,
            "worry": worry,
            "focus": focus,
            "focuses": FOCUS.labels,
            "told": told,
            "did_better": [key for key, one in told.items() if one.has_better],
            "found": best_of_each(session, () if worry else ids, names),
            "has_any": any(group.projects or group.implied for group in alike),
            "neighbours": [(key, names.areas.labels[key]) for key in area["neighbour_ids"]],
        },
    )


def _narrowing(request: Request) -> tuple[Worry | None, str]:
    """The worry of an address, and what projects were about.

    Raises QueryError where there is none of that name.
    """
    asked = {name: request.query_params.get(name, "").strip() for name in ("worry", "focus")}
    known: dict[str, Collection[str]] = {"worry": WORRIES, "focus": FOCUS.labels}
    problems = [p for n, value in asked.items() if value for p in not_a_choice(n, value, known[n])]
    if problems:
        raise QueryError(problems)
    return WORRIES.get(asked["worry"]), asked["focus"]


def _alike(  # noqa: PLR0913, PLR0917 (a council, what narrows its projects, and what they met)
    session: Session,
    area: Row,
    worry: Worry | None,
    focus: str,
    told: Mapping[str, Told],
    names: Catalogue,
) -> Iterator[Alike]:
    """The projects by reason, nearest reason first; each project stands once."""
    narrowed = {"theme": answers.themes_of(worry, names)} if worry else {}
    narrowed |= {"focus": (focus,)} if focus else {}
    nearest_first = {key: place for place, key in enumerate(area["neighbour_ids"])}
    shown: set[str] = set()
    for reason, near in _reasons(area):
        if not near and (len(shown) >= FEW or not narrowed):
            continue
        rows = answers.rows_with(session, LISTINGS["projects"], {**near, **narrowed}, names)
        own = [row for row in rows if not worry or row["project_id"] in told]
        fresh = [row for row in own if row["project_id"] not in shown]
        shown |= {row["project_id"] for row in fresh}
        # That of the nearest neighbour comes first, and that of few places before that of many.
        order = nearest_first if "near" in near else {}
        fresh.sort(key=lambda row: (_first_place(row, order), len(row["areas"])))
        implied = [row for row in fresh if worry and told[row["project_id"]].is_implied]
        address = Query.of(LISTINGS["projects"].resource, {**near, **narrowed}).address()
        said = [row for row in fresh if row not in implied]
        yield Alike(reason, said, implied, address, len(rows))


def _reasons(area: Row) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
    """Why a project may be like those of a council, each with what narrows the list to it."""
    own, region = area["area_id"], area["region_id"]
    yield f"In {area['name']}", {"area": (own,)}
    if area["neighbour_ids"]:
        yield "In one of its ten statistical neighbours", {"near": (own,)}
    if area["kind"] in COUNCILS:
        kind = area["kind_label"].lower().replace("london", "London")
        yield f"In another {kind}", {"area_kind": (area["kind"],)}
    if region and region != own:
        yield f"Elsewhere in {area['region_name']}", {"region": (region,)}
    yield "Elsewhere in England", {}


def _first_place(project: Row, order: Mapping[str, int]) -> int:
    return min((order[key] for key in project["areas"] if key in order), default=0)


def _told(session: Session, worry: Worry, names: Catalogue) -> Mapping[str, Told]:
    """What is told of every project that met a worry, or did better on it."""
    themes = answers.themes_of(worry, names)
    evidence = evidence_on(session, themes, names, worry.domains)
    told: defaultdict[str, Told] = defaultdict(Told)
    for row in sorted(evidence["claims"]["barrier"].every, key=weakness):
        met = told[row["project_id"]].met
        if not met or row["certainty"] != "implied":
            met.append(row)
    for row in evidence["chains"].every:
        told[row["project_id"]].tried = told[row["project_id"]].tried or row
    for rows in evidence["results"]:
        told[rows[0]["project_id"]].better = rows
    helped = untried(evidence["every_help"], evidence["chains"].every)
    for row in sorted(helped, key=weakness):
        # What helped with something else is no help with this worry.
        if not (told[row["project_id"]].better or row["responds_to"]):
            told[row["project_id"]].better = [row]
    return {key: one for key, one in told.items() if key}
