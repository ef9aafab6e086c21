"""Where in the sources that which is coded stands."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.evidence.answers.advice import AUDIT_CONDITION_LISTING, RECOMMENDATION_LISTING
from app.evidence.answers.findings import FINDING_LISTING, OUTCOME_LISTING
from app.evidence.answers.listing import Listing
from app.evidence.catalogue import Catalogue
from app.evidence.release_cache import ReleaseCache

CODED = (FINDING_LISTING, OUTCOME_LISTING, RECOMMENDATION_LISTING, AUDIT_CONDITION_LISTING)
"""The lists whose rows stand in a paragraph of a source."""


@dataclass(frozen=True)
class Coded:
    """How many rows of a list stand in a paragraph, and who coded them, where that is said."""

    name: str
    source_id: str
    page: int
    paragraph: str
    coded_by: str | None
    count: int


_COVERAGE = ReleaseCache[None, list[Coded]]()


def coverage(session: Session, catalogue: Catalogue) -> list[Coded]:
    """What is coded in each paragraph, counted once for each release."""

    def count() -> list[Coded]:
        return [
            Coded(listing.resource.name, *row)
            for listing in CODED
            for row in session.execute(_counted(listing))
        ]

    return _COVERAGE.get(catalogue, None, count)


def _counted(listing: Listing) -> sa.Select[Any]:
    rows = listing.rows.subquery("coded").c
    place = [rows.source_id, rows.page, rows.paragraph]
    by = [*place, rows.coded_by] if "coded_by" in rows else place
    coded_by = rows.get("coded_by", sa.null())
    return sa.select(*place, coded_by, sa.func.count()).group_by(*by).order_by(*place)
