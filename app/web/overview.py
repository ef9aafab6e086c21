"""The overview: what got in the way and what helped, by projects, as a picture and a slide."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session

from app.charts import SLIDES, Bars, bars_png, bars_slide, bars_svg
from app.dependencies import API, no_parameters, reads_release, refuse_others
from app.errors import NotFoundError, Problem, did_you_mean
from app.evidence import answers
from app.evidence.catalogue import Catalogue
from app.web.rendering import Page, counted, render
from app.web.words import CAVEAT

router = APIRouter(include_in_schema=False)

SECTION = "/overview"
FORMATS: dict[str, tuple[str, str, Callable[[Bars], str | bytes]]] = {
    "pptx": ("PowerPoint slide", SLIDES, bars_slide),
    "png": ("PNG", "image/png", bars_png),
    "svg": ("SVG", "image/svg+xml", bars_svg),
}
STATES = {
    "yes": "Got past it",
    "partly": "In part",
    "no": "Did not",
    "not-said": "Not said",
}


@dataclass(frozen=True)
class Chart:
    """A picture with the address of each format that it can be taken in."""

    bars: Bars
    svg: str
    files: list[tuple[str, str]]
    spreads: list[answers.Spread]


@router.get(SECTION, dependencies=[Depends(no_parameters)])
@reads_release
def show(request: Request, session: Session, names: Catalogue) -> Response:
    """Two pictures, each with its table."""
    page = Page(
        template="overview.html",
        heading="Overview: what got in the way, and what helped",
        description="How many projects met each worry, how many got past it, and what helped: "
        "pictures and slides with their sources.",
        twin=f"{API}/summary?by=theme,polarity",
        section=SECTION,
        context={
            "states": STATES,
            "caveat": CAVEAT,
            "charts": {
                bars.name: Chart(bars, bars_svg(bars), _files(bars.name), spreads)
                for bars, spreads in _charts(session, names)
            },
        },
    )
    return render(request, page, names.release)


@router.get(SECTION + "/{name}.{ending}")
@reads_release
def show_file(
    request: Request, name: str, ending: str, session: Session, names: Catalogue
) -> Response:
    """A picture of the overview as a file."""
    refuse_others(request)
    charts = {bars.name: bars for bars, _ in _charts(session, names)}
    file = f"{name}.{ending}"[:80]
    if name not in charts or ending not in FORMATS:
        known = [f"{each}.{end}" for each in charts for end in FORMATS]
        message = f"there is no picture {file!r} here. {did_you_mean(file, known)}"
        raise NotFoundError([Problem("not-found", "address", message)])
    return bars_file(charts[name], ending, names.release)


def bars_file(bars: Bars, ending: str, release: str) -> Response:
    """A picture of bars as a file of one of the formats."""
    _, media_type, write = FORMATS[ending]
    headers = {
        "Content-Disposition": f'attachment; filename="{bars.name}-{release}.{ending}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(write(bars), media_type=media_type, headers=headers)


def source_of(names: Catalogue) -> str:
    """Where the counts come from, of which release, and its date."""
    return (
        "Source: evaluations of Wave 1 as reported in Sebba et al. (2017), Rees Centre, and on "
        f"public pages. Wave 1 Evidence, release {names.release}, {names.release_date}."
    )


def _files(name: str) -> list[tuple[str, str]]:
    return [(title, f"{SECTION}/{name}.{end}") for end, (title, _, _) in FORMATS.items()]


def _charts(session: Session, names: Catalogue) -> list[tuple[Bars, list[answers.Spread]]]:
    """What got in the way and what helped, each with its rows, most projects first."""
    source = source_of(names)
    spreads = answers.spreads(session, names)
    met = sorted(spreads, key=lambda each: -each.met_count)
    helped = sorted(spreads, key=lambda each: -each.helped_count)
    return [
        (
            Bars(
                "got-in-the-way",
                f"Named most often as in the way: {_first(met[0], met[0].met_count)}",
                "Projects by what they met, and whether they got past it",
                list(STATES.values()),
                [(each.worry.label, [each.met[state] for state in STATES]) for each in met],
                CAVEAT,
                source,
            ),
            met,
        ),
        (
            Bars(
                "helped",
                f"Named most often as a help: {_first(helped[0], helped[0].helped_count)}",
                "Projects that something helped on each subject",
                ["Had help"],
                [(each.worry.label, [each.helped_count]) for each in helped],
                CAVEAT,
                source,
            ),
            helped,
        ),
    ]


def _first(spread: answers.Spread, number: int) -> str:
    label = spread.worry.label
    return f"{label[:1].lower()}{label[1:]} ({counted(number, 'project')})"
