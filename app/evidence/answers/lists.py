"""How the lists are read that are more than the rows of a table, but for those of claims."""

from functools import reduce
from typing import Any

import sqlalchemy as sa

from app.database import joined
from app.evidence import models as m
from app.evidence import queries
from app.evidence.answers.listing import Listing
from app.evidence.answers.predicates import COUNTS, LEADS, Predicate
from app.evidence.models.columns import lists_of, table
from app.evidence.queries import Resource
from app.evidence.vocabulary import POLARITY


def own_rows(resource: Resource, *more: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Every row of the table of a list, with its lists, and with more columns.

    A list whose key the table does not have is named by all that the key there is made of.
    """
    owner = table(resource.record.of_table)
    columns: list[Any] = [*owner.c, *more]
    if resource.key not in {column.key for column in columns}:
        columns.append(together(*owner.primary_key).label(resource.key))
    for name, of in lists_of(owner).items():
        key, member, position = of.columns
        members = sa.select(member).where(key == owner.primary_key.columns[0]).order_by(position)
        columns.append(joined(members, owner).label(name))
    return sa.select(*columns)


def together(*ids: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """Several ids as one, joined by colons."""
    return reduce(lambda first, other: first.concat(":").concat(other), ids)


def listed(
    name: str, owner: sa.Table, member: sa.ColumnElement[Any], *where: Any, by: Any = ()
) -> sa.Label[str]:
    """The members that belong to each row of a table, in their order."""
    rows = sa.select(member).where(*where).order_by(*(by or [member]))
    return joined(rows, owner).label(name)


def number(name: str, of: sa.Table, *where: Any) -> sa.Label[int]:
    """How many rows of another table belong to each row."""
    return sa.select(sa.func.count()).select_from(of).where(*where).scalar_subquery().label(name)


def findings(name: str, *where: Any) -> sa.Label[int]:
    """How many findings belong to each row, by the summary table."""
    total = sa.func.coalesce(sa.func.sum(COUNTS.finding_count), 0)
    return sa.select(total).where(*where).scalar_subquery().label(name)


_PROJECTS, _ORGANISATIONS, _AREAS = m.table(m.Project), m.table(m.Organisation), m.table(m.Area)
_OUTCOMES, _NAMINGS, _PARAGRAPHS = (
    m.table(each) for each in (m.Outcome, m.ProjectSource, m.Paragraph)
)
PROJECT, OUTCOME, FINDING = _PROJECTS.c, _OUTCOMES.c, m.table(m.Finding).c
SOURCE, EVALUATION, EVALUATOR = (
    m.table(m.Source).c,
    m.table(m.Evaluation).c,
    m.EVALUATION_EVALUATOR.c,
)
PRINCIPLE, ALIAS, EVENT = (
    m.table(each).c for each in (m.ProjectPrinciple, m.ProjectAlias, m.ProjectEvent)
)
AREA, WORKED_IN, NEIGHBOUR = _AREAS.c, m.PROJECT_AREA.c, m.table(m.AreaNeighbour).c
NAMED, FACT, THEME = _NAMINGS.c, m.table(m.ProgrammeFact).c, m.table(m.Theme).c

_EVALUATED = EVALUATION.evaluation_id == EVALUATOR.evaluation_id
_BY_PROJECT = COUNTS.attribute == "project"
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
_HAS_OUTCOMES = sa.case((PROJECT.project_id.in_(sa.select(OUTCOME.project_id)), "yes"), else_="no")


def _of_project(
    value: sa.ColumnElement[Any], owner: sa.ColumnElement[Any], *only: Any
) -> Predicate:
    return Predicate(PROJECT.project_id, value, owner, only)


def _findings_on(*only: sa.ColumnElement[bool]) -> Predicate:
    counted = (_BY_PROJECT, *only)
    return Predicate(PROJECT.project_id, COUNTS.theme_id, COUNTS.value, counted, is_theme=True)


def _computed(name: str, value: sa.ColumnElement[Any]) -> Predicate:
    """What is worked out for each project."""
    computed = sa.select(PROJECT.project_id, value.label(name)).subquery(f"{name}_of_project").c
    return _of_project(computed[name], computed.project_id)


_OF_SOURCE = (NAMED.mention == "named", NAMED.source_id == SOURCE.source_id)
PROJECT_LISTING = Listing(
    resource=queries.PROJECTS,
    rows=own_rows(
        queries.PROJECTS,
        listed("aliases", _PROJECTS, ALIAS.alias, ALIAS.project_id == PROJECT.project_id),
        listed(
            "source_ids",
            _PROJECTS,
            NAMED.source_id,
            NAMED.project_id == PROJECT.project_id,
            NAMED.mention != "not-named",
        ),
        listed(
            "evaluator_ids",
            _PROJECTS,
            EVALUATOR.organisation_id,
            EVALUATION.project_id == PROJECT.project_id,
            _EVALUATED,
            by=(EVALUATION.evaluation_id, EVALUATOR.position),
        ),
        listed(
            "principle_ids",
            _PROJECTS,
            PRINCIPLE.principle_id,
            PRINCIPLE.project_id == PROJECT.project_id,
        ),
        *(
            findings(
                f"{polarity}_count",
                _BY_PROJECT,
                COUNTS.value == PROJECT.project_id,
                COUNTS.polarity == polarity,
            )
            for polarity in POLARITY.codes
        ),
        number("outcome_count", _OUTCOMES, OUTCOME.project_id == PROJECT.project_id),
        _EVIDENCE_STATUS.label("evidence_status"),
    ),
    predicates={
        "barrier": _findings_on(COUNTS.polarity == "barrier"),
        "facilitator": _findings_on(COUNTS.polarity == "facilitator"),
        "theme": _findings_on(),
        "event": _of_project(EVENT.kind, EVENT.project_id),
        "source": _of_project(NAMED.source_id, NAMED.project_id, NAMED.mention == "named"),
        "reported_by": _of_project(SOURCE.reported_by, NAMED.project_id, *_OF_SOURCE),
        "source_kind": _of_project(SOURCE.kind, NAMED.project_id, *_OF_SOURCE),
        "evidence_status": _computed("evidence_status", _EVIDENCE_STATUS),
        "principle": _of_project(PRINCIPLE.principle_id, PRINCIPLE.project_id),
        "has_outcomes": _computed("has_outcomes", _HAS_OUTCOMES),
    },
    of_claims=dict.fromkeys(("barrier", "facilitator", "theme"), COUNTS.source_id),
)

EVALUATION_LISTING, RECOMMENDATION_LISTING, AUDIT_CONDITION_LISTING = (
    Listing(resource, own_rows(resource))
    for resource in (queries.EVALUATIONS, queries.RECOMMENDATIONS, queries.AUDIT_CONDITIONS)
)

_LED_BY = LEADS.c.organisation_id == _ORGANISATIONS.c.organisation_id
_EVALUATED_BY = EVALUATOR.organisation_id == _ORGANISATIONS.c.organisation_id
_ORGANISATION_ROWS = own_rows(
    queries.ORGANISATIONS,
    listed("led_project_ids", _ORGANISATIONS, LEADS.c.project_id, _LED_BY),
    listed(
        "evaluated_project_ids", _ORGANISATIONS, EVALUATION.project_id, _EVALUATED_BY, _EVALUATED
    ),
)

_IS_NEAR = NEIGHBOUR.area_id == AREA.area_id
_AREA_ROWS = own_rows(
    queries.AREAS,
    listed("neighbour_ids", _AREAS, NEIGHBOUR.neighbour_id, _IS_NEAR, by=[NEIGHBOUR.rank]),
    listed("project_ids", _AREAS, WORKED_IN.project_id, WORKED_IN.area_id == AREA.area_id),
)
_NEAR = Predicate(AREA.area_id, NEIGHBOUR.area_id, NEIGHBOUR.neighbour_id)


def _claims(name: str, of: sa.Table) -> sa.Label[int]:
    """How many claims of the project are from the source."""
    same = (of.c.project_id == NAMED.project_id, of.c.source_id == NAMED.source_id)
    return number(name, of, *same)


_PROJECT_SOURCE_ROWS = own_rows(
    queries.PROJECT_SOURCES,
    _claims("finding_count", m.table(m.Finding)),
    _claims("outcome_count", _OUTCOMES),
)

_OF_THIS_SOURCE = (NAMED.source_id == SOURCE.source_id, NAMED.mention == "named")
_SOURCE_ROWS = own_rows(
    queries.SOURCES,
    number("project_count", _NAMINGS, *_OF_THIS_SOURCE),
    findings("finding_count", COUNTS.attribute == "", COUNTS.source_id == SOURCE.source_id),
    number("outcome_count", _OUTCOMES, OUTCOME.source_id == SOURCE.source_id),
)

_SAME_PLACE: Any = sa.and_(
    _PARAGRAPHS.c.source_id == FACT.source_id, _PARAGRAPHS.c.paragraph == FACT.paragraph
)
_FACT_ROWS = own_rows(queries.PROGRAMME, _PARAGRAPHS.c.page).select_from(
    m.table(m.ProgrammeFact).outerjoin(_PARAGRAPHS, _SAME_PLACE)
)

_PRINCIPLES = m.table(m.Principle)
_IS_EXAMPLE = PRINCIPLE.principle_id == _PRINCIPLES.c.principle_id
_PRINCIPLE_ROWS = own_rows(
    queries.PRINCIPLES, listed("project_ids", _PRINCIPLES, PRINCIPLE.project_id, _IS_EXAMPLE)
)

_SUB, _AGREEMENTS = m.table(m.Theme).alias("sub_theme"), m.table(m.CodingAgreement)
_WITH_SUB_THEMES = (
    sa.select(_SUB.c.theme_id)
    .where(sa.or_(_SUB.c.theme_id == THEME.theme_id, _SUB.c.parent_id == THEME.theme_id))
    .correlate(m.table(m.Theme))
)
_COUNTED_HERE = COUNTS.theme_id.in_(_WITH_SUB_THEMES)
_PROJECT_COUNT = sa.select(sa.func.count(COUNTS.value.distinct())).where(
    _COUNTED_HERE, _BY_PROJECT, COUNTS.value != ""
)
_THEME_ROWS = own_rows(
    queries.THEMES,
    _PROJECT_COUNT.scalar_subquery().label("project_count"),
    *(
        findings(
            f"{polarity}_count", _COUNTED_HERE, COUNTS.attribute == "", COUNTS.polarity == polarity
        )
        for polarity in POLARITY.codes
    ),
    number("outcome_count", _OUTCOMES, OUTCOME.theme_id.in_(_WITH_SUB_THEMES)),
    *(column for column in _AGREEMENTS.c if column.name != "theme_id"),
).select_from(m.table(m.Theme).outerjoin(_AGREEMENTS, _AGREEMENTS.c.theme_id == THEME.theme_id))


LISTINGS = (
    PROJECT_LISTING,
    EVALUATION_LISTING,
    RECOMMENDATION_LISTING,
    AUDIT_CONDITION_LISTING,
    Listing(queries.ORGANISATIONS, _ORGANISATION_ROWS),
    Listing(queries.AREAS, _AREA_ROWS, predicates={"near": _NEAR}),
    Listing(queries.PROJECT_SOURCES, _PROJECT_SOURCE_ROWS),
    Listing(queries.SOURCES, _SOURCE_ROWS),
    Listing(queries.PROGRAMME, _FACT_ROWS),
    Listing(queries.PRINCIPLES, _PRINCIPLE_ROWS),
    Listing(queries.THEMES, _THEME_ROWS),
)
