"""An example of each operation: parameters that give an answer worth looking at."""

from typing import Any

from app.evidence.queries import RESOURCES

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
    "project-sources": {"project": ["pause"]},
    "events": {"kind": ["spread"]},
    "areas": {"near": ["norfolk"]},
    "principles": {"sort": ["principle_id"]},
    "paragraphs": {"source": ["tr4"]},
    "coding-decisions": {"project": ["pause"]},
    "coding-agreement": {"sort": ["field"]},
    "coded-findings": {"coder": ["a"], "project": ["pause"]},
    "coded-outcomes": {"coder": ["b"], "project": ["pause"]},
    "uncoded-mentions": {"source": ["tr4"]},
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
    "project-sources": "pause:tr4",
    "events": "catch22-project-crewe-e1",
    "areas": "norfolk",
    "principles": "mission-driven",
    "paragraphs": "tr4:P117",
    "coding-decisions": "tr4-d01",
    "coding-agreement": "tr4:certainty",
    "coded-findings": "tr4-claims-a001",
    "coded-outcomes": "tr4-claims-a001",
    "uncoded-mentions": "tr4:P043:mtm-signs-of-safety",
}
_RELEASE = "0.1.0+0123456789ab"
_OTHERS: dict[str, dict[str, Any]] = {
    "show_project": {"project_id": "leeds-family-valued"},
    "show_finding": {"finding_id": "tr4-f231"},
    "show_summary": {"by": ["theme", "polarity"]},
    "export_summary": {"by": ["theme", "polarity"]},
    "compare_projects": {"project": ["pause", "leeds-family-valued"]},
    "list_names": {"q": "lee"},
    "search": {"q": "recruitment"},
    "ask": {"q": "Which projects hit recruitment delays?"},
    "export_answer": {"format": "csv", "q": "Which projects hit recruitment delays?"},
    "check_claim": {"claim": "TBAP's building adaptations were delayed.", "project": "tbap"},
    "cite_release": {"style": "ris"},
    "export_releases": {"format": "csv"},
    "compare_releases": {"before": _RELEASE, "after": "current"},
    "export_changes": {"before": _RELEASE, "after": "current", "format": "csv"},
    "cite_row": {"list_name": "findings", "row_id": "tr4-f231", "style": "ris"},
}


def _examples() -> dict[str, dict[str, Any]]:
    examples = dict(_OTHERS)
    for name, values in _LISTS.items():
        identifier = name.replace("-", "_")
        examples[f"list_{identifier}"] = values
        examples[f"export_{identifier}"] = {"format": "csv", **values}
    for name, key in _ROWS.items():
        identifier = name.replace("-", "_")
        examples[f"show_{identifier}_row"] = {RESOURCES[name].key: key}
    return examples


EXAMPLES = _examples()
"""For each operation that takes parameters: their values."""

_META = {"release": "0.1.0+0123456789ab", "query": "The data dictionary"}
ANSWERS: dict[str, Any] = {
    "list_addresses": {
        "release": "0.1.0+0123456789ab",
        "lists": {"projects": {"title": "Projects", "json": "/api/v1/projects"}},
        "search": "/api/v1/search",
    },
    "show_dictionary": {"meta": _META, "lists": [], "vocabularies": []},
    "show_release": {
        "release": "0.1.0+0123456789ab",
        "version": "0.1.0",
        "release_date": "2026-11-22",
        "licence": "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
        "citation": "Wave 1 Evidence, release 0.1.0+0123456789ab.",
        "project_count": 54,
        "finding_count": 494,
        "outcome_count": 307,
        "files": [{"file": "principles.csv", "sha256": "0" * 64, "row_count": 5}],
    },
    "export_dictionary": "list,name,type",
    "show_citation": {
        "citation": "The Wave 1 Evidence founders (2026). Wave 1 Evidence.",
        "release": "0.1.0+0123456789ab",
        "ris": "/api/v1/citation.ris",
    },
    "show_dataset": {"@context": "https://schema.org/", "@type": "Dataset"},
    "download_release": "a ZIP archive",
    "list_releases": {
        "meta": {"release": _RELEASE, "query": "Releases that are kept", "count": 0},
        "results": [],
        "links": {"atom": "/api/v1/releases.atom"},
    },
    "follow_releases": "an Atom feed",
    "show_health": {"status": "ok"},
    "show_readiness": {"status": "ready", "release": "0.1.0+0123456789ab"},
}
"""For each operation that takes no parameters: what it answers."""
