"""The pages of the data: every list as a file, what its columns mean, and how it is queried."""

import re
from functools import cache
from typing import Any

from app.dependencies import API
from app.evidence.answers import Release
from app.evidence.queries import EVIDENCE_LISTS
from app.evidence.vocabulary import VOCABULARIES
from app.exports import FORMATS
from app.exports.package_metadata import served_dataset
from app.settings import PUBLIC_URL, ROOT, link
from app.web.list_pages import LIST_PAGES
from app.web.lists import missing
from app.web.pages import Context, page
from app.web.rendering import sizes_of

GUIDE = ROOT / "docs" / "how-to" / "query-the-evidence.md"
GUIDE_ADDRESS = "http://127.0.0.1:8000"
"""The address of the service in the guide."""
SAMPLE = 24
"""Rows by which the size of a list as a file is judged."""
TOOLS = ("pandas", "R", "Excel and Power Query", "DuckDB")
_SIGNPOSTS = (
    '<https://schema.org/AboutPage>; rel="type", <https://schema.org/Dataset>; rel="type", '
    f'<{link(f"{API}/download/wave1-evidence.zip")}>; rel="item"; type="application/zip"'
)
"""What tells a program that this is the page of a data set, and where that is (FAIR)."""


@page("/data")
def show(release: Release) -> Context:
    catalogue = release.catalogue
    return {
        "signposts": _SIGNPOSTS,
        "lists": _lists(release),
        "snippets": [(tool, _guide()[tool]) for tool in TOOLS],
        # Search engines for data read it in the page.
        "dataset": served_dataset(catalogue.release, catalogue.release_date, API),
    }


@page("/data/words")
def show_words() -> Context:
    return {"vocabularies": VOCABULARIES}


@page("/data/{name}")
def show_columns(name: str) -> Context:
    if name not in EVIDENCE_LISTS:
        raise missing("list", name, EVIDENCE_LISTS)
    evidence_list = EVIDENCE_LISTS[name]
    return {
        "evidence_list": evidence_list,
        "noun": evidence_list.title.lower(),
        "columns": evidence_list.record.columns,
    }


def _lists(release: Release) -> list[dict[str, Any]]:
    first = {name: release.first(name, SAMPLE) for name in EVIDENCE_LISTS}
    return [
        {
            "evidence_list": evidence_list,
            "count": first[name].count,
            "sizes": sizes_of(first[name].records, first[name].count),
            "page": {**LIST_PAGES, "audit-conditions": "/audit"}.get(name),
            "files": [(f.title, f"{API}/{name}.{f.ending}") for f in FORMATS.values()],
            "columns": evidence_list.record.columns,
        }
        for name, evidence_list in EVIDENCE_LISTS.items()
    ]


@cache
def _guide() -> dict[str, list[str]]:
    # For the public address of this service.
    text = GUIDE.read_text(encoding="utf-8").replace(GUIDE_ADDRESS, PUBLIC_URL or GUIDE_ADDRESS)
    parts = re.findall(r"^## (.+?)$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return {tool: re.findall(r"```\w+\n(.*?)```", part, re.DOTALL) for tool, part in parts}
