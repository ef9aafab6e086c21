"""The overview: what got in the way and what helped, by projects, as a picture and a slide."""

from fastapi import Response
from sqlalchemy.orm import Session

from app.charts import Slide, SlideRow
from app.charts.slide import HELPED, HINDERED, MIDDLE, UNKNOWN
from app.dependencies import API
from app.evidence import answers
from app.evidence.catalogue import Catalogue
from app.web.count_charts import CountChart, chart_file, source_of
from app.web.pages import page
from app.web.rendering import Page, counted
from app.web.words import CAVEAT

SECTION = "/overview"
STATES = {
    "yes": ("Got past it", HELPED),
    "partly": ("In part", MIDDLE),
    "no": ("Did not", HINDERED),
    "not-said": ("Not told", UNKNOWN),
}
"""Whether a project got past what it met, with the colour of each."""
MOST_ON_A_SLIDE = 14


@page(SECTION)
def show(session: Session, names: Catalogue) -> Page:
    """Two pictures, each a table with bars."""
    return Page(
        template="overview.html",
        heading="Overview: what got in the way, and what helped",
        description="How many projects met each worry, how many got past it, and what helped: "
        "pictures and slides with their sources.",
        twin=f"{API}/summary?by=theme,polarity",
        section=SECTION,
        context={"charts": _charts(session, names)},
    )


@page(SECTION + "/{name}.{ending}")
def show_file(name: str, ending: str, session: Session, names: Catalogue) -> Response:
    """A picture of the overview as a file."""
    return chart_file(_charts(session, names), f"{SECTION}/{name}", ending, names.release)


def _charts(session: Session, names: Catalogue) -> list[CountChart]:
    """What got in the way and what helped, most projects first."""
    spreads = answers.spreads(session, names)
    met = sorted(spreads, key=lambda each: -each.met_count)
    helped = sorted(spreads, key=lambda each: -each.helped_count)
    notes = (CAVEAT, source_of(names))
    return [
        CountChart(
            Slide(
                f"Named most often as in the way: {_first(met[0], met[0].met_count)}",
                _got_past(met),
                [label for label, _ in STATES.values()],
                [colour for _, colour in STATES.values()],
                [SlideRow(e.worry.label, [e.met[state] for state in STATES]) for e in met],
                notes,
                is_stacked=True,
                most=MOST_ON_A_SLIDE,
            ),
            f"{SECTION}/got-in-the-way",
            [f"/worries/{each.worry.worry_id}" for each in met],
        ),
        CountChart(
            Slide(
                f"Named most often as a help: {_first(helped[0], helped[0].helped_count)}",
                "Projects that were helped on each subject",
                ["Projects"],
                [HELPED],
                [SlideRow(each.worry.label, [each.helped_count]) for each in helped],
                notes,
                most=MOST_ON_A_SLIDE,
            ),
            f"{SECTION}/helped",
            [f"/worries/{each.worry.worry_id}#helped" for each in helped],
        ),
    ]


def _got_past(spreads: list[answers.Spread]) -> str:
    """How often it is said whether a project got past what it met, and what silence means."""
    all_ = sum(each.met_count for each in spreads)
    silent = sum(each.met["not-said"] for each in spreads)
    return (
        f"Whether they got past it is told in {all_ - silent} of {all_} cases. "
        "Not told does not mean that they failed."
    )


def _first(spread: answers.Spread, number: int) -> str:
    label = spread.worry.label
    return f"{label[:1].lower()}{label[1:]} ({counted(number, 'project')})"
