"""Every list that can be asked for, from `lists.csv`, with its filters, from `filters.csv`."""

from typing import Any, get_args

from app.database import split
from app.evidence import models, vocabulary
from app.evidence.catalogue import NameKind
from app.evidence.queries.filters import KINDS, MANY, Filter, Resource
from app.evidence.vocabulary import rows_beside

_KINDS = {"column", *KINDS, *get_args(NameKind)}
"""What a filter may accept that is no closed list of words."""


def _filter(row: dict[str, str]) -> Filter:
    """The filter of a row. What no cell says follows from the column of its name."""
    given: dict[str, Any] = {name: cell for name, cell in row.items() if cell and name != "lists"}
    accepts = row["accepts"] or "column"
    given["accepts"] = accepts if accepts in _KINDS else getattr(vocabulary, accepts.upper())
    given["operators"] = MANY if row["operators"] == "many" else ()
    given["may_be_blank"] = row["may_be_blank"] == "yes"
    return Filter(**given)


_FILTERS: dict[str, list[Filter]] = {}
"""The filters of each list, in the order of their rows."""
for _row in rows_beside(__file__, "filters"):
    for _name in split(_row["lists"]):
        _FILTERS.setdefault(_name, []).append(_filter(_row))


def _resource(row: dict[str, str]) -> Resource:
    lists = ("sorts", "default_sort", "includes", "unasked")
    searched = [tuple(split(row[f"searched_{part}"])) for part in ("title", "body", "also")]
    return Resource(
        row["name"],
        getattr(models, row["table"]),
        row["description"],
        tuple(_FILTERS.pop(row["name"], ())),
        title=row["title"],
        searched=tuple(searched) if any(searched) else (),
        **{name: tuple(split(row[name])) for name in lists},
    )


RESOURCES = {row["name"]: _resource(row) for row in rows_beside(__file__, "lists")}
"""Every list that can be asked for, by the name it has in an address."""
if _FILTERS:
    raise LookupError(f"Filters of lists that are none: {', '.join(_FILTERS)}.")

PROJECTS, FINDINGS, OUTCOMES, CHAINS = (
    RESOURCES[name] for name in ("projects", "findings", "outcomes", "chains")
)
