"""How findings and outcomes are read."""

from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import is_text
from app.evidence.answers import claims
from app.evidence.answers.listing import Columns, Listing
from app.evidence.answers.memberships import Membership, own, own_theme
from app.evidence.answers.tallies import MEMBERSHIPS
from app.evidence.catalogue import Catalogue
from app.evidence.models import (
    Evaluation,
    EvaluationEvaluator,
    Finding,
    Outcome,
    Paragraph,
    ParagraphText,
    Project,
    ProjectFocus,
    table,
)
from app.evidence.queries import FINDINGS, OUTCOMES
from app.evidence.records import OutcomeRecord
from app.evidence.vocabulary import (
    DESIRABILITY,
    DIRECTION,
    OUTCOME_KIND,
    UNIT,
)

FINDING, OUTCOME = table(Finding).c, table(Outcome).c
PROJECT, FOCUS = table(Project).c, table(ProjectFocus).c
EVALUATION, EVALUATOR = table(Evaluation).c, table(EvaluationEvaluator).c


OUTCOME_COLUMNS = OutcomeRecord.columns()
_outcome_values = itemgetter(*OUTCOME_COLUMNS)


def placed(row: Columns, catalogue: Catalogue) -> Columns:
    """The source of a row by name, and how to cite the place in it."""
    source = row["source_id"]
    if source is None:
        return {"source_title": None, "citation": None}
    return {
        "source_title": catalogue.sources.labels[source],
        "citation": f"{catalogue.cited_as[source]}, p. {row['page']} ({row['paragraph']})",
    }


def number(value: float | None) -> float | int | None:
    """A whole number without the decimal point that the database gives it."""
    return int(value) if value is not None and float(value).is_integer() else value


def themed(row: Columns, catalogue: Catalogue) -> Columns:
    """The sub-theme of a row by name, and the theme it belongs to."""
    theme = row["theme_id"]
    parent = catalogue.theme_parents[theme]
    return {
        "theme_label": catalogue.themes.labels[theme],
        "parent_theme_id": parent,
        "parent_theme_label": catalogue.themes.labels[parent],
    }


def _outcome(row: Columns, catalogue: Catalogue) -> Columns:
    quantities = ("baseline", "value", "comparator_value", "reported_change")
    computed = ("difference", "change_percent")
    whole = {
        **row,
        **{column: number(row[column]) for column in (*quantities, *computed)},
        **themed(row, catalogue),
        **placed(row, catalogue),
        "project_name": catalogue.projects.labels[row["project_id"]],
        "kind_label": OUTCOME_KIND.labels[row["kind"]],
        "unit_label": UNIT.labels.get(row["unit"]),
        "direction_label": DIRECTION.labels.get(row["direction"]),
        "desirability_label": DESIRABILITY.labels.get(row["desirability"]),
    }
    return dict(zip(OUTCOME_COLUMNS, _outcome_values(whole), strict=True))


def of_project(key: sa.ColumnElement[Any]) -> dict[str, Membership]:
    """What a claim can be narrowed by through the project that it is about."""
    return {
        "strand": Membership(key, PROJECT.strand, PROJECT.project_id),
        "lead_type": Membership(key, PROJECT.lead_type, PROJECT.project_id),
        "focus": Membership(key, FOCUS.focus, FOCUS.project_id),
        "evaluator": Membership(
            key,
            EVALUATOR.organisation_id,
            EVALUATION.project_id,
            (EVALUATION.evaluation_id == EVALUATOR.evaluation_id,),
        ),
    }


FINDING_LISTING = Listing(
    resource=FINDINGS,
    rows=sa.select(*FINDING),
    sorts={name: FINDING[name] for name in FINDINGS.sorts},
    memberships={
        "project": own(FINDING.project_id),
        "theme": own_theme(FINDING.theme_id),
        "polarity": own(FINDING.polarity),
        "overcome": own(FINDING.overcome),
        "scope": own(FINDING.scope),
        "source": own(FINDING.source_id),
        **of_project(FINDING.project_id),
    },
    shape=claims.finding,
    block_shape=claims.findings,
    tallies=MEMBERSHIPS,
    parts="theme",
)

OUTCOME_LISTING = Listing(
    resource=OUTCOMES,
    rows=sa.select(*OUTCOME),
    sorts={name: OUTCOME[name] for name in OUTCOMES.sorts},
    memberships={
        "project": own(OUTCOME.project_id),
        "theme": own_theme(OUTCOME.theme_id),
        "kind": own(OUTCOME.kind),
        "direction": own(OUTCOME.direction),
        "desirability": own(OUTCOME.desirability),
        "unit": own(OUTCOME.unit),
        **of_project(OUTCOME.project_id),
    },
    quantities={
        "change_percent": OUTCOME.change_percent,
        "change_size": sa.func.abs(OUTCOME.change_percent),
    },
    shape=_outcome,
)


def finding(session: Session, finding_id: str, catalogue: Catalogue) -> Columns | None:
    """A finding with the findings it belongs to and its place; nothing where there is none."""
    if not is_text(finding_id):
        return None
    found = _findings(session, catalogue, FINDING.finding_id == finding_id)
    if not found:
        return None
    [record] = found
    answered = _findings(session, catalogue, FINDING.finding_id == record["responds_to"])
    return {
        **record,
        **_place(session, record),
        "answers": answered[0] if answered else None,
        "responses": _findings(session, catalogue, FINDING.responds_to == finding_id),
    }


def _findings(
    session: Session, catalogue: Catalogue, clause: sa.ColumnElement[bool]
) -> list[Columns]:
    rows = session.execute(FINDING_LISTING.rows.where(clause).order_by(FINDING.finding_id))
    return [claims.finding(dict(row), catalogue) for row in rows.mappings()]


def _place(session: Session, record: Columns) -> Columns:
    where, text = table(Paragraph), table(ParagraphText)
    same: Any = sa.and_(
        text.c.source_id == where.c.source_id, text.c.paragraph == where.c.paragraph
    )
    place = sa.select(where.c.heading, text.c.text).select_from(where.outerjoin(text, same))
    heading, printed = session.execute(
        place.where(
            where.c.source_id == record["source_id"], where.c.paragraph == record["paragraph"]
        )
    ).one()
    return {"section_heading": heading, "paragraph_text": printed}
