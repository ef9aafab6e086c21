"""The overview: what got in the way and what helped, by projects, as a picture and a slide."""

from fastapi import Response
from sqlalchemy.orm import Session

from app.charts import Slide, SlideRow
from app.charts.slide import HELPED, HINDERED, MIDDLE, UNKNOWN
from app.dependencies import API
from app.evidence import answers
from app.evidence.answers.planning import Worry
from app.evidence.catalogue import Catalogue
from app.web.count_charts import CountChart, chart_file, source_of
from app.web.pages import page
from app.web.rendering import Page
from app.web.words import CAVEAT

SECTION = "/overview"
STATES = {
    "yes": ("Got past it", HELPED),
    "partly": ("In part", MIDDLE),
    "no": ("Did not", HINDERED),
    "not-said": ("Not told", UNKNOWN),
}
"""Whether a project got past what it met, with the colour of each."""
WIDTH = "Some worries take in more than others, so do not set their bars against each other."
MOST_ON_A_SLIDE = 14


@page(SECTION)
def show(session: Session, names: Catalogue) -> Page:
    """Two pictures, each a table with bars, and what the sources say first of each worry."""
    return Page(
        template="overview.html",
        heading="Overview: what got in the way, and what helped",
        description="How many projects met each worry, how many got past it, and what helped: "
        "pictures and slides with their sources.",
        twin=f"{API}/summary?by=theme,polarity",
        section=SECTION,
        context={
            "charts": _charts(session, names),
            "lessons": answers.lessons(session, names),
            "WIDTH": WIDTH,
        },
    )


@page(SECTION + "/{name}.{ending}")
def show_file(name: str, ending: str, session: Session, names: Catalogue) -> Response:
    """A picture of the overview as a file."""
    return chart_file(_charts(session, names), f"{SECTION}/{name}", ending, names)


def _charts(session: Session, names: Catalogue) -> list[CountChart]:
    """What got in the way and what helped, in the order of a planner's work.

    How many projects are named says nothing of how common a worry is: nothing is ranked.
    """
    spreads = answers.spreads(session, names)
    notes = (CAVEAT, WIDTH, source_of(names))
    return [
        CountChart(
            Slide(
                "What held up the first projects: few are said to have got past it",
                "Projects that met each worry. Not told does not mean that they failed",
                [label for label, _ in STATES.values()],
                [colour for _, colour in STATES.values()],
                [SlideRow(_met(each), [each.met[state] for state in STATES]) for each in spreads],
                notes,
                is_stacked=True,
                most=MOST_ON_A_SLIDE,
            ),
            f"{SECTION}/got-in-the-way",
            [f"/worries/{each.worry.worry_id}" for each in spreads],
            [[_statements(each.worry, state) for state in STATES] for each in spreads],
        ),
        CountChart(
            Slide(
                "What helped the first projects, by worry",
                "Projects that were helped on each subject",
                ["Projects"],
                [HELPED],
                [SlideRow(each.worry.label, [each.helped_count]) for each in spreads],
                notes,
                most=MOST_ON_A_SLIDE,
            ),
            f"{SECTION}/helped",
            [f"/worries/{each.worry.worry_id}#helped" for each in spreads],
        ),
    ]


def _statements(worry: Worry, state: str) -> str:
    """Where the problems are that projects got past; blank for what rests on more than these."""
    if state not in ("yes", "partly"):
        return ""
    themes = ",".join(worry.theme_ids)
    return f"/findings?theme={themes}&polarity=barrier&scope=project&overcome={state}"


def _met(spread: answers.Spread) -> str:
    """The name of a worry, with how many of its projects are named only as examples."""
    only = f" ({spread.implied_count} only implied)" if spread.implied_count else ""
    return f"{spread.worry.label}{only}"
