"""How projects, their leads, evaluations, areas and events are read, and who names them."""

import sqlalchemy as sa

from app.database import joined
from app.evidence import models as m
from app.evidence import queries
from app.evidence.answers.listing import Listing, own_rows
from app.evidence.answers.predicates import COUNTS, Predicate
from app.evidence.vocabulary import POLARITY

PROJECT, OUTCOME = m.table(m.Project).c, m.table(m.Outcome).c
EVALUATION, ORGANISATION = m.table(m.Evaluation).c, m.table(m.Organisation).c
EVALUATOR, JOINT_LEAD = m.EVALUATION_EVALUATOR.c, m.PROJECT_JOINT_LEAD.c
PRINCIPLE = m.table(m.ProjectPrinciple).c
AREA, WORKED_IN, NEIGHBOUR = m.table(m.Area).c, m.PROJECT_AREA.c, m.table(m.AreaNeighbour).c
EVENT, NAMED, SOURCE = m.table(m.ProjectEvent).c, m.table(m.ProjectSource).c, m.table(m.Source).c
FINDING = m.table(m.Finding).c


def _findings_that_are(polarity: str) -> sa.ScalarSelect[int]:
    total = sa.func.coalesce(sa.func.sum(COUNTS.finding_count), 0)
    own = sa.and_(COUNTS.value == PROJECT.project_id, COUNTS.polarity == polarity)
    return sa.select(total).where(_BY_PROJECT, own).scalar_subquery()


_BY_PROJECT = COUNTS.attribute == "project"


_EVALUATED = m.table(m.Evaluation).join(
    m.EVALUATION_EVALUATOR, EVALUATION.evaluation_id == EVALUATOR.evaluation_id
)
_OUTCOME_COUNT = (
    sa.select(sa.func.count())
    .select_from(m.table(m.Outcome))
    .where(OUTCOME.project_id == PROJECT.project_id)
    .scalar_subquery()
)
_EVIDENCE_STATUS = sa.case(
    # Asked of each project: all that have claims are not to be found for one.
    (sa.exists().where(FINDING.project_id == PROJECT.project_id), "coded"),
    (sa.exists().where(OUTCOME.project_id == PROJECT.project_id), "coded"),
    (
        PROJECT.project_id.in_(sa.select(NAMED.project_id).where(NAMED.mention != "not-named")),
        "not-coded",
    ),
    else_="not-named",
)
"""Whether a project's claims are coded, and if not, which blank that is."""
_ALIAS = m.table(m.ProjectAlias).c
_NAMES_IT = (NAMED.project_id == PROJECT.project_id, NAMED.mention != "not-named")
_PROJECT_ROWS = own_rows(
    queries.PROJECTS,
    *(
        joined(members, m.table(m.Project)).label(name)
        for name, members in {
            "aliases": sa.select(_ALIAS.alias)
            .where(_ALIAS.project_id == PROJECT.project_id)
            .order_by(_ALIAS.alias),
            "source_ids": sa.select(NAMED.source_id).where(*_NAMES_IT).order_by(NAMED.source_id),
            "evaluator_ids": sa.select(EVALUATOR.organisation_id)
            .select_from(_EVALUATED)
            .where(EVALUATION.project_id == PROJECT.project_id)
            .order_by(EVALUATION.evaluation_id, EVALUATOR.position),
            "principle_ids": sa.select(PRINCIPLE.principle_id)
            .where(PRINCIPLE.project_id == PROJECT.project_id)
            .order_by(PRINCIPLE.principle_id),
        }.items()
    ),
    *(_findings_that_are(polarity).label(f"{polarity}_count") for polarity in POLARITY.codes),
    _OUTCOME_COUNT.label("outcome_count"),
    _EVIDENCE_STATUS.label("evidence_status"),
)


def _findings_on(*only: sa.ColumnElement[bool]) -> Predicate:
    counted = (_BY_PROJECT, *only)
    return Predicate(PROJECT.project_id, COUNTS.theme_id, COUNTS.value, counted, is_theme=True)


