"""Who went without something: the sources tell who had it, and are silent of the rest."""

from collections.abc import Sequence
from dataclasses import replace

from app.ask.answering import in_parts
from app.ask.parts import About, parts_of
from app.ask.passages import Passage
from app.ask.plans import Plan, narrowed_by, narrowing
from app.ask.reading import Reading
from app.ask.reply import Part, Reply, View, named
from app.ask.sentences import of_claims, short, some
from app.ask.tables import says
from app.evidence.answers import Row
from app.evidence.saying import counted
from app.evidence.words import listing

MOST_WITHOUT = 12
"""Of more projects than these nothing recorded is no list of those without."""
DESIGNS = {"attribution.comparison": ("comparison-group", "randomised")}
"""The designs of evaluations that show that a project had what a theme is about."""
_DENIED = {"barrier.none", "facilitator.none", "theme.none"}
_THEMES = {name + ending for name in ("barrier", "facilitator", "theme") for ending in ("", ".all")}


def of_those_without(reading: Reading, plan: Plan, rows: list[Row], view: View) -> Reply | None:
    """Who had what a question denies, where all the others would be listed as without it."""
    names = {one.parameter for one in plan.said}
    is_of_all = "evidence_status" in names or bool(names & _THEMES)
    if plan.list != "projects" or not names & _DENIED or is_of_all or len(rows) <= MOST_WITHOUT:
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
    if not parts:
        return None
    ids = _projects(parts)
    parts.append(Part("The others", of_the_rest(len(known - ids)), kind="rest"))
    rows = [row for part in parts for row in part.rows]
    projects = named(sorted(ids), view.catalogue, rows)
    return in_parts(reading, parts, view, projects=projects)


def of_others_of_a_kind(
    reading: Reading, chosen: Sequence[Passage], among: list[Row], view: View
) -> Reply | None:
    """Which projects of a kind are not among those that did what a question denies."""
    told = {one for passage in chosen for one in passage.projects}
    claims = [row for passage in chosen for row in passage.rows if row.get("polarity")]
    did = [row for row in among if row["project_id"] in told]
    rest = [row for row in among if row["project_id"] not in told]
    # "Outside London" denies a place, and not what was done.
    is_asked = reading.loose_negatives and says(reading.words, "which")
    is_trouble = any(row["polarity"] == "barrier" for row in claims)
    if not (is_asked and claims and did and rest) or is_trouble or len(among) > MOST_WITHOUT:
        return None
    names = listing([short(row["name"]) for row in rest])
    lead = f"{len(did)} of the {len(among)} projects did: {some([row['name'] for row in did])}."
    lead += f" {of_the_rest(len(rest), names)}"
    query = view.query("findings", {"project": told})
    part = Part("", lead, query, claims, of_claims(claims, reading.stems, most=2))
    others = named((row["project_id"] for row in rest), view.catalogue)
    return in_parts(reading, [part], view, projects=others)


def of_the_rest(count: int, names: str = "they are not listed") -> str:
    """That the silence of the sources tells nothing of the other projects."""
    says = "nothing on this is recorded, which does not mean that they went without it"
    return f"Of the other {counted(count, 'project')} {says}: {names}."


def _projects(parts: list[Part]) -> set[str]:
    return {row["project_id"] for part in parts for row in part.rows}
