"""The page of questions in English: the answer with its receipts, or a page that helps."""

import textwrap
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session

from app.ask import Lexicon, Reply, ask, read_question
from app.dependencies import API, only, reads_release
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.web.lists import LIST_PAGES, Chosen, address, chips
from app.web.rendering import Page, render

router = APIRouter(include_in_schema=False)

SECTION = "/ask"
EXAMPLES = (
    ("What hindered", "Which projects hit recruitment delays?"),
    ("What helped", "What made joint working work?"),
    ("What changed", "Who cut turnover by at least 20%?"),
    ("A project or a place", "Did Hackney have planning problems?"),
    ("A subject, a lead, an evaluator", "CSE projects led by charities"),
    ("What was done about it", "How did others get round slow referrals?"),
    ("Several things at once", "Low numbers, but not because partners left"),
    ("What is recommended", "Any advice on referrals?"),
)
"""Questions of every kind that is understood."""
MAX_CLAIMS = 40
"""So many claims stand under an answer; the list that it leads to has all of them."""


@router.get("/ask", dependencies=[Depends(only("q"))])
@reads_release
def show(request: Request, session: Session, lexicon: Lexicon) -> Response:
    """The answer to a question; without one, the box and what may be asked."""
    names = lexicon.catalogue
    written = request.query_params.get("q", "")
    if not written.strip():
        return render(request, _unasked(), names.release)
    reply = ask(session, read_question(written), lexicon)
    page = Page(
        template="ask.html",
        heading=reply.question,
        description=textwrap.shorten(reply.answer, 200, placeholder=" …"),
        twin=f"{API}/ask?{urlencode({'q': reply.question})}",
        crumbs=(("Ask", SECTION),),
        section=SECTION,
        context=_context(reply, names),
    )
    return render(request, page, names.release)


def _unasked() -> Page:
    return Page(
        template="ask.html",
        heading="Ask in plain English",
        description="Ask what helped, what hindered, what changed and what was done about it.",
        twin=API,
        section=SECTION,
        context={"reply": None, "examples": EXAMPLES},
    )


def _context(reply: Reply, names: Catalogue) -> dict[str, Any]:
    parts = chips(_path(reply.query), reply.query, names) if reply.query else []
    return {
        "reply": reply,
        "examples": EXAMPLES,
        "chips": parts,
        "read_as": _read_as(reply, parts),
        "opened": _opened(reply.query) if reply.query else None,
        "has_page": bool(reply.query and reply.query.resource.name in LIST_PAGES),
        "near": [(one.label, _opened(one.query)) for one in reply.near],
        "missed": " ".join(reply.not_understood) or reply.question,
        "most": MAX_CLAIMS,
    }


def _read_as(reply: Reply, parts: list[Chosen]) -> dict[str, list[str]]:
    """The words of the question, each with the parts of the query that they stand for."""
    found: dict[str, list[str]] = {}
    for understood, part in zip(reply.understood, parts, strict=True):
        found.setdefault(understood.words, []).append(part.says)
    return found


def _path(query: Query) -> str:
    """The page of a list, or its address in the API where it has none."""
    name = query.resource.name
    return LIST_PAGES.get(name, f"{API}/{name}")


def _opened(query: Query) -> str:
    return address(_path(query), query)
