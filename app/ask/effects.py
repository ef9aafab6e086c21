"""Answers on what barriers led to, whether responses worked, who says so, and who was spared.

What is stated about a project comes before what the report only implies.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from app.ask.advice import plans_of_the_reader
from app.ask.answering import reply_of_parts
from app.ask.conditions import NOTHING_RECORDED, of_all
from app.ask.mentioned import CLAIMED
from app.ask.parts import About, parts_of
from app.ask.plans import (
    Plan,
    PlanFilter,
    filter_values,
    on_topics,
    project_filters,
    project_of,
    query_of_plan,
)
from app.ask.reading import Reading
from app.ask.refusals import refuse_empty, refuse_unclear
from app.ask.reply import Part, Reply, View, project_entries
from app.ask.sentences import by_theme, claim_sentences, projects_in
from app.ask.tables import wording_of
from app.ask.words import positions, positions_of
from app.evidence.answers import Row
from app.evidence.catalogue import is_on
from app.evidence.ordering import by_certainty, grouped
from app.evidence.row_wording import counted
from app.evidence.words import inside, join_names

MOST_WITHOUT = 12
"""More projects than this without a record are counted, not listed as having gone without."""
DESIGNS = {"attribution.comparison": ("comparison-group", "randomised")}
"""The designs of evaluations that show that a project had what a theme is about."""
_OF_PROJECTS = PlanFilter("", "scope", ("project",))
_DENIED = {"barrier.none", "facilitator.none", "theme.none"}
TOLD_UNDER = {"recruitment": ("recruitment", "referrals", "set-up.partner-withdrawal")}
"""Under which themes it is told that one ran late: recruits come by referral and by partners."""
TOO_FEW = "referrals.low-numbers"
"""What it is called where nobody is late, but too few are recruited."""
SETTING = "set-up"
"""The theme whose implied claims name settings in which recruiting and negotiating ran late."""
MOST_ADVISED = 3
UNRECORDED = "nothing on this is recorded, which does not mean that they went without it"
IN_SETTING = {SETTING, "recruitment", "set-up.commissioning-and-deregulation"}


def answer_effect(reading: Reading, view: View) -> Reply | None:
    """Answers a question for claims by their effect, by the response, or by whose word they are."""
    claimed = _claimed(reading)
    spared = _spared(reading, claimed)
    if (words := _denied(reading, claimed)) and not spared:
        if _is_of_themes(reading):
            return None
        return _of_those_who_had_it(reading, claimed, view) or refuse_unclear(reading, view, words)
    if not claimed or _is_told_by_themes(reading):
        return None
    topics = _topics(reading, claimed)
    themes = tuple(theme for topic in topics for theme in TOLD_UNDER.get(topic, (topic,)))
    who = [*project_filters(reading), *project_of(reading), *spared]
    plan = Plan("findings", (*claimed, PlanFilter("", "theme", themes)), tuple(who))
    narrowing, query = filter_values(who), query_of_plan(plan, view)
    part = Part("", "", query, view.rows(query) if query else [])
    if not part.rows:
        # "Delay" is said loosely of a theme; whose word it is never is.
        is_loose = (topics or who) and {f.parameter for f in claimed} <= {"effect", "response"}
        tried_query = (Plan("findings", tuple(claimed)), part.query) if part.query else None
        return None if is_loose else refuse_empty(reading, tried_query, view)
    effects = reading.mentioned.values("effect")
    if not effects:
        first = replace(part, row_text=claim_sentences(part.rows, reading.stems))
        return reply_of_parts(reading, [first], view)
    first = _by_cause(part, effects, topics)
    if "share" in reading.kinds and not narrowing:
        share = of_all(len(projects_in(part.rows)), len(view.rows_of("projects")))
        first = replace(first, lead=f"{first.lead} {share}")
    parts, is_delay = [first], "delay" in effects
    is_in_setting = is_delay and {*topics} <= IN_SETTING
    if is_in_setting and (like := [*_like_the_readers(reading, effects, topics, view)]):
        parts = [*like, replace(first, heading="At any project", kind="any")]
        reading = replace(reading, passing=())
    kinds = {part.kind for part in parts}
    around = [] if spared else _around(About(view, topics, narrowing), part.rows, is_delay=is_delay)
    parts += [part for part in around if part.kind != "tried" or "tried" not in kinds]
    reply = reply_of_parts(reading, parts, view, projects=_projects(parts, view))
    return replace(reply, notes=(*reply.notes, *([NOTHING_RECORDED] if spared else [])))


def _like_the_readers(
    reading: Reading, effects: list[str], topics: tuple[str, ...], view: View
) -> Iterator[Part]:
    """The parts on projects like the reader's own plan: who met it, and all other delays."""
    narrowing, what = plans_of_the_reader(reading)
    if not narrowing:
        return
    about = {"theme": topics, "polarity": "barrier", "scope": "project", **narrowing}
    met = view.part("Projects like yours", "findings", about)
    if topics and met.rows:
        label = join_names([inside(view.catalogue.themes.labels[theme]) for theme in topics])
        rows = by_certainty(met.rows, reading.stems)
        ids = {row["project_id"] for row in rows}
        done = view.rows_of("chains", {"theme": topics, "project": ids})
        silent = "" if done else f"No source says what these did about {label}."
        first = f"{counted(len(ids), 'project')} on {what} had trouble with {label}."
        lead = " ".join(filter(None, (first, by_theme(rows), silent)))
        yield replace(met, lead=lead, row_text=claim_sentences(rows, reading.stems), rows=rows)
        yield from parts_of(
            About(view, [u for t in topics for u in TOLD_UNDER.get(t, (t,))]), "tried"
        )
    delayed = {"scope": "project", "effect": effects, **narrowing}
    part = view.part("Delays of any cause at these", "findings", delayed)
    part = replace(_by_cause(part, effects), kind="delays")
    lead = part.lead.replace(" projects ", f" projects on {what} ", 1)
    yield from [replace(part, lead=lead)] if part.rows else []
    if "recruitment" in topics:
        yield from parts_of(About(view, [TOO_FEW], narrowing), "trouble")


