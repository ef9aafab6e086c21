"""A page for a board on a worry: what happened elsewhere, what was tried, what is recommended."""

from collections.abc import Iterable

from fastapi import Request, Response

from app.charts.pictures import contrary
from app.dependencies import API
from app.evidence import answers
from app.evidence.answers import Release, Row
from app.evidence.answers.worries import WORRIES, Worry, best_claims, is_result
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import claim_sort_key, outcome_sort_key
from app.evidence.row_wording import counted, has_figure, judged, outcome
from app.evidence.words import inside, join_names
from app.exports.documents import Brief, Points, Section
from app.web import briefs, lesson_words
from app.web.labels import act_in, is_act, named, place_of
from app.web.pages import Context, page
from app.web.rendering import only_examples
from app.web.rows import worry_of
from app.web.theme_evidence import ThemeEvidence, evidence_on_worry

MOST = 4
"""Points of a section: more do not fit on one side."""
MOST_MET, MOST_HELPED, MOST_RESULTS, MOST_BESIDE = 5, 3, 5, 2
MET = "What got in the way"
UNTRIED = "No source says what they tried against this."
MOST_CAUSES = 4
"""Causes that have a heading each."""


@page("/worries/{worry_id}/board")
@page("/worries/{worry_id}/board.docx")
def show(request: Request, worry_id: str, release: Release) -> Context | Response:
    brief, worry = _brief(release, worry_id), WORRIES[worry_id]
    json_address = f"{API}/findings?theme={','.join(worry.theme_ids)}"
    return briefs.brief_answer(request, brief, json_address, (worry.label, f"/worries/{worry_id}"))


def _brief(release: Release, worry_id: str) -> Brief:
    """The brief on a worry. Raises NotFoundError where there is none of that name."""
    worry = worry_of(worry_id, release.catalogue)
    evidence, names = evidence_on_worry(release, worry), release.catalogue
    tried = [row for _, rows in evidence.responses for row in rows][:MOST]
    # What went no way and has no figure is no result.
    results = [row for row in evidence.results.every if row["direction"] or has_figure(row)]
    best = {row["project_id"]: row for row in sorted(results, key=outcome_sort_key, reverse=True)}
    changed = sorted(best.values(), key=outcome_sort_key)[: MOST_BESIDE if tried else MOST_RESULTS]
    every, parents = evidence.advice
    # What is advised in general is told once: what is on the worry itself needs the room.
    advised = every[:1] if parents else every
    general = f" on {inside(join_names(parents))} in general" if parents else ""
    conditions = [row for row in advised if "condition_id" in row][:MOST_BESIDE]
    advice = [row for row in advised if "condition_id" not in row][:MOST_BESIDE]
    room = 0 if general else MOST_BESIDE - len(advice)
    spare = MOST - len(tried) + room - len(changed) // 2
    helps = _helps(release, worry, evidence)
    points = _results(changed, evidence, names)
    did = briefs.named_points(tried, answers.ends(release), names)
    helped = helps[:MOST_HELPED]
    unsaid = f"{UNTRIED}{(helped and ' What helped stands below.') or ''}"
    done = did or _done(changed, evidence, names) or [(unsaid, "Wave 1 Evidence")]
    only = only_examples(evidence.implied_count)
    number = [counted(evidence.project_count, "project"), *([only] if only else [])]
    sections = [
        *_met(evidence, MOST_MET + max(0, spare), names),
        _section("Results", points, changed, results, names),
        _section("What they tried", done, tried, evidence.chains.every, names),
        _section("What helped or went well", [*map(briefs.point, helped)], helped, helps, names),
        (f"What the report recommends{general}", [*map(briefs.point, advice)]),
        ("What to settle before you start", [*map(briefs.point, conditions)]),
    ]
    lead = f"{worry.question} The sources name {number[0]} that met this."
    [lesson] = [each for each in answers.lessons(release) if each.worry == worry]
    title = f"{worry.label} troubled {', '.join(number)}; {lesson_words.ended(lesson)}"
    return briefs.brief_of(title, lead, sections, release)


