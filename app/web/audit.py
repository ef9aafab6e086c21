"""The readiness check: a task list that stays in the browser, its form, and what projects met."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request, Response
from starlette.requests import ClientDisconnect

from app.dependencies import reads_release, refuse_others
from app.errors import EvidenceError, Problem, QueryError, unknown
from app.evidence import answers
from app.evidence.answers import Audited, Release, Row
from app.evidence.answers.worries import is_result
from app.evidence.catalogue import Catalogue, cached_per_release
from app.exports.documents import MEDIA_TYPE, AuditedCondition, SelfAudit, audit_document
from app.web import barriers
from app.web.briefs import named_points, of_each_kind, point
from app.web.corrections import day
from app.web.filter_labels import words_of
from app.web.labels import text_of
from app.web.lists import missing
from app.web.pages import Context, page, page_of, router
from app.web.rendering import attachment, render

FORM = "application/x-www-form-urlencoded"
MAX_BYTES = 500_000
MAX_FIELDS = 200
LONGEST = 5_000
"""Characters of one field."""
MAX_LINES = 200
"""Of one field: in a document each is an element, and thousands would take a second to write."""


class FormError(EvidenceError):
    """A form that cannot be read at all."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__([Problem(code, "the form", message)])
        self.status = status


NOT_A_FORM = (415, "no-form", f"What was sent is not a form ({FORM}). Use the form on the page.")
BROKEN = (400, "no-form", "What was sent could not be read as a form in UTF-8.")
TOO_LARGE = (413, "too-long", f"It is larger than {MAX_BYTES // 1000} kB, so none of it was read.")


# Starlette's own reader of forms sets no limit to the whole, and puts a substitute for what is
# not UTF-8 where here it is refused.
async def form_body(request: Request) -> bytes | FormError:
    """The body of a form, or why it is refused. One that says it is too large is not read."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        return FormError(*NOT_A_FORM)
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or len(length) > 9 or int(length) > MAX_BYTES:
        return FormError(*TOO_LARGE)
    try:
        # The limits of the service have ended it where it became too long.
        body = await request.body()
    except ClientDisconnect:
        return FormError(*BROKEN)
    return body if len(body) <= MAX_BYTES else FormError(*TOO_LARGE)


def fields(
    body: bytes, known: Mapping[str, str], choices: Mapping[str, Collection[str]]
) -> dict[str, str]:
    """The values of a form by field name; `known` has the label of each field.

    Raises QueryError where a field is unknown, repeated, too long or not one of its choices.
    """
    try:
        pairs = parse_qsl(
            body.decode(),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=MAX_FIELDS,
        )
    except ValueError:
        raise FormError(*BROKEN) from None
    values: dict[str, str] = {}
    problems = []
    for name, value in pairs:
        # Browsers send line breaks as two characters; a reader counts one.
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        problems += _problems(name, text, values, known, choices)
        values[name] = text
    if problems:
        raise QueryError(problems)
    return values


def _problems(
    name: str,
    text: str,
    values: Collection[str],
    known: Mapping[str, str],
    choices: Mapping[str, Collection[str]],
) -> list[Problem]:
    if name not in known:
        return [unknown("field", "the form", name, list(known))]
    if name in values:
        return [Problem("repeated", known[name], "This was given twice.")]
    if len(text) > LONGEST:
        message = f"Too many characters: {len(text):,} (at most {LONGEST:,})."
        return [Problem("too-long", known[name], message)]
    if text.count("\n") >= MAX_LINES:
        message = f"Too many lines: {text.count(chr(10)) + 1:,} (at most {MAX_LINES})."
        return [Problem("too-long", known[name], message)]
    if name in choices and text not in choices[name]:
        return [unknown("choice", known[name], text, choices[name])]
    return []


FIELDS, PARTS = words_of("audit-fields"), words_of("audit-parts")
"""What is asked of the service, and what the task list asks beside the state of a condition."""
QUESTIONS = words_of("readiness-questions")
"""The columns of the report's own table, after the condition."""
STATES = words_of("audit-states")
URGENCY = ("Not started", "Not answered", "Under way", "In place")
"""What is to be done, in this order: what nobody has looked at may be the most urgent."""
MOST = 2
"""Examples of each kind that a condition has in the document."""


@page("/audit")
def show_form(release: Release) -> Context:
    """The task list: where a service stands, what to do first, and its plan."""
    audited = answers.audited(release)
    return {
        "audited": audited,
        "helps": _helps(release),
        "parts": PARTS,
        "questions": QUESTIONS,
        "states": STATES,
        "longest": LONGEST,
    }


