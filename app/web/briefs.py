"""A page for a board: one side of A4 in the browser and as a Word document, on whatever subject."""

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import zip_longest
from typing import TypeVar

from fastapi import Request, Response

from app.evidence.answers import Release, Row
from app.evidence.answers.shared_themes import theme_order
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import claim_sort_key, grouped
from app.evidence.row_wording import judged, outcome
from app.evidence.words import join_names
from app.exports.documents import MEDIA_TYPE, Brief, Section, brief_document
from app.web import labels
from app.web.barriers import Cause, Statement
from app.web.pages import Context
from app.web.rendering import attachment, link_to

Each = TypeVar("Each")
ENDING = ".docx"
MOST_NAMED = 6
"""Projects that are named where they are left out, or where nothing is told of them."""
_SOURCES = (
    "Sebba et al. (2017), Rees Centre, University of Oxford (page numbers, p., are from it)",
    "public pages as named",
)


def brief_of(title: str, lead: str, sections: Iterable[Section], release: Release) -> Brief:
    """A page for a board of the sections that have anything to tell."""
    parts = [section for section in sections if section[1]]
    made_at = datetime.fromisoformat(release.catalogue.release_date)
    return Brief(title, lead, parts, labels.CAVEAT, _SOURCES, made_at)


def brief_answer(
    request: Request, brief: Brief, json_address: str, crumb: tuple[str, str]
) -> Context | Response:
    """The brief as a page or, where the address ends so, as a Word document."""
    path = request.url.path
    if path.endswith(ENDING):
        name = f"{path.split('/')[-2]}-{brief.made_at:%Y-%m-%d}{ENDING}"
        return attachment(brief_document(brief), MEDIA_TYPE, name)
    document = link_to(f"{path}{ENDING}", request.query_params.multi_items())
    return {"brief": brief, "document": document, "json_address": json_address, "crumbs": (crumb,)}


def strongest(causes: Iterable[Cause], most: int) -> list[Statement]:
    """The first statement of every cause, then the second; each project once while space is short.

    Evaluators' words come first, and what is said of nobody by name last.
    """
    statements = in_turns(cause.statements for cause in causes)
    statements.sort(key=lambda statement: claim_sort_key(statement.claims[0]))
    named: set[str] = set()

    def is_repeat(statement: Statement) -> bool:
        projects = {claim["project_id"] for claim in statement.claims} - {None}
        is_told = bool(projects) and projects <= named
        named.update(projects)
        return is_told

    return sorted(statements, key=is_repeat)[:most]


def in_turns(groups: Iterable[Iterable[Each]]) -> list[Each]:
    """The first of every group, then the second."""
    return [each for rank in zip_longest(*groups) for each in rank if each is not None]


def of_each_kind(claims: Iterable[Row], catalogue: Catalogue) -> list[Row]:
    """One claim of each kind in the order of the work, then the second; of named projects first."""
    surest = sorted(claims, key=lambda row: (row["project_id"] is None, claim_sort_key(row)))
    kinds = grouped(surest, "theme_id")
    return in_turns(
        kinds[kind] for kind in sorted(kinds, key=lambda kind: theme_order(kind, catalogue))
    )


def with_project_name(row: Row, text: str, catalogue: Catalogue) -> str:
    """What is said in a row, with whose it is unless it says so itself, by a like name.

    Nobody need know that Surrey's project is Extended HOPE.
    """
    key = row["project_id"]
    if key is None:
        return text
    short = catalogue.projects.short(key)
    others = [name for name, owner in catalogue.projects.other_names.items() if owner == key]
    like = [name for name in others if name in short or short in name]
    is_named = any(name in text for name in (row["project_name"], short, *like))
    return text if is_named else f"{catalogue.projects.spelt_out(key)}: {text}"


def place_in(statement: Statement) -> str:
    return labels.place_of(statement.claims[0]["citation"])


def statement_points(
    statements: Iterable[Statement], catalogue: Catalogue
) -> list[tuple[str, str]]:
    """What is said, of whom, and where; what is said of one project alone is one point."""

    def whom(each: Statement) -> str:
        return each.claims[0]["project_id"] if len(each.claims) == 1 else join_names(each.projects)

    points = []
    for several in grouped(statements, lambda each: whom(each) or each.text).values():
        # The board asks which projects.
        text = " ".join(
            labels.with_result(each.claims[0], {}) if len(each.claims) == 1 else each.text
            for each in several
        )
        if several[0].projects:
            text = f"{join_names(several[0].projects)}: {text}"
        else:
            text = with_project_name(several[0].claims[0], text, catalogue)
        points.append((text, "; ".join(dict.fromkeys(map(place_in, several)))))
    return points


def point(row: Row, ends: labels.Ends | None = None) -> tuple[str, str]:
    """What a row tells a board, whatever list it is of, and where that is said."""
    if "response_statement" in row:
        text = f"{row['response_statement']} {labels.came_of(row, ends or {})}"
        return text, labels.place_of(row["response_citation"])
    text = (
        f"{labels.whose(row)}: {outcome_text(row)}" if "outcome_id" in row else labels.text_of(row)
    )
    return text, labels.advised_in(row)


def named_points(
    rows: Iterable[Row], ends: labels.Ends, catalogue: Catalogue, *, has_problem: bool = False
) -> list[tuple[str, str]]:
    """What rows tell, each with whose it is and, if asked for, the problem that it answers."""
    points = []
    for row in rows:
        text, place = point(row, ends)
        words = f"{row['barrier_statement']} What they did: {text}" if has_problem else text
        points.append((with_project_name(row, words, catalogue), place))
    return points


def outcome_text(row: Row, beside: Iterable[Row] = ()) -> str:
    """A result, what limits it, how it was measured, and what its project reports `beside`."""
    sentences = [judged(outcome(row), row), row["caveat"] or ""]
    # A number of cases is told once.
    cases = rf", sample of {row['sample_size']}\b"
    is_told = re.search(rf"\b{row['sample_size']}\b", " ".join(sentences))
    how = re.sub(cases, "", row["strength"]) if is_told else row["strength"]
    others = "; ".join(judged(outcome(each), each) for each in beside)
    also = f" Also reported there: {others}." if others else ""
    return f"{sentences[0]}. {sentences[1]} {how}.{also}".replace("  ", " ")
