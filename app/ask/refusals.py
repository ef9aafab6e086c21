"""Why a question has no answer, said in words, and what is offered instead."""

import re
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from app.ask.answering import understood
from app.ask.conditions import of_nothing
from app.ask.planning import is_of_a_change
from app.ask.plans import Plan, filter_values, is_of_a_measure_alone, measured_by
from app.ask.reading import Reading
from app.ask.reply import FilterValues, Reply, View
from app.ask.sentences import some
from app.ask.tables import WORD_LISTS, has_word_of, pattern_of
from app.ask.thresholds import SURE_OF_PART
from app.ask.words import positions, positions_of
from app.evidence.queries import Query
from app.evidence.words import join_names

MAX_NEAR = 3
CLAIMS = ("findings", "outcomes")
"""The lists of what is recorded of a project on a subject."""
_THEY = ("they", "them", "their")
_PARTS = re.compile(r"[,;?.!]|\b(?:and|or|also|plus)\b|&", re.IGNORECASE)


def pronoun_in(question: str) -> re.Match[str] | None:
    # What "it" is comes yet: "is it worth starting early?".
    return pattern_of("pronoun").search(pattern_of("empty-it").sub("", question.casefold()))


def refuse_unanswerable(reading: Reading, view: View) -> Reply | None:
    """The refusal of a question that goes back to another, or that is of something else."""
    mentioned = reading.mentioned
    named = [m for m in mentioned.narrowing if m.kind != "overcome"]
    is_named = bool(named or reading.topics or reading.amount or reading.polarity)
    is_named = is_named or mentioned.is_measured
    pronoun = pronoun_in(reading.question)
    starts_of_asks = [m.words[0].starts for m in mentioned.of("ask") if m.values == ("projects",)]
    if pronoun and pronoun[0] in _THEY and any(n < pronoun.start() for n in starts_of_asks):
        # "Projects that did not know what they were for": they are the projects asked for.
        pronoun = None
    if pronoun and pattern_of("of-any").search(reading.question.casefold()[: pronoun.start()]):
        # "Did any council lose its director": it is the council.
        pronoun = None
    is_whole = mentioned.asks & {"everything", "recommendations", "principle"}
    is_it = "back" in reading.kinds and not (named or reading.content[2:])
    is_of_nothing = is_it or not (is_named or is_whole or reading.content[2:])
    if pronoun and is_of_nothing:
        word = re.findall(r"\w+", pronoun[0])[-1]
        answer = f'What does "{word}" stand for? Name the project, the place or the subject.'
        return Reply(reading.question, False, notes=(answer,))
    outside = {value for m in mentioned.of("outside") for value in m.values}
    if outside and not _is_partly_inside(reading):
        where = (
            "holds no project in that place" if "place" in outside else "says nothing about this"
        )
        return _refused(reading, f"The evidence {where}: {reading.unread}.", view)
    return None


def refuse_unclear(reading: Reading, view: View, words: Sequence[str] = ()) -> Reply:
    """The refusal of a question with words that were not read, or that turn it round."""
    missed = tuple(dict.fromkeys((*words, *reading.not_understood)))
    unclear = replace(reading, not_understood=missed)
    why = f": {unclear.unread}" if missed else ""
    return _refused(unclear, f"The question was not understood{why}.", view)


def refuse_empty(reading: Reading, tried: tuple[Plan, Query] | None, view: View) -> Reply:
    """No answer: what is near is offered; "none" is said only where every word was read."""
    if tried and not reading.not_understood:
        plan, query = tried
        answer = of_nothing(query, view.catalogue)
        near = (*_near(reading, view), *_without_one(query, view))
        words = understood(plan, query, view)
        return Reply(reading.question, False, (), (answer,), query, words, near=near)
    return refuse_unclear(reading, view)


def refuse_unmeasured(reading: Reading, view: View) -> Reply | None:
    """A refusal that says that no source reports such a change, where nothing else is asked for.

    It offers the other results on the same measure.
    """
    measured = filter_values(measured_by(reading))
    about = positions_of(reading.mentioned.of("measure", "direction"))
    is_denied = reading.mentioned.of("without") or reading.loose_negatives
    is_all = (
        not is_denied
        and is_of_a_change(reading)
        and {word.position for word in reading.content} <= about
    )
    if not (measured and is_all):
        return None
    of_it = view.query("outcomes", measured)
    is_told = bool(view.rows(of_it))
    what = f'"{reading.mentioned.written("measure")}"'
    answer = f"No source here gives a result on {what}."
    if is_told:
        answer = f"No source here tells of such a change in {what}; other results on it are held."
    near = (of_it, *_near(reading, view)) if is_told else _near(reading, view)
    return Reply(reading.question, False, notes=(answer,), near=near)


def _without_one(query: Query, view: View) -> Iterator[Query]:
    """What there is without one of the conditions that together leave nothing."""
    for condition in query.conditions if len(query.conditions) > 1 else ():
        rest = replace(query, conditions=tuple(c for c in query.conditions if c is not condition))
        if view.rows(rest):
            yield rest


def _refused(reading: Reading, answer: str, view: View) -> Reply:
    near = _near(reading, view)
    unread = reading.not_understood
    return Reply(reading.question, False, notes=(answer,), not_understood=unread, near=near)