_STATUSES = sa.select(PROJECT.project_id, _EVIDENCE_STATUS.label("evidence_status")).subquery(
    "evidence_statuses"
)
_IN_SOURCE = (NAMED.mention == "named",)
_OF_SOURCE = (*_IN_SOURCE, NAMED.source_id == SOURCE.source_id)
_WITH_OUTCOMES = sa.case((PROJECT.project_id.in_(sa.select(OUTCOME.project_id)), "yes"), else_="no")
_HAS_OUTCOMES = sa.select(PROJECT.project_id, _WITH_OUTCOMES.label("has_outcomes")).subquery(
    "has_outcomes"
)

PROJECT_LISTING = Listing(
    resource=queries.PROJECTS,
    rows=_PROJECT_ROWS,
    predicates={
        "barrier": _findings_on(COUNTS.polarity == "barrier"),
        "facilitator": _findings_on(COUNTS.polarity == "facilitator"),
        "theme": _findings_on(),
        "event": Predicate(PROJECT.project_id, EVENT.kind, EVENT.project_id),
        "source": Predicate(PROJECT.project_id, NAMED.source_id, NAMED.project_id, _IN_SOURCE),
        "reported_by": Predicate(
            PROJECT.project_id, SOURCE.reported_by, NAMED.project_id, _OF_SOURCE
        ),
        "source_kind": Predicate(PROJECT.project_id, SOURCE.kind, NAMED.project_id, _OF_SOURCE),
        "evidence_status": Predicate(
            PROJECT.project_id, _STATUSES.c.evidence_status, _STATUSES.c.project_id
        ),
        "principle": Predicate(PROJECT.project_id, PRINCIPLE.principle_id, PRINCIPLE.project_id),
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
            .correlate(m.table(m.Organisation))
        ),
    )
)
_EVALUATED_PROJECTS = (
    sa.select(EVALUATION.project_id)
    .select_from(_EVALUATED)
    .where(EVALUATOR.organisation_id == ORGANISATION.organisation_id)
)

ORGANISATION_LISTING = Listing(
    resource=queries.ORGANISATIONS,
    rows=own_rows(
        queries.ORGANISATIONS,
        joined(_LED.order_by(PROJECT.project_id), m.table(m.Organisation)).label("led_project_ids"),
        joined(_EVALUATED_PROJECTS.order_by(EVALUATION.project_id), m.table(m.Organisation)).label(
            "evaluated_project_ids"
        ),
    ),
)


EVALUATION_LISTING = Listing(queries.EVALUATIONS, own_rows(queries.EVALUATIONS))

_NEAR = sa.select(NEIGHBOUR.neighbour_id).where(NEIGHBOUR.area_id == AREA.area_id)
_WORKED = sa.select(WORKED_IN.project_id).where(WORKED_IN.area_id == AREA.area_id)

_AREAS = Listing(
    resource=queries.AREAS,
    rows=own_rows(
        queries.AREAS,
        joined(_NEAR.order_by(NEIGHBOUR.rank), m.table(m.Area)).label("neighbour_ids"),
        joined(_WORKED.order_by(WORKED_IN.project_id), m.table(m.Area)).label("project_ids"),
    ),
    predicates={
        "near": Predicate(AREA.area_id, NEIGHBOUR.area_id, NEIGHBOUR.neighbour_id),
    },
)


def _claims(of: sa.Table) -> sa.ScalarSelect[int]:
    """How many claims of the project are from the source."""
    own = of.c
    same = (own.project_id == NAMED.project_id, own.source_id == NAMED.source_id)
    return sa.select(sa.func.count()).select_from(of).where(*same).scalar_subquery()


LISTINGS = (
    PROJECT_LISTING,
    ORGANISATION_LISTING,
    EVALUATION_LISTING,
    _AREAS,
    Listing(
        queries.PROJECT_SOURCES,
        own_rows(
            queries.PROJECT_SOURCES,
            _claims(m.table(m.Finding)).label("finding_count"),
            _claims(m.table(m.Outcome)).label("outcome_count"),
        ),
    ),
)
