"""Answers who used a method, by the rows that name it: "restorative practice", "volunteers"."""

from dataclasses import replace

from app.ask.nearest_passages import LISTS, passages_part, replied
from app.ask.passages import nearest
from app.ask.reading import Reading
from app.ask.reply import Part, Reply, View, project_entries
from app.ask.sentences import how_many
from app.ask.words import stems
from app.evidence.answers import Row

MOST_SHOWN, AIMS = 8, "What projects set out to do"
NAMING = ("statement", "measure", "population", "name", "summary", "target_population")
"""The columns in which a row may name a method; the label of its theme does not."""


def answer_method(reading: Reading, view: View) -> Reply | None:
    """The rows that name the method in the words of the question.

    A theme would not do: not every project whose practice changed used restorative practice.
    """
    method = {word.stem for word in reading.method}
    passages = [
        passage
        for passage in (nearest(reading, view, (*LISTS, "projects")) if method else ())
        if passage.projects and any(method <= _stems_of(row) for row in passage.rows)
    ]
    if not passages:
        return None
    ids = dict.fromkeys(project for passage in passages for project in passage.projects)
    named = reading.question[slice(*reading.kinds["method"].span)]
    lead = f'Sources mention "{named}" at {how_many(view.names(ids))}. '
    reading = replace(reading, content=tuple(reading.method))
    aims = [passage for passage in passages if passage.name == "projects"]
    # What came of it comes before what a project set out to do.
    results = [passage for passage in passages if passage not in aims] or aims
    more = [(AIMS, aims if results is not aims else [])]
    reply = replied(reading, results, passages_part(results[:MOST_SHOWN], lead), view, more)
    parts = tuple(_by_project(part, view) for part in reply.parts)
    projects = project_entries(sorted(ids), view.catalogue)
    return replace(reply, parts=parts, query=parts[0].query, projects=projects)


def _by_project(part: Part, view: View) -> Part:
    """A part whose query asks for its projects: its themes were not asked for."""
    keys = {row["project_id"] for row in part.rows}
    return replace(part, query=view.query(part.list, {"project": keys}))


def _stems_of(row: Row) -> set[str]:
    return {*stems(" ".join(str(row.get(column) or "") for column in NAMING))}
