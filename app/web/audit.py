"""The readiness check: a task list that stays in the browser, and what projects met on each."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request, Response
from sqlalchemy.orm import Session

from app.dependencies import API, reads_release, refuse_others
from app.errors import QueryError
from app.evidence import answers
from app.evidence.catalogue import Catalogue
from app.exports.documents import MEDIA_TYPE, audit_document
from app.web import barriers
from app.web.audit_form import PARTS, QUESTIONS, STATES, fields_of, self_audit
from app.web.forms import LONGEST, Refusal, fields, form_body
from app.web.lists import missing
from app.web.pages import page, router
from app.web.rendering import Page, attachment, render

SECTION = "/audit"
CRUMBS = (("Check your readiness", SECTION),)


@page("/audit")
def show_form(session: Session, names: Catalogue) -> Page:
    """The task list: where a service stands, what to do first, and its plan."""
    audited = answers.audited(session, names)
    return Page(
        template="audit.html",
        heading="Check your readiness",
        description="Ten conditions to settle before you start: where you stand, who leads, by "
        "when, and what to do first. Your answers stay in your browser.",
        twin=f"{API}/audit-conditions",
        section=SECTION,
        context={
            "audited": audited,
            "parts": PARTS,
            "questions": QUESTIONS,
            "states": STATES,
            "longest": LONGEST,
        },
    )


@page("/audit/conditions/{condition_id}")
def show_condition(condition_id: str, session: Session, names: Catalogue) -> Page:
    """One condition: what projects met there, what they tried, what the report recommends."""
    audited = {each.key: each for each in answers.audited(session, names)}
    if condition_id not in audited:
        raise missing("condition", "condition", condition_id, "/audit lists all of them.")
    one = audited[condition_id]
    met, tried = answers.met_and_tried(session, one, names)
    return Page(
        template="condition.html",
        heading=one.condition["text_summary"],
        description=f"{one.condition['text_summary']} What projects met here, and what they tried.",
        twin=f"{API}/audit-conditions/{condition_id}",
        crumbs=CRUMBS,
        section=SECTION,
        context={
            "one": one,
            "causes": barriers.causes(met, names),
            "responses": barriers.responses(tried),
        },
    )


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
        form = body if isinstance(body, Refusal) else fields(body, *fields_of(audited))
    except QueryError as error:
        form = Refusal(422, error.problems)
    if isinstance(form, Refusal):
        return render(request, _refused(form), names.release)
    audit = self_audit(session, form, audited, names, datetime.now(UTC))
    name = f"Readiness check, {audit.made_at:%Y-%m-%d}.docx"
    return attachment(audit_document(audit), MEDIA_TYPE, name)


def _refused(refusal: Refusal) -> Page:
    """A page that says what is wrong with the form, and how the answers are got back."""
    return Page(
        template="audit_refused.html",
        heading="The document was not made",
        description="Why no document was made of your answers, and what to change.",
        twin=None,
        crumbs=CRUMBS,
        section=SECTION,
        status=refusal.status,
        context={"problems": refusal.problems},
    )
