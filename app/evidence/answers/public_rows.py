"""Rows of the tables -> public rows, a column at a time: a list may hold a million of them.

No object is made for a row; records say what its columns are, and a test holds them to it.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

from app.database import split
from app.evidence.catalogue import Catalogue
from app.evidence.models.columns import LOOKED_UP
from app.evidence.records import NAMES, Block, Column, Record
from app.evidence.vocabulary import DESIGN

Values = Sequence[Any]
Derive = Callable[[Block, Catalogue], Values]
"""Makes a public column from the columns of the tables and the public columns before it."""
ColumnPlan = Sequence[tuple[str, Derive | None]]
"""The public columns in their order, each with its function if no table has it."""


def plan(record: Record, rows: Collection[str]) -> ColumnPlan:
    """How public rows are made of the columns that a list reads."""
    return [(column.name, _derived(record, column, rows)) for column in record.columns]


def public_rows(plan: ColumnPlan, rows: Block, catalogue: Catalogue) -> Block:
    """Public columns: those of the tables and those derived from them."""
    columns = dict(rows)
    for name, derive in plan:
        if derive is not None:
            columns[name] = derive(columns, catalogue)
    return {name: columns[name] for name, _ in plan}


def _derived(record: Record, column: Column, rows: Collection[str]) -> Derive | None:
    name, is_list, words = column.name, column.type == "list of text", record.vocabularies()
    coded = name.removesuffix("s").removesuffix("_label")
    if naming := NAMES.get(name):
        return _looked_up(naming.ids, attrgetter(f"{naming.of}.labels"), is_list=is_list)
    if coded in words and coded != name:
        labels = words[coded].labels
        return _looked_up(coded, lambda _: labels, is_list=is_list)
    if name in LOOKED_UP and name not in rows:
        ids = f"{LOOKED_UP[name].partition('.')[0]}_id"
        facts = _looked_up(ids, lambda catalogue: catalogue.facts.get(name, {}))
        return _lists_of(facts) if is_list else facts
    if name.endswith("citation"):
        return _cited(name.removesuffix("citation"))
    of_each: Any = split if is_list else _plain if column.type == "number" else None
    if of_each:
        return lambda rows, _: list(map(of_each, rows[name]))
    return _strengths if name == "strength" and name not in rows else None


def _looked_up(
    ids: str, values_of: Callable[[Catalogue], Mapping[str, Any]], *, is_list: bool = False
) -> Derive:
    """What is known of each id, or of each of a list of them; a blank has nothing."""

    def derive(rows: Block, catalogue: Catalogue) -> Values:
        values = values_of(catalogue)
        if is_list:
            return [[values[key] for key in some] for some in rows[ids]]
        # A page asks of its own rows alone: a release may know thousands.
        return list(map(values.get, rows[ids]))

    return derive


def _lists_of(derive: Derive) -> Derive:
    return lambda rows, catalogue: [list(some or ()) for some in derive(rows, catalogue)]


def _plain(number: float | None) -> float | None:
    """A whole number without the decimal point that the database gives it."""
    return int(number) if number is not None and float(number).is_integer() else number


def _strengths(rows: Block, _catalogue: Catalogue) -> Values:
    return list(map(_strength, rows["design"], rows["coverage"], rows["sample_size"]))


def _strength(design: str, coverage: str, sample_size: int | None) -> str:
    """What is recorded of how a figure was come by: "Before and after, a part of the project".

    The rule: the design, or that it is not recorded, then the coverage and the sample as far as
    they are. It is no rating of ours.
    """
    facts = [
        DESIGN.labels[design] if design != "not-said" else UNKNOWN_DESIGN,
        {"whole": "the whole project", "part": "a part of the project"}.get(coverage, ""),
        f"sample of {sample_size:,}" if sample_size else "",
    ]
    return ", ".join(filter(None, facts))


UNKNOWN_DESIGN = "How it was measured is not recorded"


def _cited(prefix: str) -> Derive:
    """How to cite a place whose columns begin with a prefix; a blank source is a blank."""

    def derive(rows: Block, catalogue: Catalogue) -> Values:
        sources = map(catalogue.cited_as.get, rows[f"{prefix}source_id"])
        places = zip(sources, rows[f"{prefix}page"], rows[f"{prefix}paragraph"], strict=True)
        return [
            source and f"{source}{f', p. {page}' if page else ''} ({paragraph})"
            for source, page, paragraph in places
        ]

    return derive


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
