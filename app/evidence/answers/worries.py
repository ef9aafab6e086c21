"""What planners ask: how often a worry came true, what helped, what is advised; the self-audit."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.database import split
from app.evidence.answers.details import advice_on, bearing_on
from app.evidence.answers.list_select import Row
from app.evidence.answers.release import Release
from app.evidence.catalogue import Catalogue
from app.evidence.queries import CHAINS, FINDINGS, PROJECTS, Query
from app.evidence.release_cache import cached_per_release
from app.evidence.vocabulary import read_table


@dataclass(frozen=True)
class Worry:
    """A worry in a planner's words.

    `domains` are those of the results that tell of just this; a worry may have none.
    `lesson_id` and `help_id` name the claims that say best what went wrong, and what helped
    with just that; where no claim tells what helped, none is named. `near_id` names the worry
    under which other causes of the same trouble stand, if there is one.
    """

    worry_id: str
    label: str
    question: str
    theme_ids: tuple[str, ...]
    lesson_id: str
    help_id: str
    domains: tuple[str, ...]
    near_id: str

    def themes_in(self, catalogue: Catalogue) -> tuple[str, ...]:
        """Its themes, of those that a release has."""
        return tuple(theme for theme in self.theme_ids if theme in catalogue.themes.labels)


def _worry(row: dict[str, Any]) -> Worry:
    lists = {name: tuple(split(row[name])) for name in ("theme_ids", "domains")}
    return Worry(**{**row, **lists})


# Too little time stands with data and proof: it is about showing results, not about starting.
WORRIES = {row["worry_id"]: _worry(row) for row in read_table(__file__, "worries")}
"""In the order of a planner's work: before the start, at the start, and after it."""


def worries_on(themes: Iterable[str], catalogue: Catalogue) -> list[Worry]:
    """The worries that themes belong to, or that one below them does."""
    related = catalogue.related(*themes)
    return [worry for worry in WORRIES.values() if related & {*worry.theme_ids}]


TURNOVER = "turnover"
"""The theme on which what helped is a result: less turnover."""


def is_result(claim: Mapping[str, object]) -> bool:
    """Whether a claim tells what came of a project, and not what helped it or what it did.

    On turnover what helps is less of it, and what does neither is a result as well.
    """
    return claim["polarity"] != "barrier" and claim["parent_theme_id"] == TURNOVER


@cached_per_release
def changed_in_all(release: Release) -> Row | None:
    """What a source counts itself, of all projects, on the theme that is itself a change."""
    claims = release.rows("findings", theme=TURNOVER, scope="programme")
    return next(filter(is_result, claims), None)


@dataclass(frozen=True)
class Lesson:
    """A worry, and how many projects met it or got past it.

    `met` counts each project once, by the best that is reported of what became of it; `past` are
    those that got past it, at least in part.
    `others` did better on what the worry is about and are not said to have met it.
    `implied_count` of the projects are named only as examples of where it was met.
    """

    worry: Worry
    projects: Query
    project_count: int
    implied_count: int
    met: dict[str, int]
    past: list[str]
    others: list[str]


STATES = ("yes", "partly", "no", "not-said")
"""Whether a project got past what it met, the best first."""


PAST = STATES[:2]
"""The states of a project that got past what it met, at least in part."""


def is_past(problem: Mapping[str, object]) -> bool:
    """Whether a source says that a problem was got past, at least in part."""
    return problem["overcome"] in PAST


@cached_per_release
def lessons(release: Release) -> list[Lesson]:
    return [_lesson(release, worry) for worry in WORRIES.values()]


def _ends(release: Release, themes: tuple[str, ...]) -> dict[str, str]:
    """The best that is reported of what became of the problems of each project."""
    states: defaultdict[str | None, set[str]] = defaultdict(set)
    barriers = Query.of(FINDINGS, theme=themes, polarity="barrier")
    for project, overcome in release.distinct(barriers, "project_id", "overcome") if themes else ():
        states[project].add(overcome or "not-said")
    tried = release.distinct(
        Query.of(CHAINS, theme=themes), "project_id", "overcome", "response_result"
    )
    for project, overcome, result in tried if themes else ():
        # An answer that worked need not have ended the problem: what is said of that decides.
        if not overcome and result == "failed":
            states[project].add("no")
    return {key: min(of_one, key=STATES.index) for key, of_one in states.items() if key}


