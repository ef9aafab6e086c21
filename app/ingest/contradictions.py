"""Rows that contradict each other: two things of one name, numbers against words."""

from collections.abc import Callable, Iterator

from app.database import folded
from app.errors import Problem
from app.ingest.data_files import Files

MAX_ROUNDING = 0.0006
"""By which a share of three decimals may differ from what it is computed from."""


def _names_of_projects(files: Files) -> Iterator[Problem]:
    """A name, an alias or an id leads to one project alone."""
    projects = files["projects.csv"]
    owners = {folded(project): project for project in projects["project_id"]}
    rows = [
        ("projects.csv", "name", projects.numbered("project_id", "name")),
        (
            "project_aliases.csv",
            "alias",
            files["project_aliases.csv"].numbered("project_id", "alias"),
        ),
    ]
    for file, column, cells in rows:
        for number, project, name in cells:
            owner = owners.setdefault(folded(name), project)
            if owner != project:
                message = f"found {name!r}, which means the project {owner!r} already."
                where = f"{file}, row {number}, column {column}"
                yield Problem("ambiguous-name", where, message)


def _names_of_others(files: Files) -> Iterator[Problem]:
    """A name leads to one organisation, a label to one theme."""
    for file, column in (("organisations.csv", "name"), ("themes.csv", "label")):
        first: dict[str, int] = {}
        for number, name in files[file].numbered(column):
            row = first.setdefault(folded(name), number)
            if row != number:
                message = f"found {name!r}, as in row {row}. Give each a name of its own."
                where = f"{file}, row {number}, column {column}"
                yield Problem("ambiguous-name", where, message)


def _leads(files: Files) -> Iterator[Problem]:
    """Who leads a project leads it once; there is no joint lead without a lead."""
    kinds = dict(files["organisations.csv"].keys(("organisation_id", "kind")))
    cells = files["projects.csv"].numbered("lead_organisation_id", "joint_lead_ids", "lead_type")
    for number, lead, joint, lead_type in cells:
        where = f"projects.csv, row {number}, column"
        if joint and (not lead or lead in joint):
            message = f"found {';'.join(joint)!r}. It names the bodies beside {lead!r}."
            yield Problem("joint-lead", f"{where} joint_lead_ids", message)
        if lead_type and not lead:
            message = f"found {lead_type!r}. There is no lead of this type."
            yield Problem("type-without-lead", f"{where} lead_type", message)
        elif lead_type and lead in kinds and not _agree(lead_type, kinds[lead]):
            message = f"found {lead_type!r}. {lead!r} is a body of the kind {kinds[lead]!r}."
            yield Problem("wrong-lead-type", f"{where} lead_type", message)


def _agree(lead_type: str, kind: str) -> bool:
    """Whether a lead may be of this type: an authority has finer types than kinds."""
    if kind == "local-authority":
        return lead_type.endswith(("-council", "-borough", "-authority", "-partnership"))
    return lead_type == kind


def _named(files: Files) -> Iterator[Problem]:
    """No claim of a source is about a project that the source is said not to name."""
    mentions = files["project_sources.csv"].keys(("project_id", "source_id", "mention"))
    unnamed = {(project, source) for project, source, mention in mentions if mention == "not-named"}
    for file in ("findings.csv", "outcomes.csv"):
        for number, project, source in files[file].numbered("project_id", "source_id"):
            if (project, source) in unnamed:
                message = f"found {project!r}. project_sources.csv says {source} does not name it."
                where = f"{file}, row {number}, column project_id"
                yield Problem("not-named", where, message)


def _numbers(files: Files) -> Iterator[Problem]:
    """A direction is that of its numbers, and a level in percent is from 0 to 100."""
    levels = ("baseline", "value", "comparator_value")
    cells = files["outcomes.csv"].numbered("direction", "unit", "reported_change", *levels)
    for number, direction, unit, reported, *values in cells:
        where = f"outcomes.csv, row {number}, column"
        baseline, value, _ = values
        change = reported if baseline is None or value is None else value - baseline
        if direction and change is not None and direction != _direction(change):
            message = f"found {direction!r}. Its numbers say {_direction(change)!r}."
            yield Problem("wrong-direction", f"{where} direction", message)
        for column, level in zip(levels, values, strict=True):
            if unit == "percent" and level is not None and not 0 <= level <= 100:
                message = f"found {level:g}. A level in percent is from 0 to 100."
                yield Problem("out-of-range", f"{where} {column}", message)


def _direction(change: float) -> str:
    return "increase" if change > 0 else "decrease" if change < 0 else "no-change"


def _agreement(files: Files) -> Iterator[Problem]:
    """The agreement of two coders is that of its counts."""
    cells = files["coding_agreement.csv"].numbered(
        "both_count", "only_a_count", "only_b_count", "f1"
    )
    for number, both, only_a, only_b, f1 in cells:
        claims = 2 * both + only_a + only_b
        expected = 2 * both / claims if claims else None
        if f1 is None or expected is None:
            is_right = f1 is expected
        else:
            is_right = abs(f1 - expected) <= MAX_ROUNDING
        if not is_right:
            right = "blank" if expected is None else f"{expected:.3f}"
            message = f"found {f1}. Of these counts it is {right}."
            where = f"coding_agreement.csv, row {number}, column f1"
            yield Problem("wrong-agreement", where, message)


CONTRADICTIONS: tuple[Callable[[Files], Iterator[Problem]], ...] = (
    _names_of_projects,
    _names_of_others,
    _leads,
    _named,
    _numbers,
    _agreement,
)
