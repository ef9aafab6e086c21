"""What a search finds: ranked, with what was sought marked, and a suggestion where it is not."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.errors import nearest
from app.evidence.answers.ranked import ranked, words_sought
from app.evidence.models import KIND_CODES, SearchEntry, SearchWord, table
from app.full_text import Sought, segments, stem

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

_KINDS = {code: kind for kind, code in KIND_CODES.items()}

NUMBERS_AT_ONCE = 5_000
"""So many entries are looked up at once: SQLite counts the parameters of a statement."""

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
    words = words_sought(session, sought)
    found = ranked(session, sought, words).weighed(KIND_CODES["project"], PROJECT_WEIGHT)
    counts = {_KINDS[code]: count for code, count in found.counts().items()}
    if kinds:
        found = found.among([KIND_CODES[kind] for kind in kinds])
    before, scores = found.tied_with(first, most)
    place = first - before
    rows = _shown(session, _in_order(session, scores)[place : place + most])
    hits = [_hit(row, scores[row.entry_number], sought) for row in rows]
    count = sum(counts.get(kind, 0) for kind in kinds or counts)
    suggestion = _suggestion(session, sought, set(words.values()))
    return Hits(count, dict(sorted(counts.items())), hits, suggestion)


def _hit(row: Any, score: float, sought: Sought) -> Hit:
    return Hit(row.kind, row.target_id, row.title, _snippet(row.body, sought), round(score, 6))


def _in_order(session: Session, scores: Mapping[int, float]) -> list[int]:
    """Entries by their numbers: the best first, ties in the order of the ids."""
    ids: dict[int, str] = {}
    numbers = list(scores)
    for start in range(0, len(numbers), NUMBERS_AT_ONCE):
        some = ENTRY.entry_number.in_(numbers[start : start + NUMBERS_AT_ONCE])
        rows = session.execute(sa.select(ENTRY.entry_number, ENTRY.entry_id).where(some))
        ids.update(rows.all())
    return sorted(ids, key=lambda number: (-scores[number], ids[number]))


def _shown(session: Session, numbers: Sequence[int]) -> list[Any]:
    """What is shown of some entries, in the same order."""
    shown = (ENTRY.entry_number, ENTRY.kind, ENTRY.target_id, ENTRY.title, ENTRY.body)
    rows = session.execute(sa.select(*shown).where(ENTRY.entry_number.in_(numbers)))
    by_number = {row.entry_number: row for row in rows}
    return [by_number[number] for number in numbers]


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


def _suggestion(session: Session, sought: Sought, stems: Collection[str]) -> str | None:
    """The search with each word that occurs nowhere replaced by the nearest that does."""
    beginnings = {term.beginning for term in sought.terms}
    unknown = {w for w in sought.words if stem(w) not in stems and w not in beginnings}
    if not unknown:
        return None
    known = session.scalars(sa.select(WORD.word).order_by(WORD.word)).all()
    words, is_changed = [], False
    for word in sought.words:
        if word not in unknown:
            words.append(word)
        elif near := nearest(word, known, most=1):
            words += near
            is_changed = True
    return " ".join(words) if is_changed else None
