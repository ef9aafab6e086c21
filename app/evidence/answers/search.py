"""What a search finds: ranked, with what was sought marked, and a suggestion where it is not."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import nearest
from app.evidence.models import SearchEntry, SearchWord, table
from app.full_text import Sought, one_by_one, ranked, segments, stem

ENTRY, WORD = table(SearchEntry).c, table(SearchWord).c

FOUND_KINDS = {
    "project": "projects",
    "finding": "findings",
    "outcome": "outcomes",
    "theme": "themes",
    "organisation": "organisations",
    "recommendation": "recommendations",
    "audit-condition": "audit-conditions",
    "paragraph": None,
}
"""What can be found, and the list that shows it."""

PROJECT_WEIGHT = 3.0
"""Who types the name of a project means the project, before all that is said of it."""

AROUND = 90
"""So many signs are shown on either side of the first match."""


@dataclass(frozen=True)
class Hit:
    """Something that was found."""

    kind: str
    target_id: str
    title: str
    snippet: list[tuple[str, bool]]
    score: float


@dataclass(frozen=True)
class Hits:
    """A page of what was found, best first."""

    count: int
    kinds: dict[str, int]
    hits: list[Hit]
    suggestion: str | None


def search(session: Session, sought: Sought, kinds: tuple[str, ...], first: int, most: int) -> Hits:
    """What has every term that is sought, best first; ties in the order of the ids."""
    rows = session.execute(_asked(session.connection(), sought, kinds, first + most)).all()
    counts = {row.kind: row.hit_count for row in rows if row.hit_count is not None}
    found = [row for row in rows if row.hit_count is None]
    found.sort(key=lambda row: (-row.score, row.entry_id))
    hits = [
        Hit(row.kind, row.target_id, row.title, _snippet(row.body, sought), round(row.score, 6))
        for row in found[first:]
    ]
    count = sum(counts.get(kind, 0) for kind in kinds or counts)
    return Hits(count, dict(sorted(counts.items())), hits, _suggestion(session, sought))


def _asked(
    connection: sa.Connection, sought: Sought, kinds: tuple[str, ...], most: int
) -> sa.CompoundSelect[Any]:
    """How many hits there are of each kind, and the best: what has every term is found once."""
    hit = ranked(connection, sought).subquery("hit").c
    weight = sa.case((hit.kind == "project", PROJECT_WEIGHT), else_=1.0)
    score = sa.cast(hit.score * weight, sa.Double).label("score")
    weighed = sa.select(hit.entry_number, hit.kind, score).cte("weighed")
    wanted = sa.select(weighed.c.entry_number, weighed.c.score)
    if kinds:
        wanted = wanted.where(weighed.c.kind.in_(kinds))
    # Only those as good as the last that is shown are looked up, to put ties in order.
    ordered = wanted.order_by(weighed.c.score.desc())
    last = ordered.with_only_columns(weighed.c.score).offset(most - 1).limit(1).scalar_subquery()
    best = wanted.where(weighed.c.score >= sa.func.coalesce(last, 0.0)).subquery("best")
    shown = (ENTRY.entry_id, ENTRY.target_id, ENTRY.title, ENTRY.body)
    page = (
        sa.select(ENTRY.kind, sa.cast(None, sa.Integer).label("hit_count"), *shown, best.c.score)
        .join_from(best, table(SearchEntry), best.c.entry_number == ENTRY.entry_number)
        .where(one_by_one(connection, ENTRY.entry_number, sa.select(best.c.entry_number)))
        .order_by(best.c.score.desc(), ENTRY.entry_id)
        .limit(most)
        .subquery("page")
    )
    blank = (sa.null().label(column.name) for column in (*shown, score))
    counted = sa.select(weighed.c.kind, sa.func.count().label("hit_count"), *blank)
    return sa.union_all(counted.group_by(weighed.c.kind), sa.select(page))


def _snippet(body: str, sought: Sought) -> list[tuple[str, bool]]:
    """The words round the first match, in pieces that are what was sought and that are not."""
    pieces = list(segments(body, sought))
    at, position = 0, 0
    for piece, is_match in pieces:
        if is_match:
            at = position
            break
        position += len(piece)
    shown: list[tuple[str, bool]] = []
    position = 0
    for piece, is_match in pieces:
        if at - AROUND <= position <= at + 2 * AROUND:
            if shown and shown[-1][1] == is_match:
                shown[-1] = (shown[-1][0] + piece, is_match)
            else:
                shown.append((piece, is_match))
        position += len(piece)
    return shown


def _suggestion(session: Session, sought: Sought) -> str | None:
    """The search with each word that occurs nowhere replaced by the nearest that does."""
    known = session.scalars(sa.select(WORD.word)).all()
    stems = {stem(word) for word in known}
    beginnings = {term.beginning for term in sought.terms}
    words, is_changed = [], False
    for word in sought.words:
        if stem(word) in stems or word in beginnings:
            words.append(word)
        elif near := nearest(word, known, most=1):
            words += near
            is_changed = True
    return " ".join(words) if is_changed else None
