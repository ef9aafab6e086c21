"""The columns that are derived for lists, and the selects of lists that have no table."""

from typing import Any

import sqlalchemy as sa

from app.database import joined
from app.evidence import models as m
from app.evidence.answers.list_select import ListSelect, own_rows
from app.evidence.answers.predicates import (
    AREA,
    EVALUATION,
    EVALUATOR,
    LEADS,
    NEIGHBOUR,
    PROJECT,
    SOURCE,
    THEME,
    WITHIN,
    WORKED_IN,
    Predicate,
    through_sources,
)
from app.evidence.queries import EVIDENCE_LISTS, EvidenceList, Query
from app.evidence.vocabulary import POLARITY

_PROJECTS, _ORGANISATIONS, _AREAS = m.table(m.Project), m.table(m.Organisation), m.table(m.Area)
_THEMES, _SOURCES, _PRINCIPLES = m.table(m.Theme), m.table(m.Source), m.table(m.Principle)
_OUTCOMES, _FINDINGS, _NAMINGS = m.table(m.Outcome), m.table(m.Finding), m.table(m.ProjectSource)
_PARAGRAPHS, _AGREEMENTS = m.table(m.Paragraph), m.table(m.CodingAgreement)
OUTCOME, FINDING, NAMED = _OUTCOMES.c, _FINDINGS.c, _NAMINGS.c
PRINCIPLE, ALIAS = m.table(m.ProjectPrinciple).c, m.table(m.ProjectAlias).c
FACT = m.table(m.ProgrammeFact).c

CITED = ("statement", "source_id", "page", "paragraph")

_SUB = _THEMES.alias("sub_theme")
_WITH_SUB_THEMES = (
    sa.select(_SUB.c.theme_id)
    .where(sa.or_(_SUB.c.theme_id == THEME.theme_id, _SUB.c.parent_id == THEME.theme_id))
    .correlate(_THEMES)
)


def _belong(owner: sa.Table, of: Any) -> list[sa.ColumnElement[bool]]:
    """Rows of another table belong to the row whose key they have; to a theme, also by a part."""
    if owner is _THEMES:
        return [of.c.theme_id.in_(_WITH_SUB_THEMES)]
    return [key == of.c[key.name] for key in owner.primary_key if key.name in of.c]


def _listed(name: str, owner: sa.Table, member: Any, *only: Any, by: Any = ()) -> sa.Label[str]:
    """The members that belong to each row of a table, in their order."""
    rows = sa.select(member).where(*_belong(owner, member.table), *only)
    return joined(rows.order_by(*(by or [member])), owner).label(name)


def _number(name: str, owner: sa.Table, of: sa.Table, *only: Any) -> sa.Label[int]:
    """How many rows of another table belong to each row."""
    # A project has fewer claims than a source.
    first, *others = _belong(owner, of)
    rows = sa.select(sa.func.count().filter(*others)).select_from(of).where(first, *only)
    return rows.scalar_subquery().label(name)


def _by_polarity(owner: sa.Table) -> list[sa.Label[int]]:
    """How many findings of each polarity belong to each row."""
    return [
        _number(f"{polarity}_count", owner, _FINDINGS, FINDING.polarity == polarity)
        for polarity in POLARITY.codes
    ]


def _section(claims: sa.Table) -> Predicate:
    """The section of its source in which a claim stands."""
    [key] = claims.primary_key
    claim, place = claims.alias("placed").c, _PARAGRAPHS.c
    of_section = sa.select(claim[key.name], place.section_id).where(
        claim.source_id == place.source_id, claim.paragraph == place.paragraph
    )
    sections = of_section.subquery("sections").c
    return Predicate(key, sections.section_id, sections[key.name])


_RESPONSE, _BARRIER = _FINDINGS.alias("response"), _FINDINGS.alias("barrier")
_WITHIN = WITHIN["themes"].c
_R, _B, _OF = _RESPONSE.c, _BARRIER.c, m.members(m.Outcome, "finding_ids").c
_RESULTS = (
    sa.select(OUTCOME.outcome_id)
    .where(OUTCOME.outcome_id == _OF.outcome_id, _OF.finding_id == _R.finding_id)
    .order_by(OUTCOME.outcome_id)
)
_ROWS = {
    "chains": sa.select(
        _R.finding_id.label("response_id"),
        *(_R[name].label(f"response_{name}") for name in ("theme_id", *CITED)),
        _R.response_result,
        _B.finding_id.label("barrier_id"),
        *(_B[name].label(f"barrier_{name}") for name in CITED),
        *(_B[name] for name in ("project_id", "theme_id", "overcome")),
        joined(_RESULTS.with_only_columns(OUTCOME.outcome_id), _RESPONSE).label("outcome_ids"),
        joined(_RESULTS.with_only_columns(OUTCOME.measure), _RESPONSE).label("outcome_measures"),
    ).select_from(_RESPONSE.join(_BARRIER, _R.responds_to == _B.finding_id))
}
"""The rows of lists that have no table of their own."""

