"""A question -> its reply: the rows of queries that are shown, said in sentences."""

import re
from dataclasses import replace
from itertools import pairwise

from sqlalchemy.orm import Session

from app.ask.advice import advised
from app.ask.answering import ONE, composed, in_parts
from app.ask.choosing import is_introduced
from app.ask.comparing import compare
from app.ask.counting import group, number, rank, share
from app.ask.effects import is_told_by_themes, led_to, of_effect
from app.ask.evidence import (
    closest,
    is_of_the_unnamed,
    of_projects_named,
    of_the_nearest,
    query_of,
)
from app.ask.facts import of_fact, with_fact
from app.ask.frames import frames
from app.ask.guards import GROUPING, GUARDED
from app.ask.lexicon import NAME_KINDS, Lexicon
from app.ask.mentioned import FACETS
from app.ask.outcomes import is_for_a_figure
from app.ask.pieces import asking, part_by_part, questions_in
from app.ask.planning import plans
from app.ask.plans import FACTS, Plan, of_whole_places
from app.ask.reading import Reading, has_unread_head, read
from app.ask.refusals import is_vague, nothing, of_others, unclear
from app.ask.reply import Reply, View
from app.ask.sentences import counted, some
from app.ask.where import of_place
from app.evidence.answers import Row
from app.evidence.queries import RESOURCES, Query
from app.evidence.words import stems_in


def ask(session: Session, question: str, lexicon: Lexicon, sources: tuple[str, ...] = ()) -> Reply:
    """The reply to a question. The same question has the same reply in every release."""
    view = View(session, lexicon.catalogue, sources)
    whole, question = question, asking(question)
    if question != whole and _leaves_out(whole, question, lexicon):
        question = whole
    pieces = questions_in(question)
    if len(pieces) > 1 and not _goes_on(pieces, lexicon):
        replies = [_of_one(piece, lexicon, view) for piece in pieces]
        asked = {one.query for one in replies if one.is_answered}
        if len(asked) > 1 and sum(one.is_answered for one in replies) > 1:
            return part_by_part(whole, replies)
    planned = read(whole, lexicon, {}) if question != whole else None
    return replace(_of_one(question, lexicon, view, planned), question=whole)


def _leaves_out(whole: str, question: str, lexicon: Lexicon) -> bool:
    """Whether what is asked is only told with what is said before it: "What did each report?"."""
    asked, said = (read(one, lexicon, frames(one)) for one in (question, whole))
    return not asked.content or (
        not asked.mentioned.of(*NAME_KINDS) and bool(said.mentioned.of("project"))
    )


def _goes_on(pieces: list[str], lexicon: Lexicon) -> bool:
    """Whether a piece is asked of what was named before it: "... and how many conferences?"."""
    read_ones = [read(one, lexicon, frames(one)) for one in pieces]
    return any(
        before.mentioned.of(*NAME_KINDS)
        and not (after.mentioned.of(*NAME_KINDS) or after.mentioned.asks & {"projects"})
        for before, after in pairwise(read_ones)
    )


def _of_one(question: str, lexicon: Lexicon, view: View, planned: Reading | None = None) -> Reply:
    """The reply to one question; the subjects that the reader plans for narrow nothing."""
    reading = of_whole_places(read(question, lexicon, frames(question)), view)
    if planned and not reading.mentioned.of("focus"):
        passing = (*planned.passing, *planned.mentioned.of("focus"))
        reading = replace(reading, passing=passing)
    reply = (
        of_fact(reading, view, lexicon)
        or of_others(reading, view)
        or of_place(reading, view, lexicon)
        or _counted(reading, view, lexicon)
        or of_projects_named(reading, view, lexicon)
        or _advised(reading, view, lexicon)
        or _of_a_figure(reading, view)
        or _unclear(reading, view, lexicon)
        or ((of_it := of_effect(reading, view)) and _with_count(of_it, reading))
        or _answered(reading, view, lexicon)
    )
    return with_fact(reply, reading, view)