def causes_of(release: Release, themes: Iterable[str]) -> dict[str, int]:
    """The causes in themes that any project met, with how many did: the commonest first."""
    catalogue, labels = release.catalogue, release.catalogue.themes.labels
    causes = {each for theme in themes for each in catalogue.with_sub_themes(theme)[1:] or (theme,)}
    barriers = Query.of(FINDINGS, theme=themes, polarity="barrier")
    met = release.distinct(barriers, "theme_id", "project_id") if causes else ()
    counts = Counter(theme for theme, project in met if project and theme in causes)
    return dict(sorted(counts.items(), key=lambda each: (-each[1], labels[each[0]])))


def conditions_on(release: Release, themes: Iterable[str]) -> list[Row]:
    """What the checklist of the report asks on themes, in the same way."""
    return bearing_on(themes, conditions(release), release.catalogue)


def advised(release: Release, themes: tuple[str, ...]) -> tuple[list[Row], list[str]]:
    """All that is advised on themes, on every page in one order: on the commonest cause first.

    Of a cause what is recommended comes before what the checklist asks. Where nothing is advised
    on just these, it is what is recommended on the themes that they are part of, which are named.
    """
    causes = [[cause] for cause in causes_of(release, themes)]
    rows = [
        row
        for about in (*causes, themes)
        for advice_of in (advice_on, conditions_on)
        for row in advice_of(release, about)
    ]
    wider = sorted({release.catalogue.with_parent(theme)[-1] for theme in themes})
    if rows or not themes:
        return list({row["text_summary"]: row for row in rows}.values()), []
    return advice_on(release, wider), [release.catalogue.themes.labels[each] for each in wider]


def _lesson(release: Release, worry: Worry) -> Lesson:
    themes = worry.themes_in(release.catalogue)
    ends = _ends(release, themes)
    states, met = [*ends.values()], projects_that_met(release, themes)
    # On other themes what helped is no result.
    eased = Query.of(FINDINGS, theme=(TURNOVER,), polarity="facilitator")
    better = release.distinct(eased, "project_id") if TURNOVER in themes else ()
    return Lesson(
        worry,
        Query.of(PROJECTS, barrier=themes),
        len(met),
        len(met) - sum(met.values()),
        {state: states.count(state) for state in STATES},
        [key for key, state in ends.items() if state in PAST],
        sorted(key for (key,) in better if key and key not in ends),
    )


def projects_that_met(
    release: Release, themes: tuple[str, ...], **about: tuple[str, ...]
) -> dict[str, bool]:
    """The projects that met barriers of themes, each with whether a source states it.

    Of the others it is only implied: they are named as examples of where it was met.
    """
    query = Query.of(FINDINGS, theme=themes, polarity="barrier", **about)
    met = release.distinct(query, "project_id", "certainty") if themes else ()
    stated = {project for project, certainty in met if certainty != "implied"}
    return {project: project in stated for project, _ in met if project}


def near_to(release: Release, worry: Worry, **about: tuple[str, ...]) -> tuple[Worry, int] | None:
    """The worry near to one, if there is one, and how many projects are said to have met it."""
    near = WORRIES.get(worry.near_id)
    if near is None:
        return None
    met = projects_that_met(release, near.themes_in(release.catalogue), **about)
    return (near, sum(met.values())) if any(met.values()) else None


def best_claims(release: Release, worry: Worry) -> list[Row | None]:
    """The claims that say best what went wrong, and what helped with just that, if one is named.

    Where a release lacks one, it is the first of its kind.
    """
    themes = worry.themes_in(release.catalogue)
    kinds = ((worry.lesson_id, "barrier"), (worry.help_id, "facilitator"))
    return [
        release.record("findings", key)
        or next(iter(release.first("findings", 1, theme=themes, polarity=kind).records), None)
        if key and themes
        else None
        for key, kind in kinds
    ]


@cached_per_release
def conditions(release: Release) -> list[Row]:
    """Every condition of the self-audit, in its order."""
    return release.rows("audit-conditions")


def met_and_tried(release: Release, condition: Row) -> tuple[list[Row], list[Row]]:
    """What got in the way of projects on a condition, and what they tried about it."""
    themes = condition["theme_ids"]
    barriers = release.rows("findings", theme=themes, polarity="barrier")
    return barriers, release.rows("chains", theme=themes)
