"""The values that a row has of each filter, straight from the data files."""

from tests.oracle_tables import (
    AREAS,
    EVALUATIONS,
    EVENTS,
    FINDINGS,
    NEIGHBOURS,
    OUTCOMES,
    PARAGRAPHS,
    PROJECT_PRINCIPLES,
    PROJECT_SOURCES,
    PROJECTS,
    SOURCES,
    THEMES,
    Row,
    Values,
)


def members(cell: str) -> set[str]:
    return set(cell.split(";")) if cell else set()


def within(theme_id: str) -> set[str]:
    """The themes that a sub-theme counts towards: itself and its theme."""
    return {theme_id, theme_id.split(".", maxsplit=1)[0]}


def claims_of(row: Row, claims: list[Row]) -> list[Row]:
    """The claims about a project, of a source, or on a theme."""
    if "project_id" not in row and "theme_id" in row:
        return [claim for claim in claims if row["theme_id"] in within(claim["theme_id"])]
    key = "project_id" if "project_id" in row else "source_id"
    return [claim for claim in claims if claim[key] == row[key]]


def on(polarity: str | None, sources: set[str] | None = None) -> Values:
    """The themes of a project's claims, of all of them or of those from some sources."""

    def values(project: Row) -> set[str]:
        found: set[str] = set()
        for finding in FINDINGS:
            is_own = finding["project_id"] == project["project_id"]
            is_from = sources is None or finding["source_id"] in sources
            if is_own and is_from and polarity in (None, finding["polarity"]):
                found |= within(finding["theme_id"])
        return found

    return values


def cell(column: str) -> Values:
    return lambda row: members(row[column])


def _evaluators(project: Row) -> set[str]:
    own = [row for row in EVALUATIONS if row["project_id"] == project["project_id"]]
    return set().union(*(members(row["evaluator_ids"]) for row in own))


def _evaluator_certainty(project: Row) -> set[str]:
    own = [row for row in EVALUATIONS if row["project_id"] == project["project_id"]]
    known = sorted(row["certainty"] for row in own if row["evaluator_ids"])
    return set(known[:1])


def leads(project: Row) -> set[str]:
    return members(project["lead_organisation_id"]) | members(project["joint_lead_ids"])


def _principles(project: Row) -> set[str]:
    return {
        row["principle_id"]
        for row in PROJECT_PRINCIPLES
        if row["project_id"] == project["project_id"]
    }


def _has_outcomes(project: Row) -> set[str]:
    own = any(row["project_id"] == project["project_id"] for row in OUTCOMES)
    return {"yes" if own else "no"}


def _theme_ids(row: Row) -> set[str]:
    """What a recommendation bears on: a theme asked for takes its sub-themes along."""
    return set().union(*(within(theme) for theme in members(row["theme_ids"])))


def _of_project(values: Values) -> Values:
    """What a claim can be narrowed by through the project that it is about."""
    projects = {row["project_id"]: row for row in PROJECTS}

    def of_claim(claim: Row) -> set[str]:
        return values(projects[claim["project_id"]]) if claim["project_id"] else set()

    return of_claim


def _whole(area_id: str) -> set[str]:
    """An area with the region and the country that it counts towards."""
    regions = {row["area_id"]: row["region_id"] for row in AREAS}
    return {area_id, regions[area_id] or area_id, "england"}


def _areas(project: Row) -> set[str]:
    return set().union(*map(_whole, members(project["areas"])))


def _regions(project: Row) -> set[str]:
    regions = {row["area_id"] for row in AREAS if row["kind"] == "region"}
    return _areas(project) & regions


def _area_kinds(project: Row) -> set[str]:
    own = members(project["areas"])
    return {row["kind"] for row in AREAS if row["area_id"] in own}


def _near(project: Row) -> set[str]:
    own = members(project["areas"])
    return {row["area_id"] for row in NEIGHBOURS if row["neighbour_id"] in own}


def _events(project: Row) -> set[str]:
    return {row["kind"] for row in EVENTS if row["project_id"] == project["project_id"]}


def _naming(project: Row) -> set[str]:
    """The sources that name a project, whether or not its claims are coded yet."""
    return {
        row["source_id"]
        for row in PROJECT_SOURCES
        if row["project_id"] == project["project_id"] and row["mention"] != "not-named"
    }


def _status(project: Row) -> set[str]:
    own = project["project_id"]
    if any(row["project_id"] == own for row in (*FINDINGS, *OUTCOMES)):
        return {"coded"}
    mentions = {row["mention"] for row in PROJECT_SOURCES if row["project_id"] == own}
    return {"not-coded" if mentions - {"not-named"} else "not-named"}


def _of_sources(column: str, sources: Values) -> Values:
    cells = {row["source_id"]: row[column] for row in SOURCES}
    return lambda row: {cells[source] for source in sources(row)}


_SECTIONS = {(row["source_id"], row["paragraph"]): row["section_id"] for row in PARAGRAPHS}
_PARTS = {row["theme_id"]: row["part"] for row in THEMES}


