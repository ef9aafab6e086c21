"""What the rows say that are nearest to a question: of the projects it names, or of any."""

from collections.abc import Sequence
from dataclasses import replace

from app.ask.answering import in_parts
from app.ask.lexicon import Lexicon
from app.ask.mentioned import FACETS, ROLES, places_of
from app.ask.nearest import Nearest, nearest, weight_of
from app.ask.outcomes import is_for_a_figure
from app.ask.plans import FACTS, narrowing
from app.ask.reading import Reading
from app.ask.reply import Pairs, Part, Reply, View
from app.ask.sentences import MOST_SAID, claim, event, figure, in_figures, listing
from app.ask.thresholds import (
    AS_NEAR,
    CLOSE,
    NEAR_AND_MARKED,
    NEAR_OF_A_PROJECT,
    NEAR_TO_A_NAME,
    SURE_OF_NO_WORD,
    SURE_UNBOUND,
)
from app.evidence.answers import Row
from app.evidence.queries import RESOURCES, Query

LISTS = ("findings", "outcomes", "events")
OF_ALL = (*LISTS, "recommendations")
FEWEST = 2
"""So many words that tell something are needed, where no project is named."""
OF_TOPIC, OF_FIGURE, OF_POLARITY = 0.15, 0.15, 0.15
"""What a row gains that is on the theme, has the figure, or helped or hindered as is asked."""


def advice(row: Row) -> str:
    """What is recommended, in a sentence."""
    return in_figures(str(row["text_summary"]))


_SAID = {"findings": claim, "outcomes": figure, "events": event, "recommendations": advice}


def of_projects_named(reading: Reading, view: View, lexicon: Lexicon) -> Reply | None:
    """What is said of one project, where the question is about more than its facts."""
    if len(reading.mentioned.values("project")) != 1 or _is_turned(reading):
        return None
    is_fact = bool(reading.mentioned.asks & FACTS.keys())
    if is_fact and len(reading.content) < FEWEST:
        return None
    return _told(reading, view, lexicon, CLOSE if is_fact else NEAR_OF_A_PROJECT, "")


def of_the_nearest(reading: Reading, view: View, lexicon: Lexicon) -> Reply | None:
    """The rows that hold most of a question that was not understood otherwise, marked as such."""
    ids = reading.mentioned.values("project")
    is_bare = len(reading.content) < (1 if ids else FEWEST)
    if is_bare or _is_turned(reading) or reading.mentioned.of(*ROLES):
        return None
    if ids and reading.topics and not reading.not_understood:
        return None
    if ids:
        names = listing([view.catalogue.projects.labels[one] for one in ids])
        first = f"Nearest in what is recorded of {names}: "
        return _told(reading, view, lexicon, NEAR_TO_A_NAME, first)
    return _told(reading, view, lexicon, NEAR_AND_MARKED, "Nearest to what you asked: ")


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
    least = SURE_UNBOUND if held else SURE_OF_NO_WORD
    is_sure = any(topic.score >= least for topic in reading.topics)
    return is_sure or 2 * held >= sum(weights.values())


def _is_turned(reading: Reading) -> bool:
    """Whether a word of negation is left that turns what is said round."""
    mentioned = reading.mentioned
    return bool(reading.loose_negatives or mentioned.of("without") or mentioned.denied)


def _told(reading: Reading, view: View, lexicon: Lexicon, least: float, first: str) -> Reply | None:
    pairs = _pairs(reading, view)
    chosen = [] if pairs is None else nearest_rows(reading, pairs, view, lexicon, least)
    if not chosen:
        return None
    missed = frozenset.intersection(*(one.missed for one in chosen))
    is_of_any = not reading.mentioned.of("project")
    if is_of_any and 2 * sum(w.text in missed for w in reading.content) > len(reading.content):
        return None
    lists: dict[str, list[Row]] = {}
    for one in chosen:
        lists.setdefault(one.list, []).append(one.row)
    parts = [Part("Answer", "", query_of(*of, view), of[1]) for of in lists.items()]
    parts[0] = replace(parts[0], text=first + said_of(chosen))
    words = dict.fromkeys(w.written for w in reading.content if w.text in missed)
    return in_parts(replace(reading, not_understood=tuple(words)), parts, view)


