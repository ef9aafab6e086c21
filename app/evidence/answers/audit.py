"""What the evidence says on each condition of the self-audit."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.evidence.answers.advice import AUDIT_CONDITION_LISTING, RECOMMENDATION_LISTING
from app.evidence.answers.counts import COUNTS
from app.evidence.answers.findings import FINDING_LISTING
from app.evidence.answers.listing import Row
from app.evidence.answers.pages import Answer, answer, rows_with
from app.evidence.answers.predicates import with_sub_themes
from app.evidence.catalogue import Catalogue
from app.evidence.queries import FINDINGS, Query
from app.evidence.vocabulary import POLARITY

SHOWN = 3
"""How many claims stand for all of one polarity."""
READ_AT_ONCE = 25
"""Most often these few claims are among so many."""


@dataclass(frozen=True)
class Met:
    """The claims of one polarity on the themes of a condition: of how many projects, and a few."""

    count: int
    project_count: int
    shown: list[Row]


@dataclass(frozen=True)
class Audited:
    """A condition of the self-audit, what was met on its themes, and what is recommended there."""

    condition: Row
    met: dict[str, Met]
    recommendations: list[Row]

    @property
    def themes(self) -> str:
        """Its themes as a parameter writes them."""
        return ",".join(sorted(self.condition["theme_ids"]))


def audited(session: Session, catalogue: Catalogue) -> list[Audited]:
    """Every condition in the order of the audit, with what bears on it."""
    conditions = rows_with(session, AUDIT_CONDITION_LISTING, {}, catalogue)
    themes = {theme for condition in conditions for theme in condition["theme_ids"]}
    on_any = {"theme": tuple(themes)}
    advice = rows_with(session, RECOMMENDATION_LISTING, on_any, catalogue) if themes else []
    return [_audited(session, condition, advice, catalogue) for condition in conditions]


def _audited(session: Session, condition: Row, advice: list[Row], catalogue: Catalogue) -> Audited:
    themes = tuple(condition["theme_ids"])
    own = set(with_sub_themes(themes, catalogue))
    return Audited(
        condition,
        {code: _met(session, themes, code, catalogue) for code in POLARITY.codes},
        [row for row in advice if own & set(row["theme_ids"])],
    )


def _met(session: Session, themes: tuple[str, ...], polarity: str, catalogue: Catalogue) -> Met:
    narrowed = Query.of(FINDINGS, {"theme": themes, "polarity": (polarity,)})
    query = replace(narrowed, page_size=READ_AT_ONCE)
    projects = sa.select(sa.func.count(COUNTS.value.distinct())).where(
        COUNTS.attribute == "project",
        COUNTS.value != "",
        COUNTS.polarity == polarity,
        COUNTS.theme_id.in_(with_sub_themes(themes, catalogue)),
    )
    project_count = session.scalar(projects) or 0
    first = answer(session, FINDING_LISTING, query, catalogue)
    shown = _few(_one_by_one(session, query, first, catalogue), project_count)
    return Met(first.count, project_count, shown)


def _one_by_one(
    session: Session, query: Query, first: Answer, catalogue: Catalogue
) -> Iterator[Row]:
    """The claims in order from the first page on, read no further than they are wanted."""
    found = first
    yield from found.records
    while found.next_cursor:
        page = query.following(found.next_cursor)
        found = answer(session, FINDING_LISTING, page, catalogue)
        yield from found.records


def _few(claims: Iterator[Row], project_count: int) -> list[Row]:
    """A few of the claims: of projects before those of none, each of another first."""
    seen: set[str | None] = {None}
    first: list[Row] = []
    rest: list[Row] = []
    wanted = min(SHOWN, project_count)
    for claim in claims:
        (rest if claim["project_id"] in seen else first).append(claim)
        seen.add(claim["project_id"])
        if len(first) == wanted and len(rest) >= SHOWN - wanted:
            break
    return [*first, *rest][:SHOWN]
