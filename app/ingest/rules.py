"""What must be true between rows: ids, references, places, and the rules of the codebook."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, get_args

from pydantic.fields import FieldInfo

from app.errors import Problem, did_you_mean
from app.ingest.cells import To
from app.ingest.data_files import FILES, DataFile
from app.ingest.phrases import NAMED, problems_of_phrases
from app.ingest.rows import (
    AuditConditionRow,
    FindingRow,
    OutcomeRow,
    ParagraphRow,
    PlacedRow,
    ProgrammeFactRow,
    ProjectRow,
    Row,
    ThemeRow,
)

NumberedRows = Sequence[tuple[int, Row]]
Files = Mapping[str, NumberedRows]


@dataclass(frozen=True)
class CheckedFile:
    """The rows of a file that are right by themselves, and the ids of those that are not."""

    rows: NumberedRows = ()
    refused_ids: Set[str] = frozenset()
    is_complete: bool = True


def problems_between(checked: Mapping[str, CheckedFile]) -> list[Problem]:
    """Everything that is wrong between the rows of all files.

    A fault is said once: a reference to a row that is refused already is no second fault.
    """
    files = {name: file.rows for name, file in checked.items()}
    problems: list[Problem] = []
    for file in FILES:
        problems += _repeated_keys(file, files[file.name])
        problems += _dangling_references(file, checked)
    for rule in _RULES:
        problems += rule(files)
    named = {kind: _ids(checked[to.file], to) for kind, to in NAMED.items()}
    problems += problems_of_phrases(files["question_phrases.csv"], named)
    return problems


def _repeated_keys(file: DataFile, rows: NumberedRows) -> Iterator[Problem]:
    first: dict[tuple[Any, ...], int] = {}
    for number, row in rows:
        key = tuple(getattr(row, column) for column in file.key)
        if key in first:
            said = ", ".join(repr(part) for part in key)
            yield Problem(
                "repeated-id",
                f"{file.name}, row {number}, column {file.key[0]}",
                f"found {said}, which row {first[key]} has already. An id of its own is right.",
            )
        first.setdefault(key, number)


def _dangling_references(file: DataFile, checked: Mapping[str, CheckedFile]) -> Iterator[Problem]:
    for column, target in references(file.row):
        known = _ids(checked[target.file], target)
        if known is None:
            continue
        for number, row in checked[file.name].rows:
            cell = getattr(row, column)
            for member in cell if isinstance(cell, list) else [cell]:
                if member is not None and member not in known:
                    yield Problem(
                        "unknown-reference",
                        f"{file.name}, row {number}, column {column}",
                        f"found {member!r}, which is no {target.column} of {target.file}. "
                        f"{did_you_mean(member, sorted(known))}",
                    )


def _ids(file: CheckedFile, target: To) -> set[str] | None:
    """The ids that a file defines; nothing where it could not be read."""
    if not file.is_complete:
        return None
    return {getattr(row, target.column) for _, row in file.rows} | set(file.refused_ids)


def references(row: type[Row]) -> list[tuple[str, To]]:
    """The columns of a file that hold ids of another, with where these belong."""
    found = [(column, _target(field)) for column, field in row.model_fields.items()]
    return [(column, target) for column, target in found if target]


def _target(field: FieldInfo) -> To | None:
    marks = [*field.metadata, *_marks_inside(field.annotation)]
    return next((mark for mark in marks if isinstance(mark, To)), None)


def _marks_inside(annotation: Any) -> list[Any]:
    inside: list[Any] = []
    for argument in get_args(annotation):
        inside += [argument, *_marks_inside(argument)]
    return inside


def _places(files: Files) -> Iterator[Problem]:
    pages = {
        (row.source_id, row.paragraph): row.page
        for _, row in files["paragraphs.csv"]
        if isinstance(row, ParagraphRow)
    }
    for file in FILES if pages else ():
        for number, row in files[file.name]:
            if not isinstance(row, PlacedRow):
                continue
            where = f"{file.name}, row {number}, column"
            page = pages.get((row.source_id, row.paragraph))
            if page is None:
                known = [paragraph for source, paragraph in pages if source == row.source_id]
                span = f"{known[0]} to {known[-1]}" if known else "none is known"
                yield Problem(
                    "unknown-paragraph",
                    f"{where} paragraph",
                    f"found {row.paragraph!r}. Paragraphs of {row.source_id}: {span}.",
                )
            elif getattr(row, "page", page) != page:
                yield Problem(
                    "wrong-page",
                    f"{where} page",
                    f"found {getattr(row, 'page', None)}. {row.paragraph} is on page {page}.",
                )


def _themes(files: Files) -> Iterator[Problem]:
    for number, row in files["themes.csv"]:
        if isinstance(row, ThemeRow):
            right = row.theme_id.rpartition(".")[0] or None
            if row.parent_id != right:
                yield Problem(
                    "wrong-parent",
                    f"themes.csv, row {number}, column parent_id",
                    f"found {row.parent_id!r}. {row.theme_id!r} belongs to {right!r}.",
                )


def _sub_themes(files: Files) -> Iterator[Problem]:
    known = {row.theme_id for _, row in files["themes.csv"] if isinstance(row, ThemeRow)}
    subs = sorted(theme for theme in known if "." in theme)
    for name in ("findings.csv", "outcomes.csv"):
        for number, row in files[name]:
            if isinstance(row, FindingRow | OutcomeRow) and row.theme_id in known - set(subs):
                yield Problem(
                    "not-a-sub-theme",
                    f"{name}, row {number}, column theme_id",
                    f"found {row.theme_id!r}, a theme. A sub-theme is right. "
                    f"{did_you_mean(row.theme_id, subs)}",
                )


def _findings(files: Files) -> Iterator[Problem]:
    rows = [(n, row) for n, row in files["findings.csv"] if isinstance(row, FindingRow)]
    by_id = {row.finding_id: row for _, row in rows}
    claims = Counter(_claim(row) for _, row in rows if row.scope == "project")
    for number, row in rows:
        where = f"findings.csv, row {number}, column"
        if (row.scope == "project") != (row.project_id is not None):
            right = f"found {row.project_id!r}. The scope is {row.scope!r}."
            yield Problem("scope-and-project", f"{where} project_id", right)
        if row.overcome and row.polarity != "barrier":
            right = f"found {row.overcome!r}. Only a barrier can be overcome."
            yield Problem("overcome-without-barrier", f"{where} overcome", right)
        if claims[_claim(row)] > 1:
            right = f"found {row.theme_id!r}. The project has this claim twice in {row.paragraph}."
            yield Problem("repeated-claim", f"{where} theme_id", right)
        answered = by_id.get(row.responds_to or "")
        if answered and not _answers(row, answered):
            right = f"found {row.responds_to!r}. A facilitator answers a barrier of its project."
            yield Problem("wrong-response", f"{where} responds_to", right)


def _claim(row: FindingRow) -> tuple[str | None, str, str, str, str]:
    return row.project_id, row.theme_id, row.polarity, row.source_id, row.paragraph


def _answers(response: FindingRow, barrier: FindingRow) -> bool:
    return (
        response.polarity == "facilitator"
        and barrier.polarity == "barrier"
        and response.project_id == barrier.project_id
    )


def _outcomes(files: Files) -> Iterator[Problem]:
    for number, row in files["outcomes.csv"]:
        if not isinstance(row, OutcomeRow):
            continue
        where = f"outcomes.csv, row {number}, column"
        numbers = (row.baseline, row.value, row.comparator_value, row.reported_change)
        has_number = any(value is not None for value in numbers)
        if has_number != (row.unit is not None):
            right = f"found {row.unit!r}. A number needs a unit, and a unit a number."
            yield Problem("unit-and-number", f"{where} unit", right)
        if row.kind == "qualitative" and has_number:
            right = "found 'qualitative'. A direction without a number has no number."
            yield Problem("number-of-qualitative", f"{where} kind", right)
        if (row.direction is None) != (row.desirability is None):
            right = f"found {row.desirability!r}. It is given where a direction is given."
            yield Problem("direction-and-desirability", f"{where} desirability", right)


def _programme(files: Files) -> Iterator[Problem]:
    for number, row in files["programme.csv"]:
        is_half = isinstance(row, ProgrammeFactRow) and (not row.source_id) != (not row.paragraph)
        if is_half:
            right = "a source and a paragraph go together."
            yield Problem("half-a-place", f"programme.csv, row {number}, column paragraph", right)


def _projects(files: Files) -> Iterator[Problem]:
    for number, row in files["projects.csv"]:
        if isinstance(row, ProjectRow):
            for area in row.areas:
                if "," in area:
                    right = f"found {area!r}. A comma separates values in a question: leave it out."
                    yield Problem("comma", f"projects.csv, row {number}, column areas", right)


def _audit_orders(files: Files) -> Iterator[Problem]:
    seen: set[int] = set()
    for number, row in files["audit_conditions.csv"]:
        if isinstance(row, AuditConditionRow):
            if row.order in seen:
                right = f"found {row.order}, which an earlier row has. A place of its own is right."
                where = f"audit_conditions.csv, row {number}, column order"
                yield Problem("repeated-order", where, right)
            seen.add(row.order)


_RULES: tuple[Callable[[Files], Iterator[Problem]], ...] = (
    _places,
    _themes,
    _sub_themes,
    _findings,
    _outcomes,
    _programme,
    _projects,
    _audit_orders,
)
