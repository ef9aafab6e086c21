"""The overview: what went wrong and what helped on each worry, as slides and as a picture."""

from fastapi import Request, Response
from sqlalchemy.orm import Session

from app.charts import MEDIA_TYPE, Slide, SlideRow, slides
from app.charts.slide import HELPED, HINDERED, MIDDLE, UNKNOWN
from app.dependencies import API
from app.errors import QueryError
from app.evidence import answers
from app.evidence.answers import Row
from app.evidence.answers.planning import WORRIES, Worry
from app.evidence.catalogue import Catalogue
from app.web.count_charts import CountChart, chart_file, source_of
from app.web.lists import not_a_choice
from app.web.pages import page
from app.web.rendering import Page, attachment, counted
from app.web.words import CAVEAT, RESULTS, place_of, text_of

SECTION = "/overview"
STATES = {
    "yes": ("Got past it", HELPED),
    "partly": ("In part", MIDDLE),
    "no": ("Did not", HINDERED),
    "not-said": ("Not said", UNKNOWN),
}
"""Whether a project got past what it met, with the colour of each."""
WIDTH = "Some worries take in more than others: a longer bar does not mean a bigger problem."
HEADS = ("What went wrong", "What helped, or what one did", "What the report advises")
NO_HELP = "No source here tells what helped with just this."
GOT_PAST = "It got past this. No source here tells how."
MOST_ON_A_SLIDE, LESSONS_ON_A_SLIDE = 14, 3


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
            "chart": _chart(session, names),
            "lessons": answers.examples(session, names),
            "helped": {each.worry: each.helped_count for each in answers.spreads(session, names)},
            "HEADS": HEADS,
            "number": _number,
            "answer_to": _answer_to,
            "WIDTH": WIDTH,
        },
    )


@page(SECTION + "/lessons.pptx", "worries")
def show_lessons(request: Request, session: Session, names: Catalogue) -> Response:
    """What went wrong and what helped on the worries that are chosen, or on all, as slides."""
    written = ",".join(request.query_params.getlist("worries")).split(",")
    chosen = list(dict.fromkeys(filter(None, written)))
    problems = [each for key in chosen for each in not_a_choice("worries", key, WORRIES)]
    if problems:
        raise QueryError(problems)
    content = slides(_lessons(session, chosen, names))
    return attachment(content, MEDIA_TYPE, f"lessons-{names.release_date}.pptx")


@page(SECTION + "/{name}.{ending}")
def show_file(name: str, ending: str, session: Session, names: Catalogue) -> Response:
    """A picture of the overview as a file."""
    return chart_file([_chart(session, names)], f"{SECTION}/{name}", ending, names)


def _lessons(session: Session, chosen: list[str], names: Catalogue) -> Slide:
    """A row for each worry, with a sentence on what went wrong, one on what helped, and pages."""
    return Slide(
        "What held other projects up, and what helped",
        "An example of each, from the first projects of the Children’s Social Care Innovation "
        "Programme",
        (),
        (),
        [
            SlideRow(
                f"{each.worry.label} ({_number(each)})",
                [
                    f"{text_of(problem)} {_place(problem)}",
                    f"{_answer_to(problem, answer)} {_place(answer)}".strip(),
                    f"{text_of(each.advice)} {_place(each.advice)}" if each.advice else "",
                ],
            )
            for each, problem, answer in answers.examples(session, names)
            if each.worry.worry_id in (chosen or WORRIES)
        ],
        (CAVEAT, f"{source_of(names)} Pages (p.) are those of Sebba et al. (2017)."),
        most=LESSONS_ON_A_SLIDE,
        heads=("Worry", *HEADS),
    )


def _number(lesson: answers.Lesson) -> str:
    only = f", {lesson.implied_count} only implied" if lesson.implied_count else ""
    return f"{counted(lesson.project_count, 'project')}{only}"


def _answer_to(problem: Row, answer: Row | None) -> str:
    """What was done about a problem and what came of it, or that no source tells it."""
    if answer is None:
        return GOT_PAST if problem["overcome"] == "yes" else NO_HELP
    return f"{answer['statement']} {RESULTS[answer['response_result'] or 'not-said']}."


def _place(row: Row | None) -> str:
    return f"({place_of(row['citation'])})" if row else ""


def _chart(session: Session, names: Catalogue) -> CountChart:
    """What got in the way, in the order of a planner's work.

    How many projects are named says nothing of how common a worry is: nothing is ranked.
    """
    spreads = answers.spreads(session, names)
    slide = Slide(
        "How many of the first projects met each worry",
        "For most of them no source says whether they got past it",
        [label for label, _ in STATES.values()],
        [colour for _, colour in STATES.values()],
        [SlideRow(_met(each), [each.met[state] for state in STATES]) for each in spreads],
        (CAVEAT, WIDTH, source_of(names)),
        is_stacked=True,
        most=MOST_ON_A_SLIDE,
    )
    return CountChart(
        slide,
        f"{SECTION}/got-in-the-way",
        [f"/worries/{each.worry.worry_id}" for each in spreads],
        [[_statements(each.worry, state) for state in STATES] for each in spreads],
    )


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
