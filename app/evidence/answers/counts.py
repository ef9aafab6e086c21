"""Which counts of the summary table answer a query, so that no finding needs to be read."""

from collections.abc import Iterable

import sqlalchemy as sa

from app.evidence.answers.predicates import Predicate, own, related
from app.evidence.models import TOTAL, FindingCount, table
from app.evidence.queries import Query

COUNTS = table(FindingCount).c
ROWS = sa.select(*COUNTS)
"""The rows that are added up."""

OF_FINDINGS = {
    "theme": Predicate(COUNTS.theme_id, COUNTS.theme_id, is_theme=True),
    "polarity": own(COUNTS.polarity),
    # In this table a blank is an empty text.
    "overcome": own(sa.func.nullif(COUNTS.overcome, "").label("overcome")),
    "scope": own(COUNTS.scope),
    "source": own(COUNTS.source_id),
    **related({"source_id": COUNTS.source_id, "theme_id": COUNTS.theme_id}),
}
"""What tells the findings of one count from those of another."""
WITH_ONE_VALUE = ("project", "strand", "lead_type")
"""Of these attributes a project has one value at most, so that counts of several add up."""
ATTRIBUTES = (*WITH_ONE_VALUE, "focus", "evaluator")
PREDICATES: dict[str, Predicate] = {**OF_FINDINGS, **dict.fromkeys(ATTRIBUTES, own(COUNTS.value))}


def attribute_of(query: Query, counted_by: Iterable[str] = ()) -> str | None:
    """The attribute whose counts add up to what a query asks for; nothing where none do.

    They are by one attribute at a time, so a query that uses two must count rows itself.
    """
    names = [*counted_by, *(condition.filter.name for condition in query.conditions)]
    attributes = [name for name in names if name not in OF_FINDINGS]
    if len(attributes) > 1 or not set(attributes) <= set(ATTRIBUTES):
        return None
    for condition in query.conditions:
        if condition.filter.name in attributes:
            is_sum = condition.operator == "any" and condition.filter.name in WITH_ONE_VALUE
            is_one = condition.operator in ("any", "all") and len(condition.values) == 1
            if not (is_sum or is_one):
                return None
    attribute = "".join(attributes)
    return attribute if set(names) & OF_FINDINGS.keys() else attribute + TOTAL