def _with_count(reply: Reply, reading: Reading) -> Reply:
    """The reply that begins with how many projects it is, where that is asked."""
    rows = reply.parts[0].rows if reply.parts else []
    names = list(dict.fromkeys(r["project_name"] for r in rows if r.get("project_name")))
    count = counted(len(names), "project")
    is_asked = "count" in reading.mentioned.asks and reading.is_for_projects
    if not is_asked or not names or count in reply.answer:
        return reply
    return replace(reply, answer=f"{count}: {some(names)}. {reply.answer}")


def _counted(reading: Reading, view: View, lexicon: Lexicon) -> Reply | None:
    """A question for the most, for each or for which of several, where it is one."""
    part = None
    # What each was given is set side by side; any other fact is told of each.
    is_fact = reading.mentioned.asks & (FACTS.keys() - {"funding"}) and not reading.topics
    if "compare" in reading.kinds or (len(reading.mentioned.projects) > 1 and not is_fact):
        part = compare(reading, view, lexicon)
    if "count" in reading.mentioned.asks and not part and reading.kinds.keys() <= {"advice"}:
        part = number(reading, view)
    if "rank" in reading.kinds and not part and not reading.not_understood:
        part = rank(reading, view)
    if "group" in reading.kinds and not part:
        part = group(reading, reading.kinds["group"].value, view)
    if part is None or reading.unbound("rank", "group", "compare"):
        return None
    missed = tuple(word for word in reading.not_understood if word.casefold() not in GUARDED)
    return in_parts(replace(reading, not_understood=missed), [part], view)


def _of_a_figure(reading: Reading, view: View) -> Reply | None:
    """A figure by its number, of what the other words name: "which project worked with 1,700?"."""
    numbers, missed = _NUMBER.findall(reading.question), reading.unbound("advice", "share")
    is_of_numbers = missed and all(word.isdecimal() for word in missed)
    if not is_of_numbers or not 0 < len(numbers) <= MOST_NUMBERS:
        return None
    told = {w.stem for w in reading.words if w.position not in reading.mentioned.framing}
    query = view.query("outcomes", [("q", " ".join(numbers))])
    rows = [row for row in view.rows(query) if told & _stems_of(row)]
    known = replace(reading, not_understood=())
    return composed(known, Plan("outcomes", ()), query, rows, view) if rows else None


def _stems_of(row: Row) -> set[str]:
    cells = (row.get(name) for name in ("measure", "population", "value_reported", "unit"))
    return set(stems_in(" ".join(str(cell or "") for cell in cells)))


MOST_NUMBERS = 3
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def _advised(reading: Reading, view: View, lexicon: Lexicon) -> Reply | None:
    """What is recommended, what helped others, and what to check first."""
    is_named = reading.is_for_projects or reading.mentioned.of("project")
    if "recommendations" not in reading.mentioned.asks or is_named:
        return None
    if reading.unbound("advice") or (not reading.topics and reading.not_understood):
        return None
    parts = advised(reading, view, lexicon)
    return in_parts(reading, parts, view) if parts else None


def _answered(reading: Reading, view: View, lexicon: Lexicon) -> Reply:
    tried: tuple[Plan, Query] | None = None
    is_turned = reading.mentioned.of("without") or reading.mentioned.denied or reading.amount
    is_of_one = not is_turned and ONE.search(reading.question.casefold())
    if is_of_one and (near := of_the_nearest(reading, view, lexicon)) and is_of_the_unnamed(near):
        return near
    for plan in () if is_vague(reading) else plans(reading, view.catalogue.themes.labels):
        query = _query(plan, view)
        tried = tried or (query and (plan, query)) or None
        if query and (rows := view.rows(query)):
            if _is_beside_the_point(reading, plan):
                break
            reply = composed(reading, plan, query, rows, view)
            closer = _narrowed(reading, reply, view, lexicon)
            return _finished(closer or _with_count(reply, reading), reading, view)
    is_known = is_turned or (tried and not reading.not_understood)
    return (not is_known and of_the_nearest(reading, view, lexicon)) or nothing(
        reading, tried, view
    )


