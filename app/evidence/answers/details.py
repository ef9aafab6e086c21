"""All that the evidence says of one project, what brought it into a list, and who met the same."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.evidence.answers.findings import FINDING_LISTING, OUTCOME_LISTING
from app.evidence.answers.listing import Row
from app.evidence.answers.lists import EVALUATION_LISTING, PROJECT_LISTING, RECOMMENDATION_LISTING
from app.evidence.answers.pages import rows_with
from app.evidence.catalogue import Catalogue, once_a_release
from app.evidence.queries import Query
from app.evidence.vocabulary import BLANK, POLARITY


def project(session: Session, project_id: str, catalogue: Catalogue) -> Row | None:
    """A project with its findings, outcomes and evaluations; nothing where there is none."""
    if project_id not in catalogue.projects.labels:
        return None
    own = {"project": (project_id,)}
    [record] = rows_with(session, PROJECT_LISTING, own, catalogue)
    findings = rows_with(session, FINDING_LISTING, own, catalogue)
    return {
        **record,
        "themes": _themes(findings, record["evidence_status"], catalogue),
        "findings": findings,
        "outcomes": rows_with(session, OUTCOME_LISTING, own, catalogue),
        "evaluations": rows_with(session, EVALUATION_LISTING, own, catalogue),
        "recommendations": _recommendations(session, findings, catalogue),
    }


INCLUDED = {
    "findings": FINDING_LISTING,
    "outcomes": OUTCOME_LISTING,
    "evaluations": EVALUATION_LISTING,
}


def included(
    session: Session, name: str, project_ids: list[str], catalogue: Catalogue
) -> dict[str, list[Row]]:
    """The findings, outcomes or evaluations of some projects, by project."""
    found: dict[str, list[Row]] = {project_id: [] for project_id in project_ids}
    of_projects = {"project": tuple(project_ids)}
    for record in rows_with(session, INCLUDED[name], of_projects, catalogue):
        found[record["project_id"]].append(record)
    return found


def _themes(findings: list[Row], status: str, catalogue: Catalogue) -> list[Row]:
    """Every theme with its counts. Where there are none, which blank it is is said."""
    counts = Counter((finding["parent_theme_id"], finding["polarity"]) for finding in findings)
    blank = "not-mentioned" if status == "coded" else status
    of_none = {"blank": blank, "blank_label": BLANK.labels[blank]}
    of_some = {"blank": None, "blank_label": None}
    has_claims, codes = {theme for theme, _ in counts}, POLARITY.codes
    return [
        {
            "theme_id": theme,
            "theme_label": label,
            **{f"{code}_count": counts[theme, code] for code in codes},
            **(of_some if theme in has_claims else of_none),
        }
        for theme, label in catalogue.themes.labels.items()
        if theme not in catalogue.theme_parents
    ]


def _recommendations(session: Session, findings: list[Row], catalogue: Catalogue) -> list[Row]:
    """What is recommended on the sub-themes of the barriers, or on the themes these are in."""
    hindered = {finding["theme_id"] for finding in findings if finding["polarity"] == "barrier"}
    bearing = {theme for sub in hindered for theme in catalogue.with_parent(sub)}
    return [row for row in advice(session, catalogue) if bearing & set(row["theme_ids"])]


@once_a_release
def advice(session: Session, catalogue: Catalogue) -> list[Row]:
    """Every recommendation: those on the themes of a project's barriers are picked from them."""
    return rows_with(session, RECOMMENDATION_LISTING, {}, catalogue)


OF_CLAIMS = ("barrier", "facilitator", "theme")
"""What a project can be asked for by its claims."""


def themes_asked(query: Query) -> dict[str, tuple[str, ...]]:
    """The themes that a list of projects is asked for by, under the filter that asks."""
    found: dict[str, tuple[str, ...]] = {}
    for condition in query.conditions:
        name = condition.filter.name
        if name in OF_CLAIMS and condition.operator != "none":
            found[name] = (*found.get(name, ()), *condition.values)
    return found


def matched_claims(
    session: Session, query: Query, project_ids: tuple[str, ...], catalogue: Catalogue
) -> list[Row]:
    """The claims of some projects under the themes that a query asks for, each once."""
    claims: dict[str, Row] = {}
    sources = {one.parameter: one.values for one in query.conditions if one.parameter == "source"}
    for polarity, themes in themes_asked(query).items():
        narrowed = {"project": project_ids, "theme": themes, **sources}
        if polarity != "theme":
            narrowed["polarity"] = (polarity,)
        for row in rows_with(session, FINDING_LISTING, narrowed, catalogue):
            claims[row["finding_id"]] = row
    return [claims[one] for one in sorted(claims)]


MAX_SIMILAR = 5


@dataclass(frozen=True)
class Similar:
    """A project, and the sub-themes under which it met what another met."""

    project_id: str
    name: str
    themes: list[str]


def similar(project_id: str, catalogue: Catalogue) -> list[Similar]:
    """At most five projects, that with most sub-themes in common first."""
    own, labels = catalogue.claims.get(project_id, frozenset()), catalogue.themes.labels
    shared = {
        other: {theme for theme, _ in own & claims}
        for other, claims in catalogue.claims.items()
        if other != project_id and not own.isdisjoint(claims)
    }
    nearest = sorted(shared, key=lambda other: (-len(shared[other]), other))
    return [
        Similar(each, catalogue.projects.labels[each], sorted(labels[one] for one in shared[each]))
        for each in nearest[:MAX_SIMILAR]
    ]
