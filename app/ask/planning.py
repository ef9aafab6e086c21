"""A reading -> the queries that would answer it, the best first."""

from collections.abc import Iterator
from dataclasses import replace

from app.ask.negation import EXCEPTING_PAIRS
from app.ask.plans import (
    FACTS,
    Plan,
    PlanFilter,
    claims,
    on_topics,
    outcome_plans,
    project_filters,
    project_of,
)
from app.ask.reading import Reading
from app.ask.tables import WORD_LISTS, has_word_of
from app.ask.thresholds import SURE_BESIDE_A_FACET, SURE_OF_PART
from app.ask.topics import Topic
from app.ask.words import positions_of
from app.evidence.catalogue import Catalogue

EXCEPTING = {"except", "excepting", "excluding", *map(" ".join, EXCEPTING_PAIRS)}
MOST_BESIDE_A_BODY = 3
"""With at most this many content words, the question is about the body named among them."""


def plans(reading: Reading, catalogue: Catalogue) -> Iterator[Plan]:
    """The queries that may answer the question: the first that finds anything does."""
    project = project_of(reading)
    asks = reading.mentioned.asks
    # A theme may be only near to the words that ask who or where.
    is_sure = any(topic.score >= SURE_BESIDE_A_FACET for topic in reading.topics)
    is_excepting = all(topic.is_without for topic in reading.topics)
    if "principle" in asks and not reading.mentioned.of("principle") and not project:
        principles = tuple(sorted(catalogue.principles.labels))
        yield Plan("projects", (PlanFilter("principle", "principle", principles),))
    elif "everything" in asks and not reading.is_narrowed:
        yield Plan("projects", ())
    elif project and asks & FACTS.keys() and not (is_sure or reading.mentioned.of("measure")):
        yield Plan("projects", tuple(project))
    elif overcome := _overcome(reading):
        yield from _of_what_was_done(reading, overcome)
    elif _is_of_none(reading):
        polarity = reading.mentioned.values("polarity")
        words = reading.mentioned.written("without")
        every = tuple(sorted(theme for theme in catalogue.themes.labels if "." not in theme))
        silent = PlanFilter(words, f"{polarity[0]}.none", every)
        named = PlanFilter("", "evidence_status", ("coded",))
        yield Plan("projects", (silent, named, *project_filters(reading)))
    elif _is_left_out(reading) and reading.polarity and is_excepting:
        # What helped or hindered is asked for, but for a theme: "except leadership".
        yield _but_for_themes(reading)
    else:
        yield from outcome_plans(reading)
        if not is_of_a_change(reading):
            yield from _of_project(reading, project) if project else _projects(reading)


def is_of_a_change(reading: Reading) -> bool:
    """Whether it is asked which way a figure went, which claims of a theme do not say."""
    mentioned = reading.mentioned
    is_worse = {"increase", "no-change"} & {*mentioned.values("direction")}
    # "Fewer referrals" is trouble that a theme is about; "fewer placement moves" is a figure.
    is_of_a_figure = mentioned.of("direction") and not mentioned.of("theme")
    is_sized = reading.amount and reading.amount.kind == "percent"
    is_changed = (is_worse and reading.topics) or is_of_a_figure
    return bool(is_sized or (is_changed and mentioned.of("measure")))


def _but_for_themes(reading: Reading) -> Plan:
    themes = tuple(sorted(reading.themes))
    words = " ".join(topic.wording for topic in reading.topics)
    return claims(
        "findings", reading, [*_polarity(reading), PlanFilter(words, "theme.none", themes)]
    )


def _is_of_none(reading: Reading) -> bool:
    """Whether projects are asked for of which nothing is recorded: "no barriers at all"."""
    mentioned = reading.mentioned
    is_said = mentioned.of("polarity") and not mentioned.of("overcome", "project", "measure")
    return bool(mentioned.of("without") and is_said and not reading.topics)


def _overcome(reading: Reading) -> list[PlanFilter]:
    mentions = reading.mentioned.of("overcome")
    if not mentions or not (reading.topics or reading.polarity == "barrier"):
        return []
    # "Never overcome" holds "overcome": the longest says it.
    longest = max(mentions, key=lambda m: len(m.words))
    words = reading.mentioned.written("overcome")
    barrier = PlanFilter(words, "polarity", ("barrier",))
    return [barrier, PlanFilter(words, "overcome", tuple(sorted(longest.values)))]


def _of_what_was_done(reading: Reading, overcome: list[PlanFilter]) -> Iterator[Plan]:
    """Barriers that were overcome, else what was done about them, else who met them."""
    topics = on_topics(reading)
    yield claims("findings", reading, [*overcome, *topics])
    for topic in topics:
        yield claims("chains", reading, [topic])
        if not reading.mentioned.of("project"):
            names = [_met_or_helped(reading)]
            # What nothing helped was met: "waiting for Ofsted, what did others do?".
            is_sure = all(topic.score >= SURE_OF_PART for topic in reading.topics)
            names += ["barrier"] if is_sure and "barrier" not in names else []
            for name in names:
                met = replace(topic, parameter=name)
                yield Plan("projects", (met, *project_filters(reading)))


def _met_or_helped(reading: Reading) -> str:
    """Trouble is never answered with what helped; what was managed is what helped."""
    is_trouble = reading.polarity == "barrier" or bool(reading.mentioned.of("effect"))
    sure = [topic for topic in reading.topics if topic.score >= SURE_BESIDE_A_FACET]
    is_trouble |= any(topic.polarity == "barrier" for topic in sure)
    return "barrier" if is_trouble else "facilitator"


