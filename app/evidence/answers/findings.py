"""How findings, outcomes and chains (a facilitator with the barrier that it answers) are read."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import joined
from app.evidence import models as m
from app.evidence.answers.compiled import fetched, slot
from app.evidence.answers.listing import Listing, Row
from app.evidence.answers.lists import own_rows
from app.evidence.answers.pages import record, records
from app.evidence.answers.predicates import PREDICATES, Predicate
from app.evidence.catalogue import Catalogue
from app.evidence.queries import CHAINS, FINDINGS, OUTCOMES

CITED = ("statement", "source_id", "page", "paragraph")
FINDING, OUTCOME = m.table(m.Finding).c, m.table(m.Outcome).c


def _of_section(model: sa.Table, key: sa.ColumnElement[Any]) -> dict[str, Predicate]:
    """The section of its source in which a claim stands."""
    claim, place = model.alias("placed").c, m.table(m.Paragraph).c
    of_section = sa.select(claim[str(key.key)], place.section_id).where(
        claim.source_id == place.source_id, claim.paragraph == place.paragraph
    )
    sections = of_section.subquery("sections").c
    return {"section": Predicate(key, sections.section_id, sections[str(key.key)])}


FINDING_LISTING = Listing(
    resource=FINDINGS,
    rows=own_rows(FINDINGS),
    predicates=_of_section(m.table(m.Finding), FINDING.finding_id),
    counts=PREDICATES,
)


OUTCOME_LISTING = Listing(
    resource=OUTCOMES,
    rows=own_rows(OUTCOMES, sa.func.abs(OUTCOME.change_percent).label("change_size")),
    predicates=_of_section(m.table(m.Outcome), OUTCOME.outcome_id),
)


_RESPONSE, _BARRIER = m.table(m.Finding).alias("response"), m.table(m.Finding).alias("barrier")
_R, _B, _O, _OF = _RESPONSE.c, _BARRIER.c, m.table(m.Outcome).c, m.OUTCOME_FINDING.c
_RESULTS = (
    sa.select(_O.outcome_id)
    .where(_O.outcome_id == _OF.outcome_id, _OF.finding_id == _R.finding_id)
    .order_by(_O.outcome_id)
)


CHAIN_LISTING = Listing(
    resource=CHAINS,
    rows=sa.select(
        _R.finding_id.label("response_id"),
        *(_R[name].label(f"response_{name}") for name in ("theme_id", *CITED)),
        _R.response_result,
        _B.finding_id.label("barrier_id"),
        *(_B[name].label(f"barrier_{name}") for name in CITED),
        *(_B[name] for name in ("project_id", "theme_id", "overcome")),
        joined(_RESULTS.with_only_columns(_O.outcome_id), _RESPONSE).label("outcome_ids"),
        joined(_RESULTS.with_only_columns(_O.measure), _RESPONSE).label("outcome_measures"),
    ).select_from(_RESPONSE.join(_BARRIER, _R.responds_to == _B.finding_id)),
)


LISTINGS = (FINDING_LISTING, OUTCOME_LISTING, CHAIN_LISTING)


def finding(session: Session, finding_id: str, catalogue: Catalogue) -> Row | None:
    """A finding with the findings it belongs to and its place; nothing where there is none."""
    claim = record(session, FINDING_LISTING, finding_id, catalogue)
    if claim is None:
        return None
    barrier = claim["responds_to"] and record(
        session, FINDING_LISTING, claim["responds_to"], catalogue
    )
    return {
        **claim,
        **_place(session, claim),
        "answers": barrier,
        "responses": records(
            FINDING_LISTING, fetched(session, _RESPONSES, key=finding_id), catalogue
        ),
    }


_RESPONSES = FINDING_LISTING.rows.where(
    FINDING.responds_to == slot("key", FINDING.finding_id)
).order_by(FINDING.finding_id)


def _place(session: Session, record: Row) -> Row:
    where, text = m.table(m.Paragraph), m.table(m.ParagraphText)
    same: Any = sa.and_(
        text.c.source_id == where.c.source_id, text.c.paragraph == where.c.paragraph
    )
    place = sa.select(where.c.heading, text.c.text).select_from(where.outerjoin(text, same))
    heading, printed = session.execute(
        place.where(
            where.c.source_id == record["source_id"], where.c.paragraph == record["paragraph"]
        )
    ).one()
    return {"section_heading": heading, "paragraph_text": printed}