_EVALUATED = EVALUATION.evaluation_id == EVALUATOR.evaluation_id
_IS_NAMED = NAMED.mention != "not-named"
"""Whether or not the claims of the source about the project are coded yet."""
_EVIDENCE_STATUS = sa.case(
    # Asked of each project: all that have claims are not to be found for one.
    (sa.exists().where(FINDING.project_id == PROJECT.project_id), "coded"),
    (sa.exists().where(OUTCOME.project_id == PROJECT.project_id), "coded"),
    (PROJECT.project_id.in_(sa.select(NAMED.project_id).where(_IS_NAMED)), "not-coded"),
    else_="not-named",
)
"""Whether a project's claims are coded, and if not, which blank that is."""
_EVALUATOR_CERTAINTY = (
    # Of several evaluations one that is inferred makes all of it so.
    sa.select(sa.func.min(EVALUATION.certainty))
    .where(EVALUATION.project_id == PROJECT.project_id, _EVALUATED)
    .correlate(_PROJECTS)
    .scalar_subquery()
)
_HAS_OUTCOMES = sa.case((PROJECT.project_id.in_(sa.select(OUTCOME.project_id)), "yes"), else_="no")


def _of_project(value: sa.ColumnElement[Any], owner: Any, *only: Any) -> Predicate:
    return Predicate(PROJECT.project_id, value, owner.project_id, only)


def _findings_on(*only: sa.ColumnElement[bool]) -> Predicate:
    return Predicate(PROJECT.project_id, FINDING.theme_id, FINDING.project_id, only, "themes")


def _computed(name: str, value: sa.ColumnElement[Any]) -> Predicate:
    """What is worked out for each project."""
    computed = sa.select(PROJECT.project_id, value.label(name)).subquery(f"{name}_of_project").c
    return _of_project(computed[name], computed)


_EVALUATED_BY = EVALUATOR.organisation_id == _ORGANISATIONS.c.organisation_id
_SAME_PLACE: Any = sa.and_(
    _PARAGRAPHS.c.source_id == FACT.source_id, _PARAGRAPHS.c.paragraph == FACT.paragraph
)
_PROJECT_COUNT = sa.select(sa.func.count(FINDING.project_id.distinct())).where(
    *_belong(_THEMES, _FINDINGS)
)

_DERIVED: dict[str, tuple[sa.ColumnElement[Any], ...]] = {
    "outcomes": (sa.func.abs(OUTCOME.change_percent).label("change_size"),),
    "projects": (
        _listed("aliases", _PROJECTS, ALIAS.alias),
        _listed("source_ids", _PROJECTS, NAMED.source_id, _IS_NAMED),
        _listed(
            "evaluator_ids",
            _PROJECTS,
            EVALUATOR.organisation_id,
            EVALUATION.project_id == PROJECT.project_id,
            _EVALUATED,
            by=(EVALUATION.evaluation_id, EVALUATOR.position),
        ),
        _EVALUATOR_CERTAINTY.label("evaluator_certainty"),
        _listed("principle_ids", _PROJECTS, PRINCIPLE.principle_id),
        *_by_polarity(_PROJECTS),
        _number("outcome_count", _PROJECTS, _OUTCOMES),
        _EVIDENCE_STATUS.label("evidence_status"),
    ),
    "organisations": (
        _listed("led_project_ids", _ORGANISATIONS, LEADS.c.project_id),
        _listed(
            "evaluated_project_ids",
            _ORGANISATIONS,
            EVALUATION.project_id,
            _EVALUATED_BY,
            _EVALUATED,
        ),
    ),
    "areas": (
        _listed("neighbour_ids", _AREAS, NEIGHBOUR.neighbour_id, by=[NEIGHBOUR.rank]),
        _listed("project_ids", _AREAS, WORKED_IN.project_id),
    ),
    "project-sources": (
        _number("finding_count", _NAMINGS, _FINDINGS),
        _number("outcome_count", _NAMINGS, _OUTCOMES),
    ),
    "sources": (
        _number("project_count", _SOURCES, _NAMINGS, NAMED.mention == "named"),
        _number("finding_count", _SOURCES, _FINDINGS),
        _number("outcome_count", _SOURCES, _OUTCOMES),
    ),
    "principles": (_listed("project_ids", _PRINCIPLES, PRINCIPLE.project_id),),
    "programme": (_PARAGRAPHS.c.page,),
    "themes": (
        _PROJECT_COUNT.scalar_subquery().label("project_count"),
        *_by_polarity(_THEMES),
        _number("outcome_count", _THEMES, _OUTCOMES),
        *(column for column in _AGREEMENTS.c if column.name != "theme_id"),
    ),
}
"""What is worked out for the rows of a list, besides the columns of its table."""
_FROM = {
    "programme": m.table(m.ProgrammeFact).outerjoin(_PARAGRAPHS, _SAME_PLACE),
    "themes": _THEMES.outerjoin(_AGREEMENTS, _AGREEMENTS.c.theme_id == THEME.theme_id),
}
_NAMING = sa.select(NAMED.project_id, NAMED.source_id).where(_IS_NAMED)