def _results(changed: list[Row], evidence: ThemeEvidence, catalogue: Catalogue) -> Points:
    """The results, each with what its project reports otherwise in a line of its own."""
    beside = contrary(changed, evidence.results.every)
    points = []
    for row in changed:
        points.append(briefs.point(row))
        if others := beside.get(row["outcome_id"], ()):
            contraries = "; ".join(judged(outcome(each), each) for each in others)
            name = catalogue.projects.short(row["project_id"])
            points.append((f"{name}, also reported: {contraries}.", place_of(row["citation"])))
    return points


def _done(changed: list[Row], evidence: ThemeEvidence, catalogue: Catalogue) -> Points:
    """What the projects of some results did, where a source says that: what fell stands there."""
    points = []
    claims = [claim for rows in evidence.changes for claim in rows]
    for row in changed:
        key, name = row["project_id"], catalogue.projects.short(row["project_id"])
        summary = evidence.summaries.get(key, "")
        done = [*filter(None, (act_in(claim) for claim in claims if claim["project_id"] == key))]
        if done or is_act(summary):
            points.append((f"{name}: {' '.join(done) or summary}", place_of(row["citation"])))
    return points


def _met(evidence: ThemeEvidence, most: int, catalogue: Catalogue) -> list[Section]:
    """What got in the way, under a heading for each cause; of many these would take the room.

    Projects of which no source says that they met it stand apart, as examples.
    """
    causes, every = evidence.causes["barrier"], evidence.claims["barrier"].every
    met = briefs.strongest(causes, most)
    claims = [claim for each in met for claim in each.claims]
    stated = [each for each in met if each.certainty != "implied"]
    names = {cause.theme_id: cause.label for cause in causes}
    heads: dict[str | None, str] = {None: MET}
    if 1 < len(causes) <= MOST_CAUSES:
        # A project stands or counts under each that it met.
        heads = {theme: f"{MET}: {label}" for theme, label in names.items()}
    sections = [
        _section(
            head,
            briefs.statement_points(
                (each for each in stated if theme in {None, each.theme}), catalogue
            ),
            (row for row in claims if theme in {None, row["theme_id"]}),
            (row for row in every if theme in {None, row["theme_id"]}),
            catalogue,
        )
        for theme, head in heads.items()
    ]
    examples = [
        (f"{names[each.theme]}: {join_names(each.projects) or each.text}", briefs.place_in(each))
        for each in met
        if each not in stated
    ]
    return [*sections, ("Named only as examples: no source says that each met it", examples)]


def _section(
    title: str, points: Points, shown: Iterable[Row], every: Iterable[Row], catalogue: Catalogue
) -> Section:
    """Points and, where projects are left out, which they are."""
    left = {row["project_id"] for row in every} - {row["project_id"] for row in shown} - {None}
    names = join_names(named(sorted(map(catalogue.projects.short, left)), briefs.MOST_NAMED))
    text = f"{'Also' if points else 'At'} {names}: see the page of this worry."
    return title, [*points, *([(text, "Wave 1 Evidence")] if left else [])]


def _helps(release: Release, worry: Worry, evidence: ThemeEvidence) -> list[Row]:
    """What helped each project with just this, by the word of evaluators first; no results."""
    # An answer is told as tried, with the problem that it answers, which may be another.
    results = {key for row in evidence.results.every for key in row["finding_ids"]}
    best = filter(None, best_claims(release, worry)[1:])
    by_project: dict[str, Row] = {}
    for row in (*best, *sorted(evidence.facilitators, key=claim_sort_key)):
        if not (row["finding_id"] in results or is_result(row) or row["responds_to"]):
            by_project.setdefault(row["project_id"] or row["statement"], row)
    return list(by_project.values())
