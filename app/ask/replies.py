"""A question -> its reply: the rows of queries that are shown, said in sentences."""

import re
import sys
from dataclasses import replace
from itertools import pairwise

from sqlalchemy.orm import Session

from app.ask.answering import advised, composed, in_parts, understood
from app.ask.counting import compare, group, rank, share
from app.ask.facts import of_fact
from app.ask.frames import Frame, frames
from app.ask.guards import GUARDED
from app.ask.lexicon import Lexicon
from app.ask.mentioned import FACETS, is_introduced
from app.ask.planning import plans
from app.ask.plans import Plan
from app.ask.reading import Reading, read
from app.ask.reply import Near, Part, Reply, View
from app.ask.retrieval import Match, match
from app.ask.signs import SIGNS
from app.ask.thresholds import NEAR_A_CLAIM, SURE_BESIDE_A_FACET, SURE_OF_CLAIM, SURE_OF_PART
from app.evidence.answers import Row
from app.evidence.queries import Query
from app.evidence.words import STOP_WORDS, stems_in

MAX_NEAR = 3
_PRONOUN = re.compile(r"\b(they|them|their|it|its|that|those|these|this|he|she|else)\b")
Kinds = dict[str, Frame]


def ask(session: Session, question: str, lexicon: Lexicon, sources: tuple[str, ...] = ()) -> Reply:
    """The reply to a question. The same question has the same reply in every release."""
    view = View(session, lexicon.catalogue, sources)
    kinds = frames(question)
    reading = read(question, lexicon, kinds)
    return (
        of_fact(reading, kinds, view)
        or _of_others(reading, view)
        or _counted(reading, kinds, view)
        or _serving(reading, kinds, view)
        or _of_number(reading, kinds, view)
        or _advised(reading, kinds, view, lexicon)
        or _unclear(reading, kinds, view)
        or _answered(reading, kinds, view, lexicon)
    )


def _of_others(reading: Reading, view: View) -> Reply | None:
    """A question that goes back to another, or that is of something else."""
    text = reading.question.casefold()
    mentioned = reading.mentioned
    named = [one for one in mentioned.narrowing if one.kind != "overcome"]
    is_free = not (named or reading.topics or mentioned.is_measured or reading.amount)
    pronoun = _PRONOUN.search(text) if is_free and not reading.polarity else None
    is_bare = not reading.mentioned.asks & {"everything", "recommendations", "principle"}
    if pronoun and is_bare and not reading.content[2:]:
        word = pronoun[0].split()[-1]
        answer = f'What does "{word}" stand for? Name the project, the place or the subject.'
        return Reply(reading.question, False, answer)
    kinds = {value for one in reading.mentioned.outside for value in one.values}
    if kinds and not _is_partly_inside(reading):
        where = "holds no project in that place" if "place" in kinds else "says nothing about this"
        return _refused(reading, f"The evidence {where}: {_missed(reading)}.", view)
    return None


def _counted(reading: Reading, kinds: Kinds, view: View) -> Reply | None:
    """A question for the most, for each or for which of several, where it is one."""
    part = None
    if "compare" in kinds or len(reading.mentioned.values("project")) > 1:
        part = compare(reading, view)
    if "rank" in kinds and not part and not set(reading.not_understood):
        part = rank(reading, view)
    if "group" in kinds and not part:
        part = group(reading, kinds["group"].value, view)
    if part is None or reading.unbound(kinds, {"rank", "group", "compare"}):
        return None
    missed = tuple(word for word in reading.not_understood if word.casefold() not in GUARDED)
    return in_parts(replace(reading, not_understood=missed), [part], view)


def _serving(reading: Reading, kinds: Kinds, view: View) -> Reply | None:
    """Projects by whom they are for, where no subject or theme of the evidence says it."""
    frame, mentioned = kinds.get("serving"), reading.mentioned
    if not frame or mentioned.narrowing or mentioned.of("polarity") or len(reading.content) > 2:
        return None
    words = [word.text for word in reading.words if frame.value.find(word.text) >= 0]
    words = [word for word in words if word not in STOP_WORDS]
    if any(topic.score >= SURE_BESIDE_A_FACET for topic in reading.topics) or not words:
        return None
    query = view.query("projects", [("q", " ".join(words))])
    rows = view.rows(query)
    main = Part("Answer", "", query, rows)
    return (
        composed(replace(reading, not_understood=()), Plan("projects", ()), main, view, kinds)
        if rows
        else None
    )


def _of_number(reading: Reading, kinds: Kinds, view: View) -> Reply | None:
    """The figure that is asked for by its number: "which project worked with 1,700 children"."""
    missed = reading.unbound(kinds, {"advice", "share"})
    numbers = _NUMBER.findall(reading.question)
    if not numbers or not missed or not all(word.isdecimal() for word in missed):
        return None
    query = view.query("outcomes", [("q", " ".join(numbers))])
    rows = [row for row in view.rows(query) if _shares_a_word(row, reading)]
    if not rows:
        return None
    known = replace(reading, not_understood=())
    return composed(known, Plan("outcomes", ()), Part("Answer", "", query, rows), view, kinds)


