"""What a board should know of some projects: what each met, what they share, what is left out."""

import textwrap
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from operator import itemgetter

from app.evidence import answers
from app.evidence.answers import Release, Row
from app.evidence.answers.shared_themes import shared_themes, silence, theme_order
from app.evidence.answers.worries import Worry, is_result
from app.evidence.catalogue import Catalogue, is_on
from app.evidence.ordering import grouped, outcome_sort_key, parted_by_bearing
from app.evidence.queries.reading import MAX_COMPARED
from app.evidence.row_wording import counted
from app.evidence.words import join_names
from app.exports.documents import Brief, Section
from app.web import briefs, labels
from app.web.barriers import capacity_after, untried
from app.web.compare import in_common
from app.web.labels import place_of, with_result
from app.web.theme_evidence import outcomes_on

MOST = {"chains": 3, "outcomes": 6, "advice": 3, "barrier": 10, "acts": 2, "facilitator": 3}
MOST |= {"neutral": 3, "reach": 0}
"""What is told of each kind, if it fits on one side of A4: what comes first is left out last."""
FIRST = {"chains": 3, "outcomes": MAX_COMPARED, "advice": 3, "barrier": 3}
"""How many of some kinds are told before a second of the others."""
WIDTH, HEIGHT = 112, 51
"""Characters in a line of that side, and lines."""
LONGEST = 60
"""Characters of a title that names the projects."""
_LEFT = {"barrier": "problem", "outcomes": "result", "reach": "result"}
"""What is left out of each kind, if it has a name."""
_IS_OFF = itemgetter("is_off")
"""Sort key of rows: those on a worry first."""
NOT_TOLD = [("No source says what they tried against a problem.", "")]


def brief_of(
    release: Release, projects: list[Row], marked: list[Row], worry: Worry | None = None
) -> Brief:
    """What projects met and how they fared, what is on a worry first.

    Of statements those are told that are marked, if any are.
    """
    keys = [row["project_id"] for row in projects]
    evidence = _known(release, keys, marked, worry)
    title = join_names([*map(release.catalogue.projects.short, keys)]) if _is_few(projects) else ""
    subject = title if 0 < len(title) <= LONGEST else "Our shortlist"
    # The address of the list stands above on paper.
    room = HEIGHT - len(",".join(keys)) // WIDTH

    def fits(chosen: Told) -> bool:
        return _lines(_sections(projects, evidence, chosen, worry, release)) <= room

    sections = _sections(projects, evidence, _told(evidence, fits), worry, release)
    lead = "From the first projects of the Children’s Social Care Innovation Programme."
    lead += f" What is on “{worry.label}” comes first." if worry else ""
    finding = _finding(worry, keys, evidence) if worry and keys else ""
    title = finding or f"{subject}: what a board should know"
    return briefs.brief_of(title, lead, sections, release)


def _finding(worry: Worry, keys: list[str], evidence: "Told") -> str:
    """How many of the projects met a worry, and of how many a source says what they tried.

    It is blank where no source says that one of them met it.
    """
    of_each = {
        kind: {row["project_id"] for row in evidence[kind] if not row["is_off"]} & {*keys}
        for kind in ("barrier", "chains", "acts")
    }
    met = of_each["barrier"] | of_each["chains"]
    tried = len(met & (of_each["chains"] | of_each["acts"]))
    ended = f"sources say what {tried} of them tried" if tried else "no source says what they tried"
    number = f"{len(met)} of {counted(len(keys), 'project')}"
    return f"{number} met “{worry.label}”; {ended}" if met else ""


def _is_few(projects: list[Row]) -> bool:
    return 1 < len(projects) <= MAX_COMPARED


Told = dict[str, list[Row]]


def _told(evidence: Told, fits: Callable[[Told], bool]) -> Told:
    """As much as fits on one side: what is on a worry first, and of each kind in turn.

    A problem stands with what was done about it, and not twice. Results have to be on the worry.
    """
    chosen: Told = {kind: [] for kind in evidence}
    queue = [
        (row.get("is_off", False), max(0, place - FIRST.get(kind, 0)), kind, row)
        for kind in MOST
        for place, row in enumerate(evidence[kind])
    ]
    for is_off, _, kind, row in sorted(queue, key=itemgetter(0, 1)):
        paired = {each["barrier_id"] for each in chosen["chains"]}
        is_told = kind == "barrier" and row["finding_id"] in paired
        if is_told or len(chosen[kind]) == MOST[kind] or (is_off and kind == "outcomes"):
            continue
        more = {**chosen, kind: [*chosen[kind], row]}
        if fits(more):
            chosen = more
    return chosen


