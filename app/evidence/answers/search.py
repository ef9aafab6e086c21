"""What a search finds: ranked, with what was sought marked, and a suggestion where it is not."""

from collections import Counter
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import nearest
from app.evidence.models import SearchEntry, SearchWord, table
from app.full_text import Sought, ranked, segments, stem

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
    found = ranked(session.connection(), sought).subquery("found")
    joined = sa.select(ENTRY.kind).join_from(
        found, table(SearchEntry), found.c.entry_id == ENTRY.entry_id
    )
    by_kind = joined.add_columns(sa.func.count()).group_by(ENTRY.kind)
    counts: Counter[str] = Counter(dict(session.execute(by_kind).all()))
    weight = sa.case((ENTRY.kind == "project", PROJECT_WEIGHT), else_=1.0)
    score = (found.c.score * weight).label("weighed")
    wanted = joined.with_only_columns(ENTRY.kind, ENTRY.target_id, ENTRY.title, ENTRY.body, score)
    if kinds:
        wanted = wanted.where(ENTRY.kind.in_(kinds))
    ordered = wanted.order_by(score.desc(), ENTRY.entry_id)
    page = session.execute(ordered.offset(first).limit(most))
    hits = [
        Hit(kind, target, title, _snippet(body, sought), round(float(score), 6))
        for kind, target, title, body, score in page
    ]
    count = sum(counts[kind] for kind in kinds) if kinds else counts.total()
    return Hits(count, dict(sorted(counts.items())), hits, _suggestion(session, sought))


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
