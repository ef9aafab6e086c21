"""The self-audit: a form that stays in the browser, and the document made of it."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session

from app.dependencies import API, no_parameters, reads_release, refuse_others
from app.errors import QueryError
from app.evidence import answers
from app.evidence.answers import Audited
from app.evidence.catalogue import Catalogue
from app.exports.document import MEDIA_TYPE, AuditedCondition, SelfAudit, audit_document
from app.web.forms import LONGEST, Refusal, fields, form_body
from app.web.rendering import Page, render

router = APIRouter(include_in_schema=False)

SECTION = "/audit"
FIELDS = {"service": "Name of the service", "date": "Date"}
QUESTIONS = {
    "now": "What happens now",
    "needed": "What needs to happen",
    "progress": "How it will progress",
}
READINESS = {
    "not-started": "Not started",
    "under-way": "Under way",
    "in-place": "In place",
    "": "Not answered",
}


@router.get("/audit", dependencies=[Depends(no_parameters)])
@reads_release
def show_form(request: Request, session: Session, names: Catalogue) -> Response:
    """The form, with what the evidence says on each condition."""
    page = Page(
        template="audit.html",
        heading="Audit your service",
        description="The self-audit of Appendix 1 as a form: what happens now, "
        "what needs to happen, and what Wave 1 projects met. Your answers stay in your browser.",
        twin=f"{API}/audit-conditions",
        section=SECTION,
        context={
            "audited": answers.audited(session, names),
            "questions": QUESTIONS,
            "readiness": READINESS,
            "longest": LONGEST,
        },
    )
    return render(request, page, names.release)


@router.post("/audit/document")
@reads_release
def make_document(
    request: Request,
    session: Session,
    names: Catalogue,
    body: Annotated[bytes | Refusal, Depends(form_body)],
) -> Response:
    """The Word document of a posted form. Nothing of it is stored."""
    audited = answers.audited(session, names)
    try:
        refuse_others(request)
        form = body if isinstance(body, Refusal) else fields(body, *_fields(audited))
    except QueryError as error:
        form = Refusal(422, error.problems)
    if isinstance(form, Refusal):
        return _refused(request, form, names)
    name = f"wave1-evidence-audit-{names.release}.docx"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(audit_document(_self_audit(form, audited, names)), 200, headers, MEDIA_TYPE)


def _fields(audited: Iterable[Audited]) -> tuple[dict[str, str], dict[str, Collection[str]]]:
    """The label of every field of the form, and the choices of those that have any."""
    labels = dict(FIELDS)
    choices: dict[str, Collection[str]] = {}
    for each in audited:
        key, place = each.condition["condition_id"], f"Condition {each.condition['order']}"
        labels |= {f"{key}.{part}": f"{place}, {title}" for part, title in QUESTIONS.items()}
        labels[f"{key}.readiness"] = f"{place}, Readiness"
        choices[f"{key}.readiness"] = READINESS
    return labels, choices


def _self_audit(form: dict[str, str], audited: Iterable[Audited], names: Catalogue) -> SelfAudit:
    sources = dict.fromkeys(each.condition["source_id"] for each in audited)
    return SelfAudit(
        service=form.get("service", ""),
        date=form.get("date", ""),
        conditions=[_condition(form, each) for each in audited],
        sources=[names.cited_as[source] for source in sources],
        release=names.release,
        made_at=datetime.now(UTC),
    )


def _condition(form: dict[str, str], audited: Audited) -> AuditedCondition:
    condition = audited.condition
    key = condition["condition_id"]
    readiness = form.get(f"{key}.readiness", "")
    return AuditedCondition(
        title=f"{condition['order']}. {condition['text_summary']}",
        readiness=READINESS[readiness] if readiness else "",
        answers=[(title, form.get(f"{key}.{part}", "")) for part, title in QUESTIONS.items()],
        advice=[
            (row["text_summary"], f"{row['kind_label']}. {row['citation']}")
            for row in audited.recommendations
        ],
    )


def _refused(request: Request, refusal: Refusal, names: Catalogue) -> Response:
    """A page that says what is wrong with the form, and how the answers are got back."""
    page = Page(
        template="audit_refused.html",
        heading="The document was not made",
        description="Why no document was made of the audit, and what to change.",
        twin=None,
        crumbs=(("Audit your service", SECTION),),
        section=SECTION,
        context={"problems": refusal.problems},
    )
    return render(request, page, names.release, refusal.status)