def _is_of_themes(reading: Reading) -> bool:
    """Whether the themes say all that is denied: "Delays, but no trouble with staff"."""
    places = {place for m in reading.mentioned.of("theme") for place in m.positions}
    claims = reading.mentioned.of(*CLAIMED)
    is_theirs = all(m.positions <= places for m in claims)
    # "Data problems, but not delayed": the themes do not say that nobody was.
    before = {m.first - near for m in claims for near in (1, 2)}
    denials = positions_of(reading.mentioned.of("without")) | positions(reading.loose_negatives)
    is_other = any(not topic.is_without for topic in reading.topics) and not before & denials
    return is_theirs or is_other


def _claimed(reading: Reading) -> list[PlanFilter]:
    mentioned = reading.mentioned
    return [
        PlanFilter(mentioned.written(kind), kind, tuple(sorted(values)))
        for kind in CLAIMED
        if (values := mentioned.values(kind) + mentioned.denied_values(kind))
    ]


def _is_told_by_themes(reading: Reading) -> bool:
    """Whether the themes, or how they were overcome, are asked for more than what they led to."""
    topics = [topic for topic in reading.topics if not topic.is_without]
    is_for_who = reading.mentioned.of("effect") and reading.is_for_projects
    is_mended = reading.mentioned.of("overcome") and not is_for_who
    return len(topics) > 1 or bool(topics and is_mended)


def _spared(reading: Reading, claimed: list[PlanFilter]) -> list[PlanFilter]:
    """The themes that did not delay the projects asked for: "delayed, but not by Ofsted"."""
    themes = sorted({name for t in reading.topics if t.is_without for name in t.themes})
    first = min((m.first for m in reading.mentioned.of("without")), default=0)
    is_first = any(m.first < first for m in reading.mentioned.of("effect"))
    is_of_both = is_first and themes and _topics(reading, claimed)
    return [PlanFilter("", "barrier.none", tuple(themes))] if is_of_both else []


def _denied(reading: Reading, claimed: list[PlanFilter]) -> tuple[str, ...]:
    """The words of what is denied: that nothing came of a barrier is recorded of nobody."""
    is_denied = any(reading.mentioned.denied_values(kind) for kind in CLAIMED)
    is_denied |= bool(reading.mentioned.of("without") or reading.loose_negatives)
    return tuple(f.words for f in claimed) if is_denied else ()


def _of_those_who_had_it(reading: Reading, claimed: list[PlanFilter], view: View) -> Reply | None:
    """The projects of which a source says what the question denies: "without delays"."""
    denied = reading.mentioned.denied_values("effect")
    if {f.parameter for f in claimed} != {"effect"} or reading.topics or not denied:
        return None
    who = project_filters(reading)
    query = query_of_plan(Plan("findings", (*claimed, _OF_PROJECTS), tuple(who)), view)
    part = Part("Who had it", "", query, view.rows(query) if query else [])
    first = _by_cause(part, [*reading.mentioned.values("effect"), *denied])
    narrowing = filter_values(who)
    parts = [first, *_around(About(view, filters=narrowing), part.rows, is_delay="delay" in denied)]
    projects = view.rows_of("projects", narrowing)
    ids = _ids(part for part in parts if part.list == "findings")
    rest = [row for row in projects if row["project_id"] not in ids]
    if not rest or len(rest) > MOST_WITHOUT:
        parts[0] = replace(first, lead=f"No source says who went without it. {first.lead}")
        return _beside_the_rest(reading, parts, {row["project_id"] for row in projects}, view)
    query = view.query("projects", {"project": [row["project_id"] for row in rest]})
    lead = f"Of {join_names([row['name'] for row in rest])} {UNRECORDED}."
    parts.insert(0, Part("Of whom it is not said", lead, query, rest))
    return reply_of_parts(reading, parts, view, projects=rest)


