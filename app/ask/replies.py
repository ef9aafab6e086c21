"""A question -> its reply: the rows of one query, said in a sentence, with the query shown."""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sqlalchemy.orm import Session

from app.ask.lexicon import Lexicon
from app.ask.planning import plans
from app.ask.plans import Plan
from app.ask.reading import Reading, read
from app.ask.sentences import answered, refused
from app.ask.topics import SURE_OF_UNKNOWN
from app.evidence import answers
from app.evidence.answers import LISTINGS, Row
from app.evidence.catalogue import Catalogue
from app.evidence.queries import RESOURCES, Query, read_query
from app.evidence.queries.values import labelled

MAX_NEAR = 3
SURE = 0.9
"""A theme that only common words tell is surely meant from here on."""
ASKING = {*("what", "which", "who", "where", "how", "why", "when", "any", "anyone", "anybody")}
ASKING |= {*("barriers", "barrier", "facilitators", "problems", "obstacles", "successes")}
SHOWN = ("findings", "outcomes", "chains", "recommendations")
"""The lists whose rows a reply shows in full."""


@dataclass(frozen=True)
class Understood:
    """Some words of a question, and the part of the query they became."""

    words: str
    parameter: str
    value: str
    label: str


@dataclass(frozen=True)
class Near:
    """Something that the evidence does say, for who asked for what it does not."""

    label: str
    query: Query


@dataclass(frozen=True)
class Reply:
    """What the evidence says to a question, or why it says nothing."""

    question: str
    is_answered: bool
    answer: str
    query: Query | None
    said: str | None = None
    understood: tuple[Understood, ...] = ()
    not_understood: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    projects: list[Row] = field(default_factory=list)
    rows: Mapping[str, list[Row]] = field(default_factory=lambda: {name: [] for name in SHOWN})
    """The findings, outcomes, chains and recommendations that the answer rests on."""


def ask(session: Session, question: str, lexicon: Lexicon) -> Reply:
    """The reply to a question. The same question has the same reply in every release."""
    reading = read(question, lexicon)
    why_not = _refusal(reading)
    if why_not:
        return _refused(reading, why_not, lexicon.catalogue)
    tried: tuple[Plan, Query] | None = None
    for plan in plans(reading):
        query = _query(session, plan, lexicon.catalogue)
        if query is None:
            continue
        tried = tried or (plan, query)
        rows = _rows_of(session, query, lexicon.catalogue)
        if rows:
            missed = (*reading.not_understood, *plan.missed)
            understood = replace(reading, not_understood=missed)
            return _reply(session, understood, (plan, query), rows, lexicon.catalogue)
    if tried:
        return _nothing(reading, *tried, lexicon.catalogue)
    return _refused(reading, "nothing", lexicon.catalogue)


def _refusal(reading: Reading) -> str | None:
    """Why a question is refused before anything is looked up."""
    mentioned = reading.mentioned
    kinds = {value for one in mentioned.outside for value in one.values}
    if kinds and not _is_partly_inside(reading):
        return "place" if "place" in kinds else "subject"
    is_named = mentioned.narrowing or mentioned.is_measured or reading.amount
    is_said = reading.topics or mentioned.asks or mentioned.of("polarity", "overcome")
    if is_named and reading.not_understood and not is_said and not mentioned.is_measured:
        return "nothing"
    is_vague = reading.not_understood or reading.is_long or not _is_asked(reading)
    if not reading.topics and not is_named and is_vague and "principle" not in mentioned.asks:
        return "nothing"
    whole = {"everything", "recommendations", "principle"}
    if not reading.is_narrowed and not mentioned.asks & whole:
        return "nothing"
    return None


def _is_asked(reading: Reading) -> bool:
    """Whether anything is asked at all: "please help me" asks nothing of the evidence."""
    words = set(re.findall(r"\w+", reading.question.casefold()))
    return bool(words & ASKING or reading.mentioned.asks or reading.mentioned.of("overcome"))


def _is_partly_inside(reading: Reading) -> bool:
    """Whether a part of the question, between commas and joiners, is about what is held."""
    outside = [one.words[0].starts for one in reading.mentioned.outside]
    named = [one.words[0].starts for one in (*reading.mentioned.narrowing, *reading.measures)]
    sure = [t for t in reading.topics if t.score >= (SURE_OF_UNKNOWN if t.is_told else SURE)]
    held = [*named, *(word.starts for topic in sure for word in topic.words)]
    parts = [0, *(found.end() for found in _PARTS.finditer(reading.question)), sys.maxsize]
    return any(
        any(first <= place < last for place in held)
        and not any(first <= place < last for place in outside)
        for first, last in pairwise(parts)
    )


_PARTS = re.compile(r"[,;?.!]|\b(?:and|or|also|plus)\b|&", re.IGNORECASE)


