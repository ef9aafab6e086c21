"""The page of questions in English: the answer with its sources, or examples."""

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any
from urllib.parse import urlencode

from fastapi import Request

from app.ask import Lexicon, Part, Reply, ask, read_question
from app.database import Session
from app.dependencies import API
from app.evidence import answers
from app.evidence.answers import LISTINGS, Row
from app.evidence.answers.planning import WORRIES, Worry
from app.evidence.catalogue import Catalogue
from app.evidence.queries import OUTCOMES, Query
from app.evidence.queries.reading import MAX_COMPARED
from app.web import barriers
from app.web.alike import why_alike
from app.web.barriers import Statement
from app.web.list_pages import LIST_PAGES
from app.web.lists import Chip, address, chips
from app.web.pages import page
from app.web.pictures import Pictures, pictures_of_list
from app.web.places import councils
from app.web.rendering import Page
from app.web.shortlist_board import doubt

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
KIND = "area_kind"
UNTITLED = "Answer"
"""The heading of a part that needs none."""
SHOWN_LISTS = ("chains", "events", "recommendations", "audit-conditions")
"""The lists, besides findings, whose rows stand beneath an answer with all that they say."""
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
        context=_context(session, reply, names),
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


def _context(session: Session, reply: Reply, names: Catalogue) -> dict[str, Any]:
    parts = chips(_path(reply.query), reply.query, names) if reply.query else []
    keys = tuple(row["project_id"] for row in reply.projects)
    projects = answers.rows_with(session, LISTINGS["projects"], {"project": keys}, names)
    return {
        "reply": reply,
        "blocks": _blocks(session, reply, names),
        "besides": _short(_besides_parts(reply)),
        "projects": sorted(projects, key=lambda row: keys.index(row["project_id"])) if keys else [],
        "did": {row["project_id"]: row["summary"] for row in projects if keys and row["summary"]},
        **_council(session, reply.query, projects if keys else [], names),
        "councils": _councils(session, reply.query, projects if keys else [], names),
        "examples": EXAMPLES,
        "chips": parts,
        "read_as": _read_as(reply, parts),
        "opened": _opened(reply.query) if reply.query else None,
        "compared": _compared(reply.query),
        "has_page": bool(reply.query and reply.query.resource.name in LIST_PAGES),
        "worries": _worries(reply, names),
        "near": [(near.label, _opened(near.query)) for near in reply.near],
        "missed": " ".join(reply.not_understood) or reply.question,
    }


def _council(
    session: Session, query: Query | None, projects: list[Row], names: Catalogue
) -> dict[str, Any]:
    """The council that a question is of, and why each project is like those of it."""
    of = (one for one in (query.conditions if query else ()) if one.parameter in ("area", "near"))
    asked = {key for one in of for key in one.values}
    known = {row["area_id"]: row for row in councils(session, names)} if asked else {}
    council = known.get(asked.pop()) if len(asked) == 1 else None
    why = {row["project_id"]: why_alike(council, row, known) for row in projects if council}
    return {"council": council, "why": why}


def _councils(
    session: Session, query: Query | None, projects: list[Row], names: Catalogue
) -> list[Row]:
    """The places of projects that are of the kind of council that a question asks for."""
    asked = [one.values for one in (query.conditions if query else ()) if one.parameter == KIND]
    there = {area for project in projects for area in project["areas"]}
    rows = answers.rows_with(session, LISTINGS["areas"], {"kind": asked[0]}, names) if asked else []
    return [row for row in rows if row["area_id"] in there]


@dataclass(frozen=True)
class Block:
    """A part of an answer under its heading: what it says besides its rows, and the rows."""

    heading: str
    paragraphs: list[str]
    address: str | None
    statements: list[Statement]
    left: int
    """Claims that are not shown."""
    rows: dict[str, list[Row]]
    """The other rows by the list that they are of."""
    in_words: list[str]
    """What a table of results says, as it would be told."""
    pictures: Pictures | None
    level: int = 2
    """The level of its heading: below a question of several, its parts are at the third."""


def _blocks(session: Session, reply: Reply, names: Catalogue) -> list[Block]:
    """The parts of an answer; what stands behind the first is shown with it."""
    if reply.pieces:
        return [
            replace(block, level=3 if place else 2)
            for piece in reply.pieces
            for place, block in enumerate(_blocks(session, piece, names))
        ]
    first = reply.parts[0].heading if reply.parts else ""
    later = [part for part in reply.parts if part.heading != first]
    apart = {id(row) for part in later for row in part.rows}
    behind = {
        name: [row for row in rows if id(row) not in apart] for name, rows in reply.rows.items()
    }
    blocks = []
    for part in [*reply.parts[:1], *later]:
        name = part.query.resource.name if part.query else ""
        rows = behind if part is reply.parts[0] else {}
        rows = rows if rows.get(name) else {**rows, name: part.rows}
        blocks.append(_block(session, part, rows, names))
    return blocks


