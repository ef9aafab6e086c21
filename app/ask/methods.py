"""Answers who used a method, by the rows that name it: "restorative practice", "volunteers"."""

from dataclasses import replace

from app.ask.nearest_passages import LISTS, passages_part, replied
from app.ask.passages import nearest
from app.ask.reading import Reading
from app.ask.reply import Reply, View
from app.ask.sentences import some
from app.ask.words import stems
from app.evidence.answers import Row
from app.evidence.row_wording import counted

MOST_SHOWN = 8
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
    labels = view.catalogue.projects.labels
    ids = dict.fromkeys(project for passage in passages for project in passage.projects)
    named = reading.question[slice(*reading.kinds["method"].span)]
    names = some([labels[project_id] for project_id in ids])
    lead = f'Sources mention "{named}" at {counted(len(ids), "project")}: {names}. '
    reading = replace(reading, content=tuple(reading.method))
    return replied(reading, passages, passages_part(passages[:MOST_SHOWN], lead), view)


def _stems_of(row: Row) -> set[str]:
    return {*stems(" ".join(str(row.get(column) or "") for column in NAMING))}
