"""Whether a row has a value in the columns that may be blank, straight from the data files."""

from tests.oracle_tables import (
    ALIASES,
    EVALUATIONS,
    NEIGHBOURS,
    PROJECT_PRINCIPLES,
    PROJECTS,
    Row,
    Values,
)
from tests.oracle_values import cell, leads, members

_PRESENT = {
    "projects": "joint_lead_ids target_population funding_note summary source_url note",
    "findings": "responds_to agrees_with differs_from note",
    "outcomes": "population period finding_ids agrees_with differs_from caveat",
    "organisations": "note ror_id",
    "evaluations": "title authors series_number isbn doi comparison_group sample period "
    "source_url note",
    "areas": "dfe_number aliases note",
    "events": "paragraph anchor source_url",
    "themes": "parent_id report_section synonyms",
    "sources": "authors publisher url extent sha256 licence note",
}


def _owners(rows: list[Row], key: str, own: str) -> Values:
    """The rows that name a row of another file, which has their name under a key of its own."""
    return lambda row: {each[key] for each in rows if row[own] in members(each[key])}


PRESENT: dict[str, dict[str, Values]] = {
    evidence_list: {column: cell(column) for column in columns.split()}
    for evidence_list, columns in _PRESENT.items()
}
"""For each list: the columns of which a reader may ask whether there is a value."""
PRESENT["projects"]["aliases"] = _owners(ALIASES, "project_id", "project_id")
PRESENT["areas"] |= {
    "neighbour_ids": _owners(NEIGHBOURS, "area_id", "area_id"),
    "project_ids": _owners(PROJECTS, "areas", "area_id"),
}
PRESENT["organisations"] |= {
    "led_project_ids": lambda row: {
        each["project_id"] for each in PROJECTS if row["organisation_id"] in leads(each)
    },
    "evaluated_project_ids": _owners(EVALUATIONS, "evaluator_ids", "organisation_id"),
}
PRESENT["principles"] = {"project_ids": _owners(PROJECT_PRINCIPLES, "principle_id", "principle_id")}