def _from(sources: Values) -> dict[str, Values]:
    """What a row can be narrowed by through the sources that tell of it."""
    return {
        "source": sources,
        "reported_by": _of_sources("reported_by", sources),
        "source_kind": _of_sources("kind", sources),
    }


FROM_SOURCE = _from(cell("source_id"))


def _named_with(own: Values) -> dict[str, Values]:
    """The same of what belongs to projects: the sources that name any of these."""
    return _from(
        lambda row: set().union(*(_naming({"project_id": project}) for project in own(row)))
    )


def _told_on(row: Row) -> set[str]:
    """The sources with a claim on a theme or its parts."""
    return {each["source_id"] for each in claims_of(row, [*FINDINGS, *OUTCOMES])}


def _sources_of_principle(row: Row) -> set[str]:
    own = row["principle_id"]
    return {each["source_id"] for each in PROJECT_PRINCIPLES if each["principle_id"] == own}


def _projects_of_organisation(row: Row) -> set[str]:
    own = row["organisation_id"]
    led = {each["project_id"] for each in PROJECTS if own in leads(each)}
    return led | {e["project_id"] for e in EVALUATIONS if own in members(e["evaluator_ids"])}


def _projects_of_area(row: Row) -> set[str]:
    return {each["project_id"] for each in PROJECTS if row["area_id"] in members(each["areas"])}


OF_PLACE: dict[str, Values] = {
    **FROM_SOURCE,
    "section": lambda row: members(_SECTIONS[row["source_id"], row["paragraph"]]),
    "part": lambda row: members(_PARTS.get(row["theme_id"], "")),
    "paragraph": cell("paragraph"),
}
"""What a claim can be narrowed by through its source, its place there and its theme."""


OF_PROJECT: dict[str, Values] = {
    "strand": _of_project(cell("strand")),
    "lead_type": _of_project(cell("lead_type")),
    "focus": _of_project(cell("focus")),
    "evaluator": _of_project(_evaluators),
    "lead": _of_project(leads),
    "area": _of_project(_areas),
    "region": _of_project(_regions),
    "area_kind": _of_project(_area_kinds),
    "near": _of_project(_near),
    "event": _of_project(_events),
}

HAS: dict[str, dict[str, Values]] = {
    "projects": {
        "project": cell("project_id"),
        "barrier": on("barrier"),
        "facilitator": on("facilitator"),
        "theme": on(None),
        "strand": cell("strand"),
        "focus": cell("focus"),
        "lead_type": cell("lead_type"),
        "lead": leads,
        "evaluator": _evaluators,
        "evaluator_certainty": _evaluator_certainty,
        "area": _areas,
        "region": _regions,
        "area_kind": _area_kinds,
        "near": _near,
        "event": _events,
        **_from(_naming),
        "principle": _principles,
        "has_outcomes": _has_outcomes,
        "evidence_status": _status,
    },
    "findings": {
        "project": cell("project_id"),
        "theme": lambda row: within(row["theme_id"]),
        "polarity": cell("polarity"),
        "overcome": cell("overcome"),
        "certainty": cell("certainty"),
        "effect": cell("effect"),
        "response": cell("response_result"),
        "coded_by": cell("coded_by"),
        "scope": cell("scope"),
        **OF_PLACE,
        **OF_PROJECT,
    },
    "outcomes": {
        "project": cell("project_id"),
        "theme": lambda row: within(row["theme_id"]) - {""},
        "kind": cell("kind"),
        "direction": cell("direction"),
        "desirability": cell("desirability"),
        "unit": cell("unit"),
        "domain": cell("domain"),
        "design": cell("design"),
        "coverage": cell("coverage"),
        **OF_PLACE,
        **OF_PROJECT,
    },
    "recommendations": {"theme": _theme_ids, "kind": cell("kind"), **FROM_SOURCE},
    "audit-conditions": {"theme": _theme_ids, **FROM_SOURCE},
    "organisations": {"kind": cell("kind"), **_named_with(_projects_of_organisation)},
    "evaluations": {
        **_named_with(cell("project_id")),
        "project": cell("project_id"),
        "evaluator": cell("evaluator_ids"),
        "design": cell("design"),
    },
    "areas": {
        **_named_with(_projects_of_area),
        "ons_code": cell("ons_code"),
        "area": lambda row: _whole(row["area_id"]),
        "kind": cell("kind"),
        "region": cell("region_id"),
        "near": lambda row: {
            each["area_id"] for each in NEIGHBOURS if each["neighbour_id"] == row["area_id"]
        },
    },
    "events": {
        "project": cell("project_id"),
        "kind": cell("kind"),
        **FROM_SOURCE,
    },
    "themes": {
        "theme": lambda row: within(row["theme_id"]),
        "part": cell("part"),
        **_from(_told_on),
    },
    "sources": {"kind": cell("kind"), **FROM_SOURCE},
    "principles": _from(_sources_of_principle),
}
"""For each list and filter: the values that a row has, straight from the files."""
