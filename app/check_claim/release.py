"""The evidence of a release, read once."""

from collections.abc import Iterator

from app.ask import Lexicon
from app.check_claim.evidence import Evidence
from app.check_claim.wordings import KEYS
from app.database import Session
from app.evidence import answers
from app.evidence.answers import Row
from app.evidence.catalogue import Catalogue, ReleaseCache
from app.evidence.queries import Query

_EVIDENCE = ReleaseCache[None, Evidence]()


def evidence_of(session: Session, lexicon: Lexicon) -> Evidence:
    """Every row of a release that a claim may rest on."""
    return _EVIDENCE.get(lexicon.catalogue, None, lambda: _read(session, lexicon))


def _read(session: Session, lexicon: Lexicon) -> Evidence:
    rows, coded = (
        [row for name in lists for row in _stream(session, name, lexicon.catalogue)]
        for lists in (KEYS, ("coded-findings", "coded-outcomes"))
    )
    return Evidence(rows, coded, lexicon)


def _stream(session: Session, name: str, names: Catalogue) -> Iterator[Row]:
    listing = answers.LISTINGS[name]
    yield from answers.stream(session, listing, Query(listing.resource), names)
