"""The values that a row has of each filter, straight from the data files."""

from tests.oracle_tables import (
    ALIASES,
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


def _cell(column: str) -> Values:
    return lambda row: members(row[column])


def _evaluators(project: Row) -> set[str]:
    own = [row for row in EVALUATIONS if row["project_id"] == project["project_id"]]
    return set().union(*(members(row["evaluator_ids"]) for row in own))


def _leads(project: Row) -> set[str]:
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

OF_PLACE: dict[str, Values] = {
    "source": _cell("source_id"),
    "reported_by": _of_sources("reported_by", _cell("source_id")),
    "source_kind": _of_sources("kind", _cell("source_id")),
    "section": lambda row: members(_SECTIONS[row["source_id"], row["paragraph"]]),
    "part": lambda row: members(_PARTS.get(row["theme_id"], "")),
    "paragraph": _cell("paragraph"),
}
"""What a claim can be narrowed by through its source, its place there and its theme."""


OF_PROJECT: dict[str, Values] = {
    "strand": _of_project(_cell("strand")),
    "lead_type": _of_project(_cell("lead_type")),
    "focus": _of_project(_cell("focus")),
    "evaluator": _of_project(_evaluators),
    "lead": _of_project(_leads),
    "area": _of_project(_areas),
    "region": _of_project(_regions),
    "area_kind": _of_project(_area_kinds),
}

HAS: dict[str, dict[str, Values]] = {
    "projects": {
        "project": _cell("project_id"),
        "barrier": on("barrier"),
        "facilitator": on("facilitator"),
        "theme": on(None),
        "strand": _cell("strand"),
        "focus": _cell("focus"),
        "lead_type": _cell("lead_type"),
        "lead": _leads,
        "evaluator": _evaluators,
        "area": _areas,
        "region": _regions,
        "area_kind": _area_kinds,
        "near": _near,
        "event": _events,
        "source": _naming,
        "reported_by": _of_sources("reported_by", _naming),
        "source_kind": _of_sources("kind", _naming),
        "principle": _principles,
        "has_outcomes": _has_outcomes,
        "evidence_status": _status,
    },
    "findings": {
        "project": _cell("project_id"),
        "theme": lambda row: within(row["theme_id"]),
        "polarity": _cell("polarity"),
        "overcome": _cell("overcome"),
        "certainty": _cell("certainty"),
        "effect": _cell("effect"),
        "response": _cell("response_result"),
        "coded_by": _cell("coded_by"),
        "scope": _cell("scope"),
        **OF_PLACE,
        **OF_PROJECT,
    },
    "outcomes": {
        "project": _cell("project_id"),
        "theme": lambda row: within(row["theme_id"]) - {""},
        "kind": _cell("kind"),
        "direction": _cell("direction"),
        "desirability": _cell("desirability"),
        "unit": _cell("unit"),
        "domain": _cell("domain"),
        "design": _cell("design"),
        "coverage": _cell("coverage"),
        **OF_PLACE,
        **OF_PROJECT,
    },
    "recommendations": {"theme": _theme_ids, "kind": _cell("kind"), "source": _cell("source_id")},
    "audit-conditions": {"theme": _theme_ids, "source": _cell("source_id")},
    "organisations": {"kind": _cell("kind")},
    "evaluations": {
        "project": _cell("project_id"),
        "evaluator": _cell("evaluator_ids"),
        "design": _cell("design"),
    },
    "areas": {
        "area": lambda row: _whole(row["area_id"]),
        "kind": _cell("kind"),
        "region": _cell("region_id"),
        "near": lambda row: {
            each["area_id"] for each in NEIGHBOURS if each["neighbour_id"] == row["area_id"]
        },
    },
    "events": {
        "project": _cell("project_id"),
        "kind": _cell("kind"),
        "source": _cell("source_id"),
    },
    "themes": {"theme": lambda row: within(row["theme_id"]), "part": _cell("part")},
    "sources": {"kind": _cell("kind"), "reported_by": _cell("reported_by")},
}
"""For each list and filter: the values that a row has, straight from the files."""

_PRESENT = {
    "projects": "joint_lead_ids target_population funding_note summary source_url note",
    "findings": "responds_to agrees_with differs_from note",
    "outcomes": "population period finding_ids agrees_with differs_from caveat",
    "organisations": "note ror_id",
    "evaluations": "title authors series_number isbn doi comparison_group sample period "
    "source_url note",
    "areas": "ons_code dfe_number aliases note",
    "events": "paragraph anchor source_url",
    "themes": "parent_id report_section synonyms",
    "sources": "authors publisher url extent sha256 licence note",
}


def _owners(rows: list[Row], key: str, own: str) -> Values:
    """The rows that name a row of another file, which has their name under a key of its own."""
    return lambda row: {each[key] for each in rows if row[own] in members(each[key])}


PRESENT: dict[str, dict[str, Values]] = {
    resource: {column: _cell(column) for column in columns.split()}
    for resource, columns in _PRESENT.items()
}
"""For each list: the columns of which a reader may ask whether there is a value."""
PRESENT["projects"]["aliases"] = _owners(ALIASES, "project_id", "project_id")
PRESENT["areas"] |= {
    "neighbour_ids": _owners(NEIGHBOURS, "area_id", "area_id"),
    "project_ids": _owners(PROJECTS, "areas", "area_id"),
}
PRESENT["organisations"] |= {
    "led_project_ids": lambda row: {
        each["project_id"] for each in PROJECTS if row["organisation_id"] in _leads(each)
    },
    "evaluated_project_ids": _owners(EVALUATIONS, "evaluator_ids", "organisation_id"),
}
