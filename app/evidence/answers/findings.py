"""How findings, outcomes and chains (a facilitator with the barrier that it answers) are read."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import is_text, joined
from app.evidence.answers.counts import PREDICATES
from app.evidence.answers.listing import Listing, Row
from app.evidence.answers.predicates import Predicate
from app.evidence.answers.public_rows import Derive, Values, cited
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
from app.evidence.queries import CHAINS, FINDINGS, OUTCOMES
from app.evidence.records.columns import Block

FINDING, OUTCOME = table(Finding).c, table(Outcome).c
PROJECT, FOCUS = table(Project).c, table(ProjectFocus).c
EVALUATION, EVALUATOR = table(Evaluation).c, table(EvaluationEvaluator).c


def _numbers(column: str) -> Derive:
    """Whole numbers without the decimal point that the database gives them."""

    def derive(rows: Block, _catalogue: Catalogue) -> Values:
        return [
            int(value) if value is not None and float(value).is_integer() else value
            for value in rows[column]
        ]

    return derive


_QUANTITIES = (
    *("baseline", "value", "comparator_value", "reported_change"),
    *("difference", "change_percent"),
)


def of_project(key: sa.ColumnElement[Any]) -> dict[str, Predicate]:
    """What a claim can be narrowed by through the project that it is about."""
    return {
        "strand": Predicate(key, PROJECT.strand, PROJECT.project_id),
        "lead_type": Predicate(key, PROJECT.lead_type, PROJECT.project_id),
        "focus": Predicate(key, FOCUS.focus, FOCUS.project_id),
        "evaluator": Predicate(
            key,
            EVALUATOR.organisation_id,
            EVALUATION.project_id,
            (EVALUATION.evaluation_id == EVALUATOR.evaluation_id,),
        ),
    }


FINDING_LISTING = Listing(
    resource=FINDINGS,
    rows=sa.select(*FINDING),
    predicates=of_project(FINDING.project_id),
    counts=PREDICATES,
    parts="theme",
)

OUTCOME_LISTING = Listing(
    resource=OUTCOMES,
    rows=sa.select(*OUTCOME),
    predicates=of_project(OUTCOME.project_id),
    quantities={"change_size": sa.func.abs(OUTCOME.change_percent)},
    derived={column: _numbers(column) for column in _QUANTITIES},
)


_RESPONSE, _BARRIER = table(Finding).alias("response"), table(Finding).alias("barrier")
_R, _B, _O = _RESPONSE.c, _BARRIER.c, table(Outcome).c

# A project has a few outcomes and a source has thousands. SQLite cannot know, and would look them
# up by their source: a column in an expression leaves it the index of projects alone.
_RESULTS = sa.select(_O.outcome_id).where(
    _O.project_id == _R.project_id,
    _O.source_id.concat("") == _R.source_id,
    _O.paragraph == _R.paragraph,
)


CHAIN_LISTING = Listing(
    resource=CHAINS,
    rows=sa.select(
        _R.finding_id.label("response_id"),
        *(
            _R[name].label(f"response_{name}")
            for name in ("statement", "theme_id", "source_id", "page", "paragraph")
        ),
        _B.finding_id.label("barrier_id"),
        _B.statement.label("barrier_statement"),
        *(_B[name] for name in ("project_id", "theme_id", "overcome")),
        *(_B[name] for name in ("source_id", "page", "paragraph")),
        joined(_O.outcome_id, _RESULTS.order_by(_O.outcome_id), _RESPONSE).label("outcome_ids"),
        joined(_O.measure, _RESULTS.order_by(_O.outcome_id), _RESPONSE).label("outcome_measures"),
    ).select_from(_RESPONSE.join(_BARRIER, _R.responds_to == _B.finding_id)),
    derived={"response_citation": cited("response_"), "barrier_citation": cited()},
)


def finding(session: Session, finding_id: str, catalogue: Catalogue) -> Row | None:
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


def _findings(session: Session, catalogue: Catalogue, clause: sa.ColumnElement[bool]) -> list[Row]:
    rows = FINDING_LISTING.rows.where(clause).order_by(FINDING.finding_id)
    return FINDING_LISTING.read(session, rows, catalogue)


def _place(session: Session, record: Row) -> Row:
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
