"""The results that answer a question, and what they find, in a sentence and then line by line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.charts import pictures_of
from app.evidence.answers import Release, Row
from app.evidence.answers.worries import TURNOVER, changed_in_all
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import grouped, outcome_sort_key
from app.evidence.row_wording import DIRECTIONS, has_figure, result
from app.evidence.words import join_names, stems_in
from app.web.filter_labels import words_of
from app.web.labels import place_of, some
from app.web.lesson_words import of_unnamed
from app.web.pictures import Pictures

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
    """

    finding: list[str]
    rows: list[Row]
    beside: list[Row]
    apart: list[Row]
    pictures: Pictures


def results_of(release: Release, words: str, rows: Iterable[Row], others: Iterable[Row]) -> Results:
    """The results on what some words ask for, and others that contradict them.

    Those stand apart whose measure has none of these words.
    """
    ranked, contrary = sorted(rows, key=outcome_sort_key), list(others)
    sought = {*stems_in(words)} - WHOM
    on_measure = [row for row in ranked if sought & {*stems_in(row["measure"])}] or ranked
    order, measures = (
        list(dict.fromkeys(row[name] for row in on_measure)) for name in ("project_id", "measure")
    )
    beside = [row for row in contrary if row["measure"] in measures]
    shown = [*on_measure, *beside]
    shown.sort(key=lambda row: (order.index(row["project_id"]), measures.index(row["measure"])))
    rest = [row for row in [*ranked, *contrary] if row not in shown]
    close = [
        row for row in rest if row["parent_theme_id"] == TURNOVER and row["project_id"] not in order
    ]
    drawn = pictures_of([*shown, *rest], "", "")
    apart = [row for row in rest if row not in close]
    finding = _finding(release, on_measure, beside, close)
    return Results(finding, shown, close, apart, Pictures(drawn))


def _finding(
    release: Release, rows: Sequence[Row], contrary: Sequence[Row], close: Sequence[Row]
) -> list[str]:
    """How many projects report which way, then with what figures, and where it went otherwise."""
    rows = [row for row in rows if row["direction"]]
    ways = {row["direction"] for row in rows}
    if len(ways) != 1 or not ways & {*WAYS}:
        return []
    whole, names = _of_the_whole(release, rows), release.catalogue
    with_figure = [row for row in rows if has_figure(row)]
    # The source counts and does not say which they are: no names are put behind it.
    first = whole or _how_many(rows, with_figure, WAYS[ways.pop()], names)
    lines = [f"{_whose(row, names)}: {result(row)}" for row in with_figure[:MOST_FIGURES]]
    if with_figure[MOST_FIGURES:]:
        lines.append(f"{len(with_figure) - MOST_FIGURES} more below")
    if contrary:
        but = [f"{DIRECTIONS[row['direction']]} at {_whose(row, names)}" for row in contrary]
        lines.append(f"But it {join_names(but)}")
    with_figures = {row["project_id"] for row in with_figure}
    is_bare = bool(with_figure or whole)
    bare = [row for row in [*rows, *close] if is_bare and row["project_id"] not in with_figures]
    if bare:
        of_each = list(grouped(bare, "project_id").values())[:MOST_FIGURES]
        lines.append(
            f"Without a figure: {join_names([_bare(several, close, names) for several in of_each])}"
        )
    return [f"{line}." for line in (first, *lines)]


def _of_the_whole(release: Release, rows: Sequence[Row]) -> str:
    """What a source counts itself, of all projects, on just what these measure, the same way.

    Of less agency work, of a single project, or of what got worse it counts nothing.
    """
    in_all = changed_in_all(release)
    if in_all is None or _projects(rows) == 1:
        return ""
    subject = {*stems_in(in_all["theme_label"])} - WHOM
    is_just_this = all(
        subject <= {*stems_in(row["measure"])} and row["desirability"] == "improvement"
        for row in rows
    )
    if not is_just_this:
        return ""
    return of_unnamed(in_all).rstrip(".")


def _how_many(rows: Sequence[Row], measured: Sequence[Row], way: str, names: Catalogue) -> str:
    """How many projects report a change, and which, or how many of them with figures."""
    count, keys = _projects(rows), dict.fromkeys(row["project_id"] for row in rows)
    first = f"{count} project{'s report' if count > 1 else ' reports'} {way}"
    if len(rows) == 1 and not measured:
        return f"{first}: {_whose(rows[0], names)}"
    if not measured:
        return f"{first}: {some([*map(names.projects.short, keys)], MOST_FIGURES)}"
    some_of_them = "" if _projects(measured) == count else f"{_projects(measured)} of them "
    return f"{first}, {some_of_them}with figures"


def _bare(rows: Sequence[Row], close: Sequence[Row], names: Catalogue) -> str:
    """What a project reports without a figure, and what limits it if it is on just this."""
    limit = "" if rows[0] in close else (rows[0]["caveat"] or "").rstrip(".").lower()
    measures = f"{join_names([row['measure'] for row in rows])}, {place_of(rows[0]['citation'])}"
    text = "; ".join(filter(None, (measures, limit)))
    return f"{names.projects.short(rows[0]['project_id'])} ({text})"


def _projects(rows: Iterable[Row]) -> int:
    return len({row["project_id"] for row in rows})


def _whose(row: Row, names: Catalogue) -> str:
    """The project of a result with its places or, of a part of it, with the part; and the page."""
    part = row["population"] if row["coverage"] == "part" else some(row["area_names"], 2)
    text = f"{part or row['population']}, {place_of(row['citation'])}"
    return f"{names.projects.short(row['project_id'])} ({text})"
