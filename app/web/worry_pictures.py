"""The picture of a worry: what it comes from, and how many projects met each cause."""

from collections.abc import Iterator

from fastapi import Response

from app.charts import Slide, SlideRow
from app.charts.slide import HINDERED, UNKNOWN
from app.database import Session
from app.evidence import answers
from app.evidence.answers.planning import WORRIES, Worry
from app.evidence.catalogue import Catalogue, once_a_release
from app.web.count_charts import CountChart, chart_file, source_of
from app.web.overview import MOST_ON_A_SLIDE
from app.web.pages import page
from app.web.rendering import counted, only_examples
from app.web.words import CAVEAT, helped_as, place_of, text_of

SERIES = (("Said of the project", HINDERED), ("Named only as examples", UNKNOWN))


@page("/worries/{worry_id}/picture.{ending}")
def show_file(worry_id: str, ending: str, session: Session, names: Catalogue) -> Response:
    """The picture as a file."""
    charts = list(worry_charts(session, names).values())
    return chart_file(charts, f"/worries/{worry_id}/picture", ending, names)


@once_a_release
def worry_charts(session: Session, names: Catalogue) -> dict[str, CountChart]:
    """Of each worry the causes that any project met, that of most projects first."""
    charts = {key: _chart(session, worry, names) for key, worry in WORRIES.items()}
    return {key: chart for key, chart in charts.items() if chart}


def _chart(session: Session, worry: Worry, names: Catalogue) -> CountChart | None:
    themes = answers.themes_of(worry, names)
    rows, labels = answers.causes_of(session, worry, names).items(), names.themes.labels
    if not rows:
        return None
    met = counted(answers.met_count(session, themes, names), "project")
    only = only_examples(answers.implied_count(session, themes, names))
    # A project that is named only as an example is never drawn as one of which it is said.
    apart = {cause: answers.implied_count(session, (cause,), names) for cause, _ in rows}
    series = SERIES if any(apart.values()) else SERIES[:1]
    slide = Slide(
        f"{worry.label}: {met} met this{only and f', {only}'}",
        "Projects by what got in the way. A project that met several is counted in each",
        [name for name, _ in series],
        [colour for _, colour in series],
        [SlideRow(labels[c], [n - apart[c], apart[c]][: len(series)]) for c, n in rows],
        (*_what_to_do(session, worry, names), CAVEAT, source_of(names)),
        is_stacked=len(series) > 1,
        most=MOST_ON_A_SLIDE,
    )
    return CountChart(
        slide, f"/worries/{worry.worry_id}/picture", [f"/themes/{cause}" for cause, _ in rows]
    )


def _what_to_do(session: Session, worry: Worry, names: Catalogue) -> Iterator[str]:
    """What helped, and the first thing that the report recommends, each with its page."""
    lesson = answers.lesson_on(session, worry, names)
    if row := lesson.help:
        yield f"{helped_as(row)}: {row['statement']} ({place_of(row['citation'])})"
    if row := lesson.advice:
        yield f"The report advises: {text_of(row)} ({place_of(row['citation'])})"
