"""The projects that met a problem: what each did about it, and what is told first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from app.evidence.answers import Row
from app.evidence.answers.worries import STATES, is_past
from app.evidence.catalogue import is_on
from app.web.barriers import InGeneral, Statement, UnderCauses, answers_on, under_causes

RESULTS = ("worked", "partly", "not-said", "failed")
"""What came of a thing tried, the best first."""

Told = tuple[int, str, Row]
"""How a project went on: its place among others, what is told, and the claim."""


@dataclass(frozen=True)
class ProjectWithProblem:
    """A project, what is said to have got in its way, and what it did about just that.

    `done` has what it did about these and others of their kind, then what `is_close`: what it did
    by means of that kind. `helped` is what gave a project that was delayed the capacity to go on.
    Of the subjects that are asked for, it is not on as many as are `missed`.
    """

    claims: list[Row]
    done: list[Row]
    helped: list[Row]
    missed: int = 0

    @property
    def best(self) -> Told | None:
        """What is told of how it went on."""
        ways = [(0, "helped", row) for row in self.helped]
        ways += [(_place(row), "tried", row) for row in self.done]
        past = (row for row in self.claims if is_past(row))
        ways += [(STATES.index(row["overcome"]), "past", row) for row in past]
        return min(ways, key=lambda each: each[0], default=None)


@dataclass(frozen=True)
class ProblemAnswer:
    """The projects of an answer, as they are asked for and others; and what else is said.

    `in_general` is why it happens, as sources say of projects at large; `rest` is what else is said
    of no named project, or of projects that are named only as examples; `close` is what else was
    tried against the same, or against something close to it. The answer begins with the causes
    that are on its `themes`, which are called a `trouble`; `scope` says of which projects it is.
    """

    projects: list[ProjectWithProblem]
    others: list[ProjectWithProblem]
    themes: Collection[str]
    scope: str = ""
    trouble: str = ""
    rest: list[Statement] = field(default_factory=list)
    in_general: list[InGeneral] = field(default_factory=list)
    close: list[Row] = field(default_factory=list)

    @property
    def keys(self) -> set[str]:
        """The projects that are asked for."""
        return {met.claims[0]["project_id"] for met in self.projects}

    @property
    def under_each(self) -> UnderCauses:
        """Every cause with all the projects that met it, as a project may have met several."""
        return under_causes(row for met in self.projects for row in met.claims)

    @property
    def opening(self) -> UnderCauses:
        """The causes that the answer begins with: those on just what is asked, if there are any."""
        every = self.under_each
        return {theme: met for theme, met in every.items() if is_on(theme, self.themes)} or every

    @property
    def others_on_it(self) -> dict[str, Row]:
        """The barriers of other projects on just this problem, by project."""
        claims = (row for met in self.others for row in met.claims)
        on_it = [row for row in claims if not self.themes or is_on(row["theme_id"], self.themes)]
        return {row["project_id"]: row for row in reversed(on_it)}

    @property
    def other_causes(self) -> UnderCauses:
        """The other barriers of the projects."""
        return {theme: met for theme, met in self.under_each.items() if theme not in self.opening}

    @property
    def done(self) -> list[Told]:
        """How projects dealt with just what the answer begins with."""
        return [way for way in self.went_on if way not in self.done_otherwise]

    @property
    def done_beside(self) -> dict[tuple[str, str], Told]:
        """The same by cause and project: the cause that it is on, or the first that was met."""
        beside: dict[tuple[str, str], Told] = {}
        for way in self.done:
            theme, key = way[2]["theme_id"], way[2]["project_id"]
            met = [cause for cause, projects in self.opening.items() if key in projects]
            beside |= {(cause, key): way for cause in sorted(met, key=theme.__ne__)[:1]}
        return beside

    @property
    def done_otherwise(self) -> list[Told]:
        """How projects dealt with what else got in their way."""
        is_narrow = bool(self.other_causes)
        return [
            way for way in self.went_on if is_narrow and not is_on(way[2]["theme_id"], self.themes)
        ]

    @property
    def went_on(self) -> list[Told]:
        """What is told of how projects dealt with it or with a similar problem, the best first."""
        every = filter(None, (met.best for met in self.projects))
        return sorted(every, key=lambda each: each[0])

    @property
    def others_did(self) -> list[Told]:
        """What others tried: first what answered just this, the best first."""
        by_projects = {row["response_id"] for row in _done(self.projects)}
        done = answers_on(_done(self.others), self.themes) if self.themes else _done(self.others)
        tried = {row["response_id"]: row for row in [*done, *self.close]}
        others = (row for key, row in tried.items() if key not in by_projects)
        return [(_place(row), "tried", row) for row in sorted(others, key=_place)]


def _place(row: Row) -> int:
    """Responses to just this problem before responses to others, the best first."""
    later = len(RESULTS) if row["is_close"] else 0
    return later + RESULTS.index(row["response_result"] or "not-said")


def _done(projects: Iterable[ProjectWithProblem]) -> list[Row]:
    return [row for met in projects for row in met.done]