@cached_per_release
def _helps(release: Release) -> dict[str, tuple[Row | None, Row | None, Row | None]]:
    """Examples for each condition: a problem, one that was answered, and whom it helped."""
    found = {}
    for each in answers.audited(release):
        met, tried = answers.met_and_tried(release, each)
        chains = [row for _, rows in barriers.responses(tried) for row in rows]
        helped = release.rows(
            "findings", theme=each.themes, polarity="facilitator", scope="project"
        )
        had = [row for row in helped if not (row["responds_to"] or is_result(row))]
        own = each.condition["theme_ids"]
        chains.sort(key=lambda row: (row["project_id"] is None, _rank(row, own, release.catalogue)))
        found[each.key] = (
            next(iter(_first(met, each, release.catalogue)), None),
            next(iter(chains), None),
            next(iter(_first(had, each, release.catalogue)), None),
        )
    return found


@page("/audit/conditions/{condition_id}")
def show_condition(condition_id: str, release: Release) -> Context:
    """One condition: what projects met there, what they tried, what the report recommends."""
    audited = {each.key: each for each in answers.audited(release)}
    one = audited.get(condition_id)
    if one is None:
        raise missing("condition", condition_id, "/audit")
    met, tried = answers.met_and_tried(release, one)
    return {
        "one": one,
        "causes": barriers.causes(met, release.catalogue),
        "responses": barriers.responses(tried),
    }


@router.post("/audit/document")
@router.post("/audit/document/evidence")
@reads_release
def make_document(
    request: Request, release: Release, body: Annotated[bytes | FormError, Depends(form_body)]
) -> Response:
    """The Word document of a posted form, short or with evidence. Nothing of it is stored."""
    audited = answers.audited(release)
    try:
        refuse_others(request)
        if isinstance(body, FormError):
            raise body
        form = fields(body, *_fields_of(audited))
    except EvidenceError as error:
        refused = {"status": error.status, "problems": error.problems}
        return render(request, page_of("/audit/document", refused), release.catalogue)
    audit = _self_audit(release, form, audited, datetime.now(UTC))
    has_evidence = request.url.path.endswith("/evidence")
    kind = " for the team" if has_evidence else ""
    name = f"Readiness check{kind}, {audit.made_at:%Y-%m-%d}.docx"
    return attachment(audit_document(audit, has_evidence=has_evidence), MEDIA_TYPE, name)


def _fields_of(audited: Iterable[Audited]) -> tuple[dict[str, str], dict[str, Collection[str]]]:
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


def _self_audit(
    release: Release, form: dict[str, str], audited: list[Audited], made_at: datetime
) -> SelfAudit:
    """The answers of a form with what projects met, as the document shows them."""
    sources = dict.fromkeys(each.condition["source_id"] for each in audited)
    return SelfAudit(
        service=form.get("service", ""),
        date=form.get("date", ""),
        conditions=sorted(
            (_condition(release, form, each) for each in audited),
            key=lambda each: URGENCY.index(each.state),
        ),
        sources=[release.catalogue.cited_as[source] for source in sources],
        evidence_of=f"evidence of {day(release.catalogue.release_date)}",
        made_at=made_at,
    )


def _condition(release: Release, form: dict[str, str], audited: Audited) -> AuditedCondition:
    condition, key, names = audited.condition, audited.key, release.catalogue
    met, tried = answers.met_and_tried(release, audited)
    ends = answers.ends(release)
    first = _first(met, audited, names)
    state = STATES[form.get(f"{key}.readiness", "")]
    is_done = state == URGENCY[-1]

    def answer(part: str) -> str:
        return form.get(f"{key}.{part}", "").strip()

    # What is in place is no more to be done.
    said = condition["text_summary"] if is_done else text_of(condition)
    return AuditedCondition(
        title=f"{condition['order']}. {said}",
        state=state,
        is_done=is_done,
        owner=answer("owner"),
        due=answer("by"),
        answers=[(title, answer(part)) for part, title in QUESTIONS.items()],
        examples=[
            ("What got in the way of other projects", named_points(first[:MOST], ends, names)),
            ("What they tried", named_points(tried[:MOST], ends, names)),
            ("What the report recommends", [*map(point, audited.recommendations[:MOST])]),
        ],
        more_count=len(met[MOST:]) + len(tried[MOST:]),
    )


def _first(met: list[Row], audited: Audited, catalogue: Catalogue) -> list[Row]:
    """What projects met on a condition, one of each kind first, nearest to it in front."""
    own = audited.condition["theme_ids"]
    return sorted(of_each_kind(met, catalogue), key=lambda row: _rank(row, own, catalogue))


def _rank(row: Row, theme_ids: list[str], catalogue: Catalogue) -> int:
    """Where the theme of a claim comes among those of a condition."""
    return min(
        theme_ids.index(each)
        for each in catalogue.with_parent(row["theme_id"])
        if each in theme_ids
    )
