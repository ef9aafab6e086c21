"""The page that sets two to four projects side by side."""

from itertools import zip_longest
from urllib.parse import urlencode

from fastapi import Request
from sqlalchemy.orm import Session

from app.dependencies import API
from app.evidence import answers
from app.evidence.answers import LISTINGS, Row
from app.evidence.catalogue import Catalogue
from app.evidence.queries.reading import MAX_COMPARED, read_compared
from app.web.pages import page
from app.web.rendering import Page

CRUMB = (("Projects", "/projects"),)

FACTS = (
    ("Where", ("area_names",)),
    ("For whom", ("target_population",)),
    ("Money from the programme", ("funding", "funding_note")),
    ("Led by", ("lead_organisation_name", "joint_lead_names")),
    ("What it was about", ("focus_labels",)),
    ("Part of the programme", ("strand_label",)),
    ("Evaluated by", ("evaluator_names",)),
)
"""The facts that are compared as words, each with the columns that hold it."""


@page("/compare", "project")
def show(request: Request, session: Session, names: Catalogue) -> Page:
    """Projects side by side; with too few or too many chosen, a form to choose them."""
    ids = read_compared(request.query_params.getlist("project"), names)
    if not 2 <= len(ids) <= MAX_COMPARED:
        return _to_choose(ids, names)
    projects = [answers.project(session, key, names) or {} for key in ids]
    themes = list(zip(*map(_themes, projects), strict=True))
    told = [row for row in themes if any(cell["blank"] != "not-mentioned" for cell in row)]
    told.sort(key=lambda row: sum(bool(cell["blank"]) for cell in row))
    single = [
        row
        for row in told
        if sum(not cell["blank"] for cell in row) < 2
        and not any(cell["barrier_count"] for cell in row)
    ]
    *others, last = [project["name"] for project in projects]
    tried = LISTINGS["chains"]
    shared = [row for row in told if row not in single]
    return Page(
        template="compare.html",
        heading=f"{len(ids)} projects side by side",
        description=f"{', '.join(others)} and {last}: who led them, what got in the way, "
        "what helped, and the results.",
        twin=f"{API}/compare?{urlencode([('project', key) for key in ids])}",
        crumbs=CRUMB,
        section=CRUMB[0][1],
        context={
            "compared": projects,
            "facts": [(title, [_fact(p, columns) for p in projects]) for title, columns in FACTS],
            "shared": shared,
            "silent": [
                (one["name"], [row[i]["theme_label"] for row in shared if row[i]["blank"]])
                for i, one in enumerate(projects)
            ],
            "single": single,
            "chains": [answers.rows_with(session, tried, {"project": (k,)}, names) for k in ids],
            "untold": [row[0] for row in themes if row not in told],
            **_choices(ids, names),
        },
    )


def _to_choose(ids: list[str], names: Catalogue) -> Page:
    return Page(
        template="compare.html",
        heading="Which projects do you want to compare?",
        description="Choose two to four projects to see side by side.",
        twin=f"{API}/projects",
        crumbs=CRUMB,
        section=CRUMB[0][1],
        context={"compared": [], **_choices(ids, names)},
    )


def _choices(ids: list[str], names: Catalogue) -> dict[str, object]:
    """What the form shows: four boxes, filled as far as projects are chosen."""
    boxes = [key for key, _ in zip_longest(ids[:MAX_COMPARED], range(MAX_COMPARED))]
    labels = sorted(names.projects.labels.items(), key=lambda pair: pair[1].casefold())
    return {"boxes": boxes, "labels": labels, "chosen": ids, "most": MAX_COMPARED}


def _fact(project: Row, columns: tuple[str, ...]) -> str:
    """A fact of a project in words; nothing where no source at hand says it."""
    funding = project["funding_gbp"]
    values = [
        (f"£{funding:,}" if funding else "") if column == "funding" else project[column]
        for column in columns
    ]
    listed = [value if isinstance(value, list) else [value] for value in values if value]
    return ", ".join(str(value) for values in listed for value in values)


def _themes(project: Row) -> list[Row]:
    """Every theme of a project with its counts and its claims, barriers first."""
    claims = sorted(project["findings"], key=lambda row: row["polarity"] != "barrier")
    return [
        {
            **theme,
            "findings": [row for row in claims if row["parent_theme_id"] == theme["theme_id"]],
        }
        for theme in project["themes"]
    ]
