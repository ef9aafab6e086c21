"""How projects, organisations and evaluations are read."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from app.database import joined
from app.evidence.answers.counts import COUNTS
from app.evidence.answers.listing import Listing
from app.evidence.answers.predicates import Predicate
from app.evidence.answers.public_rows import Values
from app.evidence.catalogue import Catalogue
from app.evidence.models import (
    Evaluation,
    EvaluationAuthor,
    EvaluationEvaluator,
    Organisation,
    Outcome,
    Project,
    ProjectAlias,
    ProjectArea,
    ProjectFocus,
    ProjectJointLead,
    ProjectPrinciple,
    ProjectSourceUrl,
    table,
)
from app.evidence.queries import EVALUATIONS, ORGANISATIONS, PROJECTS
from app.evidence.records.columns import Block

PROJECT, OUTCOME = table(Project).c, table(Outcome).c
EVALUATION, ORGANISATION = table(Evaluation).c, table(Organisation).c
EVALUATOR, JOINT_LEAD = table(EvaluationEvaluator).c, table(ProjectJointLead).c
ALIAS, PRINCIPLE = table(ProjectAlias).c, table(ProjectPrinciple).c


def listed(
    of: type[SQLModel], member: str, key: sa.Column[Any], order: str = "position"
) -> sa.ColumnElement[str]:
    """The members of a list that another table keeps for the row with this key."""
    members = table(of).c
    own = sa.select(members[member]).where(members[str(key.key)] == key)
    return joined(members[member], own.order_by(members[order]), key.table)


def _findings_that_are(polarity: str) -> sa.ScalarSelect[int]:
    total = sa.func.coalesce(sa.func.sum(COUNTS.finding_count), 0)
    own = sa.and_(COUNTS.value == PROJECT.project_id, COUNTS.polarity == polarity)
    return sa.select(total).where(_BY_PROJECT, own).scalar_subquery()


_BY_PROJECT = COUNTS.attribute == "project"


_EVALUATED = table(Evaluation).join(
    table(EvaluationEvaluator), EVALUATION.evaluation_id == EVALUATOR.evaluation_id
)
_OF_PROJECT = EVALUATION.project_id == PROJECT.project_id
_PROJECT_EVALUATORS = sa.select(EVALUATOR.organisation_id).select_from(_EVALUATED)
_PROJECT_PRINCIPLES = sa.select(PRINCIPLE.principle_id).where(
    PRINCIPLE.project_id == PROJECT.project_id
)
_OUTCOME_COUNT = (
    sa.select(sa.func.count())
    .select_from(table(Outcome))
    .where(OUTCOME.project_id == PROJECT.project_id)
    .scalar_subquery()
)
_PROJECT_ROWS = sa.select(
    *PROJECT,
    listed(ProjectAlias, "alias", PROJECT.project_id, "alias").label("aliases"),
    listed(ProjectJointLead, "organisation_id", PROJECT.project_id).label("joint_lead_ids"),
    listed(ProjectFocus, "focus", PROJECT.project_id).label("focus"),
    listed(ProjectArea, "area", PROJECT.project_id).label("areas"),
    listed(ProjectSourceUrl, "source_url", PROJECT.project_id).label("source_url"),
    joined(
        EVALUATOR.organisation_id,
        _PROJECT_EVALUATORS.where(_OF_PROJECT).order_by(
            EVALUATION.evaluation_id, EVALUATOR.position
        ),
        table(Project),
    ).label("evaluator_ids"),
    joined(
        PRINCIPLE.principle_id, _PROJECT_PRINCIPLES.order_by(PRINCIPLE.principle_id), table(Project)
    ).label("principle_ids"),
    _findings_that_are("facilitator").label("facilitator_count"),
    _findings_that_are("barrier").label("barrier_count"),
    _findings_that_are("neutral").label("neutral_count"),
    _OUTCOME_COUNT.label("outcome_count"),
)


def _statuses(rows: Block, _catalogue: Catalogue) -> Values:
    counts = ("facilitator_count", "barrier_count", "neutral_count", "outcome_count")
    totals = map(sum, zip(*(rows[name] for name in counts), strict=True))
    return list(map(evidence_status, rows["named_in_report"], totals))


def evidence_status(named_in_report: str, claim_count: int) -> str:
    """Whether a project's claims are coded, and if not, which blank that is."""
    if claim_count:
        return "coded"
    return "not-coded" if named_in_report == "yes" else "not-named"


