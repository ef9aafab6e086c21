"""The projects that met a problem, by cause: what each did about it, and what is told first."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from app.evidence.answers import Row
from app.evidence.answers.worries import STATES, is_past
from app.web.barriers import Statement

OPEN_ROWS, UNFOLDED_ROWS = 3, 8
"""So many projects stand open, on a phone and where there is more room."""
RESULTS = ("worked", "partly", "not-said", "failed")
"""What came of a thing tried, the best first."""


@dataclass(frozen=True)
class ProjectWithProblem:
    """A project, what is said to have got in its way, and what it did about just that.

    `besides` is what it did about other problems of the same kind, or by means of that kind, which
    `is_close` and has with it what it `met`; `helped` is what gave a project that was delayed the
    capacity to go on. `is_off` tells, subject by subject as they are asked
    for, whether it is not on that. `also` is another name that its claims have for it.
    """

    claims: list[Row]
    tried: list[Row]
    besides: list[Row]
    helped: list[Row]
    is_off: tuple[bool, ...] = ()
    also: str = ""

    @property
    def done(self) -> list[Row]:
        return [*self.tried, *self.besides]

    @property
    def best(self) -> tuple[int, str, Row] | None:
        """What is told of how it went on: its place among others, what it is, and the claim."""
        told = [(0, "helped", row) for row in self.helped]
        told += [
            (RESULTS.index(row["response_result"] or "not-said"), "tried", row) for row in self.done
        ]
        past = (row for row in self.claims if is_past(row))
        told += [(STATES.index(row["overcome"]), "past", row) for row in past]
        return min(told, key=lambda each: each[0], default=None)


@dataclass(frozen=True)
class MetCause:
    """A cause with the projects that met it, each of which stands under one cause alone."""

    theme_id: str
    label: str
    projects: list[ProjectWithProblem]


@dataclass(frozen=True)
class ProblemAnswer:
    """The projects of an answer by cause, as they are asked for and others; and what else is said.

    `rest` is said of no named project, or of projects that are named only as examples; `close` is
    what else was tried against the same, or against something close to it. Causes that are only
    `near` what is asked come last, and those first that are on its `themes`, where others are told.
    """

    asked: list[MetCause]
    others: list[MetCause]
    rest: list[Statement]
    close: list[Row] = field(default_factory=list)
    near: Collection[str] = ()
    themes: Collection[str] = ()

    @property
    def count(self) -> int:
        return sum(len(cause.projects) for cause in self.asked)

    @property
    def under_each(self) -> dict[str, list[str]]:
        """Every cause with all the projects that met it, as a project may have met several."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        every = (met for cause in self.asked for met in cause.projects)
        for met in sorted(every, key=lambda met: met.is_off):
            for row in met.claims:
                found[row["theme_id"]][row["project_id"]] = None
        ordered = sorted(found.items(), key=lambda each: (each[0] in self.near, -len(each[1])))
        return {theme: list(keys) for theme, keys in ordered}

    @property
    def first_asked(self) -> dict[str, list[str]]:
        """The causes on just what is asked, where others are told beside them."""
        every = self.under_each
        own = {one: keys for one, keys in every.items() if is_on(one, self.themes)}
        return own if len(own) < len(every) else {}

    @property
    def opening(self) -> dict[str, list[str]]:
        """The causes that the answer begins with: of many those on just what is asked."""
        return (self.first_asked if self.bands[-1] else {}) or self.under_each

    @property
    def other_causes(self) -> dict[str, list[str]]:
        return {one: keys for one, keys in self.under_each.items() if one not in self.first_asked}

    @property
    def done_on_asked(self) -> list[tuple[int, str, Row]]:
        """What is told of how projects dealt with just what is asked."""
        return [one for one in self.went_on if is_on(one[2]["theme_id"], self.themes)]

    @property
    def went_on(self) -> list[tuple[int, str, Row]]:
        """What is told of how projects dealt with it or with a similar problem, the best first."""
        every = [met.best for cause in self.asked for met in cause.projects]
        return sorted(filter(None, every), key=lambda each: each[0])

    @property
    def bands(self) -> list[list[MetCause]]:
        """The projects that stand open, those that do where there is room, and those folded."""
        first, more = _parted(self.asked, OPEN_ROWS)
        return [first, *_parted(more, UNFOLDED_ROWS - OPEN_ROWS)]

    @property
    def elsewhere(self) -> list[Row]:
        """What worked against just this, at projects that are not asked for."""
        tried = [row for cause in self.others for met in cause.projects for row in met.tried]
        own = [row for row in self.close if row["project_id"] and not row["is_close"]]
        return [row for row in [*tried, *own] if row["response_result"] == "worked"]

    @property
    def by_means(self) -> list[Row]:
        """What projects that met this, and are not asked for, did in such a way about another."""
        return [row for row in _done(self.others) if row["is_close"]]

    @property
    def nearest(self) -> list[Row]:
        """What others tried against just what is asked, or by such means: first what worked."""
        every = [*self.elsewhere, *self.by_means, *self.close]
        return _each_once(
            row
            for row in every
            if is_on(row["theme_id"], self.themes) or is_on(row["response_theme_id"], self.themes)
        )

    @property
    def else_tried(self) -> list[Row]:
        """What else was tried: first what worked against just this."""
        told = [row for _, _, row in self.went_on] if self.bands[-1] else []
        folded = [row for row in _done(self.bands[-1]) if row not in told]
        return _each_once([*self.elsewhere, *folded, *self.by_means, *self.close])

    @property
    def is_told(self) -> bool:
        return bool(_done([*self.bands[0], *self.bands[1]]))

    @property
    def shown_responses(self) -> set[str]:
        """The ids of the responses that are shown beside the problems they answer."""
        return {row["response_id"] for row in _done([*self.asked, *self.others])}


def _done(causes: Iterable[MetCause]) -> list[Row]:
    return [row for cause in causes for met in cause.projects for row in met.done]


def _each_once(rows: Iterable[Row]) -> list[Row]:
    return list({row["response_id"]: row for row in rows}.values())


def _parted(causes: list[MetCause], most: int) -> tuple[list[MetCause], list[MetCause]]:
    first, others = [], []
    for cause in causes:
        own, more = cause.projects[:most], cause.projects[most:]
        most -= len(own)
        first += [replace(cause, projects=own)] * bool(own)
        others += [replace(cause, projects=more)] * bool(more)
    return first, others


def is_on(theme: str | None, themes: Collection[str]) -> bool:
    """Whether a theme is one of some themes, or a sub-theme of one."""
    return bool(theme) and not {theme, str(theme).partition(".")[0]}.isdisjoint(themes)
