"""The overview: what went wrong and what helped on each worry, as slides and as a picture."""

from fastapi import Request, Response

from app.charts import MEDIA_TYPE, Slide, SlideRow, slides
from app.charts.slide import HELPED, HINDERED, MIDDLE, UNKNOWN
from app.database import Session
from app.dependencies import API
from app.errors import QueryError
from app.evidence import answers
from app.evidence.answers import Row
from app.evidence.answers.planning import WORRIES, Worry
from app.evidence.catalogue import Catalogue
from app.evidence.queries.reading import names_in
from app.web.count_charts import CountChart, chart_file, source_of
from app.web.lists import not_a_choice
from app.web.pages import page
from app.web.rendering import Page, attachment, only_examples
from app.web.words import CAVEAT, place_of, text_of, with_result

SECTION = "/overview"
STATES = {
    "yes": ("Got past it", HELPED),
    "partly": ("In part", MIDDLE),
    "no": ("Did not", HINDERED),
    "not-said": ("Not said", UNKNOWN),
}
"""Whether a project got past what it met, with the colour of each."""
WHY_PALE = "Most bars are pale because the report seldom says how a problem ended"
WIDTH = "Some worries take in more than others: a longer bar does not mean a bigger problem."
HEADS = ("What went wrong", "What helped, or what one did", "What the report advises")
NO_HELP = "No source says what helped with this."
MOST_ON_A_SLIDE, WITH_ADVICE, IN_SHORT = 14, 3, 4
"""Rows of a slide: of bars, of lessons with what is advised, and of lessons without."""


@page(SECTION)
def show(session: Session, names: Catalogue) -> Page:
    """What went wrong and what helped on each worry, for a slide; and how many projects met it."""
    return Page(
        template="overview.html",
        heading="Overview: what got in the way, and what helped",
        description="What went wrong with each worry and what helped, with pages, and how many "
        "projects met it: slides and a picture to take.",
        twin=f"{API}/summary?by=theme,polarity",
        section=SECTION,
        context={
            "charts": _charts(session, names),
            "lessons": answers.examples(session, names),
            "helped": {each.worry: each.helped_count for each in answers.spreads(session, names)},
            "HEADS": HEADS,
            "NO_HELP": NO_HELP,
            "WIDTH": WIDTH,
        },
    )


@page(SECTION + "/lessons.pptx", "worries")
def show_lessons(request: Request, session: Session, names: Catalogue) -> Response:
    """What went wrong and what helped on the worries that are chosen, or on all, as slides."""
    written = names_in(request.query_params.getlist("worries"), "worries")
    chosen = list(dict.fromkeys(written))
    problems = [each for key in chosen for each in not_a_choice("worries", key, WORRIES)]
    if problems:
        raise QueryError(problems)
    content = slides(_lessons(session, chosen, names))
    return attachment(content, MEDIA_TYPE, f"lessons-{names.release_date}.pptx")


@page(SECTION + "/{name}.{ending}")
def show_file(name: str, ending: str, session: Session, names: Catalogue) -> Response:
    """A picture of the overview as a file."""
    return chart_file(_charts(session, names), f"{SECTION}/{name}", ending, names)


def _lessons(session: Session, chosen: list[str], names: Catalogue) -> Slide:
    """A row for each worry: what went wrong, what helped, what is advised, and on which pages.

    Of more than fit on one slide, what is advised stands only where no source says what helped.
    """
    told = [
        example
        for example in answers.examples(session, names)
        if example[0].worry.worry_id in (chosen or WORRIES)
    ]
    is_short = len(told) > WITH_ADVICE
    has_help = any(answer for _, _, answer in told)
    return Slide(
        f"What held other projects up, and what {'they did about it' if has_help else 'to do'}",
        "An example of each, from the first projects of the Children’s Social Care Innovation "
        "Programme",
        (),
        (),
        [
            SlideRow(each.worry.label, _cells(problem, answer, each.advice, is_short=is_short))
            for each, problem, answer in told
        ],
        (CAVEAT, f"{source_of(names)} Pages (p.) are those of Sebba et al. (2017)."),
        most=IN_SHORT if is_short else WITH_ADVICE,
        heads=("Worry", HEADS[0], "What helped, or what is advised")
        if is_short
        else ("Worry", *HEADS),
    )


def _cells(problem: Row, answer: Row | None, advice: Row | None, *, is_short: bool) -> list[str]:
    """The words of a row; where no source says what helped, what is advised stands for it."""
    wrong = f"{problem['statement']} {_place(problem)}"
    advised = f"{text_of(advice)} {_place(advice)}" if advice else ""
    if answer:
        return [wrong, f"{with_result(answer)} {_place(answer)}", advised][: 2 if is_short else 3]
    instead = f"{NO_HELP} {advised and f'The report advises: {advised}'}".strip()
    return [wrong, instead] if is_short else [wrong, instead, ""]


def _place(row: Row) -> str:
    return f"({place_of(row['citation'])})"


def _charts(session: Session, names: Catalogue) -> list[CountChart]:
    """Charts of what got in the way and of what helped, the worries in the order of a project.

    How many projects are named says nothing of how common a worry is: nothing is ranked.
    """
    spreads = answers.spreads(session, names)
    source = source_of(names)
    met = Slide(
        "How many of the first projects met each worry",
        WHY_PALE,
        [label for label, _ in STATES.values()],
        [colour for _, colour in STATES.values()],
        [SlideRow(_met(each), [each.met[state] for state in STATES]) for each in spreads],
        (CAVEAT, WIDTH, source),
        is_stacked=True,
        most=MOST_ON_A_SLIDE,
    )
    helped = Slide(
        "How many of the first projects tell of something that helped",
        "With each worry; with staff and carers, also where fewer left. "
        "What helped one need not help with every part of it",
        ["Projects"],
        [HELPED],
        [SlideRow(each.worry.label, [each.helped_count]) for each in spreads],
        (CAVEAT, source),
        most=MOST_ON_A_SLIDE,
    )
    pages = [f"/worries/{each.worry.worry_id}" for each in spreads]
    numbers = [[_statements(each.worry, state) for state in STATES] for each in spreads]
    return [
        CountChart(met, f"{SECTION}/got-in-the-way", pages, numbers),
        CountChart(helped, f"{SECTION}/what-helped", [f"{page}#helped" for page in pages]),
    ]


def _statements(worry: Worry, state: str) -> str:
    """Where the problems are that projects got past; blank for what rests on more than these."""
    if state not in ("yes", "partly"):
        return ""
    themes = ",".join(worry.theme_ids)
    return f"/findings?theme={themes}&polarity=barrier&scope=project&overcome={state}"


def _met(spread: answers.Spread) -> str:
    """The name of a worry, with how many of its projects are named only as examples."""
    only = only_examples(spread.implied_count)
    return f"{spread.worry.label}{only and f' ({only})'}"
