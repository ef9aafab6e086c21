"""The routes of words to be found, of questions in English, and of claims to be checked."""

from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi import Query as Parameter

from app.api.answers import Router, as_json
from app.api.files import FormatDep, file
from app.ask import LONGEST_QUESTION, Part, Reply, ask, read_question
from app.check_claim import LONGEST_CLAIM, MEANINGS, Match, check_claim, evidence_of
from app.dependencies import API, ensure_text, only, reader_of, refuse_others
from app.errors import Problem, QueryError
from app.evidence.answers import Release
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.evidence.queries.grammar import TextQuery
from app.evidence.queries.reading import read_compared
from app.evidence.queries.sources import SOURCE_PARAMETERS, read_source_filter
from app.search.index import KINDS, LISTS
from app.search.query import Hit, read_search
from app.search.query import search as search_index
from app.settings import link

router = Router(prefix=API)


@router.answers("/search", "search")
def search(request: Request, catalogue: Catalogue) -> Response:
    """Every word must be found, in any of its forms. What was sought is marked in the snippets."""
    results = search_index(
        read_search(request.query_params.multi_items(), KINDS, catalogue), catalogue
    )
    meta = {
        "release": catalogue.release,
        "query": results.in_english,
        "understood": _understood(results.text),
        "count": results.count,
        "page_size": results.query.page_size,
        "next_cursor": results.next_cursor,
        "kinds": results.kinds,
        "suggestion": results.suggestion,
    }
    return as_json({"meta": meta, "results": [_linked(hit) for hit in results.hits]})


def _understood(text: TextQuery) -> list[dict[str, str]]:
    """Each part of a search, with what it is taken to mean."""
    terms = [term for group in text.groups for term in group]
    return [
        *({"words": term.words, "meaning": term.in_english} for term in terms),
        *(
            {"words": f"-{term.words}", "meaning": f"not {term.in_english}"}
            for term in text.excluded
        ),
        *(
            {"words": word, "meaning": "Passed over: every text has it."}
            for word in text.passed_over
        ),
    ]


def _linked(hit: Hit) -> Hit:
    name = LISTS.get(hit["kind"])
    return {**hit, "link": link(f"{API}/{name}/{hit['id']}") if name else None}


Question = Annotated[
    str, Parameter(description="A question in plain English.", max_length=LONGEST_QUESTION)
]


@router.answers("/ask", "ask")
def answer(request: Request, release: Release, q: Question) -> Response:
    """Sentences from the rows of queries that are shown. What was not understood is said."""
    refuse_others(request, "q", *SOURCE_PARAMETERS)
    reply = _reply(request, release, q)
    return as_json(reply_body(reply, release.catalogue))


def reply_body(reply: Reply, catalogue: Catalogue) -> dict[str, Any]:
    """The body of a reply."""
    query = reply.query
    near = [
        {"label": query_near.in_english(catalogue), "url": link(f"{API}{query_near.address()}")}
        for query_near in reply.near
    ]
    return {
        "question": reply.question,
        "answered": reply.is_answered,
        "answer": reply.answer,
        "release": catalogue.release,
        "interpretation": {
            "query": query.in_english(catalogue) if query else None,
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
        "heading": part.heading or "Answer",
        "text": part.text,
        "url": link(f"{API}{query.address()}") if query else None,
        "count": len(part.rows),
        "ids": [row[query.evidence_list.key] for row in part.rows if query.evidence_list.key in row]
        if query
        else [],
    }


def _reply(request: Request, release: Release, question: str) -> Reply:
    """The reply to a question, kept to the sources that the address asks for."""
    sources = read_source_filter(request.query_params.multi_items(), release.catalogue)
    return ask(release, read_question(question), sources)


@router.get(
    "/ask.{format}",
    operation_id="export_answer",
    dependencies=[Depends(only("q", *SOURCE_PARAMETERS))],
)
async def export(request: Request, format_: FormatDep, q: Question) -> Response:
    """The whole list of the query that the question became."""

    def query_of_reply(request: Request, release: Release) -> Query:
        reply = _reply(request, release, q)
        if not reply.is_answered or not reply.query:
            raise QueryError([Problem("not-answered", "query parameter q", reply.answer)])
        return reply.query

    return await reader_of(request).run(request.scope, file, request, format_, query_of_reply)


@router.answers("/check-claim", "check_claim")
def check(
    release: Release,
    claim: Annotated[
        str, Parameter(description="A sentence or a figure.", max_length=LONGEST_CLAIM)
    ],
    project: Annotated[str | None, Parameter(description="The project that it is about.")] = None,
) -> Response:
    """Supported only where a row says it; differs only where a row shows so; else not found. What
    is so in part, or perhaps, is told so, and of a claim of several facts each.
    """
    ensure_text(claim, "claim")
    ids = read_compared([project], release.catalogue) if project else [None]
    result = check_claim(claim, evidence_of(release), *ids[:1])
    body = {
        "claim": claim,
        "verdict": result.verdict,
        "meaning": MEANINGS[result.verdict],
        "differences": result.differences,
        "parts": [
            {"claim": part, "verdict": check.verdict} for part, check in result.parts.items()
        ],
        "projects": result.projects,
        "release": release.name,
        "results": [_shown_match(match) for match in result.matches],
    }
    return as_json(body)


def _shown_match(match: Match) -> dict[str, Any]:
    name = match.statement.list_name
    return {
        "list_name": name,
        "differences": match.differences,
        "in_words": match.in_words,
        "shared": round(match.near, 3),
        "link": link(f"{API}/{name}/{match.key}"),
        "row": match.row,
    }