def _query(session: Session, plan: Plan, catalogue: Catalogue) -> Query | None:
    """The query of a plan. Filters that only projects have become the projects they leave."""
    resource = RESOURCES[plan.list]
    direct = [one for one in plan.of_projects if one.parameter in resource.parameters]
    through = [one for one in plan.of_projects if one not in direct]
    pairs = [*plan.pairs, *Plan(plan.list, tuple(direct)).pairs]
    if through:
        narrowed = read_query(
            RESOURCES["projects"], Plan("projects", tuple(through)).pairs, catalogue
        )
        ids = [row["project_id"] for row in _rows_of(session, narrowed, catalogue)]
        if not ids:
            return None
        pairs.append(("project", ",".join(ids)))
    return read_query(resource, pairs, catalogue)


def _reply(
    session: Session,
    reading: Reading,
    tried: tuple[Plan, Query],
    rows: list[Row],
    catalogue: Catalogue,
) -> Reply:
    plan, query = tried
    name = query.resource.name
    projects = _projects(name, rows, catalogue)
    ids = tuple(one["project_id"] for one in projects)
    shown = {one: rows if one == name else [] for one in SHOWN}
    if ids:
        shown |= _claims_behind(session, reading, query, ids, catalogue)
    return Reply(
        reading.question,
        is_answered=True,
        answer=answered(reading, query, rows, catalogue),
        query=query,
        said=query.in_english(catalogue),
        understood=_understood(plan, query, catalogue),
        not_understood=reading.not_understood,
        projects=projects,
        rows=shown,
    )


def _projects(name: str, rows: list[Row], catalogue: Catalogue) -> list[Row]:
    if name == "recommendations":
        return []
    ids = dict.fromkeys(row["project_id"] for row in rows if row["project_id"])
    return [{"project_id": one, "name": catalogue.projects.labels[one]} for one in sorted(ids)]


def _understood(plan: Plan, query: Query, catalogue: Catalogue) -> tuple[Understood, ...]:
    words = {one.parameter: one.words for one in (*plan.said, *plan.of_projects)}
    return tuple(
        Understood(
            words.get(condition.parameter, ""),
            condition.parameter,
            value,
            labelled(condition.filter, value, catalogue),
        )
        for condition in query.conditions
        for value in condition.values
    )


def _nothing(reading: Reading, plan: Plan, query: Query, catalogue: Catalogue) -> Reply:
    """Understood, and the evidence has nothing: what is near is offered."""
    return Reply(
        reading.question,
        is_answered=False,
        answer=refused("none", reading, query, catalogue),
        query=query,
        said=query.in_english(catalogue),
        understood=_understood(plan, query, catalogue),
        not_understood=reading.not_understood,
        near=_near(reading, catalogue),
    )


def _refused(reading: Reading, why: str, catalogue: Catalogue) -> Reply:
    return Reply(
        reading.question,
        is_answered=False,
        answer=refused(why, reading, None, catalogue),
        query=None,
        not_understood=reading.not_understood,
        near=_near(reading, catalogue),
    )


def _near(reading: Reading, catalogue: Catalogue) -> tuple[Near, ...]:
    """Queries that have an answer, near to what was asked."""
    offers: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    for project in reading.mentioned.values("project"):
        offers.append(("findings", (("project", project),)))
    for topic in reading.topics:
        offers.append(("findings", (("theme", ",".join(topic.themes)),)))
    for likely in reading.unmet:
        offers.append(("projects", (("theme", likely.theme_id),)))
    for kind in ("focus", "strand", "lead_type"):
        for value in reading.mentioned.values(kind):
            offers.append(("projects", ((kind, value),)))
    near = []
    # Nothing is near to a place or a subject that is elsewhere: the whole list is a way on.
    for name, pairs in offers[:MAX_NEAR] or [("projects", ())]:
        query = read_query(RESOURCES[name], pairs, catalogue)
        near.append(Near(query.in_english(catalogue), query))
    return tuple(near)


def _rows_of(session: Session, query: Query, catalogue: Catalogue) -> list[Row]:
    """Every row of a query."""
    return list(answers.stream(session, LISTINGS[query.resource.name], query, catalogue))


def _claims_behind(
    session: Session,
    reading: Reading,
    query: Query,
    project_ids: tuple[str, ...],
    catalogue: Catalogue,
) -> dict[str, list[Row]]:
    """The claims behind a list of projects; the chains, where it is asked what was done."""
    found: dict[str, list[Row]] = {}
    themes = answers.themes_asked(query)
    own = {"project": project_ids}
    if query.resource.name == "projects" and themes:
        found["findings"] = answers.matched_claims(session, query, project_ids, catalogue)
    elif query.resource.name == "projects" and reading.mentioned.values("project"):
        for name in ("findings", "outcomes"):
            found[name] = answers.rows_with(session, LISTINGS[name], own, catalogue)
    if reading.mentioned.of("overcome"):
        asked = tuple(sorted({theme for ones in themes.values() for theme in ones}))
        narrowed = {**own, "theme": asked} if asked else own
        found["chains"] = answers.rows_with(session, LISTINGS["chains"], narrowed, catalogue)
    return found
