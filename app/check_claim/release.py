"""The evidence of a release, read once; and where a row of it stands."""

from collections.abc import Iterator
from typing import Literal

from sqlalchemy.orm import Session

from app.ask import Lexicon
from app.check_claim.evidence import Evidence
from app.evidence import answers
from app.evidence.answers import Row
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.evidence.release_cache import ReleaseCache

ListName = Literal[
    "findings",
    "outcomes",
    "recommendations",
    "audit-conditions",
    "programme",
    "events",
    "projects",
]

_KEYS: dict[ListName, str] = {
    "findings": "finding_id",
    "outcomes": "outcome_id",
    "recommendations": "recommendation_id",
    "audit-conditions": "condition_id",
    "programme": "fact",
    "events": "event_id",
    "projects": "project_id",
}
_EVIDENCE = ReleaseCache[None, Evidence]()


def evidence_of(session: Session, lexicon: Lexicon) -> Evidence:
    """Every row of a release that a claim may rest on."""
    return _EVIDENCE.get(lexicon.catalogue, None, lambda: _read(session, lexicon))


def place_of(row: Row) -> tuple[ListName, str]:
    """The list that a row is from, and its id."""
    return next((name, row[key]) for name, key in _KEYS.items() if key in row)


def _read(session: Session, lexicon: Lexicon) -> Evidence:
    rows, coded = (
        [row for name in lists for row in _stream(session, name, lexicon.catalogue)]
        for lists in (_KEYS, ("coded-findings", "coded-outcomes"))
    )
    return Evidence(rows, coded, lexicon)


def _stream(session: Session, name: str, names: Catalogue) -> Iterator[Row]:
    listing = answers.LISTINGS[name]
    yield from answers.stream(session, listing, Query(listing.resource), names)
