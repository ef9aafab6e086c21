"""The fields of the readiness check, and the document that its answers become."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from app.evidence import answers
from app.evidence.answers import Audited, Row
from app.evidence.answers.public_rows import short_citation
from app.evidence.catalogue import Catalogue
from app.exports.documents import AuditedCondition, SelfAudit
from app.web.briefs import advice_points, response_point

FIELDS = {"service": "Name of the service", "date": "Date"}
PARTS = {"owner": "Who leads", "by": "By when"}
"""What the task list asks beside the state."""
QUESTIONS = {
    "now": "What happens now",
    "needed": "What needs to happen",
    "progress": "How it will progress",
}
"""The columns of the report's own table, after the condition."""
STATES = {
    "": "Not answered",
    "not-started": "Not started",
    "under-way": "Under way",
    "in-place": "In place",
}
"""The most urgent first, but for what nobody said."""
FIRST = ("not-started", "", "under-way")
"""What is to be done, in this order; what is in place is done."""
MAX_PROJECTS = 5
"""Projects of a condition in the document."""


def fields_of(audited: Iterable[Audited]) -> tuple[dict[str, str], dict[str, Collection[str]]]:
    """The label of every field of the form, and the choices of those that have any."""
    labels = dict(FIELDS)
    choices: dict[str, Collection[str]] = {}
    for each in audited:
        place = f"Condition {each.condition['order']}"
        for part, title in {**PARTS, **QUESTIONS}.items():
            labels[f"{each.key}.{part}"] = f"{place}, {title}"
        labels[f"{each.key}.readiness"] = f"{place}, State"
        choices[f"{each.key}.readiness"] = STATES
    return labels, choices


def self_audit(
    session: Session,
    form: dict[str, str],
    audited: list[Audited],
    names: Catalogue,
    made_at: datetime,
) -> SelfAudit:
    """The answers of a form with what projects met, as the document shows them."""
    sources = dict.fromkeys(each.condition["source_id"] for each in audited)
    return SelfAudit(
        service=form.get("service", ""),
        date=form.get("date", ""),
        conditions=[_condition(session, form, each, names) for each in audited],
        first=[
            f"{each.condition['order']}. {_reason(form, each)}" for each in _first(form, audited)
        ],
        sources=[names.cited_as[source] for source in sources],
        release=names.release,
        made_at=made_at,
    )


def _first(form: dict[str, str], audited: list[Audited]) -> list[Audited]:
    """What is not in place, in the report's order: what has not begun before what is under way."""
    states = {each.key: form.get(f"{each.key}.readiness", "") for each in audited}
    open_ = [each for each in audited if states[each.key] in FIRST]
    return sorted(open_, key=lambda each: FIRST.index(states[each.key]))


def _reason(form: dict[str, str], audited: Audited) -> str:
    state = STATES[form.get(f"{audited.key}.readiness", "")].lower()
    return f"{audited.condition['text_summary']} ({state})"


def _condition(
    session: Session, form: dict[str, str], audited: Audited, names: Catalogue
) -> AuditedCondition:
    condition, key = audited.condition, audited.key
    met, tried = answers.met_and_tried(session, audited, names)
    state = form.get(f"{key}.readiness", "")
    return AuditedCondition(
        title=f"{condition['order']}. {condition['text_summary']}",
        state=STATES[state],
        is_done=state not in FIRST,
        owner=form.get(f"{key}.owner", ""),
        due=form.get(f"{key}.by", ""),
        answers=[(title, form.get(f"{key}.{part}", "")) for part, title in QUESTIONS.items()],
        met=[_met(row) for row in _of_each_project(met)[:MAX_PROJECTS]],
        tried=[
            response_point(row, f"{row['project_name']}: " if row["project_name"] else "")
            for row in tried[:MAX_PROJECTS]
        ],
        advice=advice_points(audited.recommendations),
    )


def _of_each_project(claims: list[Row]) -> list[Row]:
    """The first claim of every named project."""
    first: dict[str, Row] = {}
    for claim in claims:
        if claim["project_id"]:
            first.setdefault(claim["project_id"], claim)
    return list(first.values())


def _met(row: Row) -> tuple[str, str]:
    return f"{row['project_name']}: {row['statement']}", short_citation(row["citation"])
