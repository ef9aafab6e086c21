"""What changed in the evidence, as a colleague would tell it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.database import split
from app.evidence.catalogue import Catalogue
from app.evidence.row_wording import money
from app.evidence.vocabulary import VOCABULARIES, read_table
from app.evidence.words import join_names
from app.releases import Archive, CellChange, Change, ReleaseStore
from app.web.filter_labels import words_of
from app.web.labels import GOT_PAST, RESULTS

_READ = {
    row["file"]: (row["noun"], split(row["columns"])) for row in read_table(__file__, "changed")
}
"""What readers call a row of a data file, and the columns in which they read it."""
_WORDS, _BESIDE, _FIGURES = (
    words_of(f"columns-of-{kind}") for kind in ("words", "details", "figures")
)
"""The columns that say in words what a row tells, that change nothing of it, and of a figure."""
_COLUMNS = words_of("changed-columns")
"""What readers call a column, where it is not what its name says."""
_CODES = {
    "response_result": RESULTS,
    "overcome": GOT_PAST,
    "polarity": words_of("changed-polarities"),
}
"""What readers see for a code, where it is not its label."""
_FIGURE = re.compile(r"(?<!Wave )(?<![\d.,])(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)*")
"""A number in a sentence, but for years and the names of the waves."""
MOST_CORRECTED = 3
"""Corrections of one project that are told; of more the number is told."""


@dataclass(frozen=True)
class Corrected:
    """What was corrected of a project, in words; without one, what is of several or of none."""

    project_id: str
    name: str
    sentences: list[str]


def corrected(changes: Iterable[Change], catalogue: Catalogue) -> list[Corrected]:
    """What changed in meaning, project by project, and then what is of no one project."""
    labels = catalogue.projects.labels
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for change in changes:
        if noun_of(change) and is_correction(change):
            key = change.row.get("project_id", "")
            texts[key if key in labels else ""].append(said(change, catalogue))
    named = [Corrected(key, label, texts[key]) for key, label in labels.items() if key in texts]
    return named + [Corrected("", "", several) for key, several in texts.items() if not key]


def is_correction(change: Change) -> bool:
    """Whether a change is of more than words and details: a row came, went or tells otherwise."""
    return change.kind != "changed" or any(map(_is_told_otherwise, change.cells))


def _is_told_otherwise(cell: CellChange) -> bool:
    if cell.column in _WORDS:
        then, now = (Counter(_FIGURE.findall(text)) for text in (cell.old, cell.new))
        return cell.column == "statement" and then != now
    return cell.column not in _BESIDE


def is_of_figure(change: Change) -> bool:
    """Whether a figure came, went or changed: of a result, or in the words of a statement."""
    if change.file == "outcomes.csv":
        return change.kind != "changed" or any(cell.column in _FIGURES for cell in change.cells)
    statements = (cell for cell in change.cells if cell.column == "statement")
    return change.kind == "changed" and any(map(_is_told_otherwise, statements))


def said(change: Change, catalogue: Catalogue, *, is_whole: bool = False) -> str:
    """A change in words: of a row that tells otherwise only what is corrected, or the whole."""
    columns = _READ.get(change.file, ("row", ()))[1]
    words = ", ".join(filter(None, (change.row.get(column) for column in columns)))
    row = f"“{words or change.row_id}”"
    if change.kind != "changed":
        return f"{'New' if change.kind == 'added' else 'Taken out'}: {row}"
    cells = [cell for cell in change.cells if is_whole or _is_told_otherwise(cell)]
    sentences = "; ".join(_cell_said(cell, catalogue) for cell in cells)
    text = sentences if change.file == "projects.csv" and not is_whole else f"{row}: {sentences}"
    return text[:1].upper() + text[1:]


def _cell_said(cell: CellChange, catalogue: Catalogue) -> str:
    """What a cell tells now, and what it no longer tells."""
    if cell.column in _WORDS and cell.old:
        return f"it was “{cell.old}”"
    name = _COLUMNS.get(cell.column, re.sub("_ids?$", "", cell.column).replace("_", " "))
    then, now = split(cell.old), split(cell.new)
    came, went = (
        [value for value in of if value not in other] for of, other in ((now, then), (then, now))
    )
    also = " also" if len(now) > len(came) else ""
    if not came:
        return f"{name}: we no longer say {_labels(cell.column, went, catalogue)}"
    was = f", where we said {_labels(cell.column, went, catalogue)}" if went else ""
    return f"{name}: we now{also} say {_labels(cell.column, came, catalogue)}{was}"


def _labels(column: str, codes: Iterable[str], catalogue: Catalogue) -> str:
    return join_names([f"“{label_of(column, code, catalogue)}”" for code in codes])


def label_of(column: str, code: str, catalogue: Catalogue) -> str:
    """What readers see for a code; words as they stand."""
    if column.endswith("_gbp"):
        return money(int(code))
    labels = {
        code: text for v in VOCABULARIES if v.name == column for code, text in v.labels.items()
    }
    for kind in ("themes", "projects", "organisations", "areas"):
        labels = {**catalogue.names(kind).labels, **labels}
    return _CODES.get(column, labels).get(code, code)


def noun_of(change: Change) -> str:
    return _READ.get(change.file, ("", ()))[0]


def state_of(archive: Archive, store: ReleaseStore) -> str:
    """The day of a release, and the number that it has among those that are kept."""
    number = store.archives.index(archive) + 1
    return f"{day(archive.published[0])}, version {number}"


def day(iso: str) -> str:
    """A day as it is read: "22 November 2026"."""
    return f"{date.fromisoformat(iso):%-d %B %Y}" if iso else ""
