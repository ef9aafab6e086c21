"""The page of questions in English: the answer with its sources, or examples."""

import textwrap
from collections import Counter
from typing import Any
from urllib.parse import urlencode

from fastapi import Request

from app.ask import Reply, ask, read_question
from app.dependencies import API
from app.evidence.answers import Release, Row, theme_values
from app.evidence.answers.worries import TURNOVER, WORRIES, Worry, worries_on
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import grouped
from app.evidence.queries import Query
from app.evidence.queries.reading import MAX_COMPARED
from app.evidence.queries.sources import SOURCE_PARAMETERS
from app.web.blocks import Block, blocks_of, opened, path_of, short
from app.web.filter_labels import words_of
from app.web.list_pages import LIST_PAGES, list_title
from app.web.lists import Chip, chips, source_filter
from app.web.pages import Context, page
from app.web.places import councils
from app.web.problem_answers import asked_by, claims_of
from app.web.similar_projects import why_alike

EXAMPLES = [*words_of("questions").items()]
"""A question of each kind that is understood."""
MAX_WORRIES = 4


@page("/ask", "q", *SOURCE_PARAMETERS)
def show(request: Request, release: Release) -> Context:
    """The answer to a question; without one, the search box and examples."""
    question, narrowed = (
        request.query_params.get("q", ""),
        source_filter(request, release.catalogue),
    )
    if not question.strip():
        return {"reply": None, "examples": EXAMPLES, "source_filter": narrowed}
    reply = ask(release, read_question(question), narrowed.query)
    return {
        "heading": reply.question,
        "description": textwrap.shorten(reply.answer, 200, placeholder=" …"),
        "json_address": f"{API}/ask?{urlencode([('q', reply.question), *narrowed.query.pairs])}",
        **_context(release, reply),
        "source_filter": narrowed,
    }


def _context(release: Release, reply: Reply) -> dict[str, Any]:
    parts = chips(path_of(reply.query), reply.query, release.catalogue) if reply.query else []
    keys, blocks = tuple(row["project_id"] for row in reply.projects), blocks_of(release, reply)
    projects = release.rows("projects", project=keys)
    return {
        "reply": reply,
        "blocks": blocks,
        "besides": short(" ".join(reply.notes)),
        "projects": sorted(projects, key=lambda row: keys.index(row["project_id"])) if keys else [],
        "about": {row["project_id"]: row["summary"] for row in projects if keys},
        "lowered": _lowered(release, reply),
        **_council(release, reply, projects if keys else []),
        "councils": _councils(release, reply.query, projects if keys else []),
        "examples": EXAMPLES,
        "chips": parts,
        "read_as": _read_as(reply, parts),
        "opened": opened(reply.query) if reply.query else None,
        "compared": _compared(reply.query),
        "has_page": bool(reply.query and reply.query.evidence_list.name in LIST_PAGES),
        "worries": _worries(reply, blocks, release.catalogue),
        "said": list_title(reply.query, release.catalogue) if reply.query else "",
        "near": [(list_title(query, release.catalogue), opened(query)) for query in reply.near],
        "missed": " ".join(reply.not_understood) or reply.question,
    }


def _lowered(release: Release, reply: Reply) -> dict[str, list[Row]]:
    """Of the projects of an answer on turnover, what is said of less of it."""
    rows = reply.rows["outcomes"]
    keys = {row["project_id"] for row in rows if row["parent_theme_id"] == TURNOVER}
    claims = release.rows("findings", project=keys, theme=TURNOVER) if keys else []
    return grouped(claims, "project_id")


def _council(release: Release, reply: Reply, projects: list[Row]) -> dict[str, Any]:
    """The council that a question is of, and why each project is like those of it."""
    area_ids = {*asked_by(reply.query, "area", "near")}
    for row in projects if len(projects) == 1 else ():
        # A project may be called by its place: there are others.
        places = zip(row["areas"], row["area_names"], strict=True)
        area_ids |= {key for key, name in places if name in reply.question}
    areas = {row["area_id"]: row for row in councils(release)} if area_ids else {}
    council = areas.get(area_ids.pop()) if len(area_ids) == 1 else None
    why = {row["project_id"]: why_alike(council, row, areas) for row in projects if council}
    return {"council": council, "why": why}


def _councils(release: Release, query: Query | None, projects: list[Row]) -> list[Row]:
    """The places of projects that are of the kind of council that a question asks for."""
    kinds = asked_by(query, "area_kind")
    there = {area for project in projects for area in project["areas"]}
    rows = release.rows("areas", kind=kinds) if kinds else []
    return [row for row in rows if row["area_id"] in there]


def _worries(reply: Reply, blocks: list[Block], catalogue: Catalogue) -> list[Worry]:
    """The worries that came true in an answer, the most frequent first, or of its question."""
    met = [block.met.opening for block in blocks if block.met]
    themes = [theme for causes in met for theme, projects in causes.items() for _ in projects]
    themes = themes or [row["theme_id"] for row in claims_of(reply) if row["polarity"] == "barrier"]
    counts = Counter(
        worry.worry_id
        for theme in themes or theme_values(reply.query)
        for worry in worries_on([theme], catalogue)
    )
    return [WORRIES[key] for key, _ in counts.most_common(MAX_WORRIES)]


def _read_as(reply: Reply, parts: list[Chip]) -> dict[str, list[str]]:
    """The words of the question, each with the conditions of the query that they mean."""
    meanings: dict[str, list[str]] = {}
    # What a name of the evidence is asks for the list that mentions it: no words meant that.
    for understood, chip in zip(reply.understood, parts, strict=False):
        meanings.setdefault(understood.words, []).append(chip.text)
    return meanings


def _compared(query: Query | None) -> str | None:
    ids = asked_by(query, "project")
    is_few = 1 < len(ids) <= MAX_COMPARED
    return f"/compare?{urlencode({'project': ','.join(ids)})}" if is_few else None
