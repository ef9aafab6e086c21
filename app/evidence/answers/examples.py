"""Examples of each worry: a problem, what was done about it, and what is advised."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from app.database import Session
from app.evidence.answers.listing import Row
from app.evidence.answers.pages import record, rows_with
from app.evidence.answers.planning import (
    Lesson,
    Worry,
    causes_of,
    first_advice,
    is_past,
    lessons,
    themes_of,
)
from app.evidence.catalogue import Catalogue, once_a_release
from app.evidence.vocabulary import RESPONSE_RESULT


@dataclass(frozen=True)
class Example:
    """A problem, the answer to just that where a source tells one, and what is advised on it."""

    worry: Worry
    problem: Row
    answer: Row | None
    advice: Row | None

    @property
    def key(self) -> str:
        """What the example is called in an address: the problem that it tells."""
        return str(self.problem["finding_id"])


@once_a_release
def examples(session: Session, catalogue: Catalogue) -> dict[str, list[Example]]:
    """The examples of every worry that has any, the best first: pages and slides show that."""
    found: defaultdict[str, list[Example]] = defaultdict(list)
    for lesson in lessons(session, catalogue):
        told: set[str] = set()
        for problem, answer in _problems(session, lesson, catalogue):
            if problem["finding_id"] not in told:
                told.add(problem["finding_id"])
                advice = first_advice(session, lesson.worry, problem, catalogue)
                example = Example(lesson.worry, problem, answer, advice)
                found[lesson.worry.worry_id].append(example)
    return {worry: sorted(several, key=_order) for worry, several in found.items()}


def _order(example: Example) -> tuple[bool, bool]:
    """One with an answer to just that comes first, and then one that was got past."""
    is_answered = example.answer is not None and bool(example.answer["responds_to"])
    return not is_answered, not is_past(example.problem)


def _problems(
    session: Session, lesson: Lesson, catalogue: Catalogue
) -> Iterator[tuple[Row, Row | None]]:
    """Problems with the best answer to each; then those of each cause, the commonest first."""
    causes = causes_of(session, lesson.worry, catalogue)
    for answer in _answers(session, lesson.worry, causes, catalogue):
        problem = record(session, "findings", answer["responds_to"], catalogue)
        if problem:
            yield problem, answer
    best = lesson.lesson
    for cause in dict.fromkeys([*causes, *([str(best["theme_id"])] if best else [])]):
        if best and cause == best["theme_id"]:
            # What helped with another problem is no answer to this one.
            is_remedy = lesson.help is not None and lesson.help["theme_id"] == cause
            yield best, lesson.help if is_remedy else None
        elif problem := _stated(session, cause, catalogue):
            yield problem, None


def _answers(
    session: Session, worry: Worry, causes: dict[str, int], catalogue: Catalogue
) -> list[Row]:
    """Answers to problems of a worry.

    First those of named projects, what worked, what evaluators say, and what is nearest to the
    name of the worry.
    """
    themes = themes_of(worry, catalogue)
    chains = rows_with(session, "chains", {"theme": themes}, catalogue) if themes else []
    causes_met = {row["response_id"]: row["theme_id"] for row in chains}
    answers = [record(session, "findings", key, catalogue) for key in causes_met]

    def order(answer: Row) -> tuple[bool, int, bool, int, int]:
        cause = causes_met[answer["finding_id"]]
        return (
            answer["project_id"] is None,
            RESPONSE_RESULT.codes.index(answer["response_result"] or "not-said"),
            answer["reported_by"] != "evaluator",
            next(n for n, one in enumerate(themes) if cause in catalogue.with_sub_themes(one)),
            -causes.get(cause, 0),
        )

    return sorted(filter(None, answers), key=order)


def _stated(session: Session, cause: str, catalogue: Catalogue) -> Row | None:
    """A problem of a cause of a named project: one got past, or else as its evaluators say it."""
    narrowed = {"theme": (cause,), "polarity": ("barrier",), "scope": ("project",)}
    named = rows_with(session, "findings", narrowed, catalogue)
    said = [row for row in named if row["certainty"] != "implied"]
    return min(
        said, key=lambda row: (not is_past(row), row["reported_by"] != "evaluator"), default=None
    )
