"""Rows of the tables -> public rows, a column at a time: a list may hold a million of them.

No object is made for a row; records say what its columns are, and a test holds them to it.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from app.database import split
from app.evidence.catalogue import Catalogue, NameKind
from app.evidence.records import Record
from app.evidence.records.columns import NAMES, Block

Values = Sequence[Any]
Derive = Callable[[Block, Catalogue], Values]
"""Makes a public column of the columns of the tables, and of the public columns before it."""


Plan = Sequence[tuple[str, Derive | None]]
"""The columns of a record in their order, and what makes those that no table has."""


def plan(record: type[Record], rows: Collection[str], own: Mapping[str, Derive]) -> Plan:
    """How public rows are made of the columns that a list reads; `own` it alone derives."""
    facts = {name: derive for name, derive in _FACTS.items() if name not in rows}
    derive = {**_derived(record), **own, **facts}
    return [(name, derive.get(name)) for name in record.columns()]


def public_rows(plan: Plan, rows: Block, catalogue: Catalogue) -> Block:
    """The columns of a record: those of the tables, and those derived of them."""
    columns = dict(rows)
    for name, derive in plan:
        if derive is not None:
            columns[name] = derive(columns, catalogue)
    return {name: columns[name] for name, _ in plan}


@cache
def _derived(record: type[Record]) -> dict[str, Derive]:
    """What is derived of a record alike in every list, by the names of its columns."""
    words = record.vocabularies()
    derived: dict[str, Derive] = {}
    for column in record.described():
        name, is_list = column.name, column.type == "list of text"
        coded = name.removesuffix("_labels" if is_list else "_label")
        if naming := NAMES.get(name):
            derived[name] = _names(naming.ids, naming.of, is_list=is_list)
        elif name in _DERIVED:
            derived[name] = _DERIVED[name]
        elif coded in words and coded != name:
            derived[name] = _labels(coded, words[coded].labels, is_list=is_list)
        elif is_list:
            derived[name] = _members(name)
    return derived


def _names(ids: str, kind: NameKind, *, is_list: bool) -> Derive:
    def derive(rows: Block, catalogue: Catalogue) -> Values:
        return _looked_up(rows[ids], catalogue.names(kind).labels, is_list=is_list)

    return derive


def _labels(codes: str, labels: Mapping[str, str], *, is_list: bool) -> Derive:
    def derive(rows: Block, _catalogue: Catalogue) -> Values:
        return _looked_up(rows[codes], labels, is_list=is_list)

    return derive


def _looked_up(keys: Values, labels: Mapping[str, str], *, is_list: bool) -> Values:
    """What each key, or each of a list of keys, is called; a blank has no name."""
    if is_list:
        return [[labels[key] for key in some] for some in keys]
    return list(map(labels.get, keys))


def _members(name: str) -> Derive:
    def derive(rows: Block, _catalogue: Catalogue) -> Values:
        return list(map(split, rows[name]))

    return derive


def _parents(rows: Block, catalogue: Catalogue) -> Values:
    return list(map(catalogue.theme_parents.get, rows["theme_id"]))


def cited(prefix: str = "") -> Derive:
    """How to cite a place whose columns begin with a prefix; a blank source is a blank."""

    def derive(rows: Block, catalogue: Catalogue) -> Values:
        sources = map(catalogue.cited_as.get, rows[f"{prefix}source_id"])
        places = zip(sources, rows[f"{prefix}page"], rows[f"{prefix}paragraph"], strict=True)
        return [
            source and f"{source}{f', p. {page}' if page else ''} ({paragraph})"
            for source, page, paragraph in places
        ]

    return derive


def _of_project(fact: str) -> Derive:
    """A fact of the project that a claim is about; a claim of none has a blank."""

    def derive(rows: Block, catalogue: Catalogue) -> Values:
        # A page asks of its own projects alone: a release may know thousands.
        known = map(catalogue.project_facts.get, rows["project_id"])
        facts = [each and getattr(each, fact) for each in known]
        return [list(areas or ()) for areas in facts] if fact == "areas" else facts

    return derive


def _of_source(fact: str) -> Derive:
    """Whose word a claim is, or what kind of source it is from."""

    def derive(rows: Block, catalogue: Catalogue) -> Values:
        known = map(catalogue.source_facts.get, rows["source_id"])
        return [each and getattr(each, fact) for each in known]

    return derive


_DERIVED: dict[str, Derive] = {
    "parent_theme_id": _parents,
    "citation": cited(),
    "reported_by": _of_source("reported_by"),
    "source_kind": _of_source("kind"),
}
_FACTS: dict[str, Derive] = {name: _of_project(name) for name in ("strand", "lead_type", "areas")}
"""What a claim says of its project; a project has them in its own table."""


@lru_cache(maxsize=5_000)
def without_paragraph(citation: str) -> str:
    """A citation down to the page: the numbers of paragraphs are ours, and no report has them."""
    return re.sub(r" \(P\d+\)$", "", citation)


@lru_cache(maxsize=5_000)
def short_citation(citation: str) -> str:
    """A citation without its title: who, when and on which page."""
    cited = re.fullmatch(r"(.*?) \((\d{4}|no date)\).*?(, p\. \d+)?", without_paragraph(citation))
    if cited is None:
        return without_paragraph(citation)
    who, year, page = cited.groups()
    return who + ("" if year == "no date" else f" ({year})") + (page or "")
