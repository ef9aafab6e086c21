"""How projects, organisations and evaluations are read."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from app.database import joined, split
from app.evidence.answers.listing import Columns, Listing
from app.evidence.answers.memberships import Membership, own
from app.evidence.answers.tallies import TALLY
from app.evidence.catalogue import Catalogue, Names
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
from app.evidence.records import EvaluationRecord, OrganisationRecord, ProjectRecord
from app.evidence.vocabulary import EVIDENCE_STATUS, FOCUS, LEAD_TYPE, ORGANISATION_KIND, STRAND

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
    total = sa.func.coalesce(sa.func.sum(TALLY.finding_count), 0)
    own = sa.and_(TALLY.value == PROJECT.project_id, TALLY.polarity == polarity)
    return sa.select(total).where(_BY_PROJECT, own).scalar_subquery()


_BY_PROJECT = TALLY.attribute == "project"


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


def _project(row: Columns, catalogue: Catalogue) -> Columns:
    lists = ("aliases", "joint_lead_ids", "focus", "areas", "source_url")
    row = {**row, **{name: split(row[name]) for name in (*lists, "evaluator_ids", "principle_ids")}}
    counts = ("facilitator_count", "barrier_count", "neutral_count", "outcome_count")
    status = evidence_status(row["named_in_report"], sum(row[count] for count in counts))
    whole = {
        **row,
        "lead_organisation_name": catalogue.organisations.labels.get(row["lead_organisation_id"]),
        "joint_lead_names": _labels(row["joint_lead_ids"], catalogue.organisations),
        "lead_type_label": LEAD_TYPE.labels.get(row["lead_type"]),
        "strand_label": STRAND.labels[row["strand"]],
        "focus_labels": [FOCUS.labels[focus] for focus in row["focus"]],
        "evaluator_names": _labels(row["evaluator_ids"], catalogue.organisations),
        "evidence_status": status,
        "evidence_status_label": EVIDENCE_STATUS.labels[status],
    }
    return {column: whole[column] for column in ProjectRecord.columns()}


def evidence_status(named_in_report: str, claim_count: int) -> str:
    """Whether a project's claims are coded, and if not, which blank that is."""
    if claim_count:
        return "coded"
    return "not-coded" if named_in_report == "yes" else "not-named"


def _labels(ids: Iterable[str], names: Names) -> list[str]:
    return [names.labels[one] for one in ids]


def _findings_on(*only: sa.ColumnElement[bool]) -> Membership:
    counted = (_BY_PROJECT, *only)
    return Membership(PROJECT.project_id, TALLY.theme_id, TALLY.value, counted, is_theme=True)


def _of_list(of: type[SQLModel], member: str) -> Membership:
    members = table(of).c
    return Membership(PROJECT.project_id, members[member], members.project_id)


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
    sorts={name: PROJECT[name] for name in PROJECTS.sorts},
    memberships={
        "project": own(PROJECT.project_id),
        "barrier": _findings_on(TALLY.polarity == "barrier"),
        "facilitator": _findings_on(TALLY.polarity == "facilitator"),
        "theme": _findings_on(),
        "strand": own(PROJECT.strand),
        "focus": _of_list(ProjectFocus, "focus"),
        "lead_type": own(PROJECT.lead_type),
        "lead": Membership(PROJECT.project_id, _LEADS.c.organisation_id, _LEADS.c.project_id),
        "evaluator": Membership(
            PROJECT.project_id,
            EVALUATOR.organisation_id,
            EVALUATION.project_id,
            (EVALUATION.evaluation_id == EVALUATOR.evaluation_id,),
        ),
        "area": _of_list(ProjectArea, "area"),
        "principle": _of_list(ProjectPrinciple, "principle_id"),
        "has_outcomes": Membership(
            PROJECT.project_id, _HAS_OUTCOMES.c.has_outcomes, _HAS_OUTCOMES.c.project_id
        ),
        "named_in_report": own(PROJECT.named_in_report),
    },
    quantities={"funding_gbp": PROJECT.funding_gbp},
    shape=_project,
)


def _organisation(row: Columns, _catalogue: Catalogue) -> Columns:
    whole = {
        **row,
        "kind_label": ORGANISATION_KIND.labels[row["kind"]],
        "led_project_ids": split(row["led_project_ids"]),
        "evaluated_project_ids": split(row["evaluated_project_ids"]),
    }
    return {column: whole[column] for column in OrganisationRecord.columns()}


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
    sorts={name: ORGANISATION[name] for name in ORGANISATIONS.sorts},
    memberships={"kind": own(ORGANISATION.kind)},
    shape=_organisation,
)


def _evaluation(row: Columns, catalogue: Catalogue) -> Columns:
    evaluators = split(row["evaluator_ids"])
    whole = {
        **row,
        "authors": split(row["authors"]),
        "evaluator_ids": evaluators,
        "evaluator_names": _labels(evaluators, catalogue.organisations),
        "project_name": catalogue.projects.labels[row["project_id"]],
    }
    return {column: whole[column] for column in EvaluationRecord.columns()}


EVALUATION_LISTING = Listing(
    resource=EVALUATIONS,
    rows=sa.select(
        *EVALUATION,
        listed(EvaluationAuthor, "author", EVALUATION.evaluation_id).label("authors"),
        listed(EvaluationEvaluator, "organisation_id", EVALUATION.evaluation_id).label(
            "evaluator_ids"
        ),
    ),
    sorts={name: EVALUATION[name] for name in EVALUATIONS.sorts},
    memberships={
        "project": own(EVALUATION.project_id),
        "evaluator": Membership(
            EVALUATION.evaluation_id, EVALUATOR.organisation_id, EVALUATOR.evaluation_id
        ),
    },
    shape=_evaluation,
)
