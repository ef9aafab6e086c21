"""Results that answer a question: what they find in a sentence, and which are of something else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.ask import Reply
from app.charts import pictures_of
from app.evidence.answers import Release, Row
from app.evidence.answers.worries import TURNOVER, changed_in_all
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import doubt, grouped
from app.evidence.saying import DIRECTIONS, has_figure, result
from app.evidence.words import listing, stems_in
from app.web.filter_labels import words_of
from app.web.labels import place_of, some
from app.web.pictures import PictureFiles, Pictures

WAYS = words_of("directions")
WHOM = {*stems_in("staff social workers agency children people families parents projects")}
"""Words that tell whom a result is of, and not what was measured."""
MOST_FIGURES = 3
"""Figures that stand in the sentence before a table; all of them stand in it."""


@dataclass(frozen=True)
class Results:
    """Results by project, contrary ones among them, and those that measure other things.

    `finding` is what they find in a sentence, and then line by line. Of the others some stand
    `beside` them: those on turnover of projects that have no others.
    `same_passages` are results of the same kind that are told where these are.
    """

    finding: list[str]
    rows: list[Row]
    beside: list[Row]
    apart: list[Row]
    pictures: Pictures
    same_passages: list[Row]


def results_of(
    release: Release, reply: Reply, rows: Iterable[Row], others: Iterable[Row]
) -> Results:
    """The results that a reply is on, and others of the same projects that contradict them.

    On a theme, those stand apart whose measure has none of the words by which it was asked for.
    """
    ranked, contrary = sorted(rows, key=doubt), list(others)
    themes = [one.words for one in reply.understood if one.parameter == "theme"]
    sought = {*stems_in(" ".join(themes))} - WHOM
    asked = [row for row in ranked if sought & {*stems_in(row["measure"])}] or ranked
    measures = list(dict.fromkeys(row["measure"] for row in asked))
    beside = [row for row in contrary if row["measure"] in measures]
    order = list(dict.fromkeys(row["project_id"] for row in asked))
    told = sorted(
        [*asked, *beside],
        key=lambda row: (order.index(row["project_id"]), measures.index(row["measure"])),
    )
    rest = [row for row in [*ranked, *contrary] if row not in told]
    close = [
        row for row in rest if row["parent_theme_id"] == TURNOVER and row["project_id"] not in order
    ]
    drawn = [PictureFiles(picture, "", []) for picture in pictures_of([*told, *rest], "", "")]
    apart = [row for row in rest if row not in close]
    finding = _finding(asked, beside, close, _of_the_whole(release, asked), release.catalogue)
    passages = _same_passages(release, [*ranked, *contrary])
    return Results(finding, told, close, apart, Pictures(drawn), passages)


def _of_the_whole(release: Release, rows: Iterable[Row]) -> str:
    """What a source counts itself, of all projects, on just what these measure."""
    told = changed_in_all(release)
    measured = {each for row in rows for each in stems_in(row["measure"])} - WHOM
    if told is None or not measured & {*stems_in(told["statement"])}:
        return ""
    return f"{told['statement'].rstrip('.')} ({place_of(told['citation'])})"


def _same_passages(release: Release, rows: Sequence[Row]) -> list[Row]:
    """Other results of a kind that are told where some are, of the same projects."""
    places = {
        (row["project_id"], row["source_id"], row["paragraph"], row["domain"]) for row in rows
    }
    keys, told = {place[0] for place in places}, {row["outcome_id"] for row in rows}
    return [
        row
        for row in (release.rows("outcomes", project=tuple(keys)) if keys else [])
        if (row["project_id"], row["source_id"], row["paragraph"], row["domain"]) in places
        and row["outcome_id"] not in told
    ]


def _finding(
    rows: Sequence[Row], contrary: Sequence[Row], close: Sequence[Row], whole: str, names: Catalogue
) -> list[str]:
    """How many projects report which way, then with what figures, and where it went otherwise."""
    ways = {row["direction"] for row in rows}
    if len(ways) != 1 or not ways & {*WAYS}:
        return []
    count, told = _projects(rows), [row for row in rows if has_figure(row)]
    first = whole or f"{count} project{'s report' if count > 1 else ' reports'} {WAYS[ways.pop()]}"
    lines = [f"{_whose(row, names)}: {result(row)}" for row in told[:MOST_FIGURES]]
    if not told:
        keys = dict.fromkeys(row["project_id"] for row in rows)
        first += f": {some([*map(names.projects.short, keys)], MOST_FIGURES)}"
    elif not whole:
        of_them = "" if _projects(told) == count else f"{_projects(told)} of them "
        first += f", {of_them}with figures"
    if told[MOST_FIGURES:]:
        lines.append(f"{len(told) - MOST_FIGURES} more below")
    if contrary:
        but = [f"{DIRECTIONS[row['direction']]} at {_whose(row, names)}" for row in contrary]
        lines.append(f"But it {listing(but)}")
    with_figures = {row["project_id"] for row in told}
    bare = [row for row in [*rows, *close] if told and row["project_id"] not in with_figures]
    if bare:
        of_each = list(grouped(bare, "project_id").values())[:MOST_FIGURES]
        lines.append(f"Without a figure: {listing([_bare(own, close, names) for own in of_each])}")
    return [f"{line}." for line in (first, *lines)]


def _bare(own: Sequence[Row], close: Sequence[Row], names: Catalogue) -> str:
    """What a project reports without a figure, and what limits it if it is on just this."""
    limit = "" if own[0] in close else (own[0]["caveat"] or "").rstrip(".").lower()
    said = filter(None, [listing([row["measure"] for row in own]), place_of(own[0]["citation"])])
    told = "; ".join([", ".join(said), *filter(None, [limit])])
    return f"{names.projects.short(own[0]['project_id'])} ({told})"


def _projects(rows: Iterable[Row]) -> int:
    return len({row["project_id"] for row in rows})


def _whose(row: Row, names: Catalogue) -> str:
    """The project of a result with its places or, of a part of it, with the part; and the page."""
    part = row["population"] if row["coverage"] == "part" else some(row["area_names"], 2)
    told = f"{part or row['population']}, {place_of(row['citation'])}"
    return f"{names.projects.short(row['project_id'])} ({told})"
