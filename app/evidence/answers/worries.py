"""How often each worry came true, and the claims that say best what happened and what helped."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.evidence.answers.findings import CHAIN_LISTING, FINDING_LISTING
from app.evidence.answers.listing import Row
from app.evidence.answers.pages import answer, record, rows_with
from app.evidence.answers.projects import PROJECT_LISTING
from app.evidence.answers.statements import count
from app.evidence.catalogue import Catalogue
from app.evidence.queries import FINDINGS, PROJECTS, Query
from app.evidence.release_cache import once_a_release
from app.evidence.worries import WORRIES, Worry


@dataclass(frozen=True)
class Lesson:
    """A worry, how many projects met it, what the evidence says of it, and what helped.

    `implied_count` of the projects are named only as examples of where it was met.
    """

    worry: Worry
    projects: Query
    project_count: int
    implied_count: int
    lesson: Row | None
    help: Row | None


@dataclass(frozen=True)
class Spread:
    """The projects that met a worry by what became of it, and those that had help there.

    Each project is counted once, by the best that is reported of it.
    """

    worry: Worry
    met: dict[str, int]
    helped_count: int

    @property
    def met_count(self) -> int:
        """How many projects met it."""
        return sum(self.met.values())


STATES = ("yes", "partly", "no", "not-said")
"""Whether a project got past what it met, the best first."""


@once_a_release
def lessons(session: Session, catalogue: Catalogue) -> list[Lesson]:
    """Every worry in order."""
    return [_lesson(session, worry, catalogue) for worry in WORRIES.values()]


@once_a_release
def spreads(session: Session, catalogue: Catalogue) -> list[Spread]:
    """Every worry in order, with how many projects got past it."""
    return [_spread(session, worry, catalogue) for worry in WORRIES.values()]


_STATE_OF_RESULT = {"worked": "yes", "partly": "partly", "failed": "no"}


def _spread(session: Session, worry: Worry, catalogue: Catalogue) -> Spread:
    themes = themes_of(worry, catalogue)
    if not themes:
        return Spread(worry, dict.fromkeys(STATES, 0), 0)
    of_theme = {"theme": themes}
    barriers = rows_with(
        session, FINDING_LISTING, {**of_theme, "polarity": ("barrier",)}, catalogue
    )
    states = {row["project_id"]: {row["overcome"] or "not-said"} for row in barriers}
    for row in barriers:
        states[row["project_id"]].add(row["overcome"] or "not-said")
    for row in rows_with(session, CHAIN_LISTING, of_theme, catalogue):
        state = _STATE_OF_RESULT.get(row["response_result"], "not-said")
        states.setdefault(row["project_id"], set()).add(state)
    best = [
        next(state for state in STATES if state in of_project)
        for project, of_project in states.items()
        if project
    ]
    helped = Query.of(PROJECTS, {"facilitator": themes})
    return Spread(
        worry,
        {state: best.count(state) for state in STATES},
        count(session, PROJECT_LISTING, helped, catalogue),
    )


def themes_of(worry: Worry, catalogue: Catalogue) -> tuple[str, ...]:
    """The themes of a worry that the release has."""
    return tuple(theme for theme in worry.theme_ids if theme in catalogue.themes.labels)


def _lesson(session: Session, worry: Worry, catalogue: Catalogue) -> Lesson:
    themes = themes_of(worry, catalogue)
    projects = Query.of(PROJECTS, {"barrier": themes})
    number = count(session, PROJECT_LISTING, projects, catalogue) if themes else 0
    claims = (
        _claim(session, key, themes, polarity, catalogue) if themes else None
        for key, polarity in ((worry.lesson_id, "barrier"), (worry.help_id, "facilitator"))
    )
    return Lesson(worry, projects, number, implied_count(session, themes, catalogue), *claims)


def implied_count(session: Session, themes: tuple[str, ...], catalogue: Catalogue) -> int:
    """How many projects met barriers of themes and are named there only as examples of them."""
    narrowed = {"theme": themes, "polarity": ("barrier",)}
    rows = rows_with(session, FINDING_LISTING, narrowed, catalogue) if themes else []
    said: dict[str, set[str]] = {}
    for row in rows:
        said.setdefault(row["project_id"] or "", set()).add(row["certainty"])
    return sum(certainty == {"implied"} for certainty in said.values())


def _claim(
    session: Session, key: str, themes: tuple[str, ...], polarity: str, catalogue: Catalogue
) -> Row | None:
    """The claim of an id; in a release that does not have it, the first of its kind."""
    row = record(session, FINDING_LISTING, key, catalogue)
    if row:
        return row
    query = replace(Query.of(FINDINGS, {"theme": themes, "polarity": (polarity,)}), page_size=1)
    return next(iter(answer(session, FINDING_LISTING, query, catalogue).records), None)