def _block(session: Session, part: Part, rows: Mapping[str, list[Row]], names: Catalogue) -> Block:
    claims = rows.get("findings", [])
    causes = barriers.causes(claims, names, claims[:MAX_CLAIMS])
    if claims == part.rows:
        # The answer has put them in the order in which they answer the question.
        order = list(dict.fromkeys(row["theme_id"] for row in claims))
        causes.sort(key=lambda cause: order.index(cause.theme_id))
    in_turn = zip_longest(*(cause.statements for cause in causes))
    others = {name: own for name, own in rows.items() if own and name != "findings"}
    results = sorted(others.get("outcomes", ()), key=doubt)
    others |= {"outcomes": results} if results else {}
    is_shown = claims or any(name in others for name in SHOWN_LISTS)
    said = [part.lead] if is_shown or results else [part.lead, part.told]
    return Block(
        "" if part.heading == UNTITLED else part.heading,
        _short(_without(part.heading, " ".join(said))),
        _opened(part.query) if part.query else None,
        [each for row in in_turn for each in row if each],
        max(0, len(claims) - MAX_CLAIMS),
        others,
        _short(_without(part.heading, part.told)) if results else [],
        _pictures(session, part.query, names) if results else None,
    )


def _pictures(session: Session, query: Query | None, names: Catalogue) -> Pictures | None:
    """The bars of results that are asked for as such."""
    is_of_results = query is not None and query.resource is OUTCOMES
    return pictures_of_list(session, names, query) if query and is_of_results else None


def _without(heading: str, text: str) -> str:
    """The sentences of a part that begin with its heading, without it."""
    is_question = heading.endswith("?")
    return text.removeprefix(heading if is_question else f"{heading}:").strip()


def _besides_parts(reply: Reply) -> str:
    """What an answer says in none of its parts, such as which words were left out."""
    rest = reply.answer
    for part in reply.parts:
        rest = rest.replace(part.text, "", 1)
    return rest.strip()


def _worries(reply: Reply, names: Catalogue) -> list[Worry]:
    """The worries that came true in an answer, or else that its question is about."""
    met = [row for row in reply.rows["findings"] if row["polarity"] == "barrier"]
    rows = [*met, *reply.rows["chains"]]
    themes = [set(names.with_parent(row["theme_id"])) for row in rows] or [
        {*names.with_parent(theme), *names.with_sub_themes(theme)}
        for condition in (reply.query.conditions if reply.query else ())
        if condition.filter.name in ("barrier", "facilitator", "theme")
        for theme in condition.values
    ]
    counts = {
        key: sum(bool(each & {*w.theme_ids}) for each in themes) for key, w in WORRIES.items()
    }
    first = sorted((key for key in counts if counts[key]), key=lambda key: -counts[key])
    return [WORRIES[key] for key in first[:MAX_WORRIES]]


_SENTENCE_END = re.compile(r"(?<=[a-z)]\.) (?=[A-Z])(?!(?:This|These|They|It|Both|Yet)\b)")


def _short(paragraph: str) -> list[str]:
    """A paragraph in parts that are read at a glance; what goes back to a sentence stays by it.

    Where pages are named, a part ends with one: what comes before it is of one claim.
    """
    parts, has_pages = [""], ")." in paragraph
    for sentence in _SENTENCE_END.split(paragraph):
        is_whole = parts[-1].endswith(").") or not has_pages
        if parts[-1] and is_whole and len(parts[-1]) + len(sentence) > MAX_PARAGRAPH:
            parts.append("")
        parts[-1] = f"{parts[-1]} {sentence}".strip()
    return [part for part in parts if part]


def _read_as(reply: Reply, parts: list[Chip]) -> dict[str, list[str]]:
    """The words of the question, each with the conditions of the query that they mean."""
    meanings: dict[str, list[str]] = {}
    # What a name of the evidence is asks for the list that mentions it: no words meant that.
    for understood, chip in zip(reply.understood, parts, strict=False):
        meanings.setdefault(understood.words, []).append(chip.text)
    return meanings


def _compared(query: Query | None) -> str | None:
    """The page that compares the projects of a query, where they are few."""
    of = [one.values for one in (query.conditions if query else ()) if one.parameter == "project"]
    few = [ids for ids in of if 1 < len(ids) <= MAX_COMPARED]
    return f"/compare?{urlencode({'project': ','.join(few[0])})}" if few else None


def _path(query: Query) -> str:
    """The page of a list, or its address in the API where it has none."""
    name = query.resource.name
    return LIST_PAGES.get(name, f"{API}/{name}")


def _opened(query: Query) -> str:
    return address(_path(query), query)