def _shares_a_word(row: Row, reading: Reading) -> bool:
    text = " ".join(str(row[name] or "") for name in ("measure", "population", "value_reported"))
    return bool(
        reading.stems & set(stems_in(text))
        or {w.stem for w in reading.words} & set(stems_in(str(row["unit"])))
    )


_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def _advised(reading: Reading, kinds: Kinds, view: View, lexicon: Lexicon) -> Reply | None:
    """What is recommended, what helped others, and what to check first."""
    if "recommendations" not in reading.mentioned.asks or reading.is_for_projects:
        return None
    if reading.unbound(kinds, {"advice"}) or (not reading.topics and reading.not_understood):
        return None
    parts = [part for part in advised(reading, view, lexicon.themes.groups) if part.rows]
    if not parts:
        return None
    return in_parts(reading, parts, view)


def _unclear(reading: Reading, kinds: Kinds, view: View) -> Reply | None:
    """A question with a word that turns it round, which nothing bound."""
    words = reading.unbound(kinds, {"share", "advice", "where"})
    if not words:
        return None
    missed = tuple(dict.fromkeys((*words, *reading.not_understood)))
    unclear = replace(reading, not_understood=missed)
    return _refused(unclear, f"The question was not understood: {_missed(unclear)}.", view)


def _answered(reading: Reading, kinds: Kinds, view: View, lexicon: Lexicon) -> Reply:
    groups = lexicon.themes.groups
    claim = match(reading.content, view.catalogue, groups) if reading.content else None
    is_claim = claim and claim.coverage >= SURE_OF_CLAIM and claim.is_phrase
    tried: tuple[Plan, Query] | None = None
    if not _is_vague(reading):
        for plan in plans(reading):
            query = _query(plan, view)
            if query is None:
                continue
            tried = tried or (plan, query)
            if rows := view.rows(query):
                reply = composed(reading, plan, Part("Answer", "", query, rows), view, kinds)
                narrowed = _narrowed(reading, kinds, reply, claim, view) if is_claim else None
                return _finished(narrowed or reply, kinds, view)
    is_free = tried is None and not reading.mentioned.narrowing
    if is_claim and claim and is_free and (reply := _by_claim(reading, kinds, claim, view, ())):
        return reply
    project = [("project", one) for one in reading.mentioned.values("project")]
    words = tuple(w for w in reading.content)
    if len(project) == 1 and words:
        # What is coded under another theme of the project may hold the very words.
        said = [("polarity", reading.polarity)] if reading.polarity else []
        very = Match(words, 1.0)
        if reply := _by_claim(reading, kinds, very, view, (*project, *said)):
            return reply
    return _nothing(reading, tried, claim, view)


def _finished(reply: Reply, kinds: Kinds, view: View) -> Reply:
    if "share" in kinds and reply.query:
        return replace(reply, answer=f"{share(reply.projects, view)} {reply.answer}")
    return reply


def _narrowed(
    reading: Reading, kinds: Kinds, reply: Reply, claim: Match, view: View
) -> Reply | None:
    """The claims that hold the very words of the question, instead of all of their theme."""
    query = reply.query
    if query is None or query.resource.name not in ("projects", "findings"):
        return None
    parameters = {one.parameter for one in query.conditions}
    if any(one.endswith((".none", ".all")) for one in parameters) or not reading.topics:
        return None
    pairs = [(one.parameter, ",".join(one.values)) for one in query.conditions]
    own = [pair for pair in pairs if pair[0] in ("project", "overcome")]
    if reading.polarity:
        own.append(("polarity", reading.polarity))
    narrowed = _by_claim(reading, kinds, claim, view, tuple(dict(own).items()))
    if not narrowed:
        return None
    ids = {row["finding_id"] for row in narrowed.rows["findings"]}
    known = {row["finding_id"] for row in reply.rows["findings"]}
    if any(is_introduced(one, reading.words) for one in reading.mentioned.of(*FACETS)):
        # A subject and a theme were read: the very claim tells where that went astray.
        return narrowed if ids.isdisjoint(known) else None
    return narrowed if len(ids) < len(known) or ids.isdisjoint(known) else None


def _by_claim(
    reading: Reading, kinds: Kinds, claim: Match, view: View, pairs: tuple[tuple[str, str], ...]
) -> Reply | None:
    plan = Plan("findings", ())
    query = view.query("findings", [*pairs, ("q", claim.written)])
    rows = view.rows(query)
    if not rows:
        return None
    missed = [word.written for word in reading.content if word not in claim.words]
    known = replace(reading, not_understood=tuple(missed) if claim.coverage < 1 else ())
    return composed(known, plan, Part("Answer", "", query, rows), view, kinds)


