"""The readiness check: a task list that stays in the browser, its paper, and examples that fit."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Annotated

from fastapi import Depends, Request, Response

from app.dependencies import reads_release, refuse_others
from app.errors import EvidenceError
from app.evidence import answers
from app.evidence.answers import Release, Row
from app.evidence.answers.worries import is_result
from app.evidence.release_cache import cached_per_release
from app.evidence.vocabulary import FOCUS
from app.evidence.words import inside, join_names, stems_in
from app.exports.documents import (
    MEDIA_TYPE,
    AuditedCondition,
    Points,
    SelfAudit,
    audit_document,
)
from app.web import barriers
from app.web.briefs import named_points, of_each_kind, point
from app.web.corrections import day
from app.web.filter_labels import words_of
from app.web.forms import LONGEST, FormError, fields, form_body
from app.web.labels import text_of
from app.web.lists import existing
from app.web.pages import Context, page, page_of, router
from app.web.rendering import attachment, render
from app.web.similar_projects import focus_asked, subject_of

FIELDS, PARTS = words_of("audit-fields"), words_of("audit-parts")
"""What is asked of the service, and what the task list asks beside the state of a condition."""
QUESTIONS = words_of("readiness-questions")
"""The columns of the report's own table, after the condition."""
STATES = words_of("audit-states")
URGENCY = ("Not started", "Under way", "Not answered", "In place")
"""What is to be done, in this order: what is planned comes before what nobody has answered."""
_OF_ALL = {*stems_in("of care children families")}
MOST = 2
"""Examples of each kind that a condition has in the document."""


@page("/audit", "focus")
def show_form(request: Request, release: Release) -> Context:
    """The task list: where a service stands, what to do first, its plan, and examples that fit."""
    conditions = answers.conditions(release)
    focus = focus_asked(request.query_params.getlist("focus"))
    return {
        "conditions": conditions,
        "helps": {
            each["condition_id"]: _fitting(release, each["condition_id"], focus)
            for each in conditions
        },
        "focus": focus,
        "subject": subject_of(focus),
        "focuses": FOCUS.labels,
        "whom": partial(_whom, release, focus),
        "parts": PARTS,
        "questions": QUESTIONS,
        "states": STATES,
        "longest": LONGEST,
    }


@cached_per_release
def _fitting(release: Release, key: str, focus: tuple[str, ...]) -> dict[str, list[Row]]:
    """What projects met on a condition, what they tried, and what went well with its first theme.

    With kinds of plan none is of a project of other kinds. The nearest to the condition comes
    first, then what names a kind of plan in its words, and what its own source says. `unanswered`
    is what they met nearer to it than what was tried, or of a name where that has none.
    """
    condition = _condition_of(release, key)
    about = release.rows("projects", **{"focus": focus} if focus else {})
    keys = {None, *(row["project_id"] for row in about)}
    # Every other project is about care, or children.
    words = {*stems_in(" ".join(FOCUS.labels[code] for code in focus))} - _OF_ALL
    own_themes, source = condition["theme_ids"], condition["source_id"]

    def rank(row: Row) -> tuple[bool, int]:
        themes = release.catalogue.with_parent(row["theme_id"])
        return row["project_id"] is None, min(
            own_themes.index(each) for each in themes if each in own_themes
        )

    def order(row: Row) -> tuple[int, bool]:
        text = row.get("statement") or row["barrier_statement"]
        return -len(words & {*stems_in(text)}), row.get("source_id", source) != source

    def nearest(rows: Iterable[Row]) -> list[Row]:
        fitting = (row for row in rows if row["project_id"] in keys)
        return sorted(fitting, key=lambda row: (*rank(row), *order(row)))

    every, chains = answers.met_and_tried(release, condition)
    well = release.rows("findings", theme=own_themes[0], polarity="facilitator", scope="project")
    met = nearest(of_each_kind(every, release.catalogue))
    tried = nearest(row for _, rows in barriers.responses(chains) for row in rows)
    return {
        "met": met,
        "tried": tried,
        "well": nearest(row for row in well if not (row["responds_to"] or is_result(row))),
        "unanswered": [row for row in met if not tried or rank(row) < rank(tried[0])],
    }


def _whom(release: Release, focus: tuple[str, ...], row: Row) -> str:
    """Of whom an example is, and where none has to fit a kind of plan what that is about."""
    if row["project_id"] is None:
        return "Some projects"
    name, about = release.catalogue.projects.short(row["project_id"]), _about(release, focus, row)
    return f"{name} ({about})" if about else name


def _about(release: Release, focus: tuple[str, ...], row: Row) -> str:
    key = row["project_id"]
    project = release.record("projects", key) if key and not focus else None
    kinds = project["focus"][:MOST] if project else []
    return join_names([inside(FOCUS.labels[kind]) for kind in kinds])


