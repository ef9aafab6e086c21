"""Which sources an answer is kept to, where it is no list: as the filters of claims say it."""

from collections.abc import Iterable

from app.evidence.catalogue import Catalogue
from app.evidence.queries.filters import FINDINGS, OF_SOURCES
from app.evidence.queries.query import Query, phrase
from app.evidence.queries.reading import read_query

SOURCE_PARAMETERS = tuple(
    name for name, (each, _) in FINDINGS.parameters.items() if each.name in OF_SOURCES
)
"""What an address is kept to some sources by: `source`, `source.none`, `reported_by` and so on."""
EVERY_SOURCE = Query(FINDINGS)


def read_source_filter(pairs: Iterable[tuple[str, str]], catalogue: Catalogue) -> Query:
    """The claims of the sources that parameters ask for; all claims where they ask for none.

    Raises QueryError where one of them is not known.
    """
    of_sources = [pair for pair in pairs if pair[0] in SOURCE_PARAMETERS]
    return read_query(FINDINGS, of_sources, catalogue) if of_sources else EVERY_SOURCE


def source_ids(source_query: Query, catalogue: Catalogue) -> frozenset[str]:
    """The sources that are asked for."""

    def value(name: str, source: str) -> str:
        return source if name == "source" else catalogue.facts[name][source]

    return frozenset(
        source
        for source in catalogue.sources.labels
        if all(
            (value(condition.filter.name, source) in condition.values)
            is (condition.operator == "any")
            for condition in source_query.conditions
        )
    )


def from_sources(source_query: Query, catalogue: Catalogue) -> str:
    """The sources in English: "from sources of the kind Trade press"."""
    return " and ".join(phrase(condition, catalogue) for condition in source_query.conditions)