def _of_project(reading: Reading, project: list[PlanFilter]) -> Iterator[Plan]:
    about = [*on_topics(reading), *_polarity(reading)]
    if about:
        yield Plan("findings", (*project, *about))
        return
    yield Plan("projects", (*project, *project_filters(reading)))


def _polarity(reading: Reading) -> list[PlanFilter]:
    words = reading.mentioned.written("polarity")
    return [PlanFilter(words, "polarity", (reading.polarity,))] if reading.polarity else []


def _projects(reading: Reading) -> Iterator[Plan]:
    narrowed = project_filters(reading)
    if body := _of_a_body(reading):
        # Trouble with the police is not what they are praised for.
        yield claims("findings", reading, [*on_topics(reading), body, *_polarity(reading)])
    if reading.topics:
        filters = _topic_filters(reading)
        yield Plan("projects", (*filters, *narrowed))
        is_of_several = any(f.parameter.endswith(".all") for f in filters)
        is_denied = any(topic.is_without for topic in reading.topics)
        if is_denied or (is_of_several and any(word.text == "both" for word in reading.words)):
            # Who met it, or one of two, is no answer to who did not, or met both.
            return
        polarities = {_polarity_of(topic, reading) for topic in reading.topics}
        if len(polarities) == 1 and (polarity := polarities.pop()):
            # What no project is named for, the programme may have met.
            filters = [*on_topics(reading), PlanFilter("", "polarity", (polarity,))]
            yield claims("findings", reading, filters)
        if reading.polarity or any(topic.is_polarity_said for topic in reading.topics):
            # What was said to have helped is never answered with what hindered.
            return
        neutral = tuple(replace(topic, polarity=None) for topic in reading.topics)
        relaxed = replace(reading, topics=neutral, polarity=None)
        yield Plan("projects", (*_topic_filters(relaxed), *narrowed))
        yield claims("findings", relaxed, on_topics(relaxed))
        return
    if reading.polarity:
        yield claims("findings", reading, _polarity(reading))
    if narrowed and (reading.polarity or not reading.mentioned.is_measured):
        # Projects of a place or a kind are no answer to what was measured there.
        yield Plan("projects", tuple(narrowed))


def _of_a_body(reading: Reading) -> PlanFilter | None:
    """A body that stands in the words of the topic, as the police: who worked with it is asked."""
    about = positions_of(reading.topics)
    # Who asks for "both" kinds is not told of one.
    is_more = len(reading.content) > MOST_BESIDE_A_BODY or bool(reading.not_understood)
    is_more |= any(word.text == "both" for word in reading.words)
    for body in () if reading.loose_negatives or is_more else reading.mentioned.bodies:
        if body.positions & about:
            return PlanFilter(body.wording, "q", (body.wording.casefold(),))
    return None


def _topic_filters(reading: Reading) -> list[PlanFilter]:
    """One parameter for each polarity: any of the themes, all of them, or none."""
    topics_by_name: dict[str, list[Topic]] = {}
    for topic in reading.topics:
        name = _polarity_of(topic, reading) or "theme"
        if topics_by_name and topic.joined_by == "or" and not topic.is_without:
            # "Trouble with Ofsted or the building": what is said of the first is meant of both.
            name = next(reversed(topics_by_name))
        topics_by_name.setdefault(f"{name}.none" if topic.is_without else name, []).append(topic)
    filters = []
    for name, topics in topics_by_name.items():
        words = ", ".join(topic.wording for topic in topics)
        # "Ofsted and buildings" is one kind of trouble: either is meant, unless both are asked for.
        is_one_kind = len({topic.themes[0].partition(".")[0] for topic in topics}) == 1
        is_or = any(topic.joined_by == "or" for topic in topics[1:])
        is_or |= is_one_kind and not has_word_of(reading.words, "both")
        is_all = len(topics) > 1 and not is_or and not name.endswith(".none")
        values = tuple(sorted({theme for topic in topics for theme in topic.themes}))
        filters.append(PlanFilter(words, f"{name}.all" if is_all else name, values))
    return filters


def _is_of_both(reading: Reading) -> bool:
    """Whether what helped and what hindered is asked: "Do embedded researchers help?" as well."""
    polarities = {*reading.mentioned.values("polarity")}
    others = {word.text for word in reading.words[:2]}
    is_whether = reading.is_whether and WORD_LISTS["asking"].isdisjoint(others)
    is_whether &= polarities == {"facilitator"}
    return is_whether or (not reading.polarity and {"barrier", "facilitator"} <= polarities)


def _polarity_of(topic: Topic, reading: Reading) -> str | None:
    if _is_of_both(reading) and not topic.is_without and len(reading.topics) == 1:
        return None
    polarity = topic.polarity if topic.is_polarity_said else None
    # "What about data sharing?" asks for all that is said of it.
    likely = None if "overview" in reading.mentioned.asks else topic.polarity
    if topic.is_without and not polarity:
        # Who is left out did it: "leaving aside those that shared data".
        return None if _is_left_out(reading) else "barrier"
    return polarity or reading.polarity or likely


def _is_left_out(reading: Reading) -> bool:
    denials = {m.wording.casefold() for m in reading.mentioned.of("without")}
    return bool(denials) and denials <= EXCEPTING