def _sections(
    projects: list[Row],
    evidence: Told,
    chosen: Told,
    worry: Worry | None,
    release: Release,
) -> list[Section]:
    """What is told, what is on a worry first, and how much is left out."""
    ids = [row["project_id"] for row in projects]
    common: list[str] = []
    if _is_few(projects):
        shared = shared_themes(
            projects, evidence["barrier"] + evidence["facilitator"], release.catalogue
        )
        common = in_common(
            shared, evidence["chains"], release.catalogue, is_told=bool(evidence["acts"])
        )
    unmet = [row["project_id"] for row in projects if not row["barrier_count"]]
    with_results = {row["project_id"] for row in evidence["outcomes"]}
    met, did, results = chosen["barrier"], chosen["chains"] + chosen["acts"], chosen["outcomes"]
    results = sorted(results, key=lambda row: ids.index(row["project_id"]))
    sections = [
        ("The projects", _introduced(projects, release.catalogue)),
        ("In short", [(each, "") for each in common]),
        (
            "What got in the way",
            [
                *_unsaid("No source names a problem", worry, [*met, *chosen["chains"]]),
                *_said(met, release),
                *_silent("problem", unmet, release),
            ],
        ),
        (
            "What they tried",
            [*_unsaid("No source says what was tried", worry, did), *_tried(chosen, release)]
            or NOT_TOLD,
        ),
        ("What helped or went well", _said(chosen["facilitator"], release)),
        ("Also reported", _said(chosen["neutral"], release)),
        (
            "Results",
            [
                *_unsaid("No source tells of a result", worry, results),
                *map(briefs.point, results),
                *_silent("result", [key for key in ids if key not in with_results], release),
            ],
        ),
        (
            "What the report recommends",
            [(labels.text_of(row), labels.advised_in(row)) for row in chosen["advice"]],
        ),
        ("Left out here", _left_out(evidence, chosen)),
    ]
    return [(title, points) for title, points in sections if points]


def _tried(chosen: Told, release: Release) -> list[tuple[str, str]]:
    """What was done about problems, and what brought results: what is on a worry first."""
    ends, names = answers.ends(release), release.catalogue
    answered = briefs.named_points(chosen["chains"], ends, names, has_problem=True)
    on_worry = sum(not row["is_off"] for row in chosen["chains"])
    return [*answered[:on_worry], *_said(chosen["acts"], release), *answered[on_worry:]]


def _left_out(evidence: Told, chosen: Told) -> list[tuple[str, str]]:
    """How much of each kind is not told; a problem is told with what was done about it."""
    paired = {row["barrier_id"] for row in chosen["chains"]}
    left: Counter[str] = Counter()
    for kind in evidence.keys() - {"advice"}:
        every = [
            row for row in evidence[kind] if kind != "barrier" or row["finding_id"] not in paired
        ]
        left[_LEFT.get(kind, "other statement")] += len(every) - len(chosen[kind])
    more = [counted(left[noun], noun) for noun in sorted(left) if left[noun]]
    text = f"{join_names(more)}: see the pages of these projects."
    return [(text, "Wave 1 Evidence")] if more else []


def _unsaid(silence: str, worry: Worry | None, rows: Iterable[Row]) -> list[tuple[str, str]]:
    """That no source tells something of a worry, where what is told is on other things."""
    if worry is None or not all(row["is_off"] for row in rows):
        return []
    return [(f"{silence} on “{worry.label}” at these projects.", "")]


def _silent(what: str, of: list[str], release: Release) -> list[tuple[str, str]]:
    """That no source tells of a problem or a result of some projects, if there are any."""
    names = [*map(release.catalogue.projects.short, of)]
    return [(silence(what, labels.named(names, briefs.MOST_NAMED)), "")] if of else []


def _lines(sections: Collection[Section]) -> int:
    """How many lines sections need on paper, estimated from the number of characters."""
    points = [" ".join(point) for _, points in sections for point in points]
    return sum(len(textwrap.wrap(point, WIDTH)) for point in points) + 2 * len(sections)


