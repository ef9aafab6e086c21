"""A page for a board on a worry: what happened elsewhere, what was tried, what is recommended."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from fastapi import Request, Response

from app.charts.pictures import contrary
from app.dependencies import API
from app.evidence import answers
from app.evidence.answers import Release, Row
from app.evidence.answers.worries import WORRIES, Worry, is_result
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import doubt, weakness
from app.evidence.saying import counted, has_figure, judged, outcome
from app.evidence.words import inside, listing
from app.exports.documents import Brief
from app.web.barriers import Cause, Statement
from app.web.briefs import (
    SOURCES,
    advice_points,
    brief_answer,
    outcome_point,
    response_point,
    statement_points,
    strongest,
)
from app.web.labels import CAVEAT, acts_in, is_act, place_of
from app.web.pages import Context, page
from app.web.rendering import only_examples
from app.web.themes import evidence_on, worry_of

MOST = 4
"""Points of a section: more do not fit on one side."""
MOST_MET, MOST_HELPED, MOST_RESULTS, MOST_BESIDE = 5, 3, 5, 2
MET = "What got in the way"
MOST_CAUSES = 4
"""Causes that have a heading each."""
Points = list[tuple[str, str]]
Section = tuple[str, Points]


@page("/worries/{worry_id}/board")
@page("/worries/{worry_id}/board.docx")
def show(request: Request, worry_id: str, release: Release) -> Context | Response:
    """What happened elsewhere, what was tried, what is recommended, and the sources."""
    brief, worry = _brief(release, worry_id), WORRIES[worry_id]
    twin = f"{API}/findings?theme={','.join(worry.theme_ids)}"
    return brief_answer(request, brief, twin, (worry.label, f"/worries/{worry_id}"))


def _brief(release: Release, worry_id: str) -> Brief:
    """The brief on a worry. Raises NotFoundError where there is none of that name."""
    ends = answers.ends(release)
    worry, themes = worry_of(worry_id, release.catalogue)
    evidence = evidence_on(release, themes, worry.domains)
    tried = [row for _, rows in evidence["responses"] for row in rows][:MOST]
    # What went no way and has no figure is no result.
    results = [row for row in evidence["outcomes"].every if row["direction"] or has_figure(row)]
    changed = _best_of_each(results)[: MOST_BESIDE if tried else MOST_RESULTS]
    parents = listing(evidence["parents"])
    # What is advised in general is told once: what is on the worry itself needs the room.
    advice = evidence["recommendations"][:MOST_BESIDE] or evidence["in_general"][:1]
    general = (
        f" on {inside(parents)} in general" if parents and not evidence["recommendations"] else ""
    )
    conditions = evidence["conditions"][:MOST_BESIDE] or evidence["conditions_in_general"][:1]
    room = 0 if general else MOST_BESIDE - len(advice)
    spare = MOST - len(tried) + room - len(changed) // 2
    helps = _helps(release, worry, evidence)
    helped = helps[:MOST_HELPED]
    points_of_help = [(row["statement"], place_of(row["citation"])) for row in helped]
    sections = [
        *_met(evidence, MOST_MET + max(0, spare)),
        _section(
            "Results",
            _results(changed, evidence, release.catalogue),
            changed,
            results,
        ),
        _section(
            "What they tried",
            [response_point(row, ends) for row in tried]
            or _done(changed, evidence, release.catalogue),
            tried,
            evidence["chains"].every,
        ),
        _section("What helped", points_of_help, helped, helps),
        (f"What the report recommends{general}", advice_points(advice)),
        ("What to settle before you start", advice_points(conditions)),
    ]
    number = f"{counted(evidence['project_count'], 'project')} that met this"
    met_by = ", ".join(filter(None, (number, only_examples(evidence["implied_count"]))))
    return Brief(
        title=f"{worry.label}: what a board should know",
        lead=f"{worry.question} The sources name {met_by}.",
        sections=[(title, points) for title, points in sections if points],
        caveat=CAVEAT,
        sources=SOURCES,
        made_at=datetime.fromisoformat(release.catalogue.release_date),
    )


def _best_of_each(outcomes: list[Row]) -> list[Row]:
    """The result of each project that can be quoted best."""
    best = {row["project_id"]: row for row in sorted(outcomes, key=doubt, reverse=True)}
    return sorted(best.values(), key=doubt)


def _results(changed: list[Row], evidence: dict[str, Any], catalogue: Catalogue) -> Points:
    """The results, each with what its project reports otherwise in a line of its own."""
    beside = contrary(changed, evidence["outcomes"].every)
    points = []
    for row in changed:
        points.append(outcome_point(row))
        if others := beside.get(row["outcome_id"], ()):
            told = "; ".join(judged(outcome(each), each) for each in others)
            name = catalogue.projects.short(row["project_id"])
            points.append((f"{name}, also reported: {told}.", place_of(row["citation"])))
    return points


def _done(changed: list[Row], evidence: dict[str, Any], catalogue: Catalogue) -> Points:
    """What the projects of some results did and, where no source says that, what they were."""
    acted, others = [], []
    for row in changed:
        summary = evidence["about"].get(row["project_id"], "")
        told = [one for rows in evidence["results"] for one in rows]
        acts = acts_in([one for one in told if one["project_id"] == row["project_id"]])
        done = [*([summary] if is_act(summary) else []), *(act["statement"] for act in acts)]
        whose, place = catalogue.projects.short(row["project_id"]), place_of(row["citation"])
        if done:
            acted.append((f"{whose}: {' '.join(done)}", place))
        elif summary:
            unsaid = "the source does not say what brought the change. The project"
            others.append((f"{whose}: {unsaid}: {summary}", place))
    return [*acted, *others]


def _met(evidence: dict[str, Any], most: int) -> list[Section]:
    """What got in the way, under a heading for each cause; of many these would take the room.

    Projects of which no source says that they met it stand apart, as examples.
    """
    causes, every = evidence["causes"]["barrier"], evidence["claims"]["barrier"].every
    met = strongest(causes, most)
    told = [claim for each in met for claim in each.claims]
    said = [each for each in met if each.certainty != "implied"]
    sections = [_section(MET, statement_points(said), told, every)]
    if 1 < len(causes) <= MOST_CAUSES:
        sections = _by_cause(causes, said, told, every)
    labels = {cause.theme_id: cause.label for cause in causes}
    examples = [
        (
            f"{labels[each.theme]}: {listing(each.projects) or each.text}",
            place_of(each.claims[0]["citation"]),
        )
        for each in met
        if each not in said
    ]
    return [*sections, ("Named only as examples: no source says that each met it", examples)]


def _by_cause(
    causes: list[Cause], said: list[Statement], told: list[Row], every: list[Row]
) -> list[Section]:
    """What got in the way by its causes: a project stands or counts under each that it met."""
    sections = []
    for cause in causes:
        own = [row for row in every if row["theme_id"] == cause.theme_id]
        points = statement_points(each for each in said if each.theme == cause.theme_id)
        here = [row for row in told if row["theme_id"] == cause.theme_id]
        _, points = _section(cause.label, points, here, own)
        sections.append((f"{MET}: {cause.label}", points))
    return sections


def _section(title: str, points: Points, told: Iterable[Row], every: Iterable[Row]) -> Section:
    """Points and, where projects are left out, how many and where they are."""
    left = {row["project_id"] for row in every} - {row["project_id"] for row in told} - {None}
    noun = "more project" if points else "project"
    text = f"{counted(len(left), noun)}: see “{title}” on the page of this worry."
    return title, [*points, *([(text, "Wave 1 Evidence")] if left else [])]


def _helps(release: Release, worry: Worry, evidence: dict[str, Any]) -> list[Row]:
    """What helped each project with just this, by the word of evaluators first; no results."""
    # An answer is told as tried, with the problem that it answers, which may be another.
    results = {key for row in evidence["outcomes"].every for key in row["finding_ids"]}
    best = filter(None, [answers.lesson_on(release, worry).help])
    told: dict[str, Row] = {}
    for row in (*best, *sorted(evidence["every_help"], key=weakness)):
        if not (row["finding_id"] in results or is_result(row) or row["responds_to"]):
            told.setdefault(row["project_id"] or row["statement"], row)
    return list(told.values())
