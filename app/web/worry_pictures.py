"""The picture of a worry: what it comes from, and how many projects met each cause."""

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from app.charts import Bars
from app.dependencies import reads_release, refuse_others
from app.errors import NotFoundError, Problem, did_you_mean
from app.evidence import answers
from app.evidence.answers import LISTINGS
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.evidence.release_cache import ReleaseCache
from app.evidence.worries import WORRIES, Worry
from app.web.overview import FORMATS, bars_file, source_of
from app.web.rendering import counted
from app.web.words import CAVEAT

router = APIRouter(include_in_schema=False)


@router.get("/worries/{worry_id}/picture.{ending}")
@reads_release
def show_file(
    request: Request, worry_id: str, ending: str, session: Session, names: Catalogue
) -> Response:
    """The picture as a file."""
    refuse_others(request)
    bars = worry_bars(session, WORRIES[worry_id], names) if worry_id in WORRIES else None
    if bars is None or ending not in FORMATS:
        known = [f"{each}/picture.{end}" for each in WORRIES for end in FORMATS]
        file = f"{worry_id}/picture.{ending}"[:80]
        message = f"there is no picture {file!r} here. {did_you_mean(file, known)}"
        raise NotFoundError([Problem("not-found", "address", message)])
    return bars_file(bars, ending, names.release)


def worry_bars(session: Session, worry: Worry, names: Catalogue) -> Bars | None:
    """The causes of a worry that any project met, that of most projects first."""
    return _BARS.get(names, worry.worry_id, lambda: (_bars(session, worry, names),))[0]


_BARS = ReleaseCache[str, tuple[Bars | None]]()


def files_of(worry: Worry) -> list[tuple[str, str]]:
    """The address of each format of the picture."""
    here = f"/worries/{worry.worry_id}/picture"
    return [(title, f"{here}.{end}") for end, (title, _, _) in FORMATS.items()]


def _bars(session: Session, worry: Worry, names: Catalogue) -> Bars | None:
    themes = answers.themes_of(worry, names)
    causes = {each for theme in themes for each in names.with_sub_themes(theme)[1:] or (theme,)}
    counts = {
        names.themes.labels[cause]: _met(session, (cause,), names) for cause in sorted(causes)
    }
    rows = sorted(((label, n) for label, n in counts.items() if n), key=lambda row: -row[1])
    if not rows:
        return None
    met = counted(_met(session, themes, names), "project")
    return Bars(
        f"causes-{worry.worry_id}",
        f"{worry.label}: {met} met this, most often {_within(rows[0][0])}",
        "Projects by what got in the way; one that met several counts in each",
        ["Projects"],
        [(label, [number]) for label, number in rows],
        CAVEAT,
        source_of(names),
    )


def _met(session: Session, themes: tuple[str, ...], names: Catalogue) -> int:
    listing = LISTINGS["projects"]
    query = Query.of(listing.resource, {"barrier": themes})
    return answers.count(session, listing, query, names)


def _within(label: str) -> str:
    """A label inside a sentence; a name keeps its capital."""
    return label if label.startswith("Ofsted") else f"{label[:1].lower()}{label[1:]}"
