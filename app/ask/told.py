"""What the rows say that are nearest to a question: of the projects it names, or of any."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter

from app.ask.answering import in_parts
from app.ask.choosing import is_introduced
from app.ask.lexicon import Lexicon, Mention
from app.ask.mentioned import CLAIMED, FACETS, ROLES, SUBJECTS, places_of
from app.ask.nearest import Nearest, nearest, weight_of
from app.ask.outcomes import is_for_a_figure
from app.ask.plans import FACTS, narrowing, pairs_of
from app.ask.reading import Reading
from app.ask.reply import Pairs, Part, Reply, View
from app.ask.sentences import MOST_SAID, claim, event, figure, listing
from app.ask.thresholds import AS_NEAR, CLOSE, NEAR, SURE_OF_PART, SURE_UNBOUND
from app.evidence.answers import Row
from app.evidence.queries import RESOURCES, Query
from app.evidence.vocabulary import AUTHORITIES

LISTS = ("findings", "outcomes", "events")
OF_ALL = (*LISTS, "recommendations")
FEWEST = 2
"""So many words that tell something are needed, where no project is named."""
OF_ONE_PROJECT = 0.5
"""Of one project more is told, where nothing that is recorded of it holds most of the words."""
OF_FIGURE, OF_POLARITY, OF_SUBJECT = 0.15, 0.15, 0.2
"""What a row gains that has the figure, helped or hindered as is asked, or is of the subject."""


_ADVISED = itemgetter("text_summary")
SAYS: Mapping[str, Callable[[Row], str]] = {
    "findings": claim,
    "outcomes": figure,
    "events": event,
    "recommendations": _ADVISED,
    "audit-conditions": _ADVISED,
}
"""How a row of each list is said in a sentence."""


def of_a_project(reading: Reading, view: View, lexicon: Lexicon) -> Reply | None:
    """What is said of one project that is nearest to the question, where it asks for more than
    its facts or its whole list: its own sentences mislead nobody, however the question is put.
    """
    named = reading.mentioned.projects
    ids = named[0] if named else _of_one_place(reading, view)
    is_of_others = "recommendations" in reading.mentioned.asks or reading.mentioned.of(*CLAIMED)
    is_bare = not reading.content and not is_for_a_figure(reading)
    if not ids or len(named) > 1 or is_bare or is_of_others:
        return None
    if reading.mentioned.asks & FACTS.keys() and len(reading.content) < FEWEST:
        return None
    themes = {one for topic in reading.topics for one in topic.themes}
    is_sure = all(topic.score >= SURE_OF_PART for topic in reading.topics)
    if themes and is_sure and not reading.not_understood:
        # A subject that was surely read and of which nothing is recorded is told as such.
        pairs = [("project", ",".join(ids)), ("theme", ",".join(sorted(themes)))]
        if not any(view.rows(view.query(name, pairs)) for name in LISTS[:2]):
            return None
    names = listing([view.catalogue.projects.labels[one] for one in ids])
    own = (_pairs(reading, view) if named else None) or [("project", ",".join(ids))]
    found = nearest_rows(reading, own, view, lexicon)
    if not found or found[0].rank < NEAR:
        return None
    # What holds few of the words is said to be the nearest, and is no yes or no.
    of_it = "" if said_of(found).startswith(names) else f" of {names}"
    first = ""
    if found[0].held < CLOSE:
        first = f"Nearest in what is recorded{of_it}: "
        found = nearest_rows(reading, own, view, lexicon, OF_ONE_PROJECT)
    return _replied(reading, found, first, view)


def _of_one_place(reading: Reading, view: View) -> Sequence[str]:
    """The one project that is known to be of the one place that is named, and of no other."""
    areas = reading.mentioned.values("area")
    if len(areas) != 1 or reading.is_for_projects or reading.mentioned.of(*FACETS):
        return []
    rows = view.rows(view.query("projects", [("area", areas[0])]))
    ids = [str(row["project_id"]) for row in rows if len(row["area_names"] or ()) == 1]
    return ids if len(ids) == 1 else []


def of_the_nearest(reading: Reading, view: View, lexicon: Lexicon) -> Reply | None:
    """The rows that hold most of a question that was not understood otherwise, marked as such."""
    named = reading.mentioned.of("project", *ROLES)
    if len(reading.content) < FEWEST or _is_turned(reading) or named:
        return None
    pairs = _pairs(reading, view)
    chosen = [] if pairs is None else nearest_rows(reading, pairs, view, lexicon)
    if not chosen or chosen[0].held < NEAR:
        return None
    missed = frozenset.intersection(*(one.missed for one in chosen))
    if 2 * sum(w.text in missed for w in reading.content) > len(reading.content):
        return None
    return _replied(reading, chosen, "Nearest to what you asked: ", view)


def is_mostly_bound(reading: Reading, view: View, lexicon: Lexicon) -> bool:
    """Whether what was read of the question holds half of the weight of its words."""
    mentioned = reading.mentioned
    if not reading.topics or mentioned.of("project"):
        return True
    bound = places_of([*mentioned.narrowing, *mentioned.of("measure", "area_kind")])
    bound |= {word.position for topic in reading.topics for word in topic.words}
    bound |= set(reading.amount.positions) if reading.amount else set()
    weights = {w.stem: weight_of(w.stem, view, lexicon) for w in reading.content}
    held = sum(weights[one] for one in {w.stem for w in reading.content if w.position in bound})
    is_sure = any(topic.score >= SURE_UNBOUND for topic in reading.topics)
    return is_sure or 2 * held >= sum(weights.values())


def _is_turned(reading: Reading) -> bool:
    """Whether a word of negation is left that turns what is said round."""
    mentioned = reading.mentioned
    return bool(reading.loose_negatives or mentioned.of("without") or mentioned.denied)


def _replied(reading: Reading, chosen: Sequence[Nearest], first: str, view: View) -> Reply:
    missed = frozenset.intersection(*(one.missed for one in chosen))
    lists: dict[str, list[Row]] = {}
    for one in chosen:
        lists.setdefault(one.list, []).append(one.row)
    parts = [Part("Answer", "", query_of(*of, view), of[1]) for of in lists.items()]
    parts[0] = replace(parts[0], text=first + said_of(chosen))
    words = dict.fromkeys(w.written for w in reading.content if w.text in missed)
    return in_parts(replace(reading, not_understood=tuple(words)), parts, view)


def said_of(found: Sequence[Nearest]) -> str:
    """The rows in a sentence each."""
    return " ".join(dict.fromkeys(SAYS[one.list](one.row) for one in found))


def nearest_rows(
    reading: Reading,
    pairs: Pairs,
    view: View,
    lexicon: Lexicon,
    share: float = AS_NEAR,
) -> Sequence[Nearest]:
    """The nearest row, those that are nearly as near, and what is said with them of others."""
    found = nearest(reading.telling, LISTS if pairs else OF_ALL, pairs, view, lexicon)
    is_figure = is_for_a_figure(reading)
    about = _of_subject(reading, view)
    near = [
        replace(
            one,
            rank=one.rank
            + OF_FIGURE * (is_figure and _is_figure(one))
            + OF_POLARITY * _is_of(one.row, reading.polarity)
            + OF_SUBJECT * (one.row.get("project_id") in about),
        )
        for one in found
    ]
    near.sort(key=lambda one: -one.rank)
    if not near:
        return []
    told = [one for one in near if one.rank >= share * near[0].rank][:MOST_SAID]
    passages = {_passage(one) for one in told}
    told += [one for one in near if one not in told and _passage(one) in passages]
    measured = {(one.row["project_id"], one.row["measure"]) for one in told if _is_figure(one)}
    beside = [
        one
        for one in near
        if _is_figure(one)
        and one not in told
        and (one.row["project_id"], one.row["measure"]) in measured
    ]
    return [*told, *beside[:MOST_SAID]]


def _of_subject(reading: Reading, view: View) -> set[str]:
    """The projects of the subjects that are named: their rows gain, those of others stay."""
    subject = ",".join(reading.mentioned.values("focus"))
    query = view.query("projects", [("focus", subject)])
    return {row["project_id"] for row in view.rows(query)} if subject else set()


def _passage(one: Nearest) -> tuple[object, ...]:
    """What rows have in common that say one thing of several projects; none of other lists."""
    row = one.row
    return tuple(row[name] for name in _TOGETHER) if one.list == "findings" else (id(row),)


_TOGETHER = ("source_id", "paragraph", "theme_id", "polarity")


def _is_of(row: Row, polarity: str | None) -> bool:
    return bool(polarity) and row.get("polarity") == polarity


def _is_figure(one: Nearest) -> bool:
    return one.list == "outcomes"


def _pairs(reading: Reading, view: View) -> list[tuple[str, str]] | None:
    """The projects that are named, or those that it is narrowed to; nothing where none are."""
    ids = reading.mentioned.values("project")
    loose = {
        one
        for one in reading.mentioned.of(*SUBJECTS)
        if one not in reading.mentioned.denied and not is_introduced(one, reading.words)
    }
    reading = replace(reading, mentioned=reading.mentioned.without(loose))
    if not ids and not reading.mentioned.of(*FACETS, "area"):
        return []
    pairs = pairs_of(narrowing(reading))
    ids = ids or [row["project_id"] for row in view.rows(view.query("projects", pairs))]
    return [("project", ",".join(ids))] if ids else None


def of_whole_places(reading: Reading, view: View) -> Reading:
    """The reading with every project that a council led, where one is called by its place."""
    mentioned = reading.mentioned
    named = mentioned.of("project")
    whole = {
        one: _of_its_place(one, view)
        for one in named
        # "Families First in Durham": the place only says where it is.
        if not any(one.values == m.values and one.words != m.words for m in named)
    }
    known = tuple(whole.get(one, one) for one in mentioned.all)
    denied = frozenset(whole.get(one, one) for one in mentioned.denied)
    return replace(reading, mentioned=replace(mentioned, all=known, denied=denied))


def _of_its_place(one: Mention, view: View) -> Mention:
    if not view.catalogue.areas.find(" ".join(word.text for word in one.words)):
        return one
    rows = view.rows(view.query("projects", [("project", ",".join(one.values))]))
    leads = ",".join(r["lead_organisation_id"] for r in rows if r["lead_type"] in AUTHORITIES)
    led = view.rows(view.query("projects", [("lead", leads)])) if leads else []
    others = sorted({str(row["project_id"]) for row in led} - {*one.values})
    return replace(one, values=(*one.values, *others))


def closest(reading: Reading, pairs: Pairs, view: View, lexicon: Lexicon) -> list[Nearest]:
    """The claims that hold so much of the words that these, and no theme, are meant."""
    found = nearest(reading.telling, LISTS[:1], pairs, view, lexicon)
    if not found or found[0].held < CLOSE:
        return []
    return [one for one in found if one.rank >= AS_NEAR * found[0].rank]


def query_of(name: str, rows: Sequence[Row], view: View) -> Query:
    """A query that holds some rows of a list."""
    pairs = []
    for column, parameter in (("project_id", "project"), ("theme_id", "theme")):
        values = {str(row.get(column) or "") for row in rows}
        if all(values) and parameter in RESOURCES[name].parameters:
            pairs.append((parameter, ",".join(sorted(values))))
    return view.query(name, pairs)
