"""The evidence of a release, read once; and where a row of it stands."""

from collections.abc import Iterator
from typing import Literal

from sqlalchemy.orm import Session

from app.check_claim.evidence import Evidence
from app.evidence import answers
from app.evidence.answers import Row
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.evidence.release_cache import ReleaseCache

ListName = Literal["findings", "outcomes", "recommendations", "programme"]

_KEYS: dict[ListName, str] = {
    "findings": "finding_id",
    "outcomes": "outcome_id",
    "recommendations": "recommendation_id",
    "programme": "fact",
}
_EVIDENCE = ReleaseCache[None, Evidence]()


def evidence_of(session: Session, names: Catalogue) -> Evidence:
    """Every row of a release that a claim may rest on."""
    return _EVIDENCE.get(names, None, lambda: _read(session, names))


def place_of(row: Row) -> tuple[ListName, str]:
    """The list that a row is from, and its id."""
    return next((name, row[key]) for name, key in _KEYS.items() if key in row)


def _read(session: Session, names: Catalogue) -> Evidence:
    rows, coded = (
        [row for name in lists for row in _stream(session, name, names)]
        for lists in (_KEYS, ("coded-findings",))
    )
    return Evidence(rows, coded, names)


def _stream(session: Session, name: str, names: Catalogue) -> Iterator[Row]:
    listing = answers.LISTINGS[name]
    yield from answers.stream(session, listing, Query(listing.resource), names)
