"""Which projects are like those of a planner, in groups that each have a reason."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from fastapi import Request

from app.evidence import answers
from app.evidence.answers import Release, Row
from app.evidence.answers.worries import WORRIES, Worry, near_to
from app.evidence.catalogue import Catalogue
from app.evidence.queries import PROJECTS, Query
from app.evidence.queries.reading import names_in
from app.evidence.vocabulary import AUTHORITIES, FOCUS
from app.evidence.words import inside, join_names
from app.web.lists import ensure_choices
from app.web.rendering import link_to
from app.web.rows import best_of_each
from app.web.theme_evidence import WorryEvidence, told_on


@dataclass(frozen=True)
class Alike:
    """Projects for one reason: there, in a neighbour, in a council of the same kind or region.

    Those of a reason before are left out of `projects`, but not of the list at `address`. What is
    said of a project comes before what is `implied` of it. Where nothing fits both the worry and
    the subject of a plan, `others` are those that the subject left out. What `is_off` the plan is
    shown last, because it ran there.
    """

    reason: str
    projects: list[Row]
    implied: list[Row]
    address: str
    count: int
    others: list[Row] = field(default_factory=list)
    is_off: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.projects or self.implied)


@dataclass(frozen=True)
class PlannerPlan:
    """What is planned: a worry, with what is told of each project on it, and what it is about.

    Of several subjects each project is on one at least.
    """

    worry: Worry | None
    focus: tuple[str, ...]
    evidence: Mapping[str, WorryEvidence]

    def narrowed(self, catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
        """What narrows the list of projects to those that bear on it; nothing where it is open."""
        on = {"theme": self.worry.themes_in(catalogue)} if self.worry else {}
        return on | ({"focus": self.focus} if self.focus else {})

    @property
    def subject(self) -> str:
        return subject_of(self.focus)

    @property
    def address(self) -> str:
        """What an address asks for it by, behind its path; nothing where nothing is planned."""
        worry = self.worry.worry_id if self.worry else ""
        return link_to("", [("worry", worry), ("focus", ",".join(self.focus))])

    @property
    def elsewhere(self) -> str:
        """The reason for projects that are like it in no other way than by what is planned."""
        about = f", about {inside(self.subject)}" * bool(self.focus)
        return f"Elsewhere in England{about}{', same worry' * bool(self.worry)}"


def subject_of(focus: Iterable[str]) -> str:
    first, *others = [FOCUS.labels[code] for code in focus] or [""]
    return join_names([first, *map(inside, others)], "or")


def plan_of(request: Request, release: Release) -> PlannerPlan:
    """The plan of an address. Raises QueryError where there is no worry or subject of that name."""
    worry = worry_asked(request)
    focus = focus_asked(request.query_params.getlist("focus"))
    return PlannerPlan(worry, focus, told_on(release, worry) if worry else {})


def focus_asked(values: Iterable[str]) -> tuple[str, ...]:
    """What a plan is about, each subject once. Raises QueryError where one is none."""
    focus = tuple(dict.fromkeys(names_in([*values], "focus")))
    ensure_choices(("focus", code, FOCUS.labels) for code in focus)
    return focus


def worry_asked(request: Request) -> Worry | None:
    """The worry that an address asks for, if any. Raises QueryError where it is none."""
    worry_id = request.query_params.get("worry", "").strip()
    ensure_choices([("worry", worry_id, WORRIES)] if worry_id else [])
    return WORRIES.get(worry_id)


def shown_of(release: Release, plan: PlannerPlan, alike: list[Alike]) -> dict[str, Any]:
    ids = [row["project_id"] for group in alike for row in group.projects]
    about = {"focus": plan.focus} if plan.focus else {}
    near = near_to(release, plan.worry, **about) if plan.worry else None
    return {
        "alike": alike,
        "worry": plan.worry,
        "focus": plan.focus,
        "subject": plan.subject,
        "on": plan.address,
        "without_focus": replace(plan, focus=()).address,
        "focuses": FOCUS.labels,
        "told": plan.evidence,
        "did_better": [key for key, evidence in plan.evidence.items() if evidence.has_better],
        "found": best_of_each(release, [key for key in ids if key not in plan.evidence]),
        "near": near,
        "boxes": sum(
            len([*evidence.projects, *evidence.implied, *evidence.others]) for evidence in alike
        ),
        "has_any": any(not (group.is_empty or group.is_off) for group in alike),
    }


def in_england(release: Release, plan: PlannerPlan) -> list[Alike]:
    """All the projects that bear on a plan, for who has chosen no council."""
    return [_group(release, "In all of England", {}, plan)]


def alike_to(release: Release, area: Row, plan: PlannerPlan) -> list[Alike]:
    """The projects by reason, nearest reason first; a reason that gives none is left out."""
    # Their own project is worth a look as well, but only after those that bear on the plan.
    groups = sorted(_groups(release, area, plan), key=lambda each: each.is_off)
    return [each for each in groups if each.others or not each.is_empty] or groups[-1:]


def _groups(release: Release, area: Row, plan: PlannerPlan) -> Iterator[Alike]:
    """The projects for each reason; each project stands once."""
    nearest_first = {key: place for place, key in enumerate(area["neighbour_ids"])}
    shown: set[str] = set()
    named = answers.mentions_of_councils(release, [area["area_id"]])
    later = {row["project_id"] for row in named}
    everywhere: list[Reason] = [(plan.elsewhere, {})] if plan.address else []
    for reason, near in [*_reasons(area, later), *everywhere]:
        # That of the nearest neighbour comes first, and that of few places before that of many.
        order = nearest_first if "near" in near else {}
        # Who took part later is worth a look, whatever it is about.
        fitting = replace(plan, focus=()) if "project" in near else plan
        group = _group(release, reason, near, fitting, shown, order)
        if "project" in near and group.is_empty:
            continue
        shown |= {row["project_id"] for row in group.projects + group.implied + group.others}
        yield group
        if "area" in near and group.is_empty and area["project_ids"]:
            open_plan = replace(plan, worry=None, focus=())
            group = _group(release, f"{reason}, on other things", near, open_plan)
            yield replace(group, is_off=True)


def _group(  # noqa: PLR0913, PLR0917 (a reason, a plan, and what stands in other groups)
    release: Release,
    reason: str,
    near: Mapping[str, tuple[str, ...]],
    plan: PlannerPlan,
    shown: Collection[str] = (),
    order: Mapping[str, int] = MappingProxyType({}),
) -> Alike:
    """The projects for one reason that are not shown for another."""
    narrowed = {**near, **plan.narrowed(release.catalogue)}
    rows = release.rows("projects", **narrowed)
    on_worry = [row for row in rows if not plan.worry or row["project_id"] in plan.evidence]
    fresh = [row for row in on_worry if row["project_id"] not in shown]
    ranks = {} if near else {key: evidence.rank for key, evidence in plan.evidence.items()}
    fresh.sort(
        key=lambda row: (
            [code not in row["focus"] for code in plan.focus].count(True),
            [code not in row["focus"] for code in plan.focus],
            ranks.get(row["project_id"], 0),
            min((order[key] for key in row["areas"] if key in order), default=0),
            len(row["areas"]),
        )
    )
    implied = [row for row in fresh if plan.worry and plan.evidence[row["project_id"]].is_implied]
    address = Query.of(PROJECTS, **narrowed).address()
    stated = [row for row in fresh if row not in implied]
    others = [] if fresh else _others(release, near, plan, shown)
    return Alike(reason, stated, implied, address, len(rows), others)


def _others(
    release: Release, near: Mapping[str, tuple[str, ...]], plan: PlannerPlan, shown: Collection[str]
) -> list[Row]:
    """The projects that fit the worry of a plan, but not its subject: nobody reads "none" there."""
    if not (plan.worry and plan.focus):
        return []
    rows = release.rows("projects", **near, **replace(plan, focus=()).narrowed(release.catalogue))
    on = {key for key, evidence in plan.evidence.items() if evidence.met or evidence.has_better}
    on -= {key for key, evidence in plan.evidence.items() if evidence.is_implied}
    return [row for row in rows if row["project_id"] in on - set(shown)]


Reason = tuple[str, dict[str, tuple[str, ...]]]


def _reasons(area: Row, later: Collection[str]) -> Iterator[Reason]:
    """Why a project may be like those of a council, each with what narrows the list to it.

    Projects that took part `later` come before all else where none worked there.
    """
    area_id, region = area["area_id"], area["region_id"]
    here: list[Reason] = [(f"In {area['name']}", {"area": (area_id,)})]
    if later:
        here.append((f"Later, with {area['name']}", {"project": tuple(sorted(later))}))
    yield from here if area["project_ids"] else reversed(here)
    if area["neighbour_ids"]:
        yield "In one of its ten statistical neighbours", {"near": (area_id,)}
    if region and region != area_id:
        yield f"Elsewhere in {area['region_name']}", {"region": (region,)}
    if area["kind"] in AUTHORITIES:
        yield f"In another {inside(area['kind_label'])}", {"area_kind": (area["kind"],)}


def why_alike(area: Row, project: Row, areas: Mapping[str, Row]) -> str:
    """Why a project is like those of a council: of its places, the one that is most like it."""
    places = [areas[key] for key in project["areas"] if key in areas]
    if any(place["area_id"] == area["area_id"] for place in places):
        return f"It ran in {area['name']}."
    near = area["neighbour_ids"]
    nearest = [place for key in near for place in places if place["area_id"] == key]
    alike = [(place, _likeness(area, place)) for place in (nearest[:1] or places)]
    place, reasons = max(alike, key=lambda each: len(each[1]), default=({}, []))
    return f"{place['name']} is {join_names(reasons)}." if reasons else ""


def _likeness(area: Row, place: Row) -> list[str]:
    """How a place is like a council, its nearness first."""
    near, kind = area["neighbour_ids"], area["kind"]
    rank = near.index(place["area_id"]) + 1 if place["area_id"] in near else 0
    reasons = {
        f"number {rank} of {area['name']}’s ten statistical neighbours": rank,
        "in the same region": area["region_id"] and place["region_id"] == area["region_id"],
        f"a {inside(area['kind_label'])} too": kind in AUTHORITIES and place["kind"] == kind,
    }
    return [words for words, is_so in reasons.items() if is_so]