def _named_with(owner: Any, project: Any, *only: Any) -> sa.Select[Any]:
    """What belongs to projects, with the sources that name them."""
    return sa.select(owner, NAMED.source_id).where(project == NAMED.project_id, _IS_NAMED, *only)


_TOLD_IN = {
    "projects": _NAMING,
    "evaluations": _named_with(EVALUATION.evaluation_id, EVALUATION.project_id),
    "organisations": sa.union_all(
        _named_with(LEADS.c.organisation_id, LEADS.c.project_id),
        _named_with(EVALUATOR.organisation_id, EVALUATION.project_id, _EVALUATED),
    ),
    "areas": _named_with(WORKED_IN.area_id, WORKED_IN.project_id),
    "themes": sa.union_all(
        *(
            sa.select(_WITHIN.within, claim.source_id).where(_WITHIN.theme_id == claim.theme_id)
            for claim in (FINDING, OUTCOME)
        )
    ),
    "principles": sa.select(PRINCIPLE.principle_id, PRINCIPLE.source_id),
}
"""The sources that tell of each row of a list that has no source of its own."""
_PREDICATES = {
    "findings": {"section": _section(_FINDINGS)},
    "outcomes": {"section": _section(_OUTCOMES)},
    "projects": {
        "barrier": _findings_on(FINDING.polarity == "barrier"),
        "facilitator": _findings_on(FINDING.polarity == "facilitator"),
        "theme": _findings_on(),
        "evaluator_certainty": _computed("evaluator_certainty", _EVALUATOR_CERTAINTY),
        "evidence_status": _computed("evidence_status", _EVIDENCE_STATUS),
        "principle": _of_project(PRINCIPLE.principle_id, PRINCIPLE),
        "has_outcomes": _computed("has_outcomes", _HAS_OUTCOMES),
    },
    "chains": {
        "reported_by": Predicate(_R.source_id, SOURCE.reported_by, SOURCE.source_id),
        "source_kind": Predicate(_R.source_id, SOURCE.kind, SOURCE.source_id),
    },
    "areas": {"near": Predicate(AREA.area_id, NEIGHBOUR.area_id, NEIGHBOUR.neighbour_id)},
}
_OF_CLAIMS = {"projects": dict.fromkeys(("barrier", "facilitator", "theme"), FINDING.source_id)}


def _list_select(evidence_list: EvidenceList) -> ListSelect:
    name = evidence_list.name
    rows = _ROWS[name] if name in _ROWS else own_rows(evidence_list, *_DERIVED.get(name, ()))
    if name in _FROM:
        rows = rows.select_from(_FROM[name])
    predicates = _PREDICATES.get(name, {})
    if name in _TOLD_IN:
        key = rows.selected_columns[evidence_list.key]
        predicates = {**through_sources(key, _TOLD_IN[name], name), **predicates}
    return ListSelect(evidence_list, rows, predicates, _OF_CLAIMS.get(name, {}))


LIST_SELECTS = {name: _list_select(evidence_list) for name, evidence_list in EVIDENCE_LISTS.items()}
"""How each list is read, by the name it has in an address."""


def list_select_of(query: Query) -> ListSelect:
    """How the list of a query is read."""
    return LIST_SELECTS[query.evidence_list.name]
