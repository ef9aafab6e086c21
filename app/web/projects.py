"""The pages of projects: the list with its filters, and one project in full."""

from typing import Any

from app.charts.pictures import contrary
from app.database import Session
from app.dependencies import API
from app.errors import did_you_mean
from app.evidence import answers
from app.evidence.answers import Row
from app.evidence.catalogue import Catalogue, once_a_release
from app.evidence.queries import Query
from app.web.briefs import outcome_text, weakness
from app.web.lists import missing
from app.web.pages import page
from app.web.pictures import pictures_of_project
from app.web.rendering import Page
from app.web.shortlist_board import doubt
from app.web.words import when

SECTION = "/projects"
CRUMB = (("Projects", SECTION),)


@page("/projects/{project_id}")
def show_one(project_id: str, session: Session, names: Catalogue) -> Page:
    """One project: what hindered and helped it, what was done, what came of it."""
    project = answers.project(session, project_id, names)
    if project is None:
        hint = did_you_mean(project_id[:80], names.projects.spellings)
        raise missing("project", "project", project_id, hint)
    of_project = {"project": (project_id,)}
    events = answers.rows_with(session, answers.LISTINGS["events"], of_project, names)
    return Page(
        template="project.html",
        heading=project["name"],
        description=f"{project['name']}: {project['summary'] or 'a Wave 1 project'}",
        twin=f"{API}/projects/{project_id}",
        crumbs=CRUMB,
        section=SECTION,
        context={
            "project": project,
            "statements": Query.of(answers.LISTINGS["findings"].resource, of_project),
            "by_theme": _by_theme(project["findings"]),
            "chains": answers.rows_with(session, answers.LISTINGS["chains"], of_project, names),
            "pictures": pictures_of_project(project, names),
            "events": events,
            "facts": facts_of(project, events),
            "similar": answers.similar(project_id, names),
        },
    )


def facts_of(project: Row, events: list[Row]) -> list[tuple[str, str, str]]:
    """What a project was: what each fact is called, what is not known where it is blank, and it."""
    led = [project["lead_organisation_name"], *project["joint_lead_names"]]
    funding = f"£{project['funding_gbp']:,}" if project["funding_gbp"] else ""
    money = ". ".join(filter(None, (funding, project["funding_note"])))
    for_whom = project["target_population"] or ""
    return [
        ("What became of it", "what became of it", _became(events)),
        ("When it ran", "when it ran", _ran(events)),
        ("Where", "where it worked", ", ".join(project["area_names"])),
        ("Money from the programme", "how much money it had from the programme", money),
        ("For whom", "for whom it was", for_whom[:1].upper() + for_whom[1:]),
        ("Led by", "who led it", ", ".join(filter(None, led))),
        ("Evaluated by", "who evaluated it", ", ".join(project["evaluator_names"])),
    ]


def _became(events: list[Row]) -> str:
    """The end of a project, if it is told, and else the last that is known of it."""
    after = [row for row in events if row["kind"] != "started"]
    ends = [row for row in after if row["kind"] == "closed"]
    last = max(ends or after, key=lambda row: row["date"] or "", default=None)
    return last["statement"] if last else ""


def _ran(events: list[Row]) -> str:
    """When a project began and, where that is told, when it ended."""
    dates = {
        kind: sorted(row["date"] for row in events if row["kind"] == kind and row["date"])
        for kind in ("started", "closed")
    }
    began, ended = (
        dates[kind] and when(dates[kind][place]) for kind, place in (("started", 0), ("closed", -1))
    )
    parts = (f"From {began}" if began else "", f"until {ended}" if ended else "")
    told = " ".join(filter(None, parts))
    return told if ended or not began else f"{told}; its end is not told"


@once_a_release
def best_of_each(session: Session, names: Catalogue) -> dict[str, tuple[str, str, Row]]:
    """What says best what each project found, with its address: a result, or else a claim."""
    outcomes = answers.rows_with(session, answers.LISTINGS["outcomes"], {}, names)
    judged = (row for row in outcomes if row["desirability"] not in {None, "neutral"})
    claims = answers.rows_with(session, answers.LISTINGS["findings"], {}, names)
    told = sorted(claims, key=lambda row: (row["polarity"] != "facilitator", weakness(row)))
    best: dict[str, tuple[str, str, Row]] = {}
    for row in sorted(judged, key=doubt):
        if row["project_id"] not in best:
            text = outcome_text(row, contrary([row], outcomes).get(row["outcome_id"], ()))
            best[row["project_id"]] = text, f"/outcomes/{row['outcome_id']}", row
    for row in told:
        best.setdefault(
            row["project_id"], (row["statement"], f"/findings/{row['finding_id']}", row)
        )
    return best


def _by_theme(findings: list[Row]) -> dict[str, dict[str, list[Any]]]:
    """The claims of a project, by polarity and then by theme."""
    by_theme: dict[str, dict[str, list[Any]]] = {"barrier": {}, "facilitator": {}, "neutral": {}}
    for finding in findings:
        of_polarity = by_theme[finding["polarity"]]
        of_polarity.setdefault(finding["parent_theme_label"], []).append(finding)
    return by_theme
