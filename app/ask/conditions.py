"""Sentences that describe a query: its filters, how many projects match, what was left out."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from app.ask.mentioned import FACETS
from app.ask.reading import Reading
from app.ask.reply import Reply, View, by_list
from app.ask.sentences import how_many, some
from app.ask.tables import WORD_LISTS, wording_of
from app.ask.words import Word, positions_of, stems
from app.evidence.answers import Row, theme_filters
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Condition, Query
from app.evidence.queries.filters import OF_SOURCES
from app.evidence.queries.query import phrase
from app.evidence.queries.sources import SOURCE_PARAMETERS
from app.evidence.queries.values import labelled, quantity_in_words
from app.evidence.row_wording import counted
from app.evidence.vocabulary import AUTHORITIES, LEAD_TYPE
from app.evidence.words import inside, join_names, stem

MOST_NAMED = 12
"""So many values are said in the sentence."""
NOTHING_RECORDED = "Nothing recorded does not mean that nothing happened."
_FUNDED_TWICE = re.compile(r"(had funding of \S+(?: \S+){0,3}?) and had funding of")
_UNSAID = {*OF_SOURCES, "evidence_status"}


def projects_sentence(
    query: Query, rows: Sequence[Row], catalogue: Catalogue, region: str = ""
) -> str:
    """A sentence that counts and names the projects of a query; a region as the reader wrote it."""
    names = [row["name"] for row in rows]
    conditions = [c for c in query.conditions if c.filter.name not in _UNSAID]
    phrases = [_told(c, catalogue, region, is_one=len(rows) == 1) for c in conditions]
    if {c.parameter for c in query.conditions} <= {"project", *SOURCE_PARAMETERS}:
        return f"{how_many(names)}.".removeprefix("1 project: ")
    verbs = _FUNDED_TWICE.sub(r"\1 and", join_names(phrases)) if phrases else "are known here"
    sentence = f"{counted(len(rows), 'project')} {verbs}: {some(names)}."
    if any(c.operator == "none" and c.filter.name == "barrier" for c in query.conditions):
        sentence += f" {NOTHING_RECORDED}"
    return sentence


def of_how_many(reading: Reading, query: Query, rows: Sequence[Row], view: View) -> str:
    """The share that these projects are of the kind that the question names first."""
    filters = theme_filters(query)
    themes = tuple(c for c in query.conditions if c.filter.name in filters)
    others = tuple(c for c in query.conditions if c not in themes)
    kinds = positions_of(reading.mentioned.of("area", "lead", "evaluator", *FACETS))
    is_of_kind = not kinds or min(kinds) < min(positions_of(reading.topics), default=0)
    sources = tuple(c for c in others if c.filter.name in _UNSAID)
    of_theme = (*themes, *sources)
    whole = replace(query, conditions=others if themes and is_of_kind else of_theme)
    every = view.rows(whole)
    if whole.conditions == sources:
        return of_all(len(rows), len(every), is_of_claims=bool(themes))
    sentence = projects_sentence(whole, every, view.catalogue)
    sentence = sentence.replace(" projects ", " projects that ", 1)
    return f"That is {len(rows)} of the {sentence}" if every[len(rows) :] else ""


def of_all(count: int, whole: int, *, is_of_claims: bool = True) -> str:
    """The share of all projects, with the caution that it measures nothing."""
    share = f"That is {count} of the {whole} projects told of ({count / whole:.0%})"
    named = ": those that a source names, which is no measure of how common it was"
    return f"{share}{named if is_of_claims else ''}."


def left_out(reading: Reading) -> list[str]:
    """Notes that come first: the words not understood, and the subjects that narrow nothing."""
    unread = [f"Not understood, and left out: {reading.unread}."] if reading.unread else []
    about = positions_of(reading.topics)
    loose = [subject.wording for subject in reading.passing if not subject.positions & about]
    return [*unread, *not_kept_to(loose)]


def not_kept_to(subjects: Sequence[str]) -> list[str]:
    """A note that the answer also covers projects on other subjects."""
    words = join_names([f'"{subject}"' for subject in dict.fromkeys(subjects)])
    return [f"This also tells of projects that are not about {words}."] if subjects else []


def not_mentioned(words: Sequence[str]) -> list[str]:
    """A note that the answer does not mention words that were understood."""
    quoted = join_names([f'"{word}"' for word in words], "or")
    return [f"What follows does not mention {quoted}."] if words else []


def of_nothing(query: Query, catalogue: Catalogue) -> str:
    labels = {c.filter.name: _labels(c, catalogue) for c in query.conditions}
    if query.evidence_list.name == "projects":
        conditions = [c for c in query.conditions if c.filter.name not in _UNSAID]
        denied = [c for c in conditions if c.operator == "none" and c.filter.name in _CLAIMED]
        if denied and denied != conditions:
            rest = [_told(c, catalogue, is_one=True) for c in conditions if c not in denied]
            had = [_told(replace(c, operator="any"), catalogue, is_one=True) for c in denied]
            return f"None: every project that {join_names(rest)} {join_names(had)}."
        verbs = [_told(c, catalogue, is_one=True) for c in conditions]
        return f"Nothing is recorded of this: no project {join_names(verbs)}."
    is_result = query.evidence_list.name == "outcomes"
    title = "such result" if is_result else query.evidence_list.title.lower().removesuffix("s")
    what, of = _MET.get(labels.get("polarity", ""), (f"any {title}", "for"))
    whose = f" {of} {labels['project']}".replace("  ", " ") if "project" in labels else ""
    subject = labels.get("theme") or labels.get("q", "")
    about = f" on {subject}" if subject else ""
    also = " and was overcome" if "overcome" in labels else ""
    others = [phrase(c, catalogue) for c in query.conditions if c.filter.name in _SAID_OF_CLAIMS]
    more = "".join(f" {other}" for other in others)
    return f"Nothing is recorded of this: no source here tells of {what}{whose}{about}{also}{more}."


_CLAIMED = ("barrier", "facilitator")
_MET = {
    "Barrier": ("anything that got in the way", "of"),
    "Facilitator": ("anything that helped", ""),
}
"""What a claim tells of a project, by its polarity."""


_SAID_OF_CLAIMS = {"effect", "response", "reported_by", "certainty"}


def _labels(condition: Condition, catalogue: Catalogue) -> str:
    values = condition.values[:MOST_NAMED]
    return join_names([labelled(condition.filter, value, catalogue) for value in values])


def _told(
    condition: Condition, catalogue: Catalogue, region: str = "", *, is_one: bool = False
) -> str:
    """A condition as what is said of the projects that it leaves, or of the only one."""
    form = ("denies" if condition.operator == "none" else "says") + "_of_one" * is_one
    says = wording_of("filter", condition.filter.name, form) or condition.filter.says
    if region and condition.filter.name == "area":
        return says.format(region)
    if condition.filter.accepts == "number":
        values = [
            quantity_in_words("number", condition.operator, value) for value in condition.values
        ]
        if condition.filter.name == "funding_gbp":
            values = [re.sub(r"(\d)", r"£\1", value, count=1) for value in values]
        else:
            values = [value.replace("less than", "fewer than") for value in values]
    else:
        values = [labelled(condition.filter, value, catalogue) for value in condition.values]
    if condition.filter.name == "lead_type":
        rest = [_with_article(v) for v in values if v not in _COUNCILS]
        is_council = set(values) >= _COUNCILS
        values = ["a council", *rest] if is_council else [_with_article(v) for v in values]
    if len(values) > MOST_NAMED:
        values = ["any theme"]
    is_event = condition.filter.name == "event"
    values = [value.lower() if is_event else value for value in values]
    values = [f"the {value}" if value in _WITH_THE else value for value in values]
    words = join_names(values, "and" if condition.operator == "all" else "or")
    return says.format(words)


_WITH_THE = {"North East", "North West", "South East", "South West", "East Midlands"}
_WITH_THE |= {"West Midlands", "East of England"}
"""The regions that are written with "the"."""


def _with_article(label: str) -> str:
    noun = inside(label)
    return f"{'an' if noun[0] in 'aeioN' else 'a'} {noun}"


_COUNCILS = {LEAD_TYPE.labels[code] for code in AUTHORITIES}


def untold_cause(reading: Reading, rows: Sequence[Row]) -> str:
    """The thing that "does X reduce Y?" asks about, where no result says that it did."""
    changes = reading.mentioned.of("direction", "desirability") if reading.is_whether else []
    beside = positions_of([*reading.mentioned.all])
    words = [
        word
        for topic in reading.topics
        for word in topic.words
        if word in reading.content and word.position not in beside
        if changes and word.position < changes[0].first
    ]
    stems_told = {*stems(" ".join(f"{row['measure']} {row['caveat'] or ''}" for row in rows))}
    if not words or any(word.stem in stems_told for word in words):
        return ""
    return reading.question[words[0].starts : changes[0].words[0].starts].strip()


OF_STAFF = {"recruitment", "turnover"}
"""The themes on which one kind of staff is no example of another."""
_SO_LONG = re.compile(
    rf"\b(?:\d+|an?|half|several|some|{'|'.join(WORD_LISTS['number'])})(?:[ -]\w+)? "
    "(?:day|week|month|year)s?\\b"
)


def with_what_is_untold(reply: Reply, reading: Reading) -> Reply:
    """The reply, and that it tells no length of time, or no kind of staff, that is asked for."""
    if not reply.projects:
        return reply
    text = " ".join(part.text for part in reply.first)
    is_untimed = "time" in reading.kinds and not _SO_LONG.search(text)
    notes = ["No source here says how long."] if is_untimed else []
    claims = by_list(reply.first)["findings"] if reply.first[0].list == "projects" else []
    return replace(reply, notes=(*reply.notes, *notes, *_not_named(reading, claims)))


def _not_named(reading: Reading, claims: Collection[Row]) -> list[str]:
    """A note that no claim is on the staff asked for, or on the method: nurses are no doctors."""
    themes = {theme.partition(".")[0] for theme in reading.themes}
    staff = _kind_of_staff(reading.words) if themes & OF_STAFF else []
    words = {word.stem for word in (staff or reading.method)} if claims else set()
    if not words or any(words <= {*stems(row["statement"])} for row in claims):
        return []
    if staff:
        name = " ".join(word.wording for word in staff)
        return [f"No source here names a project for {name}: what follows is of others."]
    name = reading.question[slice(*reading.kinds["method"].span)]
    return [f'No source here mentions "{name}": what follows is the nearest subject.']


def _kind_of_staff(words: Sequence[Word]) -> list[Word]:
    for previous, word in pairwise(words):
        if word.stem == stem("workers") and previous.stem == stem("social"):
            return [previous, word]
    return [word for word in words if word.text in WORD_LISTS["profession"]][:1]
