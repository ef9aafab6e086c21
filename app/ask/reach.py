"""Answers how many people projects reached: children helped, families seen, staff trained."""

from dataclasses import replace

from app.ask.answering import reply_of_parts
from app.ask.plans import filter_values, project_filters
from app.ask.reading import Reading
from app.ask.reply import Part, Reply, View
from app.ask.sentences import how_many, outcome_sentences, projects_in
from app.ask.words import stems

UNTOLD = "No source here says how many people these projects reached."


def answer_reach(reading: Reading, view: View) -> Reply | None:
    """The numbers that sources give of the projects; no source adds them up."""
    people, mentioned = reading.kinds.get("reached"), reading.mentioned
    is_other = mentioned.is_measured or reading.loose_negatives
    if not people or "reach" not in reading.kinds or is_other:
        return None
    narrowed = filter_values(project_filters(reading))
    projects = mentioned.values("project") or (view.projects(narrowed) if narrowed else [])
    query = view.query("outcomes", {"kind": "reach", "project": projects})
    # "How many children and families", "how many children and how many families": of both.
    is_of_all = " and " in reading.question[: reading.kinds["reach"].span[1]]
    counted_people = [r for r in view.rows(query) if is_of_all or r["unit"] == people.value]
    words = {
        word.stem for word in reading.content if word.position not in mentioned.phrase_positions
    }
    rows = [
        row
        for row in counted_people
        if not words.isdisjoint(stems(f"{row['measure']} {row['population']}"))
    ] or counted_people
    if not rows:
        return Reply(reading.question, False, notes=(UNTOLD,)) if narrowed else None
    names = projects_in(rows)
    total = f"No source gives a total. {how_many(names)}."
    part = Part("", total if names[1:] else "", query, rows, outcome_sentences(rows))
    return reply_of_parts(replace(reading, topics=(), not_understood=()), [part], view)
