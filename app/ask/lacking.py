"""Who went without something: the sources tell who had it, and are silent of the rest."""

from dataclasses import replace

from app.ask.answering import in_parts
from app.ask.parts import About, parts_of
from app.ask.plans import Plan, narrowed_by, narrowing
from app.ask.reading import Reading
from app.ask.reply import Part, Reply, View, named
from app.evidence.answers import Row
from app.evidence.saying import counted

MOST_WITHOUT = 12
"""Of more projects than these nothing recorded is no list of those without."""
DESIGNS = {"attribution.comparison": ("comparison-group", "randomised")}
"""The designs of evaluations that show that a project had what a theme is about."""
_DENIED = {"barrier.none", "facilitator.none", "theme.none"}


def of_those_without(reading: Reading, plan: Plan, rows: list[Row], view: View) -> Reply | None:
    """Who had what a question denies, where all the others would be listed as without it."""
    names = {one.parameter for one in plan.said}
    if plan.list != "projects" or not names & _DENIED or len(rows) <= MOST_WITHOUT:
        return None
    themes = sorted({v for one in plan.said if one.parameter in _DENIED for v in one.values})
    own = narrowed_by(narrowing(reading))
    among = view.rows(view.query("projects", own))
    known = {row["project_id"] for row in among}
    about = About(view, themes, own, reading.stems, among=known)
    parts = parts_of(about, "trouble", "worse")
    parts += parts_of(replace(about, told=_projects(parts)), "spared")
    if designs := [design for one in themes for design in DESIGNS.get(one, ())]:
        parts += parts_of(replace(about, own={"design": designs}), "designs")
    ids = _projects(parts)
    parts.append(Part("The others", of_the_rest(len(known - ids)), kind="rest"))
    rows = [row for part in parts for row in part.rows]
    projects = named(sorted(ids), view.catalogue, rows)
    return in_parts(reading, parts, view, projects=projects)


def of_the_rest(count: int) -> str:
    """That the silence of the sources tells nothing of the other projects."""
    says = "nothing on this is recorded, which does not mean that they went without it"
    return f"Of the other {counted(count, 'project')} {says}: they are not listed."


def _projects(parts: list[Part]) -> set[str]:
    return {row["project_id"] for part in parts for row in part.rows}
