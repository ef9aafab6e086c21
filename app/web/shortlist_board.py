"""What a board should know of some projects: what each met, what they share, what is left out."""

import math
from collections import Counter
from collections.abc import Collection, Iterable

from app.evidence import answers
from app.evidence.answers import Release, Row
from app.evidence.answers.shared_themes import SharedThemes, shared_themes, silence, theme_order
from app.evidence.answers.worries import Worry, is_result, themes_of
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import grouped, outcome_sort_key
from app.evidence.queries.reading import MAX_COMPARED
from app.evidence.row_wording import counted
from app.evidence.words import join_names
from app.exports.documents import Brief, Section
from app.web import briefs, labels
from app.web.barriers import untried
from app.web.labels import place_of, trouble, with_result

MOST = {"barrier": 10, "facilitator": 3, "neutral": 3, "chains": 3, "acts": 2, "outcomes": 6}
MOST |= {"advice": 2, "reach": 0}
"""What is told of each kind, if it fits on one side of A4."""
WIDTH, HEIGHT = 112, 52
"""Characters in a line of that side, and lines."""
LONGEST = 60
"""Characters of a title that names the projects."""
_LEFT = {"barrier": "problem", "outcomes": "result", "reach": "result"}
"""What is left out of each kind, if it has a name."""
NOT_TOLD = [("No source says what they tried against a problem.", "")]


def brief_of(
    release: Release, projects: list[Row], marked: list[Row], worry: Worry | None = None
) -> Brief:
    """What projects met and how they fared, what is on a worry first.

    Of statements those are told that are marked, if any are.
    """
    keys = [row["project_id"] for row in projects]
    themes = themes_of(worry, release.catalogue) if worry else ()
    known = _known(release, keys, marked, themes)
    title = join_names([*map(release.catalogue.projects.short, keys)]) if _is_few(projects) else ""
    subject = title if 0 < len(title) <= LONGEST else "Our shortlist"
    drafts = [_sections(projects, known, less, release) for less in range(max(MOST.values()))]
    sections = next((each for each in drafts if _fits(each)), drafts[-1])
    lead = "From the first projects of the Children’s Social Care Innovation Programme."
    return briefs.brief_of(subject, lead, sections, release)


def _is_few(projects: list[Row]) -> bool:
    return 1 < len(projects) <= MAX_COMPARED


def _sections(
    projects: list[Row], known: dict[str, list[Row]], less: int, release: Release
) -> list[Section]:
    """What is told where each kind has `less` than at most."""
    most = {kind: max(min(1, number), number - less) for kind, number in MOST.items()}
    # Each of a few projects has a result, and what it did about a problem.
    for kind, few in (("outcomes", MAX_COMPARED), ("chains", MOST["chains"])):
        most[kind] = max(most[kind], min(len({row["project_id"] for row in known[kind]}), few))
    paired = {row["barrier_id"] for row in known["chains"][: most["chains"]]}
    # A problem stands with what was done about it, and not twice.
    alone = [row for row in known["barrier"] if row["finding_id"] not in paired]
    every, known = known["barrier"], {**known, "barrier": alone}
    told = {kind: rows[: most[kind]] for kind, rows in known.items()}
    ids = [row["project_id"] for row in projects]
    results = sorted(told["outcomes"], key=lambda row: ids.index(row["project_id"]))
    claims = every + known["facilitator"]
    shared = shared_themes(projects, claims, release.catalogue) if _is_few(projects) else []
    met, helped = together(shared, release.catalogue)
    common = [met, *_undone(shared, known["chains"]), *helped] if _is_few(projects) else []
    found = {row["project_id"] for row in known["outcomes"]}
    unmet = [row["project_id"] for row in projects if not row["barrier_count"]]
    ends = answers.ends(release)
    tried = [
        (f"{row['barrier_statement']} What they did: {text}", where)
        for row in told["chains"]
        for text, where in [briefs.point(row, ends)]
    ]
    tried += _said(told["acts"], release)
    silent = _silent("result", [key for key in ids if key not in found], release)
    sections = [
        ("The projects", _introduced(projects)),
        ("In short", [(each, "") for each in common]),
        (
            "What got in the way",
            [*_said(told["barrier"], release), *_silent("problem", unmet, release)],
        ),
        ("What they tried", tried or NOT_TOLD),
        ("What helped", _said(told["facilitator"], release)),
        ("Also reported", _said(told["neutral"], release)),
        ("Results", [*map(briefs.point, results), *silent]),
        ("What the report recommends", [*map(briefs.point, told["advice"])]),
    ]
    left: Counter[str] = Counter()
    for kind, rows in known.items():
        if kind == "advice":
            continue
        left[_LEFT.get(kind, "other statement")] += len(rows) - len(told[kind])
    if more := [counted(number, noun) for noun, number in left.items() if number]:
        text = f"{join_names(more)}: see the pages of these projects."
        sections.append(("Left out here", [(text, "Wave 1 Evidence")]))
    return [(title, points) for title, points in sections if points]


def _silent(what: str, of: list[str], release: Release) -> list[tuple[str, str]]:
    """That no source tells of a problem or a result of some projects, if there are any."""
    return [(silence(what, [*map(release.catalogue.projects.short, of)]), "")] if of else []


def _undone(shared: Iterable[SharedThemes], chains: Iterable[Row]) -> list[str]:
    """That no source says what was done about the problems that several projects share."""
    themes = {theme for one in shared if one.is_problem for theme in one.theme_ids}
    if not themes or any(row["theme_id"] in themes for row in chains):
        return []
    return [f"No source says what they did about {'it' if len(themes) == 1 else 'them'}."]


