"""What changed in the evidence, as readers call it: what was corrected, and what was reworded."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.database import split
from app.evidence.catalogue import Catalogue
from app.evidence.vocabulary import VOCABULARIES
from app.releases import Archive, Cell, Change, Shelf
from app.web.words import GOT_PAST, RESULTS

_READ = {
    "findings.csv": ("statement", ("statement",)),
    "outcomes.csv": ("result", ("measure", "population", "value_reported")),
    "recommendations.csv": ("recommendation", ("text_summary",)),
    "audit_conditions.csv": ("condition", ("text_summary",)),
    "project_events.csv": ("event", ("statement",)),
    "projects.csv": ("project", ("name",)),
    "evaluations.csv": ("evaluation report", ("title",)),
    "sources.csv": ("source", ("title",)),
}
"""What readers call a row of a data file, and the columns in which they read it."""
_WORDS = {
    *("statement", "text_summary", "summary", "measure", "population", "value_reported", "caveat"),
}
"""The columns that say in words what a row tells."""
_BESIDE = {
    *("paragraph", "anchor", "coded_by", "note", "agrees_with", "differs_from", "finding_ids"),
}
"""The columns that change nothing of what is told."""
_FIGURES = {
    *("baseline", "value", "comparator_value", "reported_change", "unit"),
    *("sample_size", "direction", "desirability"),
}
"""The columns of a result that hold its figure, or which way it went."""
_COLUMNS = {
    "response_result": "what came of it",
    "overcome": "got past the problem",
    "focus": "what it is about",
    "polarity": "helped or got in the way",
    "certainty": "how surely it is said",
    "areas": "where",
    "target_population": "for whom",
    "funding_gbp": "money from the programme in £",
}
"""What readers call a column, where it is not what its name says."""
_CODES = {
    "response_result": RESULTS,
    "overcome": GOT_PAST,
    "polarity": {"barrier": "got in the way", "facilitator": "helped", "neutral": "neither"},
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
    said: list[str]


def corrected(changes: Iterable[Change], names: Catalogue) -> list[Corrected]:
    """What changed in meaning, project by project, and then what is of no one project."""
    labels = names.projects.labels
    found: defaultdict[str, list[str]] = defaultdict(list)
    for change in changes:
        if noun_of(change) and is_correction(change):
            key = change.row.get("project_id", "")
            found[key if key in labels else ""].append(_said(change, names))
    named = [Corrected(key, label, found[key]) for key, label in labels.items() if key in found]
    return named + [Corrected("", "", said) for key, said in found.items() if not key]


def about(changes: Sequence[Change], names: Catalogue) -> str:
    """What a version is about, in short: "corrections to 9 projects, clearer words"."""
    of = corrected(changes, names)
    count = sum(bool(each.project_id) for each in of)
    of_projects = f" to {count} project{'' if count == 1 else 's'}" if count else ""
    is_reworded = any(noun_of(each) and verb_of(each) == "reworded" for each in changes)
    parts = [f"corrections{of_projects}"] * bool(of) + ["clearer words"] * is_reworded
    return " and ".join(parts) or "details only"


def is_correction(change: Change) -> bool:
    """Whether a change is of more than words and details: a row came, went or tells otherwise."""
    return change.kind != "changed" or any(map(_is_told_otherwise, change.cells))


def _is_told_otherwise(cell: Cell) -> bool:
    if cell.column in _WORDS:
        then, now = (Counter(_FIGURE.findall(text)) for text in (cell.old, cell.new))
        return cell.column == "statement" and then != now
    return cell.column not in _BESIDE


def is_of_figure(change: Change) -> bool:
    """Whether a figure came, went or changed: of a result, or in the words of a statement."""
    if change.file == "outcomes.csv":
        return change.kind != "changed" or any(cell.column in _FIGURES for cell in change.cells)
    told = (cell for cell in change.cells if cell.column == "statement")
    return change.kind == "changed" and any(map(_is_told_otherwise, told))


def _said(change: Change, names: Catalogue) -> str:
    """A correction in words."""
    row = f"{noun_of(change)} “{words_of(change)}”"
    if change.kind != "changed":
        return f"{'New' if change.kind == 'added' else 'Taken out'}: {row}"
    cells = (_cell_said(cell, names) for cell in change.cells if _is_told_otherwise(cell))
    said = "; ".join(cells)
    return _capital(said if change.file == "projects.csv" else f"{row}: {said}")


def _cell_said(cell: Cell, names: Catalogue) -> str:
    """How a cell was corrected; of several codes, those that came and those that went."""
    if cell.column in _WORDS:
        return f"it was “{cell.old}”"
    name = _COLUMNS.get(cell.column, re.sub("_ids?$", "", cell.column).replace("_", " "))
    then, now = split(cell.old), split(cell.new)
    if max(len(then), len(now)) > 1:
        apart = (("now also", now, then), ("no longer", then, now))
        parts = [(word, [one for one in of if one not in other]) for word, of, other in apart]
        said = (
            f"{word} {', '.join(_code_said(cell.column, code, names) for code in codes)}"
            for word, codes in parts
            if codes
        )
        return f"{name}: {', '.join(said)}"
    old, new = (_code_said(cell.column, text, names) or "not said" for text in (cell.old, cell.new))
    return f"{name}: it was “{old}”, and is now “{new}”"


def _code_said(column: str, code: str, names: Catalogue) -> str:
    return _CODES.get(column, {}).get(code) or label_of(column, code, names)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def noun_of(change: Change) -> str:
    """What readers call a row; blank where they never read it."""
    return _READ.get(change.file, ("", ()))[0]


def words_of(change: Change) -> str:
    """What readers know a row by."""
    _, columns = _READ.get(change.file, ("", ()))
    return ", ".join(filter(None, (change.row.get(column) for column in columns)))


def verb_of(change: Change) -> str:
    """What happened to a row, as readers say it."""
    if change.kind != "changed":
        return "added" if change.kind == "added" else "taken out"
    if is_correction(change):
        return "corrected"
    is_word = any(cell.column in _WORDS for cell in change.cells)
    return "reworded" if is_word else "changed in a detail"


def label_of(column: str, cell: str, names: Catalogue) -> str:
    """What readers see for the codes in a cell; a cell of words as it stands."""
    known = {
        code: text for v in VOCABULARIES if v.name == column for code, text in v.labels.items()
    }
    for kind in ("themes", "projects", "organisations", "areas"):
        known = {**names.names(kind).labels, **known}
    codes = split(cell)
    return ", ".join(known[code] for code in codes) if {*codes} <= {*known} else cell


def in_words(changes: Sequence[Change]) -> str:
    """Changes as readers call them: "12 statements added, 3 reworded; 1 result corrected"."""
    counts = Counter((change.file, verb_of(change)) for change in changes if noun_of(change))
    said = []
    for file, (noun, _) in _READ.items():
        of_file = [(verb, count) for (name, verb), count in counts.items() if name == file]
        for number, (verb, count) in enumerate(of_file):
            things = "" if number else f" {noun}" if count == 1 else f" {noun}s"
            said.append(f"{', ' if number else '; '}{count:,}{things} {verb}")
    others = sum(not noun_of(change) for change in changes)
    if others:
        said.append(f"; {others:,} other detail{'' if others == 1 else 's'} changed")
    return "".join(said).removeprefix("; ")


def state_of(archive: Archive, shelf: Shelf) -> str:
    """The day of a release, and the number that it has among those that are kept."""
    number = shelf.archives.index(archive) + 1
    return f"{day(archive.published[0])}, version {number}"


def day(written: str) -> str:
    """A day as it is read: "22 November 2026"."""
    return f"{date.fromisoformat(written):%-d %B %Y}" if written else ""
