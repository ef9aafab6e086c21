"""Public rows of claims, all columns of many rows at once: a list may hold a million of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.evidence.catalogue import Catalogue
from app.evidence.records.blocks import Block, by_row
from app.evidence.vocabulary import CODED_BY, OVERCOME, POLARITY, SCOPE


def findings(rows: Block, catalogue: Catalogue) -> Block:
    """Findings, in the order of the columns of their record."""
    sources, pages, paragraphs = rows["source_id"], rows["page"], rows["paragraph"]
    parents = _named(rows["theme_id"], catalogue.theme_parents)
    cited = _named(sources, catalogue.cited_as)
    places = zip(cited, pages, paragraphs, strict=True)
    return {
        "finding_id": rows["finding_id"],
        "project_id": rows["project_id"],
        "project_name": _named(rows["project_id"], catalogue.projects.labels),
        "scope": rows["scope"],
        "scope_label": _named(rows["scope"], SCOPE.labels),
        "theme_id": rows["theme_id"],
        "theme_label": _named(rows["theme_id"], catalogue.themes.labels),
        "parent_theme_id": parents,
        "parent_theme_label": _named(parents, catalogue.themes.labels),
        "polarity": rows["polarity"],
        "polarity_label": _named(rows["polarity"], POLARITY.labels),
        "overcome": rows["overcome"],
        "overcome_label": _named(rows["overcome"], OVERCOME.labels),
        "responds_to": rows["responds_to"],
        "statement": rows["statement"],
        "source_id": sources,
        "source_title": _named(sources, catalogue.sources.labels),
        "paragraph": paragraphs,
        "page": pages,
        "anchor": rows["anchor"],
        "citation": [f"{source}, p. {page} ({paragraph})" for source, page, paragraph in places],
        "coded_by": rows["coded_by"],
        "coded_by_label": _named(rows["coded_by"], CODED_BY.labels),
        "note": rows["note"],
    }


def finding(row: Mapping[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """One finding."""
    [record] = by_row(findings({name: (value,) for name, value in row.items()}, catalogue))
    return record


def _named(ids: Sequence[Any], names: Mapping[str, str]) -> list[str | None]:
    """What each is called; a blank has no name."""
    return list(map(names.get, ids))
