"""What a reply says: sentences made from the rows of its query, and from nothing else."""

from app.ask.plans import FACTS
from app.ask.reading import Reading
from app.errors import QueryError
from app.evidence.answers import Row
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query

_WHY = {
    "place": "The evidence holds no project in that place: {}.",
    "subject": "The evidence says nothing about {}.",
    "nothing": QueryError.title.replace(".", "{}."),
}


def answered(reading: Reading, query: Query, rows: list[Row], catalogue: Catalogue) -> str:
    """One or two sentences about the rows that were found."""
    parts = [_counted(query, rows, catalogue), *_facts(reading, query, rows)]
    if query.resource.name != "recommendations":
        parts.append(_named(query, rows, catalogue))
    if reading.not_understood:
        missed = ", ".join(f'"{one}"' for one in reading.not_understood)
        parts.append(f"Not understood, and left out: {missed}.")
    return " ".join(part for part in parts if part)


def refused(why: str, reading: Reading, query: Query | None, catalogue: Catalogue) -> str:
    """Why there is no answer."""
    if query is not None:
        said = query.in_english(catalogue)
        return f"The evidence has none: {said[0].lower()}{said[1:]}."
    missed = ", ".join(f'"{one}"' for one in reading.not_understood)
    if why == "nothing":
        return _WHY[why].format(f": {missed}" if missed else "")
    return _WHY[why].format(missed)


def _counted(query: Query, rows: list[Row], catalogue: Catalogue) -> str:
    said = query.in_english(catalogue)
    said = said.removeprefix("All ")
    said = f"{said[0].lower()}{said[1:]}"
    if len(rows) == 1:
        title = query.resource.title.lower()
        said = said.replace(title, title.removesuffix("s"), 1)
    return f"{len(rows):,} {said}."


def _named(query: Query, rows: list[Row], catalogue: Catalogue) -> str:
    ids = dict.fromkeys(row["project_id"] for row in rows if row["project_id"])
    names = [catalogue.projects.labels[one] for one in ids]
    if not names:
        return ""
    is_list = query.resource.name == "projects"
    about = (
        "" if is_list else ("Of 1 project: " if len(names) == 1 else f"Of {len(names)} projects: ")
    )
    return f"{about}{'; '.join(names)}."


def _facts(reading: Reading, query: Query, rows: list[Row]) -> list[str]:
    """What was asked of the projects themselves: who led or evaluated, where, for how much."""
    if query.resource.name != "projects" or len(rows) > 4:
        return []
    said = []
    units = {column.name: column.unit for column in query.resource.record.described()}
    for fact in sorted(reading.mentioned.asks & FACTS.keys()):
        for row in rows:
            found = row[FACTS[fact]]
            value = "; ".join(found) if isinstance(found, list) else found
            if units[FACTS[fact]] == "pounds sterling" and value is not None:
                value = f"£{value:,}"
            said.append(f"{row['name']}, {fact}: {value or 'not found in any source at hand'}.")
    return said