def together(shared: Iterable[SharedThemes], catalogue: Catalogue) -> tuple[str, list[str]]:
    """Which problems two of the projects had, and what helped more than one of them, if any."""
    several = [one for one in shared if one.is_of_several]
    helped = [one for one in several if not one.is_problem]
    met = _together("Problems in common", [one for one in several if one.is_problem], catalogue)
    none = "No source names a problem that two of them shared."
    return (met or [none])[0], _together("What helped more than one", helped, catalogue)


def _together(head: str, shared: list[SharedThemes], catalogue: Catalogue) -> list[str]:
    """Themes with the projects that share them, in one sentence; nothing where there are none."""
    called = trouble if any(one.is_problem for one in shared) else lambda _, label: label
    parts = [
        f"{', '.join(called(each, catalogue.themes.labels[each]) for each in one.theme_ids)} "
        f"({join_names(one.projects)})"
        for one in shared
    ]
    return [f"{head}: {'; '.join(parts)}."] if parts else []


def _fits(sections: Collection[Section]) -> bool:
    """Whether sections fit on one side, estimated from the number of characters."""
    points = [" ".join(point) for _, points in sections for point in points]
    lines = sum(math.ceil(len(point) / WIDTH) for point in points)
    return lines + 2 * len(sections) <= HEIGHT


def _known(
    release: Release, ids: list[str], marked: list[Row], themes: tuple[str, ...]
) -> dict[str, list[Row]]:
    """All that could be told, by kind, what is told first in front."""
    of_projects = {"project": tuple(ids)}

    def rows(name: str, **more: tuple[str, ...]) -> list[Row]:
        return release.rows(name, **of_projects | more) if ids else []

    def on_worry(row: Row) -> bool:
        return bool({*release.catalogue.with_parent(row["theme_id"])} & {*themes})

    def is_poor(row: Row) -> tuple[bool, bool]:
        return not on_worry(row), row["response_result"] not in {"worked", "partly"}

    # What answered the worry comes first, and of each project in turn what worked.
    chains = grouped(sorted(rows("chains"), key=is_poor), "project_id")
    in_turn = briefs.in_turns(chains[key] for key in ids if key in chains)
    known: dict[str, list[Row]] = {"chains": sorted(in_turn, key=on_worry, reverse=True)}
    # How many people a project reached is no result of its work.
    every = grouped(rows("outcomes"), lambda row: row["kind"] == "reach")
    reach, outcomes = every.get(True, []), every.get(False, [])
    known["acts"] = labels.acts_behind(outcomes, rows("findings")) if not marked else []
    for polarity in ("barrier", "facilitator", "neutral"):
        chosen = [row for row in marked if row["polarity"] == polarity]
        # What projects did is told where it was marked: of all of them it is too much.
        others = [] if chosen or polarity == "neutral" else rows("findings", polarity=(polarity,))
        kept = untried(chosen or others, known["chains"])
        kept = [row for row in kept if row not in known["acts"]]
        # A fall in turnover stands with the results; what did neither is told where it was marked.
        told = (row for row in kept if polarity == "neutral" or not is_result(row))
        known[polarity] = _of_each_project(told, release.catalogue)
        known[polarity].sort(key=on_worry, reverse=True)
    best = sorted(outcomes, key=lambda row: (not on_worry(row), outcome_sort_key(row)))
    of_each = ([row for row in best if row["project_id"] == key] for key in ids)
    advice = _advice(release, known["barrier"], themes)
    return {**known, "outcomes": briefs.in_turns(of_each), "reach": reach, "advice": advice}


def _advice(release: Release, met: Iterable[Row], first: tuple[str, ...]) -> list[Row]:
    """What is recommended first on a worry, and then on what most of the projects met.

    What is advised on a worry is that of its own page.
    """
    themes = Counter(theme for theme, _ in {(row["theme_id"], row["project_id"]) for row in met})
    order = sorted(
        themes, key=lambda theme: (-themes[theme], theme_order(theme, release.catalogue))
    )
    on_worry, _ = answers.advised(release, first)
    advice = [*on_worry, *(row for theme in order for row in answers.advice_on(release, [theme]))]
    return list({row["text_summary"]: row for row in advice}.values())


def _of_each_project(claims: Iterable[Row], catalogue: Catalogue) -> list[Row]:
    """Claims by projects that take turns, of each project one of each kind before a second.

    What is only implied comes last.
    """
    by_project = grouped(claims, lambda row: (row["certainty"] == "implied", row["project_id"]))
    said, implied = (
        briefs.in_turns(
            briefs.of_each_kind(own, catalogue)
            for (how, _), own in by_project.items()
            if how == only
        )
        for only in (False, True)
    )
    return [*said, *implied]


def _said(claims: Iterable[Row], release: Release) -> list[tuple[str, str]]:
    """Claims in the order of the work, each of a project that it names."""
    names, ends = release.catalogue, answers.ends(release)
    ordered = sorted(
        claims, key=lambda row: (row["certainty"] == "implied", theme_order(row["theme_id"], names))
    )
    return [
        (briefs.with_project_name(row, with_result(row, ends), names), place_of(row["citation"]))
        for row in ordered
    ]


def _introduced(projects: list[Row]) -> list[tuple[str, str]]:
    """Each project in a sentence; of more than can be compared the names, to fit on one side."""
    if len(projects) > MAX_COMPARED:
        return [(f"{', '.join(row['name'] for row in projects)}.", "")]
    return [
        (
            f"{row['name']}: {row['summary'] or ''}".strip(),
            labels.some(row["area_names"], labels.MOST_PLACES) or "place not known",
        )
        for row in projects
    ]
