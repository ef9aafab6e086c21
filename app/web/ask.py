"""The page of questions in English: the answer with its sources, or examples."""

import re
import textwrap
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from sqlalchemy.orm import Session

from app.ask import Lexicon, Part, Reply, ask, read_question
from app.dependencies import API
from app.evidence.answers import Row
from app.evidence.answers.planning import WORRIES, Worry
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.web import barriers
from app.web.barriers import Cause
from app.web.list_pages import LIST_PAGES
from app.web.lists import Chip, address, chips
from app.web.pages import page
from app.web.rendering import Page

SECTION = "/ask"
EXAMPLES = (
    ("What got in the way", "Which projects hit recruitment delays?"),
    ("What helped", "What made joint working work?"),
    ("Results", "Who cut turnover by at least 20%?"),
    ("A project or a place", "Did Hackney have planning problems?"),
    ("Who led or evaluated it", "CSE projects led by charities"),
    ("What was tried", "How did others get round slow referrals?"),
    ("Several things at once", "Low numbers, but not because partners left"),
    ("What is recommended", "Any advice on referrals?"),
)
"""A question of each kind that is understood."""
MAX_PARAGRAPH = 260
"""Characters of a paragraph that is read at a glance."""
MAX_WORRIES = 3
MAX_CLAIMS = 40
"""Claims under an answer; the list that it links to has all of them."""


@page("/ask", "q")
def show(request: Request, session: Session, lexicon: Lexicon) -> Page:
    """The answer to a question; without one, the search box and examples."""
    names = lexicon.catalogue
    question = request.query_params.get("q", "")
    if not question.strip():
        return _empty()
    reply = ask(session, read_question(question), lexicon)
    return Page(
        template="ask.html",
        heading=reply.question,
        description=textwrap.shorten(reply.answer, 200, placeholder=" …"),
        twin=f"{API}/ask?{urlencode({'q': reply.question})}",
        section=SECTION,
        context=_context(reply, names),
    )


def _empty() -> Page:
    return Page(
        template="ask.html",
        heading="Ask in plain English",
        description="Ask what helped, what got in the way, what was done about it and the results.",
        twin=API,
        section=SECTION,
        context={"reply": None, "examples": EXAMPLES},
    )


def _context(reply: Reply, names: Catalogue) -> dict[str, Any]:
    parts = chips(_path(reply.query), reply.query, names) if reply.query else []
    found = reply.rows["findings"]
    causes = barriers.causes(found, names, found[:MAX_CLAIMS])
    return {
        "reply": reply,
        "paragraphs": [short for each in reply.paragraphs for short in _short(each)],
        "examples": EXAMPLES,
        "chips": parts,
        "read_as": _read_as(reply, parts),
        "opened": _opened(reply.query) if reply.query else None,
        "has_page": bool(reply.query and reply.query.resource.name in LIST_PAGES),
        "groups": [cause for cause in causes if cause.statements],
        "others": [_shown(part, names) for part in reply.parts[1:] if _is_shown_apart(part)],
        "worries": _worries(reply, names),
        "near": [(near.label, _opened(near.query)) for near in reply.near],
        "missed": " ".join(reply.not_understood) or reply.question,
        "most": MAX_CLAIMS,
    }


def _worries(reply: Reply, names: Catalogue) -> list[Worry]:
    """The worries that an answer is about: their pages have what was tried, and a slide."""
    rows = [*reply.rows["findings"], *reply.rows["chains"]]
    themes = [set(names.with_parent(row["theme_id"])) for row in rows]
    counts = {
        key: sum(bool(each & {*w.theme_ids}) for each in themes) for key, w in WORRIES.items()
    }
    met = sorted((key for key in counts if counts[key]), key=lambda key: -counts[key])
    return [WORRIES[key] for key in met[:MAX_WORRIES]]


_SENTENCE_END = re.compile(r"(?<=[a-z)]\.) (?=[A-Z])(?!(?:This|These|They|It|Both|Yet)\b)")


def _short(paragraph: str) -> list[str]:
    """A paragraph in parts that are read at a glance; what goes back to a sentence stays by it."""
    parts = [""]
    for sentence in _SENTENCE_END.split(paragraph):
        if parts[-1] and len(parts[-1]) + len(sentence) > MAX_PARAGRAPH:
            parts.append("")
        parts[-1] = f"{parts[-1]} {sentence}".strip()
    return parts


def _is_shown_apart(part: Part) -> bool:
    """Whether the rows of a part are not among the rows of the reply."""
    name = part.query.resource.name if part.query else ""
    return name in ("audit-conditions", "findings")


def _shown(part: Part, names: Catalogue) -> tuple[str, list[Cause], list[Row]]:
    """A part's heading, its claims by cause, and its other rows."""
    rows = list(part.rows[:MAX_CLAIMS])
    claims = [row for row in rows if "statement" in row]
    others = [row for row in rows if "statement" not in row]
    return part.heading, barriers.causes(claims, names), others


def _read_as(reply: Reply, parts: list[Chip]) -> dict[str, list[str]]:
    """The words of the question, each with the conditions of the query that they mean."""
    meanings: dict[str, list[str]] = {}
    # What a name of the evidence is asks for the list that mentions it: no words meant that.
    for understood, chip in zip(reply.understood, parts, strict=False):
        meanings.setdefault(understood.words, []).append(chip.text)
    return meanings


def _path(query: Query) -> str:
    """The page of a list, or its address in the API where it has none."""
    name = query.resource.name
    return LIST_PAGES.get(name, f"{API}/{name}")


def _opened(query: Query) -> str:
    return address(_path(query), query)