def _findings_on(*only: sa.ColumnElement[bool]) -> Predicate:
    counted = (_BY_PROJECT, *only)
    return Predicate(PROJECT.project_id, COUNTS.theme_id, COUNTS.value, counted, is_theme=True)


def _of_list(of: type[SQLModel], member: str) -> Predicate:
    members = table(of).c
    return Predicate(PROJECT.project_id, members[member], members.project_id)


_LEADS = sa.union_all(
    sa.select(PROJECT.project_id, PROJECT.lead_organisation_id.label("organisation_id")),
    sa.select(JOINT_LEAD.project_id, JOINT_LEAD.organisation_id),
).subquery("leads")
_WITH_OUTCOMES = sa.case((PROJECT.project_id.in_(sa.select(OUTCOME.project_id)), "yes"), else_="no")
_HAS_OUTCOMES = sa.select(PROJECT.project_id, _WITH_OUTCOMES.label("has_outcomes")).subquery(
    "has_outcomes"
)

PROJECT_LISTING = Listing(
    resource=PROJECTS,
    rows=_PROJECT_ROWS,
    predicates={
        "barrier": _findings_on(COUNTS.polarity == "barrier"),
        "facilitator": _findings_on(COUNTS.polarity == "facilitator"),
        "theme": _findings_on(),
        "focus": _of_list(ProjectFocus, "focus"),
        "lead": Predicate(PROJECT.project_id, _LEADS.c.organisation_id, _LEADS.c.project_id),
        "evaluator": Predicate(
            PROJECT.project_id,
            EVALUATOR.organisation_id,
            EVALUATION.project_id,
            (EVALUATION.evaluation_id == EVALUATOR.evaluation_id,),
        ),
        "area": _of_list(ProjectArea, "area"),
        "principle": _of_list(ProjectPrinciple, "principle_id"),
        "has_outcomes": Predicate(
            PROJECT.project_id, _HAS_OUTCOMES.c.has_outcomes, _HAS_OUTCOMES.c.project_id
        ),
    },
    derived={"evidence_status": _statuses},
)


_LED = sa.select(PROJECT.project_id).where(
    sa.or_(
        PROJECT.lead_organisation_id == ORGANISATION.organisation_id,
        PROJECT.project_id.in_(
            sa.select(JOINT_LEAD.project_id)
            .where(JOINT_LEAD.organisation_id == ORGANISATION.organisation_id)
            .correlate(table(Organisation))
        ),
    )
)
_EVALUATED_PROJECTS = (
    sa.select(EVALUATION.project_id)
    .select_from(_EVALUATED)
    .where(EVALUATOR.organisation_id == ORGANISATION.organisation_id)
)

ORGANISATION_LISTING = Listing(
    resource=ORGANISATIONS,
    rows=sa.select(
        *ORGANISATION,
        joined(PROJECT.project_id, _LED.order_by(PROJECT.project_id), table(Organisation)).label(
            "led_project_ids"
        ),
        joined(
            EVALUATION.project_id,
            _EVALUATED_PROJECTS.order_by(EVALUATION.project_id),
            table(Organisation),
        ).label("evaluated_project_ids"),
    ),
)


EVALUATION_LISTING = Listing(
    resource=EVALUATIONS,
    rows=sa.select(
        *EVALUATION,
        listed(EvaluationAuthor, "author", EVALUATION.evaluation_id).label("authors"),
        listed(EvaluationEvaluator, "organisation_id", EVALUATION.evaluation_id).label(
            "evaluator_ids"
        ),
    ),
    predicates={
        "evaluator": Predicate(
            EVALUATION.evaluation_id, EVALUATOR.organisation_id, EVALUATOR.evaluation_id
        ),
    },
)
