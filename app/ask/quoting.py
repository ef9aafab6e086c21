"""Passages as a reply: what each says, once, with whose word it is and the rows that hold it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from app.ask.answering import in_parts
from app.ask.parts import TRIED
from app.ask.passages import Passage
from app.ask.reading import Reading
from app.ask.reply import Part, Reply, View, named
from app.ask.sentences import claim, figure, in_turn, of_fact, short
from app.evidence.answers import Row
from app.evidence.ordering import said_alike
from app.evidence.queries import RESOURCES, Query
from app.evidence.saying import event

MOST_SAID = 5


def replied(
    reading: Reading,
    chosen: Sequence[Passage],
    first: Part,
    view: View,
    more: Iterable[tuple[str, Sequence[Passage]]] = (),
) -> Reply:
    """The passages that are told, and under headings of their own those that stand beside them."""
    lists: dict[str, list[Row]] = {}
    for one in chosen:
        lists.setdefault(one.name, []).extend(one.rows)
    parts = [Part("", "", query_of(name, rows, view), rows) for name, rows in lists.items()]
    parts[0] = replace(parts[0], lead=first.lead, told=first.told)
    parts += [beside(heading, own, view) for heading, own in more if own]
    about = [row for rows in lists.values() for row in rows if row.get("project_id")]
    projects = named(sorted({row["project_id"] for row in about}), view.catalogue, about)
    unread = replace(reading, not_understood=missed(reading, chosen))
    return in_parts(unread, parts, view, projects=projects)


def beside(heading: str, passages: Sequence[Passage], view: View) -> Part:
    """Passages that stand beside an answer, under a heading of their own."""
    name = passages[0].name
    rows = [row for one in passages if one.name == name for row in one.rows]
    query, kind = query_of(name, rows, view), "tried" if heading == TRIED else "near"
    return Part(heading, "", query, rows, said(passages), kind, is_titled=True)


def told(chosen: Sequence[Passage], first: str = "") -> Part:
    """The passages as the first part of an answer; claims are shown, figures are said first."""
    begin = said(takewhile(lambda one: one.name != "findings", chosen))
    rest = said(chosen).removeprefix(begin).strip()
    name = f"{short(chosen[0].first.get('project_name') or '')}: "
    begin = begin.removeprefix(name) if first.endswith(name) else begin
    return Part("", f"{first}{begin}".strip(), told=rest)


def missed(reading: Reading, chosen: Sequence[Passage]) -> tuple[str, ...]:
    """The words that tell something of which no passage holds anything."""
    words = frozenset.intersection(*(one.missed for one in chosen))
    return tuple(dict.fromkeys(w.written for w in reading.content if w.text in words))


def said(passages: Iterable[Passage]) -> str:
    """The passages in sentences; what is said alike of several projects is said once."""
    told: set[str] = set()
    sentences: list[str] = []
    before: list[Row] = []
    for passage in passages:
        # What two sources tell alike is told once.
        rows = [r for r in passage.rows if not told & {*(r.get("agrees_with") or ())}]
        told.update(str(row.get("outcome_id") or row.get("finding_id")) for row in rows)
        if passage.name == "findings":
            sentences += in_turn(said_alike(rows)[:MOST_SAID], before)
        else:
            sentences += list(dict.fromkeys(map(SAYS[passage.name], rows)))[:MOST_SAID]
    return " ".join(dict.fromkeys(sentences))


def _aim(project: Row) -> str:
    """What a project set out to do, or what it was."""
    summary = project["summary"]
    verb = "was " if summary.startswith("A ") else ""
    return f"{short(project['name'])} {verb}{summary[:1].lower()}{summary[1:]}"


SAYS: Mapping[str, Callable[[Row], str]] = {
    "findings": claim,
    "outcomes": figure,
    "events": event,
    "projects": _aim,
    "programme": of_fact,
    "recommendations": lambda row: str(row["text_summary"]),
    "audit-conditions": lambda row: str(row["text_summary"]),
}
"""How a row of each list is said in a sentence."""


def query_of(name: str, rows: Sequence[Row], view: View) -> Query:
    """A query that holds some rows of a list."""
    narrowed = {}
    for column, parameter in (("project_id", "project"), ("theme_id", "theme")):
        values = {str(row.get(column) or "") for row in rows}
        if all(values) and parameter in RESOURCES[name].parameters:
            narrowed[parameter] = values
    return view.query(name, narrowed)