def _is_beside_the_point(reading: Reading, plan: Plan) -> bool:
    """Whether unread words say what is asked for, or of what a share or a figure is."""
    is_count = is_for_a_figure(reading) and plan.list == "projects" and not reading.topics
    is_count |= "share" in reading.kinds
    missed = reading.not_understood
    return bool(missed) and (is_count or has_unread_head(reading, missed))


def _unclear(reading: Reading, view: View, lexicon: Lexicon) -> Reply | None:
    """The nearest passages, with the words that turn the question round and were not read."""
    if not (turned := reading.unbound("share", "advice", "where")):
        return None
    words = tuple(dict.fromkeys(turned))
    numbers = {word for word in words if word.isdecimal() or word.casefold() in GROUPING}
    is_counted = bool("share" in reading.kinds or numbers)
    is_read = not is_counted and (reading.content or reading.topics)
    near = of_the_nearest(reading, view, lexicon, words) if is_read else None
    return near or unclear(reading, view, words)


_EVERY = re.compile(
    r"^\W*(?:did|do|does|had|have|has|were|was|are) (?:all|every|each)(?: of)?(?: the)? (?:\w+ )?"
    r"(?:projects?|councils?|authorities|authority|schemes?)\b"
)


def _finished(reply: Reply, reading: Reading, view: View) -> Reply:
    effects = reading.mentioned.values("effect")
    if effects and not is_told_by_themes(reading) and not reading.mentioned.of("without"):
        first = f"No claim says that projects {led_to(effects)} because of this."
        return replace(reply, answer=f"{first} {reply.answer}")
    if reading.is_narrowed and _EVERY.search(reading.question.casefold()):
        first = "No source here says it of every project by name."
        return replace(reply, answer=f"{first} {reply.answer}")
    if "share" in reading.kinds:
        return replace(reply, answer=f"{share(reply.projects, reading, view)} {reply.answer}")
    return reply


FEWEST_OF_A_CLAIM = 3
"""So many words that tell something ask for a single claim; fewer ask for a theme."""


def _narrowed(reading: Reading, reply: Reply, view: View, lexicon: Lexicon) -> Reply | None:
    """The claims that hold the very words of the question, instead of all of their theme."""
    query = reply.query
    if query is None or query.resource.name not in ("projects", "findings"):
        return None
    pairs = {one.parameter: ",".join(one.values) for one in query.conditions}
    if not reading.topics or any(one.endswith((".none", ".all")) for one in pairs):
        return None
    own = {name: value for name, value in pairs.items() if name in ("project", "overcome")}
    own |= {"polarity": reading.polarity} if reading.polarity else {}
    rows = closest(reading, list(own.items()), view, lexicon)
    ids, known = ({row["finding_id"] for row in of} for of in (rows, reply.rows["findings"]))
    is_apart = ids.isdisjoint(known)
    if any(is_introduced(one, reading.words) for one in reading.mentioned.of(*FACETS)):
        # A subject and a theme were read: the very claim tells where that went astray.
        is_closer = is_apart
    else:
        is_closer = is_apart or len(ids) < len(known)
    is_closer = is_closer and len(reading.content) >= FEWEST_OF_A_CLAIM
    if not rows or not is_closer:
        return None
    return composed(reading, Plan("findings", ()), query_of("findings", rows, view), rows, view)


def _query(plan: Plan, view: View) -> Query | None:
    """The query of a plan. Filters that only projects have become the projects they leave."""
    parameters = RESOURCES[plan.list].parameters
    direct = [one for one in plan.of_projects if one.parameter in parameters]
    through = [one for one in plan.of_projects if one not in direct]
    pairs = [*plan.pairs, *Plan(plan.list, tuple(direct)).pairs]
    if through:
        narrowed = view.query("projects", Plan("projects", tuple(through)).pairs)
        ids = [row["project_id"] for row in view.rows(narrowed)]
        if not ids:
            return None
        pairs.append(("project", ",".join(ids)))
    return view.query(plan.list, pairs)
