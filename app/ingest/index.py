"""What a search finds: every entry with its words."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from app.ingest.beside import said, saying
from app.ingest.searched import Names
from app.ingest.validate import Delivery

SHOWN = ("entry_id", "kind", "target_id", "title", "body")

Entry = tuple[str, ...]
"""Something that can be found, in these columns; then the words of its title and of its body."""

_ADVICE = (
    ("recommendation", "recommendations.csv", "recommendation_id"),
    ("audit-condition", "audit_conditions.csv", "condition_id"),
)


def entry_id(kind: str, target_id: str) -> str:
    """What names the entry of something that can be found."""
    return f"{kind}:{target_id}"


def finding_entries(delivery: Delivery, places: Sequence[int]) -> Iterator[Entry]:
    """The entries of the findings at some places of their file."""
    names, rows = Names.of(delivery), delivery.rows["findings.csv"]
    columns = (rows[c] for c in ("finding_id", "project_id", "theme_id", "statement"))
    cells = zip(*(map(column.__getitem__, places) for column in columns), strict=True)
    statements = list(map(rows["statement"].__getitem__, places))
    with saying(len(statements)) as said_of:
        both = zip(cells, said_of(statements), strict=True)
        for (finding_id, project_id, theme_id, statement), words in both:
            name, *aliases = names.of_project.get(project_id, ("Programme",))
            title = f"{name}: {names.of_theme[theme_id]}"
            shown = (title, statement)
            yield _entry_of("finding", finding_id, shown, words, ". ".join(aliases))


def other_entries(delivery: Delivery) -> Iterator[Entry]:
    """The entries of everything in the delivery but the findings."""
    names = Names.of(delivery)
    yield from _projects(delivery, names)
    told = _cells(delivery, "organisations.csv", "organisation_id", "name", "note")
    for organisation_id, name, note in told:
        yield _entry("organisation", organisation_id, name, note or "")
    told = _cells(delivery, "themes.csv", "theme_id", "label", "definition", "synonyms")
    for theme_id, label, definition, synonyms in told:
        yield _entry("theme", theme_id, label, f"{definition} {'; '.join(synonyms)}")
    yield from _outcomes(delivery, names)
    for kind, file, key in _ADVICE:
        for target_id, text, themes in _cells(delivery, file, key, "text_summary", "theme_ids"):
            yield _entry(kind, target_id, ", ".join(names.of_theme[t] for t in themes), text)


def paragraph_entry(source_id: str, paragraph: str, text: str) -> Entry:
    """The entry of a paragraph of a source that a reader brought."""
    return _entry("paragraph", f"{source_id}:{paragraph}", f"{source_id} {paragraph}", text)


def _projects(delivery: Delivery, names: Names) -> Iterator[Entry]:
    columns = ("project_id", "areas", "summary", "target_population")
    for project_id, areas, summary, population in _cells(delivery, "projects.csv", *columns):
        name, *aliases = names.of_project[project_id]
        told = [". ".join(aliases), *areas, summary, population]
        yield _entry("project", project_id, name, ". ".join(filter(None, told)))


def _outcomes(delivery: Delivery, names: Names) -> Iterator[Entry]:
    columns = ("outcome_id", "project_id", "measure", "value_reported", "population", "caveat")
    for outcome_id, project_id, measure, *told in _cells(delivery, "outcomes.csv", *columns):
        name, *aliases = names.of_project[project_id]
        body = ". ".join(filter(None, told))
        yield _entry("outcome", outcome_id, f"{name}: {measure}", body, ". ".join(aliases))


def _cells(delivery: Delivery, file: str, *columns: str) -> Iterator[tuple[Any, ...]]:
    rows = delivery.rows[file]
    return zip(*(rows[column] for column in columns), strict=True)


def _entry(kind: str, target_id: str, title: str, body: str, also: str = "") -> Entry:
    """The row of an entry. `also` is searched and not shown."""
    return _entry_of(kind, target_id, (title, body), said(body), also)


def _entry_of(
    kind: str, target_id: str, shown: tuple[str, str], said_in_body: str, also: str
) -> Entry:
    body = f"{said_in_body} {_said(also)}" if also else said_in_body
    return (entry_id(kind, target_id), kind, target_id, *shown, _said(shown[0]), body)


_said = lru_cache(maxsize=20_000)(said)
"""The same of a text that many entries share."""
