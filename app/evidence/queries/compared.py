"""Which projects are compared: read alike for the API and for the page."""

from collections.abc import Iterable

from app.evidence.catalogue import Catalogue
from app.evidence.queries.findings import FINDINGS
from app.evidence.queries.reading import read_query

MOST_COMPARED = 4


def read_compared(values: Iterable[str], catalogue: Catalogue) -> list[str]:
    """The projects that are named, in the order of their naming, each once.

    Raises QueryError where one is not known.
    """
    find = catalogue.projects.find
    names = [
        name.strip()
        for value in values
        # A comma may be part of a name.
        for name in ([value] if find(value) else value.split(","))
        if name.strip()
    ]
    read_query(FINDINGS, [("project", name) for name in names], catalogue)
    return list(dict.fromkeys(filter(None, map(find, names))))
