"""Which counts that the load keeps answer a question: those, and no reading of the rows."""

from collections.abc import Iterable

import sqlalchemy as sa

from app.evidence.answers.predicates import Predicate, own, own_theme
from app.evidence.models import IN_ALL, FindingTally, table
from app.evidence.queries import Query

TALLY = table(FindingTally).c

OF_A_FINDING = {
    "theme": own_theme(TALLY.theme_id),
    "polarity": own(TALLY.polarity),
    "overcome": own(TALLY.overcome),
    "scope": own(TALLY.scope),
    "source": own(TALLY.source_id),
}
"""What each count is of."""
OF_ITS_PROJECT = {
    "project": True,
    "strand": True,
    "lead_type": True,
    "focus": False,
    "evaluator": False,
}
"""What counts are kept by, one at a time; and whether a project has one value of it at most."""

PREDICATES: dict[str, Predicate] = {
    **OF_A_FINDING,
    **dict.fromkeys(OF_ITS_PROJECT, own(TALLY.value)),
}


def attribute_of(query: Query, counted_by: Iterable[str] = ()) -> str | None:
    """The attribute whose counts answer a question, empty for none; nothing where none do.

    Counts by two attributes are not kept, and those of several values that one project may have
    cannot be added up.
    """
    names = list(counted_by)
    counted = {name for name in names if name not in OF_A_FINDING}
    asked = set()
    for condition in query.conditions:
        name = condition.filter.name
        if name in OF_A_FINDING:
            continue
        if name not in OF_ITS_PROJECT or condition.operator not in ("any", "all"):
            return None
        if len(condition.values) > 1 and not (OF_ITS_PROJECT[name] and condition.operator == "any"):
            return None
        if name in asked or name in counted:
            return None
        asked.add(name)
    attributes = asked | counted
    if len(attributes) > 1 or not attributes <= set(OF_ITS_PROJECT):
        return None
    attribute = next(iter(attributes), "")
    told_apart = OF_A_FINDING.keys() & {*names, *(c.filter.name for c in query.conditions)}
    return attribute if told_apart else attribute + IN_ALL


ROWS = sa.select(*TALLY)
"""The rows that are added up."""
