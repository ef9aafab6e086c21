"""The words of an example of a worry: what went wrong, what was done, what is advised."""

import dataclasses
from collections.abc import Mapping

from app.evidence.answers import Row
from app.evidence.answers.examples import Cause, Example
from app.evidence.answers.worries import PAST, Lesson, is_past, is_result
from app.evidence.row_wording import counted
from app.evidence.vocabulary import read_table
from app.evidence.words import inside, join_names
from app.web.filter_labels import words_of
from app.web.labels import RESULTS, came_of, place_of, text_of, trouble

IN_BRIEF = {row["id"]: row["words"] for row in read_table(__file__, "in_brief")}
"""Worries, statements and advice in few words, where a card or a slide has room for no more."""
PAST_AS = words_of("past-as")
HEADS = ("What went wrong", "What they did, or what helped", "What the report advises")
NO_ADVICE = "The report gives no advice on this."
NO_HELP = "No source says what helped with this."
UNNAMED = "The source does not say which."
"""What stands behind a count of projects that a source does not name, wherever others are named."""


def ended(lesson: Lesson) -> str:
    """How many projects are known to have got past a worry."""
    past = [f"{number} {PAST_AS[state]}" for state in PAST if (number := lesson.met[state])]
    return join_names(past) or "none of them is known to have got past it"


def answer_of(example: Example) -> str:
    """The answer of an example, with what came of it where it answers a problem, and its end."""
    answer = example.answer or {}
    sentences = [str(answer["statement"])]
    if example.is_answered:
        # Its problem stands right before it.
        sentences.append(f"{RESULTS[answer['response_result'] or 'not-said']}.")
        sentences += [] if answer["project_id"] else ["The source names no project."]
    elif answer["responds_to"]:
        sentences.append(came_of(answer, {}, is_close=True))
    elif not is_result(answer):
        sentences.append("No source says that it answered this.")
    return " ".join(filter(None, [*sentences, example.ending]))


def advice_of(example: Example) -> str:
    """The advice of an example, with what it is on where that is more than the worry."""
    text = text_of(example.advice or {})
    on = example.advice_on
    return f"On {inside(on)} in general: {text}" if on else text


def cause_of(example: Example, is_brief: bool = False) -> str:
    """The cause that an example is of, with how many projects met it: what follows shows one."""
    cause = _in_words(example.cause, is_brief) if example.cause else ""
    return f"{cause[:1].upper()}{cause[1:]}:" if cause else ""


def also(example: Example, is_brief: bool = False) -> str:
    """Which other cause the worry of an example has: one example does not tell of all of it."""
    return f"Also: {_in_words(example.other, is_brief)}." if example.other else ""


def _in_words(cause: Cause, is_brief: bool) -> str:
    theme, label, count = cause
    return f"{trouble(theme, label)} ({count if is_brief else counted(count, 'project')})"


def of_unnamed(claim: Row) -> str:
    """A claim on projects that its source counts and does not name, with that it does not."""
    return f"{claim['statement'].rstrip('.')} ({place_of(claim['citation'])}). {UNNAMED}"


def briefly(example: Example) -> Example:
    problem, answer = _in_brief(example.problem), example.answer and _in_brief(example.answer)
    advice = example.advice and _in_brief(example.advice)
    ending = "The project has ended since." if example.ending else ""
    return dataclasses.replace(
        example, problem=problem, answer=answer, advice=advice, ending=ending
    )


def _in_brief(row: Row) -> Row:
    """A statement or a piece of advice in few words, if there are any for it."""
    key = row.get("finding_id") or row.get("recommendation_id") or row["condition_id"]
    if key not in IN_BRIEF:
        return row
    name = "statement" if "finding_id" in row else "text_summary"
    return row | {name: IN_BRIEF[key]}


def untold(problem: Mapping[str, object]) -> str:
    """What is said of a problem where no source tells an answer to it."""
    if not is_past(problem):
        return NO_HELP
    part = ", in part" if problem["overcome"] == "partly" else ""
    return f"The source says that they got past it{part}, but not how."
