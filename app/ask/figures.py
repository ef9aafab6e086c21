"""Whose a figure is that a question quotes, and what it is of."""

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
from app.ask.sentences import projects_in, some
from app.ask.tables import WORD_LISTS
from app.ask.thresholds import AS_NEAR
from app.evidence.answers import Release, Row
from app.evidence.queries import EVIDENCE_LISTS
from app.evidence.release_cache import cached_per_release
from app.evidence.row_wording import counted
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
OF_RESULT = 0.3
"""What a result gains beside a claim that tells the same figure."""


def answer_figure(reading: Reading, view: View) -> Reply | None:
    """Whose the figures are that a question quotes, where a row holds them and all it says."""
    asked = quoted_in(reading)
    known = _figures(view.release) if asked else {}

    def gain(name: str, row: Row) -> float | None:
        is_told = asked.keys() <= known.get(_key(name, row), frozenset())
        return OF_RESULT * (name == "outcomes") if is_told else None

    said = tuple(word for word in reading.content if word.text not in WORD_LISTS["figure"])
    unread = tuple(one for one in reading.not_understood if not one[:1].isdigit())
    reading = replace(reading, content=said, not_understood=unread)
    told = {word.text for word in said if not word.text[:1].isdigit()}
    every = nearest(reading, view, TOLD_ALONE, gain) if asked else []
    found = [one for one in every if not one.missed & told]
    # A figure and nothing else is asked for wherever it stands.
    chosen = [one for one in found if not told or one.rank >= AS_NEAR * found[0].rank]
    if not chosen:
        return None
    names = projects_in(row for one in chosen for row in one.rows if row.get("project_id"))
    lead = f"{counted(len(names), 'project')}: {some(names)}. " if names[1:] else ""
    return replied(reading, chosen, passages_part(chosen[:MOST_NEAR], lead), view)


def not_quoted(reading: Reading, ids: Collection[str], view: View) -> str:
    """That no source gives a figure of some projects that a question quotes of them."""
    asked = {n: said for n, said in quoted_in(reading).items() if n >= FEWEST or n % 1}
    own = [_key(n, row) for n, row in index_of(view.release).rows if row.get("project_id") in ids]
    known = _figures(view.release) if asked else {}
    if not asked or any(not known[one].isdisjoint(asked) for one in own if one in known):
        return ""
    names = join_names([view.catalogue.projects.labels[one] for one in ids])
    written = join_names([*asked.values()], "or")
    return f"No source here gives {written} of {names}."


def quoted_in(reading: Reading) -> dict[float, str]:
    """The figures that a question quotes, and does not only bound or count claims by."""
    is_counted = reading.amount and reading.amount.kind.endswith("_count")
    text = reading.question.casefold()
    for name in reading.mentioned.of(*NAME_KINDS, *ROLES):
        text = text.replace(name.written.casefold(), " ")
    is_said = any(word.text.isalpha() for word in reading.words)
    return figures_in(text) if is_said and not (is_counted or _BOUND.search(text)) else {}


@cached_per_release
def _figures(release: Release) -> Mapping[Key, frozenset[float]]:
    """The figures of every row that tells any."""
    rows = index_of(release).rows
    known = {_key(name, row): figures_of(name, row) for name, row in rows if name in COLUMNS}
    return {key: figures for key, figures in known.items() if figures}


def _key(name: str, row: Row) -> Key:
    return name, row[EVIDENCE_LISTS[name].key]


def figures_in(text: str) -> dict[float, str]:
    """The figures in a text, each as it is written; years and pages are none."""
    return {
        float(f"{one['number'].replace(',', '')}{one['part'] or ''}")
        * TIMES.get(one["times"], 1): one[0].strip()
        for one in _FIGURE.finditer(_NO_FIGURE.sub(" ", text.casefold()))
    }


def figures_of(name: str, row: Row) -> frozenset[float]:
    """The figures that a row tells; a change that is worked out may be quoted rounded."""
    values = [row[column] for column in COLUMNS[name]]
    told = {*figures_in(" ".join(one for one in values if isinstance(one, str)))}
    told |= {abs(float(one)) for one in values if isinstance(one, int | float)}
    change = row.get("change_percent")
    return frozenset(told if change is None else told | {float(round(abs(change)))})
