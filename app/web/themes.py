"""The pages of themes: all of them with their counts, and one theme in full."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from fastapi import Response
from fastapi.responses import RedirectResponse

from app.evidence import answers
from app.evidence.answers import Release, Row
from app.evidence.answers.worries import TURNOVER, WORRIES, Worry, is_result, near_to
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import claim_sort_key, figures_first, grouped, parted_by_bearing, passage
from app.evidence.queries import EVIDENCE_LISTS, OUTCOMES, Query
from app.evidence.release_cache import cached_per_release
from app.evidence.vocabulary import POLARITY
from app.web import barriers
from app.web.in_general import in_general
from app.web.lists import missing
from app.web.pages import Context, page
from app.web.pictures import Pictures, pictures_of_list
from app.web.result_lines import results_of

MAX_SHOWN = 24
"""Rows of one list on the page of a theme; a link leads to the rest."""
MAX_RESULTS = 12
"""Of results, which take more room."""
CAPACITY = "leadership.capacity-to-innovate"
"""The theme of what gives a project room to go on: management posts, project management."""


@page("/themes/{theme_id}")
def show_one(theme_id: str, release: Release) -> Context | Response:
    """One theme: what belongs there, its claims, what was done, what is recommended."""
    if theme_id in release.catalogue.renamed_themes:
        return RedirectResponse(f"/themes?theme={theme_id}", 301)
    if theme_id not in release.catalogue.themes.labels:
        raise missing("theme", theme_id, release.catalogue.themes)
    theme = release.record("themes", theme_id) or {}
    parent = theme["parent_id"]
    above = ((theme["parent_label"], f"/themes/{parent}"),) if parent else ()
    own = {"crumbs": above, "theme": theme, "worry": None, "near": None}
    return own | evidence_on(release, (theme_id,))


@page("/worries/{worry_id}")
def show_worry(worry_id: str, release: Release) -> Context:
    """One worry of a planner: what is said on all its themes together."""
    worry, theme_ids = worry_of(worry_id, release.catalogue)
    own = {"worry": worry, "near": near_to(release, worry)}
    return own | evidence_on(release, theme_ids, worry.domains)


def worry_of(worry_id: str, catalogue: Catalogue) -> tuple[Worry, tuple[str, ...]]:
    """A worry and its themes. Raises NotFoundError where there is none of that name."""
    worry = WORRIES.get(worry_id)
    themes = worry.themes_in(catalogue) if worry else ()
    if worry is None or not themes:
        raise missing("worry", worry_id, WORRIES)
    return worry, themes


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


def evidence_on(
    release: Release, theme_ids: tuple[str, ...], domains: tuple[str, ...] | None = None
) -> dict[str, Any]:
    """All that is coded under some themes, results of some domains; of long lists the first.

    Raises TooManyError where a release has too many findings to be read.
    """
    return _read(release, theme_ids, domains, MAX_SHOWN)


def outcomes_on(release: Release, worry: Worry) -> set[str]:
    """The results on just a worry."""
    evidence = evidence_on(release, worry.themes_in(release.catalogue), worry.domains)
    return {row["outcome_id"] for row in evidence["outcomes"].every}


@cached_per_release
def _read(
    release: Release, theme_ids: tuple[str, ...], domains: tuple[str, ...] | None, _most: int
) -> dict[str, Any]:
    answers.ensure_readable(release)
    on_themes = {"theme": theme_ids}
    everything = _list_of(release, "findings", on_themes)
    said: dict[str, list[Row]] = {code: [] for code in POLARITY.codes}
    for row in everything.every:
        said[row["polarity"]].append(with_problem(release, row, on_themes["theme"]))
    claims = {
        code: FirstRows(
            rows, MAX_SHOWN, Query.of(everything.query.evidence_list, **on_themes, polarity=code)
        )
        for code, rows in said.items()
    }
    chains = _list_of(release, "chains", on_themes)
    apart = {row["response_id"] for row in chains.rows}
    results = _with_results(release, said)
    apart |= {row["finding_id"] for rows in results for row in rows}
    tried = grouped(chains.rows, "barrier_id")
    told = {row["finding_id"] for row in everything.every}
    late = capacity_after(release, said["barrier"]).values()
    capacity = [row for rows in late for row in rows if row["finding_id"] not in told]
    said["facilitator"] = [*capacity, *said["facilitator"]]
    met = barriers.under_causes(sorted(barriers.stated(said["barrier"]), key=claim_sort_key))
    general = in_general(release, met, theme_ids)
    told_first = apart.union(*(one.keys for one in general))
    return {
        "ids": ",".join(theme_ids),
        "claims": claims,
        "every_help": said["facilitator"],
        "causes": {
            code: barriers.causes(
                [row for row in rows if row["finding_id"] not in apart],
                release.catalogue,
                [*claims[code].rows, *capacity],
            )
            for code, rows in said.items()
        },
        "results": results,
        "about": _summaries(release, results),
        "responses": barriers.responses(chains.rows),
        "all_claims": everything,
        "project_count": answers.met_count(release, theme_ids),
        "implied_count": answers.implied_count(release, theme_ids),
        "chains": chains,
        "tried": tried,
        "met": met,
        "general": general,
        "problems": barriers.causes(
            [row for row in said["barrier"] if row["finding_id"] not in told_first],
            release.catalogue,
            claims["barrier"].rows,
        ),
        # What bears on a whole theme bears on its sub-themes, what bears on siblings does not.
        "advice": answers.advised(release, theme_ids),
        **_outcomes(release, on_themes, domains, is_change=bool(results)),
    }


def _outcomes(
    release: Release,
    on_themes: dict[str, tuple[str, ...]],
    domains: tuple[str, ...] | None,
    *,
    is_change: bool,
) -> dict[str, Any]:
    """The results on some themes, of all domains or of some, and their pictures.

    Those stand apart that a theme which `is_change` itself is about, and how many were reached.
    """
    narrowed = on_themes | ({"domain": domains} if domains else {})
    query = Query.of(OUTCOMES, **narrowed)
    known = figures_first(release.rows("outcomes", **narrowed)) if domains != () else []
    told = [dict(row) for row in chain(*parted_by_bearing(known))]
    shown = FirstRows(told, min(MAX_RESULTS, MAX_SHOWN), query)
    fell = [row for row in shown.every if is_change and row["parent_theme_id"] == TURNOVER]
    better = [row for row in fell if row["desirability"] == "improvement"]
    contrary = [row for row in fell if row not in better]
    others, reached = parted_by_bearing(row for row in shown.rows if row not in fell)
    return {
        "outcomes": shown,
        "pictures": pictures_of_list(release, query) if known else Pictures([]),
        "fell": fell,
        "fell_lines": results_of(release, TURNOVER, better, contrary).finding,
        "others": others,
        "reached": reached,
    }


def _with_results(release: Release, said: dict[str, list[Row]]) -> list[list[Row]]:
    """Results on a theme that is itself a change, with what the same passages say.

    They are grouped by project; those of no project come last.
    """
    changed = [row for row in said["facilitator"] if is_result(row)]
    if not changed:
        return []
    places = {*map(passage, changed)}
    own = release.rows("findings", project=tuple({row["project_id"] for row in changed} - {None}))
    beside = [row for row in own if passage(row) in places and row["polarity"] != "barrier"]
    each_once = {row["finding_id"]: row for row in [*beside, *changed]}
    return list(grouped(each_once.values(), "project_id").values())


def _summaries(release: Release, results: list[list[Row]]) -> dict[str, str]:
    keys = tuple({row["project_id"] for rows in results for row in rows} - {None})
    rows = release.rows("projects", project=keys) if keys else []
    return {row["project_id"]: row["summary"] for row in rows if row["summary"]}


def with_problem(release: Release, claim: Row, themes: Collection[str]) -> Row:
    """A claim with the problem that it answers, if any, and whether that is on other themes."""
    key = claim["responds_to"]
    problem = release.record("findings", key) if key else None
    if not problem:
        return claim
    is_close = bool(themes) and not barriers.is_on(problem["theme_id"], themes)
    return claim | {"answers": problem, "is_close": is_close}


def capacity_after(release: Release, problems: Iterable[Row]) -> dict[str, list[Row]]:
    """What gave projects that a problem delayed the capacity to go on, of each project."""
    late = tuple({row["project_id"] for row in problems if "delay" in row["effect"]} - {None})
    about = {"theme": CAPACITY, "polarity": "facilitator", "project": late}
    rows = release.rows("findings", **about) if late else []
    return grouped((row for row in rows if not row["responds_to"]), "project_id")


def _list_of(release: Release, name: str, narrowed: Mapping[str, tuple[str, ...]]) -> FirstRows:
    rows = release.rows(name, **narrowed)
    return FirstRows(rows, MAX_SHOWN, Query.of(EVIDENCE_LISTS[name], **narrowed))