def _known(release: Release, ids: list[str], marked: list[Row], worry: Worry | None) -> Told:
    """All that could be told, by kind, what is told first in front: none that `is_off` a worry."""
    of_projects = {"project": tuple(ids)}
    themes = worry.themes_in(release.catalogue) if worry else ()
    on_it = outcomes_on(release, worry) if worry else set()

    def with_place(row: Row) -> Row:
        # Of an example no source says that it was on the worry.
        is_near = is_on(row["theme_id"], themes) and row.get("certainty") != "implied"
        is_off = bool(worry) and not is_near and row.get("outcome_id") not in on_it
        return row | {"is_off": is_off}

    def rows(name: str, **more: tuple[str, ...]) -> list[Row]:
        return [*map(with_place, release.rows(name, **of_projects | more))] if ids else []

    def is_poor(row: Row) -> tuple[bool, bool]:
        return row["is_off"], row["response_result"] not in {"worked", "partly"}

    # What answered the worry comes first, and of each project in turn what worked.
    chains = grouped(sorted(rows("chains"), key=is_poor), "project_id")
    in_turn = briefs.in_turns(chains[key] for key in ids if key in chains)
    evidence: Told = {"chains": sorted(in_turn, key=_IS_OFF)}
    outcomes, reach = parted_by_bearing(rows("outcomes"))
    claims = rows("findings")
    acting = [] if marked else claims
    met = (row for row in acting if row["polarity"] == "barrier" and not row["is_off"])
    capacity = [row for of_one in capacity_after(release, met).values() for row in of_one]
    acts = [row for row in labels.acts_behind(outcomes, acting) if not row["is_off"]]
    evidence["acts"] = [*acts, *(row | {"is_off": False} for row in capacity)]
    apart = {row["finding_id"] for row in evidence["acts"]}
    for polarity in ("barrier", "facilitator", "neutral"):
        chosen = [with_place(row) for row in marked if row["polarity"] == polarity]
        # What projects did is told where it was marked: of all of them it is too much.
        others = [row for row in claims if row["polarity"] == polarity != "neutral"]
        rest = untried(chosen or others, evidence["chains"])
        rest = [row for row in rest if row["finding_id"] not in apart]
        # What did neither is told where it was marked.
        shown = (row for row in rest if polarity == "neutral" or not is_result(row))
        # Projects take turns, of each one of each kind before a second; what is implied comes last.
        by_project = grouped(shown, "project_id").values()
        turns = briefs.in_turns(briefs.of_each_kind(each, release.catalogue) for each in by_project)
        evidence[polarity] = sorted(turns, key=_in_order)
    best = sorted(outcomes, key=outcome_sort_key)
    of_each = ([row for row in best if row["project_id"] == key] for key in ids)
    evidence["outcomes"] = sorted(briefs.in_turns(of_each), key=_IS_OFF)
    return {**evidence, "reach": reach, "advice": _advice(release, evidence["barrier"], themes)}


def _advice(release: Release, met: Iterable[Row], first: tuple[str, ...]) -> list[Row]:
    """What is recommended first on a worry, as on its own page; then on what most projects met."""
    themes = Counter(theme for theme, _ in {(row["theme_id"], row["project_id"]) for row in met})
    order = sorted(
        themes, key=lambda theme: (-themes[theme], theme_order(theme, release.catalogue))
    )
    advice = briefs.in_turns(answers.advised(release, on)[0] for on in (first, *zip(order)))
    return list({row["text_summary"]: row for row in advice}.values())


def _said(claims: Iterable[Row], release: Release) -> list[tuple[str, str]]:
    """Claims in the order of the work, each of a project that it names."""
    names, ends = release.catalogue, answers.ends(release)
    ordered = sorted(claims, key=lambda row: (*_in_order(row), theme_order(row["theme_id"], names)))
    return [
        (briefs.with_project_name(row, _claim(row, ends), names), place_of(row["citation"]))
        for row in ordered
    ]


def _in_order(claim: Row) -> tuple[bool, bool]:
    return claim["is_off"], claim["certainty"] == "implied"


def _claim(row: Row, ends: labels.Ends) -> str:
    """A claim with what came of it; what fell stands with the results, not with what was done."""
    act = labels.act_in(row) if is_result(row) else ""
    return f"{act} What changed then stands under Results." if act else with_result(row, ends)


def _introduced(projects: list[Row], catalogue: Catalogue) -> list[tuple[str, str]]:
    """Each project in a sentence; of more than can be compared the names, to fit on one side."""
    if len(projects) > MAX_COMPARED:
        names = (catalogue.projects.short(row["project_id"]) for row in projects)
        return [(f"{', '.join(names)}.", "")]
    return [
        (
            f"{row['name']}: {row['summary'] or ''}".strip(),
            labels.some(row["area_names"], labels.MOST_PLACES) or "place not known",
        )
        for row in projects
    ]