def _is_vague(reading: Reading) -> bool:
    """Whether so little was understood that no list answers."""
    mentioned = reading.mentioned
    is_cued = mentioned.asks or mentioned.of("polarity", "overcome", "direction", "measure")
    is_cued = is_cued or mentioned.narrowing
    if reading.topics and not is_cued and _is_mostly_unread(reading):
        return True
    is_named = mentioned.narrowing or mentioned.is_measured or reading.amount
    is_said = reading.topics or mentioned.asks or mentioned.of("polarity", "overcome", "direction")
    is_said = is_said or (reading.amount and reading.amount.direction)
    if is_named and reading.not_understood and not is_said and not mentioned.is_measured:
        return True
    is_vague = reading.not_understood or reading.is_long or not _is_asked(reading)
    if not reading.topics and not is_named and is_vague and "principle" not in mentioned.asks:
        return True
    whole = {"everything", "recommendations", "principle"}
    return not reading.is_narrowed and not mentioned.asks & whole


def _is_mostly_unread(reading: Reading) -> bool:
    """Whether more words were left out than read, of the part that tells the theme."""
    told = {word.starts for topic in reading.topics for word in topic.words}
    ends = [0, *(found.end() for found in _PARTS.finditer(reading.question)), sys.maxsize]
    parts = [(one, end) for one, end in pairwise(ends) if any(one <= at < end for at in told)]
    words = [w for w in reading.content if any(one <= w.starts < end for one, end in parts)]
    return 2 * sum(word.written in reading.not_understood for word in words) >= max(1, len(words))


def _is_asked(reading: Reading) -> bool:
    """Whether anything is asked at all: "please help me" asks nothing of the evidence."""
    words = set(re.findall(r"\w+", reading.question.casefold()))
    return bool(
        words & SIGNS["asking"] or reading.mentioned.asks or reading.mentioned.of("overcome")
    )


def _is_partly_inside(reading: Reading) -> bool:
    """Whether a part of the question, between commas and joiners, is about what is held."""
    outside = [one.words[0].starts for one in reading.mentioned.outside]
    places = [one.words[0].starts for one in (*reading.mentioned.narrowing, *reading.measures)]
    sure = [t for t in reading.topics if t.score >= (SURE_OF_PART)]
    held = [*places, *(word.starts for topic in sure for word in topic.words)]
    parts = [0, *(match.end() for match in _PARTS.finditer(reading.question)), sys.maxsize]
    return any(
        any(first <= place < last for place in held)
        and not any(first <= place < last for place in outside)
        for first, last in pairwise(parts)
    )


_PARTS = re.compile(r"[,;?.!]|\b(?:and|or|also|plus)\b|&", re.IGNORECASE)


def _query(plan: Plan, view: View) -> Query | None:
    """The query of a plan. Filters that only projects have become the projects they leave."""
    parameters = view.query(plan.list).resource.parameters
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


def _nothing(
    reading: Reading, tried: tuple[Plan, Query] | None, claim: Match | None, view: View
) -> Reply:
    """No answer: what is near is offered; "none" is said only where every word was read."""
    if tried and not reading.not_understood:
        plan, query = tried
        said = query.in_english(view.catalogue)
        answer = f"Nothing is recorded of this: {said[0].lower()}{said[1:]}."
        near = _near(reading, claim, view)
        parts = understood(plan, query, view)
        return Reply(reading.question, False, answer, query, said, parts, near=near)
    missed = _missed(reading)
    answer = f"The question was not understood{': ' + missed if missed else ''}."
    return _refused(reading, answer, view, claim)


def _missed(reading: Reading) -> str:
    return ", ".join(f'"{one}"' for one in reading.not_understood)


def _refused(reading: Reading, answer: str, view: View, claim: Match | None = None) -> Reply:
    near = _near(reading, claim, view)
    return Reply(reading.question, False, answer, not_understood=reading.not_understood, near=near)


def _near(reading: Reading, claim: Match | None, view: View) -> tuple[Near, ...]:
    """Queries that have an answer, near to what was asked."""
    offers = [("findings", (("project", one),)) for one in reading.mentioned.values("project")]
    if claim and claim.coverage >= NEAR_A_CLAIM:
        offers.append(("findings", (("q", claim.written),)))
    offers += [("findings", (("theme", ",".join(one.themes)),)) for one in reading.topics]
    offers += [("projects", (("theme", one.theme_id),)) for one in reading.unmet]
    for kind in ("focus", "strand", "lead_type"):
        offers += [("projects", ((kind, value),)) for value in reading.mentioned.values(kind)]
    # Nothing is near to a place or a subject that is elsewhere: the whole list is a way on.
    return tuple(view.near(*one) for one in offers[:MAX_NEAR] or [("projects", ())])
