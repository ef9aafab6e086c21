"""Answers whose figure a question quotes, and what it measures."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from app.ask.amounts import TIMES
from app.ask.lexicon import NAME_KINDS
from app.ask.mentioned import ROLES
from app.ask.nearest_passages import MOST_NEAR, passages_part, replied
from app.ask.passages import index_of, nearest
from app.ask.reading import Reading
from app.ask.reply import Reply, View
from app.ask.sentences import how_many, projects_in
from app.ask.tables import WORD_LISTS
from app.ask.thresholds import AS_NEAR
from app.evidence.answers import Release, Row
from app.evidence.queries import EVIDENCE_LISTS
from app.evidence.release_cache import cached_per_release
from app.evidence.words import join_names

_FIGURE = re.compile(
    r"(?<![\w.])£? ?(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?"
    r"(?: ?(?P<times>m|mn|million|k|thousand|bn|billion)\b)?(?: ?(?:%|per ?cent\b))?"
)
_NO_FIGURE = re.compile(
    r"\b(?:19|20)\d\d\b"
    r"|\b(?:wave|pages?|pp?\.?|(?:thematic )?report|tr|top|appendix) ?\d+\b(?![.,]?\d| ?%)"
)
_BOUND = re.compile(r"\b(?:aged?|over|under|than|least|at most|up to|between|or (?:more|less))\b")
"""With such a word a number is a bound or an age."""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "outcomes": (
        *("baseline", "value", "comparator_value", "reported_change", "change_percent"),
        *("sample_size", "value_reported", "measure", "population"),
    ),
    "findings": ("statement",),
    "programme": ("value",),
    "events": ("statement",),
    "projects": ("funding_gbp", "funding_note", "summary", "target_population"),
}
"""The columns of each list in which a figure may stand."""
TOLD_ALONE = ("outcomes", "findings", "programme")
"""The lists whose rows are told where a figure alone is asked for."""
Key = tuple[str, str]
"""A list, and the id of one of its rows."""
FEWEST = 10
"""A whole number below this may count anything: "in 3 boroughs"."""


def answer_figure(reading: Reading, view: View) -> Reply | None:
    """Answers whose figure a question quotes, where one row holds all that it quotes."""
    quoted = quoted_in(reading)
    figures = _figures(view.release) if quoted else {}

    def gain(name: str, row: Row) -> float | None:
        return 0.0 if quoted.keys() <= figures.get(_key(name, row), frozenset()) else None

    content = tuple(word for word in reading.content if word.text not in WORD_LISTS["figure"])
    unread = tuple(word for word in reading.not_understood if not word[:1].isdigit())
    reading = replace(reading, content=content, not_understood=unread)
    words = {word.text for word in content if not word.text[:1].isdigit()}
    every = nearest(reading, view, TOLD_ALONE, gain) if quoted else []
    passages = [passage for passage in every if not passage.missed & words]
    # A figure and nothing else is asked for wherever it stands.
    chosen = [p for p in passages if not words or p.rank >= AS_NEAR * passages[0].rank]
    if not chosen:
        return None
    names = projects_in(row for passage in chosen for row in passage.rows if row.get("project_id"))
    lead = f"{how_many(names)}. " if names[1:] else ""
    return replied(reading, chosen, passages_part(chosen[:MOST_NEAR], lead), view)


def not_quoted(reading: Reading, ids: Collection[str], view: View) -> str:
    """A note that no source gives the figure that the question quotes of these projects."""
    quoted = {n: wording for n, wording in quoted_in(reading).items() if n >= FEWEST or n % 1}
    keys = [_key(n, row) for n, row in index_of(view.release).rows if row.get("project_id") in ids]
    figures = _figures(view.release) if quoted else {}
    if not quoted or any(not figures[key].isdisjoint(quoted) for key in keys if key in figures):
        return ""
    wording = join_names([*quoted.values()], "or")
    return f"No source here gives {wording} of {join_names(view.names(ids))}."


def quoted_in(reading: Reading) -> dict[float, str]:
    """The figures that a question quotes, and does not only bound or count claims by."""
    is_counted = reading.amount and reading.amount.kind.endswith("_count")
    text = reading.question.casefold()
    for name in reading.mentioned.of(*NAME_KINDS, *ROLES):
        text = text.replace(name.wording.casefold(), " ")
    is_said = any(word.text.isalpha() for word in reading.words)
    return figures_in(text) if is_said and not (is_counted or _BOUND.search(text)) else {}


@cached_per_release
def _figures(release: Release) -> Mapping[Key, frozenset[float]]:
    rows = index_of(release).rows
    by_row = {_key(name, row): figures_of(name, row) for name, row in rows if name in COLUMNS}
    return {key: figures for key, figures in by_row.items() if figures}


def _key(name: str, row: Row) -> Key:
    return name, row[EVIDENCE_LISTS[name].key]


def figures_in(text: str) -> dict[float, str]:
    """The figures in a text, each as it is written; years and pages are none."""
    return {
        float(f"{match['number'].replace(',', '')}{match['part'] or ''}")
        * TIMES.get(match["times"], 1): match[0].strip()
        for match in _FIGURE.finditer(_NO_FIGURE.sub(" ", text.casefold()))
    }


def figures_of(name: str, row: Row) -> frozenset[float]:
    """The figures that a row tells; a change that is worked out may be quoted rounded."""
    values = [row[column] for column in COLUMNS[name]]
    figures = {*figures_in(" ".join(value for value in values if isinstance(value, str)))}
    figures |= {abs(float(value)) for value in values if isinstance(value, int | float)}
    change = row.get("change_percent")
    return frozenset(figures if change is None else figures | {float(round(abs(change)))})
