"""All that is coded under some themes, and of it what is told of each project on a worry."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from app.evidence import answers
from app.evidence.answers import Release, Row
from app.evidence.answers.worries import TURNOVER, Worry, is_past, is_result
from app.evidence.ordering import claim_sort_key, figures_first, grouped, parted_by_bearing, passage
from app.evidence.queries import EVIDENCE_LISTS, FINDINGS, OUTCOMES, Query
from app.evidence.release_cache import cached_per_release
from app.evidence.vocabulary import POLARITY
from app.web import barriers
from app.web.pictures import Pictures, pictures_of_list
from app.web.result_lines import results_of

MAX_SHOWN = 24
"""Rows of one list on the page of a theme; a link leads to the rest."""
MAX_RESULTS = 12
"""Of results, which take more room."""


@dataclass(frozen=True)
class FirstRows:
    """A list, the first rows of it that are shown, and what it is narrowed to."""

    every: list[Row]
    most: int
    query: Query

    @property
    def rows(self) -> list[Row]:
        return self.every[: self.most]

    @property
    def count(self) -> int:
        return len(self.every)


@dataclass(frozen=True)
class ThemeEvidence:
    """What is coded under some themes; long lists have their first rows."""

    ids: str
    """The themes, as an address names them."""
    all_claims: FirstRows
    claims: dict[str, FirstRows]
    """The claims of each polarity."""
    causes: dict[str, list[barriers.Cause]]
    """The claims of each polarity by sub-theme, without `changes` and responses."""
    facilitators: list[Row]
    """What helped, and what gave projects that were delayed the capacity to go on."""
    project_count: int
    implied_count: int
    """How many of the projects are named only as examples."""
    projects_by_cause: barriers.UnderCauses
    across_the_programme: list[barriers.InGeneral]
    """Why it happens, as sources say of projects at large."""
    other_problems: list[barriers.Cause]
    """Barriers that are not told across the programme."""
    chains: FirstRows
    responses: list[tuple[str, list[Row]]]
    """What was tried, by whether it worked."""
    responses_by_barrier: dict[str, list[Row]]
    changes: list[list[Row]]
    """Results on a theme that is itself a change, by project, with what the same passages say."""
    summaries: dict[str, str]
    """What the projects of these changes were, by their ids."""
    advice: tuple[list[Row], list[str]]
    results: FirstRows
    pictures: Pictures
    turnover: list[Row]
    """The results on turnover, where less of it is itself the subject."""
    turnover_sentences: list[str]


@cached_per_release
def evidence_on(
    release: Release, theme_ids: tuple[str, ...], domains: tuple[str, ...] | None = None
) -> ThemeEvidence:
    """All that is coded under some themes, with results of some domains.

    Raises TooManyError where a release has too many findings to be read.
    """
    answers.ensure_readable(release)
    on_themes, projects = {"theme": theme_ids}, answers.projects_that_met(release, theme_ids)
    all_claims = _list_of(release, "findings", on_themes)
    claimed = (barriers.with_problem(release, row, theme_ids) for row in all_claims.every)
    of_each = {code: list[Row]() for code in POLARITY.codes} | grouped(claimed, "polarity")
    claims = {
        code: FirstRows(rows, MAX_SHOWN, Query.of(FINDINGS, **on_themes, polarity=code))
        for code, rows in of_each.items()
    }
    problems, helps = of_each["barrier"], of_each["facilitator"]
    chains = _list_of(release, "chains", on_themes)
    changes = _changes(release, helps)
    results = _results(release, on_themes, domains)
    turnover = [row for row in results.every if changes and row["parent_theme_id"] == TURNOVER]
    apart = {row["response_id"] for row in chains.rows}
    apart |= {row["finding_id"] for rows in changes for row in rows}
    keys = {row["finding_id"] for row in all_claims.every}
    late = barriers.capacity_after(release, problems).values()
    capacity = [row for rows in late for row in rows if row["finding_id"] not in keys]
    facilitators = [*capacity, *helps]
    stated = sorted(barriers.stated(problems), key=claim_sort_key)
    met = barriers.under_causes(stated)
    across = barriers.in_general(release, met, theme_ids)

    def causes_of(rows: list[Row], apart: set[str], shown: list[Row]) -> list[barriers.Cause]:
        others = [row for row in rows if row["finding_id"] not in apart]
        return barriers.causes(others, release.catalogue, shown)

    return ThemeEvidence(
        ids=",".join(theme_ids),
        all_claims=all_claims,
        claims=claims,
        causes={
            code: causes_of(rows, apart, [*claims[code].rows, *capacity])
            for code, rows in (of_each | {"facilitator": facilitators}).items()
        },
        facilitators=facilitators,
        project_count=len(projects),
        implied_count=len(projects) - sum(projects.values()),
        projects_by_cause=met,
        across_the_programme=across,
        other_problems=causes_of(
            problems, apart.union(*(each.keys for each in across)), claims["barrier"].rows
        ),
        chains=chains,
        responses=barriers.responses(chains.rows),
        responses_by_barrier=grouped(chains.rows, "barrier_id"),
        changes=changes,
        summaries=_summaries(release, changes),
        # What bears on a whole theme bears on its sub-themes, what bears on siblings does not.
        advice=answers.advised(release, theme_ids),
        results=results,
        pictures=pictures_of_list(release, results.query) if results.every else Pictures([]),
        turnover=turnover,
        turnover_sentences=_turnover_sentences(release, turnover),
    )


def evidence_on_worry(release: Release, worry: Worry) -> ThemeEvidence:
    """All that is coded under the themes of a worry, with results on just that."""
    return evidence_on(release, worry.themes_in(release.catalogue), worry.domains)


def outcomes_on(release: Release, worry: Worry) -> set[str]:
    """The results on just a worry."""
    return {row["outcome_id"] for row in evidence_on_worry(release, worry).results.every}


def _results(
    release: Release, on_themes: dict[str, tuple[str, ...]], domains: tuple[str, ...] | None
) -> FirstRows:
    """The results on some themes, of all domains or of some; whom they reached comes last."""
    narrowed = on_themes | ({"domain": domains} if domains else {})
    rows = figures_first(release.rows("outcomes", **narrowed)) if domains != () else []
    parted = [dict(row) for row in chain(*parted_by_bearing(rows))]
    return FirstRows(parted, MAX_RESULTS, Query.of(OUTCOMES, **narrowed))


def _turnover_sentences(release: Release, turnover: list[Row]) -> list[str]:
    better = [row for row in turnover if row["desirability"] == "improvement"]
    contrary = [row for row in turnover if row not in better]
    return results_of(release, TURNOVER, better, contrary).finding


def _changes(release: Release, facilitators: Iterable[Row]) -> list[list[Row]]:
    """Results on a theme that is itself a change, with what the same passages say.

    They are grouped by project; those of no project come last.
    """
    changed = [row for row in facilitators if is_result(row)]
    if not changed:
        return []
    places = {*map(passage, changed)}
    projects = tuple({row["project_id"] for row in changed} - {None})
    claims = release.rows("findings", project=projects)
    beside = [row for row in claims if passage(row) in places and row["polarity"] != "barrier"]
    each_once = {row["finding_id"]: row for row in [*beside, *changed]}
    return list(grouped(each_once.values(), "project_id").values())


def _summaries(release: Release, changes: list[list[Row]]) -> dict[str, str]:
    keys = tuple({row["project_id"] for rows in changes for row in rows} - {None})
    rows = release.rows("projects", project=keys) if keys else []
    return {row["project_id"]: row["summary"] for row in rows if row["summary"]}


def _list_of(release: Release, name: str, narrowed: Mapping[str, tuple[str, ...]]) -> FirstRows:
    rows = release.rows(name, **narrowed)
    return FirstRows(rows, MAX_SHOWN, Query.of(EVIDENCE_LISTS[name], **narrowed))


@dataclass
class WorryEvidence:
    """What is told of a project on one worry: what it met, what it tried, and what was better.

    `better` is what came of it, with what the same passages say, or else what helped.
    """

    met: list[Row] = field(default_factory=list)
    tried: Row | None = None
    better: list[Row] = field(default_factory=list)

    @property
    def first(self) -> Row:
        """What is told first of it: a result, or else what it met; of others what helped."""
        return [*filter(is_result, self.better), *self.met, *self.better][0]

    @property
    def better_as(self) -> str:
        """What came of it, or what helped: with this, or to go on at all."""
        if any(map(is_result, self.better)):
            return "Did better on this"
        is_capacity = self.better[0]["theme_id"] == barriers.CAPACITY
        return "What helped" if is_capacity else "What helped with this"

    @property
    def is_implied(self) -> bool:
        """Whether the project is named only as an example."""
        return not self.better and all(row["certainty"] == "implied" for row in self.met)

    @property
    def is_past(self) -> bool:
        return any(map(is_past, self.met))

    @property
    def rank(self) -> int:
        """Its place among others: who did better, then who tried something or had help."""
        return 0 if self.has_better else 1 if self.tried or self.better else 2

    @property
    def has_better(self) -> bool:
        """Whether a source says that it got past what it met, did better, or what worked."""
        tried = self.tried or {"is_close": True}
        worked = not tried["is_close"] and tried["response_result"] == "worked"
        return worked or self.is_past or any(map(is_result, self.better))


def told_on(release: Release, worry: Worry) -> Mapping[str, WorryEvidence]:
    """What is told of every project that met a worry, or did better on it."""
    themes, evidence = worry.themes_in(release.catalogue), evidence_on_worry(release, worry)
    by_project: defaultdict[str, WorryEvidence] = defaultdict(WorryEvidence)
    for row in sorted(evidence.claims["barrier"].every, key=claim_sort_key):
        met = by_project[row["project_id"]].met
        if not met or row["certainty"] != "implied":
            met.append(row)
    chains = release.rows("chains", project=(*filter(None, by_project),)) if by_project else []
    for row in reversed(barriers.answers_on(chains, themes)):
        by_project[row["project_id"]].tried = row
    for rows in evidence.changes:
        by_project[rows[0]["project_id"]].better = rows
    helped = barriers.untried(evidence.facilitators, evidence.chains.every)
    for row in sorted(helped, key=claim_sort_key):
        # What helped with something else is no help with this worry.
        if not (row["responds_to"] or by_project[row["project_id"]].better):
            by_project[row["project_id"]].better = [row]
    return {key: project for key, project in by_project.items() if key}
