"""The routes of questions in English."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi import Query as Parameter
from fastapi.responses import StreamingResponse
from sqlalchemy.orm import Session

from app.addresses import link
from app.api.answers import as_json
from app.api.files import FILE, FormatDep, file
from app.ask import LONGEST_QUESTION, Lexicon, Part, Reply, ask, read_question, read_sources
from app.dependencies import API, only, reader_of, reads_release
from app.errors import Problem, QueryError
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.evidence.records.envelopes import ReplyAnswer

router = APIRouter(
    prefix=API,
    tags=["Ask"],
    dependencies=[Depends(only("q", "source"))],
)

Question = Annotated[
    str,
    Parameter(description="A question in plain English.", max_length=LONGEST_QUESTION),
]

Sources = Annotated[
    str | None,
    Parameter(description="Ids of the sources to keep to, separated by commas; else all."),
]


@router.get(
    "/ask",
    operation_id="ask",
    summary="A question in English, answered from the evidence",
    response_model=ReplyAnswer,
)
@reads_release
def answer(session: Session, lexicon: Lexicon, q: Question, source: Sources = None) -> Response:
    """Sentences from the rows of queries that are shown. What was not understood is said."""
    reply = ask(session, read_question(q), lexicon, read_sources(source, lexicon.catalogue))
    return as_json(shown(reply, lexicon.catalogue.release))


def shown(reply: Reply, release: str) -> dict[str, Any]:
    """The body of a reply."""
    query = reply.query
    near = [{"label": one.label, "url": link(f"{API}{one.query.address()}")} for one in reply.near]
    return {
        "question": reply.question,
        "answered": reply.is_answered,
        "answer": reply.answer,
        "release": release,
        "interpretation": {
            "query": reply.said,
            "url": link(f"{API}{query.address()}") if query else None,
            "understood": [vars(part) for part in reply.understood],
            "not_understood": list(reply.not_understood),
            "near": near,
            "did_you_mean": [] if reply.is_answered else near,
        },
        "parts": [_part(part) for part in reply.parts],
        "projects": reply.projects,
        **reply.rows,
    }


def _part(part: Part) -> dict[str, Any]:
    query = part.query
    return {
        "heading": part.heading,
        "text": part.text,
        "url": link(f"{API}{query.address()}") if query else None,
        "count": len(part.rows),
        "ids": [row[query.resource.key] for row in part.rows if query.resource.key in row]
        if query
        else [],
    }


@router.get(
    "/ask.{format}",
    operation_id="export_answer",
    summary="The rows of the answer, as a file",
    response_class=StreamingResponse,
    responses=FILE,
)
async def export(
    request: Request, format_: FormatDep, q: Question, source: Sources = None
) -> Response:
    """The whole list of the query that the question became."""

    def query_of_reply(request: Request, session: Session, names: Catalogue) -> Query:
        lexicon = reader_of(request).lexicon(names)
        reply = ask(session, read_question(q), lexicon, read_sources(source, names))
        if not reply.is_answered or not reply.query:
            raise QueryError([Problem("not-answered", "query parameter q", reply.answer)])
        return reply.query

    return await reader_of(request).run(file, request, format_, query_of_reply)