def said_of(found: Sequence[Nearest]) -> str:
    """The rows in a sentence each."""
    return " ".join(dict.fromkeys(_SAID[one.list](one.row) for one in found))


def nearest_rows(
    reading: Reading, pairs: Pairs, view: View, lexicon: Lexicon, least: float = NEAR_OF_A_PROJECT
) -> Sequence[Nearest]:
    """The nearest rows, and those that are nearly as near."""
    found = nearest(reading.telling, LISTS if pairs else OF_ALL, pairs, view, lexicon)
    themes = {theme for topic in reading.topics for theme in topic.themes}
    is_figure = is_for_a_figure(reading)
    for place, one in enumerate(found):
        theme = one.row.get("theme_id") or ""
        more = OF_TOPIC if {theme, theme.partition(".")[0]} & themes else 0.0
        more += OF_FIGURE if is_figure and one.list == "outcomes" else 0.0
        if one.score >= NEAR_TO_A_NAME:
            found[place] = replace(one, score=one.score + more)
    found.sort(key=lambda one: -one.score - OF_POLARITY * _is_of(one.row, reading.polarity))
    enough = max(least, AS_NEAR * found[0].score) if found else 0.0
    told = [one for one in found if one.score >= enough][:MOST_SAID]
    measured = {(one.row["project_id"], one.row["measure"]) for one in told if _is_figure(one)}
    beside = [
        one
        for one in found
        if _is_figure(one)
        and one not in told
        and (one.row["project_id"], one.row["measure"]) in measured
    ]
    return [*told, *beside[:MOST_SAID]]


def _is_of(row: Row, polarity: str | None) -> bool:
    return bool(polarity) and row.get("polarity") == polarity


def _is_figure(one: Nearest) -> bool:
    return one.list == "outcomes"


def _pairs(reading: Reading, view: View) -> list[tuple[str, str]] | None:
    """The projects that are named, or those that it is narrowed to; nothing where none are."""
    ids = reading.mentioned.values("project")
    if not ids and not reading.mentioned.of(*FACETS, "area"):
        return []
    pairs = [(one.parameter, ",".join(one.values)) for one in narrowing(reading)]
    ids = [*dict.fromkeys([*ids, *of_the_same_place(reading, view)])]
    ids = ids or [row["project_id"] for row in view.rows(view.query("projects", pairs))]
    return [("project", ",".join(ids))] if ids else None


def of_the_same_place(reading: Reading, view: View, project: str | None = None) -> list[str]:
    """The projects that the council led whose place is named, of one project or of all named."""
    named = [m for m in reading.mentioned.of("project") if project is None or project in m.values]
    areas = view.catalogue.areas
    places = [one for one in named if areas.find(" ".join(word.text for word in one.words))]
    ids = {value for one in places for value in one.values}
    if not ids:
        return []
    rows = view.rows(view.query("projects", [("project", ",".join(sorted(ids)))]))
    leads = sorted({str(row["lead_organisation_id"] or "") for row in rows} - {""})
    led = view.rows(view.query("projects", [("lead", ",".join(leads))])) if leads else []
    return [row["project_id"] for row in led]


def closest(reading: Reading, pairs: Pairs, view: View, lexicon: Lexicon) -> list[Nearest]:
    """The claims that hold so much of the words that these, and no theme, are meant."""
    found = nearest(reading.telling, LISTS[:1], pairs, view, lexicon)
    enough = max(CLOSE, AS_NEAR * found[0].score) if found else 0.0
    return [one for one in found if one.score >= enough]


def query_of(name: str, rows: Sequence[Row], view: View) -> Query:
    """A query that holds some rows of a list."""
    pairs = []
    for column, parameter in (("project_id", "project"), ("theme_id", "theme")):
        values = {str(row.get(column) or "") for row in rows}
        if all(values) and parameter in RESOURCES[name].parameters:
            pairs.append((parameter, ",".join(sorted(values))))
    return view.query(name, pairs)
