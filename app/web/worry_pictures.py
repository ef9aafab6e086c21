"""The picture of a worry: what it comes from, and how many projects met each cause."""

from fastapi import Response
from sqlalchemy.orm import Session

from app.charts import Slide, SlideRow
from app.charts.slide import HINDERED
from app.evidence import answers
from app.evidence.answers import LISTINGS
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.evidence.release_cache import ReleaseCache
from app.evidence.worries import WORRIES, Worry
from app.web.count_charts import CountChart, chart_file, source_of
from app.web.overview import MOST_ON_A_SLIDE
from app.web.pages import page
from app.web.rendering import counted
from app.web.words import CAVEAT


@page("/worries/{worry_id}/picture.{ending}")
def show_file(worry_id: str, ending: str, session: Session, names: Catalogue) -> Response:
    """The picture as a file."""
    charts = [worry_chart(session, worry, names) for worry in WORRIES.values()]
    known = [chart for chart in charts if chart]
    return chart_file(known, _path(worry_id), ending, names.release)


def worry_chart(session: Session, worry: Worry, names: Catalogue) -> CountChart | None:
    """The causes of a worry that any project met, that of most projects first."""
    return _CHARTS.get(names, worry.worry_id, lambda: (_chart(session, worry, names),))[0]


_CHARTS = ReleaseCache[str, tuple[CountChart | None]]()


def _path(worry_id: str) -> str:
    return f"/worries/{worry_id}/picture"


def _chart(session: Session, worry: Worry, names: Catalogue) -> CountChart | None:
    themes = answers.themes_of(worry, names)
    causes = {each for theme in themes for each in names.with_sub_themes(theme)[1:] or (theme,)}
    counts = {cause: _met(session, (cause,), names) for cause in sorted(causes)}
    labels = names.themes.labels
    rows = sorted(
        ((cause, n) for cause, n in counts.items() if n), key=lambda row: (-row[1], labels[row[0]])
    )
    if not rows:
        return None
    met = counted(_met(session, themes, names), "project")
    slide = Slide(
        f"{worry.label}: {met} met this, most often {_within(labels[rows[0][0]])}",
        "Projects by what got in the way. A project that met several is counted in each",
        ["Projects"],
        [HINDERED],
        [SlideRow(labels[cause], [number]) for cause, number in rows],
        (CAVEAT, source_of(names)),
        most=MOST_ON_A_SLIDE,
    )
    return CountChart(slide, _path(worry.worry_id), [f"/themes/{cause}" for cause, _ in rows])


def _met(session: Session, themes: tuple[str, ...], names: Catalogue) -> int:
    listing = LISTINGS["projects"]
    query = Query.of(listing.resource, {"barrier": themes})
    return answers.count(session, listing, query, names)


def _within(label: str) -> str:
    """A label inside a sentence; a name keeps its capital."""
    return label if label.startswith("Ofsted") else f"{label[:1].lower()}{label[1:]}"
