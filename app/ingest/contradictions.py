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
    for rows, column in ((projects, "name"), (files["project_aliases.csv"], "alias")):
        for number, project, name in rows.numbered("project_id", column):
            owner = owners.setdefault(folded(name), project)
            if owner != project:
                message = f"found {name!r}, which means the project {owner!r} already."
                yield rows.refused("ambiguous-name", number, column, message)


def _names_of_others(files: Files) -> Iterator[Problem]:
    """A name leads to one organisation, a label to one theme."""
    for file, column in (("organisations.csv", "name"), ("themes.csv", "label")):
        rows, first = files[file], dict[str, int]()
        for number, name in rows.numbered(column):
            row = first.setdefault(folded(name), number)
            if row != number:
                message = f"found {name!r}, as in row {row}. Give each a name of its own."
                yield rows.refused("ambiguous-name", number, column, message)


def _leads(files: Files) -> Iterator[Problem]:
    """Who leads a project leads it once; there is no joint lead without a lead."""
    kinds = dict(files["organisations.csv"].keys(("organisation_id", "kind")))
    rows = files["projects.csv"]
    cells = rows.numbered("lead_organisation_id", "joint_lead_ids", "lead_type")
    for number, lead, joint, lead_type in cells:
        if joint and (not lead or lead in joint):
            message = f"found {';'.join(joint)!r}. It names the bodies beside {lead!r}."
            yield rows.refused("joint-lead", number, "joint_lead_ids", message)
        if lead_type and not lead:
            message = f"found {lead_type!r}. There is no lead of this type."
            yield rows.refused("type-without-lead", number, "lead_type", message)
        elif lead_type and lead in kinds and not _agree(lead_type, kinds[lead]):
            message = f"found {lead_type!r}. {lead!r} is a body of the kind {kinds[lead]!r}."
            yield rows.refused("wrong-lead-type", number, "lead_type", message)


def _agree(lead_type: str, kind: str) -> bool:
    """Whether a lead may be of this type: an authority has finer types than kinds."""
    if kind == "local-authority":
        return lead_type.endswith(("-council", "-borough", "-authority", "-partnership"))
    return lead_type == kind


def _named(files: Files) -> Iterator[Problem]:
    """No claim of a source is about a project that the source is said not to name."""
    mentions = files["project_sources.csv"].keys(("project_id", "source_id", "mention"))
    unnamed = {(project, source) for project, source, mention in mentions if mention == "not-named"}
    for rows in (files["findings.csv"], files["outcomes.csv"]):
        for number, project, source in rows.numbered("project_id", "source_id"):
            if (project, source) in unnamed:
                message = f"found {project!r}. project_sources.csv says {source} does not name it."
                yield rows.refused("not-named", number, "project_id", message)


def _numbers(files: Files) -> Iterator[Problem]:
    """A direction is that of its numbers, and a level in percent is from 0 to 100."""
    levels = ("baseline", "value", "comparator_value")
    rows = files["outcomes.csv"]
    cells = rows.numbered("direction", "unit", "reported_change", *levels)
    for number, direction, unit, reported, *values in cells:
        baseline, value, _ = values
        change = reported if baseline is None or value is None else value - baseline
        if direction and change is not None and direction != _direction(change):
            message = f"found {direction!r}. Its numbers say {_direction(change)!r}."
            yield rows.refused("wrong-direction", number, "direction", message)
        for column, level in zip(levels, values, strict=True):
            if unit == "percent" and level is not None and not 0 <= level <= 100:
                message = f"found {level:g}. A level in percent is from 0 to 100."
                yield rows.refused("out-of-range", number, column, message)


def _direction(change: float) -> str:
    return "increase" if change > 0 else "decrease" if change < 0 else "no-change"


def _agreement(files: Files) -> Iterator[Problem]:
    """The agreement of two coders is that of its counts."""
    rows = files["coding_agreement.csv"]
    cells = rows.numbered("both_count", "only_a_count", "only_b_count", "f1")
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
            yield rows.refused("wrong-agreement", number, "f1", message)


CONTRADICTIONS: tuple[Callable[[Files], Iterator[Problem]], ...] = (
    _names_of_projects,
    _names_of_others,
    _leads,
    _named,
    _numbers,
    _agreement,
)
