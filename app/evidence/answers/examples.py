"""Examples of each worry: a problem, what was done about it, and what is advised."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from app.evidence.answers import worries
from app.evidence.answers.list_select import Row
from app.evidence.answers.public_rows import short_citation
from app.evidence.answers.release import Release
from app.evidence.release_cache import cached_per_release
from app.evidence.vocabulary import RESPONSE_RESULT
from app.evidence.words import join_names

Cause = tuple[str, str, int]
"""The theme of a problem, its label, and of how many projects a source states it."""


@dataclass(frozen=True)
class Example:
    """A problem that a project met with a worry, what was done about it, and what is advised."""

    worry: worries.Worry
    problem: Row
    answer: Row | None
    """The answer to this problem; if a worry has none, what helped the same project, or its act."""
    advice: Row | None
    """Advice on the commonest cause of the worry."""
    ending: str = ""
    """How the project ended, if it has."""
    advice_on: str = ""
    """The subject of the advice, if that is wider than the cause."""
    cause: Cause | None = None
    """The cause that the problem is of; none where no source names a project that met it."""
    other: Cause | None = None
    """The commonest of the other causes."""

    @property
    def key(self) -> str:
        """What the example is called in an address: the problem that it tells."""
        return str(self.problem["finding_id"])

    @property
    def is_answered(self) -> bool:
        return self.answer is not None and self.answer["responds_to"] == self.key


@cached_per_release
def examples(release: Release) -> dict[str, list[Example]]:
    """The examples of every worry that has any, the best first: pages and slides show that."""
    by_worry: defaultdict[str, list[Example]] = defaultdict(list)
    for worry in worries.WORRIES.values():
        problem_ids: set[str] = set()
        for problem, answer in _problems(release, worry):
            if problem["finding_id"] not in problem_ids:
                problem_ids.add(problem["finding_id"])
                by_worry[worry.worry_id].append(_example(release, worry, problem, answer))
    return {worry: sorted(several, key=_order) for worry, several in by_worry.items()}


@cached_per_release
def ends(release: Release) -> dict[str | None, str]:
    """What is told of the end of each project that is known to have ended, with its source.

    That a later page no longer calls a project live does not say when or how it ended.
    """
    closed = release.rows("events", kind="closed")
    closures = {row["project_id"]: row for row in closed if row["date"]}
    cited = {
        key: short_citation(release.catalogue.cited_as[row["source_id"]])
        for key, row in closures.items()
    }
    return {
        key: f"{row['statement'].removesuffix('.')} ({cited[key].rpartition(', ')[2]}"
        f"{', inferred' if row['certainty'] == 'inferred' else ''})."
        for key, row in closures.items()
    }


def _example(release: Release, worry: worries.Worry, problem: Row, answer: Row | None) -> Example:
    catalogue = release.catalogue
    themes = worry.themes_in(catalogue)
    stated = [
        (
            cause,
            catalogue.themes.labels[cause],
            sum(worries.projects_that_met(release, (cause,)).values()),
        )
        for cause in dict.fromkeys([*worries.causes_of(release, themes), problem["theme_id"]])
    ]
    of_problem = [each for each in stated if each[2] and each[0] == problem["theme_id"]]
    others = [each for each in stated if each[2] and each not in of_problem]
    advice, advised_on = worries.advised(release, themes)
    if answer and answer["responds_to"]:
        answered = release.record("findings", answer["responds_to"])
        answer = answer | {"answers": answered}
    ending = ends(release).get((answer or problem)["project_id"], "")
    return Example(
        worry,
        problem,
        answer,
        next(iter(advice), None),
        ending,
        join_names(advised_on),
        next(iter(of_problem), None),
        max(others, key=lambda each: each[2], default=None),
    )


def _order(example: Example) -> tuple[bool, ...]:
    """One with an answer to just that comes first, of a project that went on; then one got past."""
    answer, problem = example.answer or {}, example.problem
    return (
        not example.is_answered,
        # What is not said to have answered the problem is no more than a problem that was got past.
        not (example.is_answered or worries.is_past(problem)),
        # A problem of projects in general has no project of its own.
        problem["project_id"] not in {None, answer.get("project_id")},
        example.answer is None,
        bool(example.ending),
        not worries.is_past(problem),
    )


def _problems(release: Release, worry: worries.Worry) -> Iterator[tuple[Row, Row | None]]:
    """Problems with the best answer to each; then those of each cause, the commonest first."""
    causes = worries.causes_of(release, worry.themes_in(release.catalogue))
    answers = _answers(release, worry, causes)
    for answer in answers:
        problem = release.record("findings", answer["responds_to"])
        if problem:
            yield problem, answer
    if not answers:
        yield from _helped(release, worry)
    best, remedy = worries.best_claims(release, worry)
    for cause in dict.fromkeys([*causes, *([str(best["theme_id"])] if best else [])]):
        if best and cause == best["theme_id"]:
            # What helped with another problem is no answer to this one.
            yield best, remedy if remedy and remedy["theme_id"] == cause else None
        elif problem := _stated(release, cause):
            yield problem, None


def _answers(release: Release, worry: worries.Worry, causes: dict[str, int]) -> list[Row]:
    """Answers to problems of a worry.

    First those of named projects, what worked, what evaluators say, and what is nearest to the
    name of the worry.
    """
    catalogue = release.catalogue
    themes = worry.themes_in(catalogue)
    chains = release.rows("chains", theme=themes) if themes else []
    problem_causes = {row["response_id"]: row["theme_id"] for row in chains}
    answers = [release.record("findings", key) for key in problem_causes]

    def order(answer: Row) -> tuple[bool, int, bool, int, int]:
        cause = problem_causes[answer["finding_id"]]
        return (
            answer["project_id"] is None,
            RESPONSE_RESULT.codes.index(answer["response_result"] or "not-said"),
            answer["reported_by"] != "evaluator",
            next(n for n, theme in enumerate(themes) if cause in catalogue.with_sub_themes(theme)),
            -causes.get(cause, 0),
        )

    return sorted(filter(None, answers), key=order)


def _helped(release: Release, worry: worries.Worry) -> Iterator[tuple[Row, Row | None]]:
    """Problems of projects that did something of the kind, or that something of it helped."""
    themes = worry.themes_in(release.catalogue)
    rows = release.rows("findings", theme=themes, scope="project") if worry.theme_ids else []
    problems = [row for row in rows if row["polarity"] == "barrier"]
    helps = [row for row in rows if row["polarity"] == "facilitator" and not worries.is_result(row)]
    for each in sorted(helps, key=lambda row: row["responds_to"] is None):
        of_project = [row for row in problems if row["project_id"] == each["project_id"]]
        stated = [row for row in of_project if row["certainty"] != "implied"]
        yield from ((problem, each) for problem in stated[:1])


def _stated(release: Release, cause: str) -> Row | None:
    """A problem of a cause of a named project: one got past, or else as its evaluators say it."""
    named = release.rows("findings", theme=cause, polarity="barrier", scope="project")
    stated = [row for row in named if row["certainty"] != "implied"]
    return min(
        stated,
        key=lambda row: (not worries.is_past(row), row["reported_by"] != "evaluator"),
        default=None,
    )
