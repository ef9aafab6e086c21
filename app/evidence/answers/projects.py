"""How projects, organisations and evaluations are read."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from app.database import joined
from app.evidence.answers.counts import COUNTS
from app.evidence.answers.listing import Listing
from app.evidence.answers.predicates import Predicate
from app.evidence.models import (
    Area,
    AreaNeighbour,
    Evaluation,
    EvaluationAuthor,
    EvaluationDesign,
    EvaluationEvaluator,
    Finding,
    Organisation,
    Outcome,
    Project,
    ProjectAlias,
    ProjectArea,
    ProjectEvent,
    ProjectFocus,
    ProjectJointLead,
    ProjectPrinciple,
    ProjectSource,
    ProjectSourceUrl,
    Source,
    table,
)
from app.evidence.queries import EVALUATIONS, ORGANISATIONS, PROJECTS

PROJECT, OUTCOME = table(Project).c, table(Outcome).c
EVALUATION, ORGANISATION = table(Evaluation).c, table(Organisation).c
EVALUATOR, JOINT_LEAD = table(EvaluationEvaluator).c, table(ProjectJointLead).c
PRINCIPLE = table(ProjectPrinciple).c
AREA, PROJECT_AREA, NEIGHBOUR = table(Area).c, table(ProjectArea).c, table(AreaNeighbour).c
EVENT, NAMED, SOURCE = table(ProjectEvent).c, table(ProjectSource).c, table(Source).c
FINDING, DESIGNS = table(Finding).c, table(EvaluationDesign).c


def listed(
    of: type[SQLModel], member: str, key: sa.Column[Any], order: str = "position"
) -> sa.ColumnElement[str]:
    """The members of a list that another table keeps for the row with this key."""
    members = table(of).c
    own = sa.select(members[member]).where(members[str(key.key)] == key)
    return joined(members[member], own.order_by(members[order]), key.table)


def together(*ids: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """Several ids as one, joined by colons."""
    first, *others = ids
    for other in others:
        first = first.concat(":").concat(other)
    return first


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
_CLAIMED = sa.union(
    sa.select(FINDING.project_id).where(FINDING.project_id.is_not(None)),
    sa.select(OUTCOME.project_id),
)
_EVIDENCE_STATUS = sa.case(
    (PROJECT.project_id.in_(_CLAIMED), "coded"),
    (
        PROJECT.project_id.in_(sa.select(NAMED.project_id).where(NAMED.mention != "not-named")),
        "not-coded",
    ),
    else_="not-named",
)
"""Whether a project's claims are coded, and if not, which blank that is."""
_PROJECT_ROWS = sa.select(
    *PROJECT,
    listed(ProjectAlias, "alias", PROJECT.project_id, "alias").label("aliases"),
    listed(ProjectJointLead, "organisation_id", PROJECT.project_id).label("joint_lead_ids"),
    listed(ProjectFocus, "focus", PROJECT.project_id).label("focus"),
    listed(ProjectArea, "area_id", PROJECT.project_id).label("areas"),
    joined(
        NAMED.source_id,
        sa.select(NAMED.source_id)
        .where(NAMED.project_id == PROJECT.project_id, NAMED.mention != "not-named")
        .order_by(NAMED.source_id),
        table(Project),
    ).label("source_ids"),
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
    _EVIDENCE_STATUS.label("evidence_status"),
)


def _findings_on(*only: sa.ColumnElement[bool]) -> Predicate:
    counted = (_BY_PROJECT, *only)
    return Predicate(PROJECT.project_id, COUNTS.theme_id, COUNTS.value, counted, is_theme=True)


def _of_list(of: type[SQLModel], member: str) -> Predicate:
    members = table(of).c
    return Predicate(PROJECT.project_id, members[member], members.project_id)


def of_area(key: sa.ColumnElement[Any]) -> dict[str, Predicate]:
    """What a project, or a claim of it, can be narrowed by through the areas it worked in."""
    same = (PROJECT_AREA.area_id == AREA.area_id,)
    neighbour = (PROJECT_AREA.area_id == NEIGHBOUR.neighbour_id,)
    within = Predicate(key, PROJECT_AREA.area_id, PROJECT_AREA.project_id, is_area=True)
    return {
        "area": within,
        "region": within,
        "area_kind": Predicate(key, AREA.kind, PROJECT_AREA.project_id, same),
        "near": Predicate(key, NEIGHBOUR.area_id, PROJECT_AREA.project_id, neighbour),
    }


_STATUSES = sa.select(PROJECT.project_id, _EVIDENCE_STATUS.label("evidence_status")).subquery(
    "evidence_statuses"
)
_IN_SOURCE = (NAMED.mention == "named",)
_OF_SOURCE = (*_IN_SOURCE, NAMED.source_id == SOURCE.source_id)
LEADS = sa.union_all(
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
        "lead": Predicate(PROJECT.project_id, LEADS.c.organisation_id, LEADS.c.project_id),
        "evaluator": Predicate(
            PROJECT.project_id,
            EVALUATOR.organisation_id,
            EVALUATION.project_id,
            (EVALUATION.evaluation_id == EVALUATOR.evaluation_id,),
        ),
        **of_area(PROJECT.project_id),
        "event": Predicate(PROJECT.project_id, EVENT.kind, EVENT.project_id),
        "source": Predicate(PROJECT.project_id, NAMED.source_id, NAMED.project_id, _IN_SOURCE),
        "reported_by": Predicate(
            PROJECT.project_id, SOURCE.reported_by, NAMED.project_id, _OF_SOURCE
        ),
        "source_kind": Predicate(PROJECT.project_id, SOURCE.kind, NAMED.project_id, _OF_SOURCE),
        "evidence_status": Predicate(
            PROJECT.project_id, _STATUSES.c.evidence_status, _STATUSES.c.project_id
        ),
        "principle": _of_list(ProjectPrinciple, "principle_id"),
        "has_outcomes": Predicate(
            PROJECT.project_id, _HAS_OUTCOMES.c.has_outcomes, _HAS_OUTCOMES.c.project_id
        ),
    },
    of_claims=dict.fromkeys(("barrier", "facilitator", "theme"), COUNTS.source_id),
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
        listed(EvaluationDesign, "design", EVALUATION.evaluation_id).label("design"),
        listed(EvaluationEvaluator, "organisation_id", EVALUATION.evaluation_id).label(
            "evaluator_ids"
        ),
    ),
    predicates={
        "evaluator": Predicate(
            EVALUATION.evaluation_id, EVALUATOR.organisation_id, EVALUATOR.evaluation_id
        ),
        "design": Predicate(EVALUATION.evaluation_id, DESIGNS.design, DESIGNS.evaluation_id),
    },
)