@page("/audit/conditions/{condition_id}")
def show_condition(condition_id: str, release: Release) -> Context:
    """One condition: what projects met there, what they tried, what the report recommends."""
    condition = _condition_of(release, condition_id)
    met, tried = answers.met_and_tried(release, condition)
    themes = tuple(condition["theme_ids"])
    return {
        "one": condition,
        "hindered_count": sum(answers.projects_that_met(release, themes).values()),
        "recommendations": answers.advice_on(release, themes),
        "causes": barriers.causes(met, release.catalogue),
        "responses": barriers.responses(tried),
    }


def _condition_of(release: Release, key: str) -> Row:
    return existing(release.record("audit-conditions", key), "condition", key, "/audit")


@router.post("/audit/document")
@router.post("/audit/document/evidence")
@reads_release
def make_document(
    request: Request, release: Release, body: Annotated[bytes | FormError, Depends(form_body)]
) -> Response:
    """The Word document of a posted form, short or with evidence. Nothing of it is stored."""
    try:
        refuse_others(request)
        if isinstance(body, FormError):
            raise body
        form = fields(body, *_fields_of(answers.conditions(release)))
        focus = focus_asked([form.get("focus", "")])
    except EvidenceError as error:
        refused = {"status": error.status, "problems": error.problems}
        return render(request, page_of("/audit/document", refused), release.catalogue)
    audit = _self_audit(release, form, focus, datetime.now(UTC))
    has_evidence = request.url.path.endswith("/evidence")
    kind = " for the team" if has_evidence else ""
    name = f"Readiness check{kind}, {audit.made_at:%Y-%m-%d}.docx"
    return attachment(audit_document(audit, has_evidence=has_evidence), MEDIA_TYPE, name)


def _fields_of(conditions: Iterable[Row]) -> tuple[dict[str, str], dict[str, Collection[str]]]:
    """The label of every field of the form, and the choices of those that have any."""
    labels = dict(FIELDS)
    choices: dict[str, Collection[str]] = {}
    for each in conditions:
        key, place = each["condition_id"], f"Condition {each['order']}"
        for part, title in {**PARTS, **QUESTIONS}.items():
            labels[f"{key}.{part}"] = f"{place}, {title}"
        labels[f"{key}.readiness"] = f"{place}, State"
        choices[f"{key}.readiness"] = STATES
    return labels, choices


def _self_audit(
    release: Release, form: dict[str, str], focus: tuple[str, ...], made_at: datetime
) -> SelfAudit:
    """The answers of a form with what projects met, as the document shows them."""
    conditions = answers.conditions(release)
    sources = dict.fromkeys(each["source_id"] for each in conditions)
    return SelfAudit(
        service=form.get("service", ""),
        date=form.get("date", ""),
        plan=subject_of(focus),
        conditions=sorted(
            (_condition(release, form, focus, each) for each in conditions),
            key=lambda each: URGENCY.index(each.state),
        ),
        sources=[release.catalogue.cited_as[source] for source in sources],
        evidence_of=f"evidence of {day(release.catalogue.release_date)}",
        made_at=made_at,
    )


def _condition(
    release: Release, form: dict[str, str], focus: tuple[str, ...], condition: Row
) -> AuditedCondition:
    key, names = condition["condition_id"], release.catalogue
    advice = answers.advice_on(release, condition["theme_ids"])
    ends, fitting = answers.ends(release), _fitting(release, key, focus)
    shown = [fitting["met"][:MOST], fitting["tried"][:MOST]]

    def points(rows: list[Row]) -> Points:
        about = [_about(release, focus, row) for row in rows]
        texts = zip(named_points(rows, ends, names), about, strict=True)
        return [(text, f"{place}; on {of}" if of else place) for (text, place), of in texts]

    state = STATES[form.get(f"{key}.readiness", "")]
    is_done = state == URGENCY[-1]

    def answer(part: str) -> str:
        return form.get(f"{key}.{part}", "").strip()

    # What is in place is no more to be done.
    text = condition["text_summary"] if is_done else text_of(condition)
    return AuditedCondition(
        title=f"{condition['order']}. {text}",
        state=state,
        is_done=is_done,
        owner=answer("owner"),
        due=answer("by"),
        answers=[(title, answer(part)) for part, title in QUESTIONS.items()],
        examples=[
            ("What got in the way of other projects", points(shown[0])),
            ("What went well", points(fitting["well"][:1])),
            ("What they tried", points(shown[1])),
            ("What the report recommends", [*map(point, advice[:MOST])]),
        ],
        more_count=sum(map(len, answers.met_and_tried(release, condition))) - sum(map(len, shown)),
    )
