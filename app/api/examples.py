"""An example of each operation: parameters that give an answer worth looking at."""

from typing import Any

from app.evidence.queries import RESOURCES
from app.exports import FORMATS

_LISTS: dict[str, dict[str, Any]] = {
    "projects": {"barrier": ["set-up.commissioning-and-deregulation"]},
    "findings": {"theme": ["set-up"], "polarity": ["barrier"]},
    "outcomes": {"direction": ["decrease"], "change_percent.lte": -20},
    "themes": {"theme": ["referrals"]},
    "organisations": {"kind": ["university"]},
    "evaluations": {"project": ["leeds-family-valued"]},
    "recommendations": {"theme": ["referrals"]},
    "audit-conditions": {"theme": ["data-use"]},
    "sources": {"sort": ["source_id"]},
    "citations": {"source": ["tr4"]},
    "chains": {"theme": ["referrals"]},
    "programme": {"sort": ["fact"]},
}
_ROWS = {
    "outcomes": "tr4-o04",
    "themes": "set-up",
    "organisations": "coram",
    "evaluations": "leeds-family-valued-evaluation",
    "recommendations": "tr4-r07",
    "audit-conditions": "tr4-a06",
    "sources": "tr4",
    "citations": "tr4-c11",
    "chains": "tr4-f232",
    "programme": "projects",
}
_OTHERS: dict[str, dict[str, Any]] = {
    "show_project": {"project_id": "leeds-family-valued"},
    "show_finding": {"finding_id": "tr4-f231"},
    "show_summary": {"by": ["theme", "polarity"]},
    "compare_projects": {"project": ["pause", "leeds-family-valued"]},
    "list_names": {"q": "lee"},
    "search": {"q": "recruitment"},
    "cite_project_ris": {"project_id": "leeds-family-valued"},
    "cite_project_bib": {"project_id": "leeds-family-valued"},
    "cite_project_csl_json": {"project_id": "leeds-family-valued"},
}


def _examples() -> dict[str, dict[str, Any]]:
    examples = dict(_OTHERS)
    for name, values in _LISTS.items():
        identifier = name.replace("-", "_")
        examples[f"list_{identifier}"] = values
        for ending in FORMATS:
            examples[f"export_{identifier}_{ending}"] = values
    for name, key in _ROWS.items():
        identifier = name.replace("-", "_")
        examples[f"show_{identifier}_row"] = {RESOURCES[name].key: key}
    return examples


EXAMPLES = _examples()
"""For each operation that takes parameters: their values."""
