"""The page that sets two to four projects side by side."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from fastapi import Request

from app.dependencies import API
from app.evidence import answers
from app.evidence.answers import Release, Row
from app.evidence.answers.shared_themes import SharedThemes, shared_themes, theme_order
from app.evidence.answers.worries import Worry, is_past, is_result
from app.evidence.catalogue import Catalogue, is_on
from app.evidence.ordering import by_strength, claim_sort_key, grouped, parted_by_bearing
from app.evidence.queries.reading import MAX_COMPARED, read_compared
from app.evidence.queries.sources import SOURCE_PARAMETERS, source_ids
from app.evidence.row_wording import quantity
from app.evidence.words import inside, join_names
from app.web import barriers
from app.web.labels import FIRST, acts_behind, acts_in, facts_of, trouble
from app.web.lists import SourceFilter, source_filter
from app.web.pages import Context, page
from app.web.similar_projects import worry_asked
from app.web.theme_evidence import outcomes_on, told_on


@dataclass(frozen=True)
class Tried:
    """What a project tried against a worry, or against anything where there is none.

    `done` has what answers it, then what `is_close`; `besides` is neither. `acts` are named as what
    brought a result, or as what helped; `past` is what it got past, where no source says how.
    """

    done: list[Row]
    acts: list[Row]
    besides: list[Row]
    past: list[Row]

    @property
    def is_told(self) -> bool:
        """Whether anything is said on the worry."""
        return bool(self.done or self.acts or self.past)


ByTheme = tuple[str, list[list[Row]]]
"""A theme with the claims of each project."""


@page("/compare", "project", "worry", *SOURCE_PARAMETERS)
def show(request: Request, release: Release) -> Context:
    """Projects side by side; with too few or too many chosen, a form to choose them."""
    ids = read_compared(request.query_params.getlist("project"), release.catalogue)
    context: Context = {
        "compared": [],
        "chosen": ids,
        "labels": release.catalogue.projects.labels,
        "worry": worry_asked(request),
        "source_filter": source_filter(request, release.catalogue),
    }
    if 2 <= len(ids) <= MAX_COMPARED:
        return context | _compared(ids, context["worry"], context["source_filter"], release)
    return context


def _compared(
    ids: list[str], worry: Worry | None, narrowed: SourceFilter, release: Release
) -> Context:
    catalogue, of_sources = release.catalogue, narrowed.query.values
    projects = [_project(release, key, of_sources) for key in ids]
    claims = [claim for project in projects for claim in project["findings"]]
    tried = [row for project in projects for row in project["chains"]]
    shared = shared_themes(projects, claims, catalogue)
    capacity = barriers.capacity_after(release, claims)
    evidence = told_on(release, worry) if worry else {}
    helped = {key: each.better for key, each in evidence.items()} if worry else capacity
    asked_ids = source_ids(narrowed.query, catalogue)
    on_it = outcomes_on(release, worry) if worry else None
    for key, project in zip(ids, projects, strict=True):
        better = [row for row in helped.get(key, ()) if row["source_id"] in asked_ids]
        relevant = [r for r in project["results"] if on_it is None or r["outcome_id"] in on_it]
        project["on_worry"] = _barriers_on(worry, project, catalogue)
        project["tried"] = _tried(worry, better, project, catalogue)
        project["met"] = _met(shared, project["short"])
        project["found"] = _in_short(relevant)
    # What is on a worry stands at the head, and not twice.
    told_above = [row["finding_id"] for each in projects for row in each["on_worry"] if worry]
    told_below = [row for row in claims if row["finding_id"] not in told_above]
    # What is a result, such as less turnover, stands with the results.
    besides = [row for row in barriers.untried(claims, tried) if not is_result(row)]
    called = join_names([project["name"] for project in projects])
    pairs = [*(("project", key) for key in ids), *narrowed.query.pairs]
    return {
        "heading": f"{len(ids)} projects side by side",
        "description": f"{called}: what they have in common, what got in the way, what helped, "
        "and the results.",
        "json_address": f"{API}/compare?{urlencode(pairs)}",
        "compared": projects,
        "in_short": " ".join(in_common(shared, tried, catalogue, is_told=bool(capacity))),
        "problems": _parted(_by_theme(ids, told_below, ("barrier",), catalogue)),
        "others": _parted(_by_theme(ids, besides, ("facilitator", "neutral"), catalogue)),
        "themes": list(zip(*(project["themes"] for project in projects), strict=True)),
        "theme_labels": catalogue.themes.labels,
    }


def _project(release: Release, key: str, of_sources: dict[str, tuple[str, ...]]) -> Row:
    """A project with all that some sources tell of it; whom it reached is no result."""
    project = answers.project(release, key, **of_sources) or {}
    results, reached = parted_by_bearing(project["outcomes"])
    return project | {
        "short": release.catalogue.projects.short(key),
        "chains": release.rows("chains", project=key, **of_sources),
        "facts": facts_of(project, release.rows("events", project=key, **of_sources)),
        "results": results,
        "measures": _by_measure(results),
        "reached": _by_measure(reached),
    }


def _met(shared: list[SharedThemes], project: str) -> list[tuple[str, bool]]:
    """What got in the way of a project, and whether another had the same."""
    met = (each for each in shared if each.polarity == "barrier" and project in each.projects)
    return [(theme, each.is_of_several) for each in met for theme in each.theme_ids]


def _tried(worry: Worry | None, better: list[Row], project: Row, catalogue: Catalogue) -> Tried:
    """What a project tried, as the pages of the worry and of a council tell it."""
    chains = project["chains"]
    done = barriers.answers_on(chains, worry.themes_in(catalogue)) if worry else chains
    answered_here = {row["response_id"] for row in done}
    lowered = [row for row in better if is_result(row)]
    acts = acts_in(lowered) if lowered else better
    if not worry:
        acts = [*acts_behind(project["outcomes"], project["findings"]), *better]
    besides = [row for row in chains if row["response_id"] not in answered_here]
    answered = {row["barrier_id"] for row in chains}
    past = [row for row in project["on_worry"] if row["finding_id"] not in answered]
    return Tried(done, acts, besides, [*filter(is_past, past)])


def _barriers_on(worry: Worry | None, project: Row, catalogue: Catalogue) -> list[Row]:
    """What got in the way of a project on just a worry, surest first; without one, all of it."""
    themes = worry.themes_in(catalogue) if worry else ()
    met = (row for row in project["findings"] if row["polarity"] == "barrier")
    on_it = (row for row in met if not worry or is_on(row["theme_id"], themes))
    return sorted(on_it, key=claim_sort_key)


def _by_measure(outcomes: Iterable[Row]) -> list[list[Row]]:
    """The results on each measure together, contrary ones too; what changed comes first."""
    return list(grouped(by_strength(outcomes), "measure").values())


def _in_short(outcomes: list[Row]) -> list[list[Row]]:
    """The results to begin with: what several sources report of a measure is told once."""
    return [
        list({(row["population"], quantity(row)): row for row in reversed(rows)}.values())[::-1]
        for rows in _by_measure(outcomes)[:FIRST]
    ]


def _by_theme(
    ids: list[str], claims: list[Row], polarities: tuple[str, ...], catalogue: Catalogue
) -> list[ByTheme]:
    """What is told of each project under each theme, that of most projects first."""
    by_theme: dict[str, list[list[Row]]] = {}
    for claim in sorted(claims, key=claim_sort_key):
        if claim["polarity"] in polarities:
            cells = by_theme.setdefault(claim["parent_theme_id"], [[] for _ in ids])
            cells[ids.index(claim["project_id"])].append(claim)

    def order(row: ByTheme) -> tuple[int, int]:
        stated = [cell for cell in row[1] if any(c["certainty"] != "implied" for c in cell)]
        return -len(stated), theme_order(row[0], catalogue)

    return sorted(by_theme.items(), key=order)


def _parted(themes: list[ByTheme]) -> tuple[list[ByTheme], list[ByTheme]]:
    """The themes that are told of several projects, and those that are told of one of them."""
    several = [row for row in themes if sum(map(bool, row[1])) > 1]
    return several, [row for row in themes if row not in several]


def in_common(
    shared: Iterable[SharedThemes],
    chains: Iterable[Row],
    catalogue: Catalogue,
    *,
    is_told: bool,
) -> list[str]:
    """Which problems two of the projects had, whether a source says what they did, and what helped.

    That no source says it is left out where it `is_told` how one of them went on."""
    several = [each for each in shared if each.is_of_several]
    problems = [each for each in several if each.is_problem]
    themes = {theme for each in problems for theme in each.theme_ids}
    met = _together("Problems in common", problems, catalogue)
    if themes and not is_told and not any(row["theme_id"] in themes for row in chains):
        met.append(f"No source says what they did about {'it' if len(themes) == 1 else 'them'}.")
    helped = [each for each in several if not each.is_problem]
    alike = _alike(shared, catalogue)
    return [
        *(met or ([] if alike else ["No source names a problem that two of them shared."])),
        *alike,
        *_together("What helped more than one", helped, catalogue),
    ]


def _alike(shared: Iterable[SharedThemes], catalogue: Catalogue) -> list[str]:
    """Different problems of several projects on one main theme, where they share none on it."""
    problems = [
        replace(each, theme_ids=[theme])
        for each in shared
        for theme in each.theme_ids
        if each.polarity == "barrier"
    ]
    by_theme = grouped(problems, lambda each: catalogue.with_parent(each.theme_ids[0])[-1])
    return [
        sentence
        for theme, differ in by_theme.items()
        if len({each.projects for each in differ}) > 1
        if not any(each.is_of_several for each in differ)
        for sentence in _together(
            f"Different problems with {inside(catalogue.themes.labels[theme])}", differ, catalogue
        )
    ]


def _together(head: str, shared: list[SharedThemes], catalogue: Catalogue) -> list[str]:
    """Themes with the projects that share them, in one sentence; nothing where there are none."""
    called = (
        trouble if any(each.polarity == "barrier" for each in shared) else lambda _, label: label
    )
    parts = [
        f"{', '.join(called(theme, catalogue.themes.labels[theme]) for theme in each.theme_ids)} "
        f"({join_names(each.projects)})"
        for each in shared
    ]
    return [f"{head}: {'; '.join(parts)}."] if parts else []
