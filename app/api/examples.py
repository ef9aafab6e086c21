"""An example of each operation: parameters that give an answer worth looking at."""

from pathlib import Path
from typing import Any

import orjson

from app.evidence.queries import RESOURCES

ANSWERS_FILE = Path(__file__).with_suffix(".json")
"""Examples of answers, as scripts/examples.py takes them from the evidence."""

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
RELEASE = "0.1.0+0123456789ab"
"""Stands for a release in examples."""
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
    "compare_releases": {"before": RELEASE, "after": "current"},
    "export_changes": {"before": RELEASE, "after": "current", "format": "csv"},
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

_META = {"release": RELEASE, "query": "The data dictionary"}
ANSWERS: dict[str, Any] = {
    **orjson.loads(ANSWERS_FILE.read_bytes()),
    "list_addresses": {
        "release": RELEASE,
        "lists": {"projects": {"title": "Projects", "json": "/api/v1/projects"}},
        "search": "/api/v1/search",
    },
    "show_dictionary": {"meta": _META, "lists": [], "vocabularies": []},
    "export_dictionary": "list,name,type",
    "export_summary": "theme,theme_label,count,blank",
    "show_dataset": {"@context": "https://schema.org/", "@type": "Dataset"},
    "download_release": "a ZIP archive",
    "list_releases": {
        "meta": {"release": RELEASE, "query": "Releases that are kept", "count": 0},
        "results": [],
        "links": {"atom": "/api/v1/releases.atom"},
    },
    "compare_releases": {
        "meta": {
            "before": RELEASE,
            "after": RELEASE,
            "query": f"What {RELEASE} changed since {RELEASE}",
            "count": 0,
            **dict.fromkeys(("added_count", "changed_count", "removed_count"), 0),
        },
        "results": [],
        "links": {"self": f"/api/v1/releases/{RELEASE}...{RELEASE}"},
    },
    "follow_releases": "an Atom feed",
}
"""For each operation that gives no list as a file: what it answers."""

FILES = {
    "text/csv": "theme_id,label\r\nset-up,Setting up\r\n",
    "application/x-ndjson": '{"theme_id":"set-up","label":"Setting up"}\n',
    "application/x-research-info-systems": "TY  - DATA\r\nID  - set-up\r\nER  - \r\n",
    "application/x-bibtex": "@misc{set-up,\n  title = {{Setting up}}\n}\n",
    "application/vnd.citationstyles.csl+json": [{"id": "set-up", "title": "Setting up"}],
}
"""What files look like that are text, by their media types."""