def _topics(reading: Reading, claimed: list[PlanFilter]) -> tuple[str, ...]:
    """The themes asked about, but for one that only the words of the effect told."""
    words = {word for f in claimed for word in f.words.split()}
    return tuple(
        theme
        for topic in on_topics(reading)
        if not set(topic.words.split()) <= words
        for theme in topic.values
    )


def _by_cause(part: Part, effects: list[str], topics: tuple[str, ...] = ()) -> Part:
    """The projects, each cause with its claims once, and then the claims that name no project.

    What is said on the topics asked about comes before what is only told under them.
    """
    named = [row for row in by_certainty(part.rows) if row["project_id"]]
    names = projects_in(named)
    others = [row for row in part.rows if not row["project_id"]]
    form = "says" if names[1:] else "says_of_one"
    what = " or ".join(wording_of("effect", effect, form) for effect in effects)
    first = f"{counted(len(names), 'project')} {what}: {join_names(names)}." if names else ""
    on_topic = [row for row in others if is_on(row["theme_id"], topics)]
    rest = [row for row in others if row not in on_topic]
    by_theme = grouped(named, "theme_id").values()
    causes = sorted(by_theme, key=lambda rows: -len({row["project_id"] for row in rows}))
    causes.sort(key=lambda rows: not is_on(rows[0]["theme_id"], topics))
    sentences = [f"{rows[0]['theme_label']}: {claim_sentences(rows)}" for rows in causes]
    texts = [claim_sentences(on_topic, most=2), *sentences, claim_sentences(rest, most=2)]
    rows = [*on_topic, *chain.from_iterable(causes), *rest]
    return replace(part, lead=first, row_text=" ".join(filter(None, texts)), rows=rows)


def _around(about: About, rows: list[Row], *, is_delay: bool) -> list[Part]:
    """The parts around: examples, other projects that met the same, responses, and advice."""
    settings = [SETTING] if is_delay and {*about.themes} <= IN_SETTING else []
    parts = parts_of(replace(about, themes=settings), "examples") if settings else []
    others = replace(about, shown_ids={row["finding_id"] for row in rows})
    parts += parts_of(others, "others") if about.themes else []
    themes = sorted({row["theme_id"] for row in rows} | {*about.themes})
    parts += parts_of(replace(others, themes=themes), "tried")
    advised = [*settings, *about.themes] or themes
    first = SETTING if is_delay else ""
    return parts + parts_of(
        replace(about, themes=advised, first=first, most_advised=MOST_ADVISED), "advice"
    )


def _projects(parts: list[Part], view: View) -> list[Row]:
    rows = [row for part in parts for row in part.rows if part.kind not in ("tried", "advice")]
    return project_entries((row["project_id"] for row in rows), view.catalogue, rows)


def answer_projects_without(
    reading: Reading, plan: Plan, rows: list[Row], view: View
) -> Reply | None:
    """Answers who had what a question denies, where too many would be listed without it."""
    names = {f.parameter for f in plan.filters}
    if plan.list != "projects" or not names & _DENIED or len(rows) <= MOST_WITHOUT:
        return None
    themes = sorted({v for f in plan.filters if f.parameter in _DENIED for v in f.values})
    narrowing = filter_values(project_filters(reading))
    ids = {*view.projects(narrowing)}
    about = About(view, themes, narrowing, reading.stems, among=ids)
    parts = parts_of(about, "trouble", "worse")
    parts += parts_of(replace(about, shown_ids=_ids(parts)), "spared")
    if designs := [design for theme in themes for design in DESIGNS.get(theme, ())]:
        parts += parts_of(replace(about, filters={"design": designs}), "designs")
    return _beside_the_rest(reading, parts, ids, view)


def _beside_the_rest(reading: Reading, parts: list[Part], ids: set[str], view: View) -> Reply:
    """The reply from the parts, with a note that silence says nothing of the other projects."""
    others = counted(len(ids - _ids(parts)), "project")
    silent = f"Of the other {others} {UNRECORDED}: they are not listed."
    parts.append(Part("The others", silent, kind="rest"))
    return reply_of_parts(reading, parts, view, projects=_projects(parts, view))


def _ids(parts: Iterable[Part]) -> set[str]:
    return {row["project_id"] for part in parts for row in part.rows if row.get("project_id")}
