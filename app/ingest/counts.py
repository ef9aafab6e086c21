"""Fills the summary table of findings at the end of a load, inside the database."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.evidence import models as m
from app.ingest.bulk import MANY, rebuild_indexes
from app.ingest.validate import Dataset, Progress

FINDING, COUNTS, PROJECT = m.table(m.Finding).c, m.table(m.FindingCount), m.table(m.Project).c
FOCUS, EVALUATION, EVALUATOR = m.PROJECT_FOCUS.c, m.table(m.Evaluation).c, m.EVALUATION_EVALUATOR.c
KINDS = COUNTS.c.keys()[2:-1]
COUNTED = "counted_finding"
"""A temporary table: the findings of each kind by project."""


def count_findings(session: Session, dataset: Dataset, progress: Progress) -> None:
    """Count every finding, for all projects and by what is known of each project."""
    progress("counting the findings", 0, 1)
    kinds = [
        FINDING.theme_id,
        FINDING.polarity,
        sa.func.coalesce(FINDING.overcome, "").label("overcome"),
        FINDING.scope,
        FINDING.source_id,
    ]
    grouped = sa.select(FINDING.project_id, *kinds, sa.func.count().label("finding_count"))
    into = grouped.group_by(FINDING.project_id, *kinds).into(COUNTED, temporary=True)
    session.execute(into)
    counted = into.table
    session.execute(sa.delete(COUNTS))
    is_worth_it = len(dataset.rows["findings.csv"]) >= MANY
    with rebuild_indexes(session, COUNTS, is_worth_it=is_worth_it):
        for select in _counts(counted):
            session.execute(sa.insert(COUNTS).from_select(list(COUNTS.c.keys()), select))
        session.execute(sa.schema.DropTable(counted))
        session.execute(sa.insert(COUNTS).from_select(list(COUNTS.c.keys()), _totals()))
    if session.get_bind().dialect.name == "postgresql":
        # The planner must know how many rows there are before the first reader asks.
        for name in ("finding", "finding_count"):
            session.connection().exec_driver_sql(f"ANALYZE {name}")
    progress("counting the findings", 1, 1)


def _totals() -> sa.Select[tuple[object, ...]]:
    """The sums of each value over every kind of finding."""
    attribute, value = COUNTS.c.attribute, COUNTS.c.value
    kinds = [sa.literal("").label(name) for name in KINDS]
    total = sa.func.sum(COUNTS.c.finding_count)
    return sa.select(attribute + m.TOTAL, value, *kinds, total).group_by(attribute, value)


def _counts(counted: sa.Table) -> list[sa.Select[tuple[object, ...]]]:
    """The counts of all findings, then those by each attribute of their projects."""
    evaluators = sa.select(EVALUATION.project_id, EVALUATOR.organisation_id.label("value"))
    by_project = evaluators.where(EVALUATION.evaluation_id == EVALUATOR.evaluation_id).distinct()
    attributes = {
        "project": sa.select(PROJECT.project_id, PROJECT.project_id.label("value")),
        "strand": sa.select(PROJECT.project_id, PROJECT.strand.label("value")),
        "lead_type": sa.select(PROJECT.project_id, PROJECT.lead_type.label("value")),
        "focus": sa.select(FOCUS.project_id, FOCUS.focus.label("value")),
        "evaluator": by_project,
    }
    kinds = [counted.c[name] for name in KINDS]
    total = sa.func.sum(counted.c.finding_count)
    empty: sa.ColumnElement[str] = sa.literal("")
    counts = [sa.select(empty, empty.label("none"), *kinds, total).group_by(*kinds)]
    for name, select in attributes.items():
        values = select.subquery(name)
        counts.append(
            sa.select(sa.literal(name), values.c.value, *kinds, total)
            .where(values.c.project_id == counted.c.project_id, values.c.value.is_not(None))
            .group_by(values.c.value, *kinds)
        )
    return counts