def _near(reading: Reading, view: View) -> tuple[Query, ...]:
    offers: list[tuple[str, FilterValues]] = []
    offers += [("findings", {"project": name}) for name in reading.mentioned.values("project")]
    offers += [
        ("projects", {"area" if area in view.catalogue.area_parts else "near": area})
        for area in reading.mentioned.values("area")
    ]
    offers += [("findings", {"theme": topic.themes}) for topic in reading.topics]
    offers += [("projects", {"theme": theme.theme_id}) for theme in reading.unmet]
    for kind in ("focus", "strand", "lead_type"):
        offers += [("projects", {kind: value}) for value in reading.mentioned.values(kind)]
    # Nothing is near to a place or a subject that is elsewhere: the whole list is a way on.
    return tuple(view.query(*offer) for offer in offers[:MAX_NEAR] or [("projects", {})])


def unrecorded(reading: Reading, missed: Collection[str], view: View) -> str:
    """A sentence that nothing is recorded of the named projects on this subject.

    A claim that holds the words of the question speaks of it, whatever it was coded as.
    """
    lost = positions(word for word in reading.content if word.wording in missed)
    phrases = reading.mentioned.of("theme", "measure")
    lost |= positions_of(m for m in phrases if m.positions & lost)
    words = positions(reading.content) - lost
    narrowing = {"project": reading.mentioned.values("project")}
    measures = reading.mentioned.of("measure")
    subjects: list[str] = []
    if measures and not positions_of(measures) & words:
        filters = {**narrowing, **filter_values(measured_by(reading))}
        if not view.rows_of("outcomes", filters):
            subjects = [f'"{reading.mentioned.written("measure")}"']
    is_sure = all(topic.score >= SURE_OF_PART for topic in reading.topics) and not words
    if reading.topics and not subjects and (reading.is_whether or is_sure):
        themes = sorted(reading.themes)
        filters = {**narrowing, "theme": themes}
        if not any(view.rows_of(name, filters) for name in CLAIMS):
            subjects = [view.catalogue.themes.labels[theme] for theme in themes]
    names = some(view.names(narrowing["project"]))
    lacks = "gives this figure" if "figure" in reading.kinds else "says so"
    says = f"No source here {lacks}: nothing is recorded of {names} on {join_names(subjects)}."
    return says if subjects else ""


def without_costs(reading: Reading, view: View) -> Reply | None:
    """The refusal of a question for the costs or savings of projects of which none are told."""
    ids = reading.mentioned.values("project")
    narrowing = {"project": ids}
    measured = [value for m in reading.mentioned.of("measure") for value in m.values]
    is_of_costs = "kind=cost" in measured
    is_of_costs |= has_word_of(reading.content, "cost")
    if not is_of_costs or view.rows_of("outcomes", {**narrowing, "kind": "cost"}):
        return None
    answer = f"No source here gives a figure of what {some(view.names(ids))} cost or saved."
    near = (view.query("outcomes", narrowing),)
    return Reply(reading.question, False, notes=(answer,), near=near)


def as_nearest(reply: Reply, why: str) -> Reply:
    """What was found as what is only near to a question that has no answer, and why it has none."""
    near = tuple(part.query for part in reply.parts[:1] if part.query)
    unread = reply.not_understood
    return Reply(reply.question, False, notes=(why, reply.answer), not_understood=unread, near=near)


def unless_a_figure_lacks(
    reading: Reading, lists: Collection[str], missed: Collection[str], reply: Reply
) -> Reply:
    """The reply from some lists, or that no source gives the figure that is asked for."""
    figure = reading.kinds["figure"].value if "figure" in reading.kinds else None
    # A percentage does not say what a place costs.
    is_of_costs = {word.casefold() for word in missed} & WORD_LISTS["cost"]
    is_share = figure != "share" or "%" in reply.parts[0].text
    has_figure = is_share and not is_of_costs and not FIGURES.isdisjoint(lists)
    is_untold = figure == "many" and not _A_NUMBER.search(reply.parts[0].text)
    if figure is None or has_figure or not (missed or is_untold):
        return reply
    return as_nearest(reply, "No source here gives this figure.")


FIGURES = {"outcomes", "events", "programme"}
"""The lists whose rows may tell a figure."""
_A_NUMBER = re.compile(r"(?<!p\. )(?<!pp\. )\b\d")


def is_vague(reading: Reading) -> bool:
    """Whether so little was understood that no list answers."""
    mentioned = reading.mentioned
    is_unread = 2 * len(reading.not_understood) > len(reading.content)
    cues = mentioned.of("polarity", "overcome", "direction", "desirability")
    is_about = reading.topics and (mentioned.asks or mentioned.of("measure"))
    if is_unread and not (cues or mentioned.narrowing or reading.amount or is_about):
        return True
    is_named = bool(mentioned.narrowing or mentioned.is_measured or reading.amount)
    is_named |= is_of_a_measure_alone(reading)
    is_vague = reading.not_understood or reading.has_many_open_words or not reading.is_asked
    return bool(not reading.topics and not is_named and is_vague)


def _is_partly_inside(reading: Reading) -> bool:
    """Whether a part of the question, between commas and joiners, is about what is held."""
    outside = [m.words[0].starts for m in reading.mentioned.of("outside")]
    places = [
        m.words[0].starts for m in (*reading.mentioned.narrowing, *reading.mentioned.of("measure"))
    ]
    phrases = [m for m in reading.mentioned.of("theme") if len(m.words) > 1]
    sure = [
        topic
        for topic in reading.topics
        if topic.score >= SURE_OF_PART or any(set(m.words) <= set(topic.words) for m in phrases)
    ]
    inside = [*places, *(word.starts for topic in sure for word in topic.words)]
    parts = [0, *(match.end() for match in _PARTS.finditer(reading.question)), sys.maxsize]
    return any(
        any(first <= place < last for place in inside)
        and not any(first <= place < last for place in outside)
        for first, last in pairwise(parts)
    )
