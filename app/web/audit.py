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
from app.exports.self_audit import MEDIA_TYPE, Answered, SelfAudit
from app.web.forms import LONGEST, Refusal, fields, form_body
from app.web.rendering import Page, render

router = APIRouter(include_in_schema=False)

SECTION = "/audit"
OF_THE_AUDIT = {"service": "Name of the service", "date": "Date"}
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
    """The Word document of what was posted. Nothing of it is kept."""
    audited = answers.audited(session, names)
    try:
        refuse_others(request)
        said = body if isinstance(body, Refusal) else fields(body, *_fields(audited))
    except QueryError as error:
        said = Refusal(422, error.problems)
    if isinstance(said, Refusal):
        return _refused(request, said, names)
    name = f"wave1-evidence-audit-{names.release}.docx"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    # The library takes a tenth of a second to start, for the few who want a document.
    from app.exports.document import audit_document  # noqa: PLC0415

    return Response(audit_document(_self_audit(said, audited, names)), 200, headers, MEDIA_TYPE)


def _fields(audited: Iterable[Audited]) -> tuple[dict[str, str], dict[str, Collection[str]]]:
    """Every field of the form with what it is called, and those that offer choices."""
    known = dict(OF_THE_AUDIT)
    choices: dict[str, Collection[str]] = {}
    for one in audited:
        key, place = one.condition["condition_id"], f"Condition {one.condition['order']}"
        known |= {f"{key}.{part}": f"{place}, {title}" for part, title in QUESTIONS.items()}
        known[f"{key}.readiness"] = f"{place}, Readiness"
        choices[f"{key}.readiness"] = READINESS
    return known, choices


def _self_audit(said: dict[str, str], audited: Iterable[Audited], names: Catalogue) -> SelfAudit:
    sources = {one.condition["source_id"]: None for one in audited}
    return SelfAudit(
        service=said.get("service", ""),
        date=said.get("date", ""),
        conditions=[_answered(said, one) for one in audited],
        sources=[names.cited_as[source] for source in sources],
        release=names.release,
        made_at=datetime.now(UTC),
    )


def _answered(said: dict[str, str], one: Audited) -> Answered:
    condition = one.condition
    key = condition["condition_id"]
    readiness = said.get(f"{key}.readiness", "")
    return Answered(
        title=f"{condition['order']}. {condition['text_summary']}",
        readiness=READINESS[readiness] if readiness else "",
        answers=[(title, said.get(f"{key}.{part}", "")) for part, title in QUESTIONS.items()],
        advice=[
            (row["text_summary"], f"{row['kind_label']}. {row['citation']}")
            for row in one.recommendations
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
