"""Keys and references: every id once, every reference and every place one that exists."""

from collections.abc import Iterator
from functools import cache, partial
from itertools import chain
from typing import Any

from app.errors import Problem, did_you_mean
from app.ingest.data_files import FILES, DataFile, FileRows, Files


def repeated_keys(file: DataFile, rows: FileRows) -> Iterator[Problem]:
    keys = rows.keys(file.key)
    if len(set(map(hash, keys))) == len(keys) and not rows.parts:
        return
    first: dict[Any, int] = {}
    for number, key in sorted(rows.with_parts(*file.key)):
        if key in first:
            text = ", ".join(map(repr, key)) if isinstance(key, tuple) else repr(key)
            message = f"found {text}, which row {first[key]} has already. Give it an id of its own."
            yield rows.cell_problem("repeated-id", number, file.key[0], message)
        first.setdefault(key, number)


def dangling_references(file: DataFile, files: Files) -> Iterator[Problem]:
    rows = files[file.name]
    for column, target_file, target in file.references:
        of_parts = [cells[column] for _, cells in rows.parts if column in cells]
        members = (_members(rows[column]) | _members(of_parts)) - {None}
        ids = files[target_file].ids(target) if members else None
        if ids is None or members <= ids:
            continue
        hint = cache(partial(did_you_mean, known_words=sorted(ids)))
        for number, cell in rows.with_parts(column):
            for member in cell if isinstance(cell, list) else [cell]:
                if member is not None and member not in ids:
                    of = f"which is no {target} of {target_file}. {hint(member)}"
                    message = f"found {member!r}, {of}"
                    yield rows.cell_problem("unknown-reference", number, column, message)


def _members(cells: list[Any]) -> set[Any]:
    """Every cell, or member of a list in a cell, once."""
    if cells and isinstance(cells[0], list):
        return set(chain.from_iterable(cells))
    return set(cells)


def wrong_places(files: Files) -> Iterator[Problem]:
    """Paragraphs that their source has not, and other pages than those they are on."""
    paragraphs = files["paragraphs.csv"]
    places = paragraphs.keys(("source_id", "paragraph"))
    pages = dict(zip(places, paragraphs["page"], strict=True))
    spans: dict[str, list[str]] = {}
    for source, paragraph in places:
        spans.setdefault(source, []).append(paragraph)
    for rows in (files[file.name] for file in FILES if pages and file.is_placed):
        row_places = rows.keys(("source_id", "paragraph"))
        row_pages = rows["page"] if "page" in rows.columns else map(pages.get, row_places)
        for number, place, page in zip(rows.numbers, row_places, row_pages, strict=True):
            if place not in pages and any(place):
                source, paragraph = place
                ids = spans.get(source)
                span = f"{ids[0]} to {ids[-1]}" if ids else "none is known"
                message = f"found {paragraph!r}. Paragraphs of {source}: {span}."
                yield rows.cell_problem("unknown-paragraph", number, "paragraph", message)
            elif page != pages.get(place):
                message = f"found {page}. {place[1]} is on page {pages[place]}."
                yield rows.cell_problem("wrong-page", number, "page", message)
