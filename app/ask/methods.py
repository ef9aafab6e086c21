"""Answers who used a method, by the rows that name it: "restorative practice", "volunteers"."""

from dataclasses import replace

from app.ask.nearest_passages import LISTS, passages_part, replied
from app.ask.passages import nearest
from app.ask.reading import Reading
from app.ask.reply import Reply, View
from app.ask.sentences import some
from app.evidence.row_wording import counted

MOST_SHOWN = 8


def answer_method(reading: Reading, view: View) -> Reply | None:
    """The rows that name the method in the words of the question.

    A theme would not do: not every project whose practice changed used restorative practice.
    """
    method = {word.text for word in reading.method}
    passages = [
        passage
        for passage in (nearest(reading, view, (*LISTS, "projects")) if method else ())
        if passage.projects
        and all(
            part == 1
            for (_, text), part in zip(passage.asked, passage.parts, strict=True)
            if text in method
        )
    ]
    if not passages:
        return None
    labels = view.catalogue.projects.labels
    ids = dict.fromkeys(project for passage in passages for project in passage.projects)
    named = reading.question[slice(*reading.kinds["method"].span)]
    names = some([labels[one] for one in ids])
    lead = f'Sources mention "{named}" at {counted(len(ids), "project")}: {names}. '
    reading = replace(reading, content=tuple(reading.method))
    return replied(reading, passages, passages_part(passages[:MOST_SHOWN], lead), view)
