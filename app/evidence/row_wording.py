"""How a row is said in words, the same in an answer, on a page and in a picture."""

import re
from collections.abc import Mapping
from typing import Any

from app.evidence.answers import Row
from app.evidence.queries.values import quantity_in_words
from app.evidence.words import stems_in

JUDGEMENTS = {
    "improvement": "for the better",
    "deterioration": "for the worse",
    "neutral": "neither better nor worse",
}
"""Whether a change was wanted."""
DIFFER = "sources differ"
DIRECTIONS = {"increase": "rose", "decrease": "fell", "no-change": "stayed the same"}
BETTER = "improved"
"""In place of "rose, for the better" where no figure rose: it is a quality, or told as one."""
ARROWS = {"increase": "↑ up", "decrease": "↓ down", "no-change": "→ no change"}
ONE = {"children": "child", "people": "person", "families": "family", "cases": "case"}
"""The units that are called otherwise where there is one."""

MILLION = 1_000_000


def number(value: float) -> str:
    """A number as it is read: no zeros behind the point, commas between thousands."""
    return f"{value:,.10g}".replace("-", "−")


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: "1 project", "14 projects"."""
    return f"{number:,} {singular if number == 1 else plural or f'{singular}s'}"


def when(date: str) -> str:
    """A date as it is read, as far as it is known: "2017", "July 2016"."""
    return quantity_in_words("date", "any", date).partition(" ")[2]


def money(value: float) -> str:
    """A sum of money: "£3 million", "£6.80"."""
    if abs(value) >= MILLION:
        return f"£{number(value / MILLION)} million"
    return f"£{value:,.0f}" if float(value).is_integer() else f"£{value:,.2f}"


def amount(value: float, row: Row) -> str:
    """A number of an outcome, with the sign of its unit where that has one."""
    if str(row["unit"]).startswith("gbp"):
        return money(value)
    return f"{number(value)}{'%' if row['unit'] == 'percent' else ''}"


def unit_of(row: Row) -> str:
    """What stands behind the numbers of an outcome: " children", " for each £1"."""
    unit, label = row["unit"] or "", row["unit_label"] or ""
    if unit == "percent":
        return ""
    if unit.startswith("gbp"):
        return label.removeprefix("pounds").replace("each pound", "each £1")
    is_one = row["value"] == 1 and row["baseline"] is None and row["comparator_value"] is None
    return f" {ONE.get(unit, label) if is_one else label}".rstrip()


def change(value: float) -> str:
    """A change with its sign."""
    return f"{'+' if value > 0 else ''}{number(value)}%"


def has_figure(row: Row) -> bool:
    """Whether an outcome is told in a number."""
    return row["value"] is not None or row["reported_change"] is not None


def judgement(row: Row) -> str:
    """Whether an outcome was wanted; no verdict where sources differ, blank where none is given.

    What is said of a part of a project is true of that part, whatever is said of the whole.
    """
    is_disputed = row["differs_from"] and row["coverage"] != "part"
    return DIFFER if is_disputed else JUDGEMENTS.get(row["desirability"], "")


def wanted(row: Row) -> str:
    """The same where it says more than which way it went."""
    is_plain = (row["direction"], row["desirability"]) == ("no-change", "neutral")
    is_told = way(row) == BETTER and judgement(row) != DIFFER
    return "" if is_plain or is_told else judgement(row)


def way(row: Row) -> str:
    """Which way an outcome went: "rose", "improved"; blank where that is not told."""
    is_better = (row["direction"], row["desirability"]) == ("increase", "improvement")
    return BETTER if is_better and not has_figure(row) else DIRECTIONS.get(row["direction"], "")


def meaning(row: Row) -> str:
    """Which way an outcome went, and whether that was wanted; only that sources differ, if so."""
    if judgement(row) == DIFFER:
        return DIFFER.capitalize()
    is_comparison = row["baseline"] is None and row["comparator_value"] is not None
    direction = "against another group" if is_comparison else way(row)
    return ", ".join(filter(None, (direction, wanted(row)))).capitalize()


def method(row: Row) -> str:
    """How a figure was come by: "Before and after, no comparison group"."""
    is_alone = row["design"] == "before-after"
    return f"{row['strength']}{', no comparison group' if is_alone else ''}"


def measured(row: Row) -> str:
    """What was measured and, unless the measure says so, of whom: "turnover rate (of staff)"."""
    measure, whom = str(row["measure"]), row["population"] or ""
    is_new = not {*stems_in(whom)} - _PLAIN <= {*stems_in(measure)}
    if not is_new:
        return measure
    return f"{measure}, {whom}" if measure.endswith(")") else f"{measure} ({whom})"


_PLAIN = {*stems_in("the of in at for a an and who project")}
"""Words that do not tell whom a result is of."""


def result(row: Row) -> str:
    """What was found: "fell from 21.7% to 10.6%", "improved", "£2.6 million"."""
    value, before, by = (row[name] for name in ("value", "baseline", "reported_change"))
    if value is None and by is not None:
        return f"{way(row)} by {roughly(row)}{number(abs(by))}%" if way(row) else change(by)
    if value is None:
        text = way(row) or f"“{row['value_reported']}”"
    else:
        text = f"{amount(value, row)}{unit_of(row)}"
        came = f"{way(row)} from {amount(before, row)} to {text}" if before is not None else ""
        text = came or f"{roughly(row)}{text}"
    if before is None and row["comparator_value"] is not None:
        text += f", against {amount(row['comparator_value'], row)} in the other group"
    return text.strip()


def outcome(row: Row) -> str:
    """An outcome as a sentence: "turnover rate (one borough) fell from 21.7% to 10.6%"."""
    text = result(row)
    # "Quality of life, as families saw it" is no subject of a sentence.
    is_sentence = way(row) and text.startswith(way(row)) and "," not in row["measure"]
    return f"{measured(row)}{'' if is_sentence else ':'} {text}"


def judged(text: str, row: Row) -> str:
    """What is said of an outcome, and whether that was wanted."""
    return f"{text} ({wanted(row)})" if wanted(row) else text


def quantity(row: Row) -> str:
    """The figure of an outcome as a cell: "11.9% → 7.4%", "£2.1 million", "↓ down"."""
    if not has_figure(row):
        return ARROWS.get(row["direction"]) or str(row["value_reported"])
    if row["value"] is None:
        return change(row["reported_change"])
    value = f"{amount(row['value'], row)}{unit_of(row)}"
    if row["baseline"] is not None:
        return f"{amount(row['baseline'], row)} → {value}"
    if row["comparator_value"] is not None:
        return f"{value} against {amount(row['comparator_value'], row)}"
    return f"{roughly(row)}{value}"


def roughly(row: Row) -> str:
    """That a figure is not exact, in the source's words: "nearly 80%"."""
    match = _ROUGHLY.search(row["value_reported"] or "")
    return f"{match[1].lower()} " if match else ""


_ROUGHLY = re.compile(r"\b(nearly|almost|over|more than|around|about) (?=£?\d)", re.IGNORECASE)


def by_how_much(row: Row) -> str:
    """A change from one value to another: in points, where they are per cent, or in per cent."""
    if row["baseline"] is None or row["value"] is None:
        return ""
    if row["unit"] == "percent":
        return f"{'+' if row['difference'] > 0 else ''}{number(row['difference'])} points"
    return change(row["change_percent"]) if row["change_percent"] is not None else ""


def event(row: Row) -> str:
    """What became of a project, and when; of what was inferred, from what."""
    date, statement = row["date"] or "", str(row["statement"])
    dated = f"{statement.removesuffix('.')} ({when(date)})."
    return f"{statement if date[:4] in statement else dated} {inferred_from(row)}".strip()


def inferred_from(row: Mapping[str, Any]) -> str:
    """From what a fact was inferred, by its note or its source; nothing where it was seen."""
    if row["certainty"] != "inferred":
        return ""
    _, is_told, why = (row.get("note") or "").partition(" inferred: ")
    title = row.get("source_title")
    return f"Inferred: {why}" if is_told else f"Inferred from “{title or 'what is known of it'}”."


def fact(row: Row) -> str:
    """A fact of the programme by its name: "Investment: £100 million"."""
    name, value = str(row["fact"]).removeprefix(MEANING).replace("-", " "), str(row["value"])
    if name.endswith(" months"):
        value = f"{value} months"
    elif " gbp" in name:
        value = money(int(value))
    name = name.removesuffix(" months").replace(" gbp", "")
    return f"{name[:1].upper()}{name[1:]}: {value}"


MEANING = "meaning-of-"
"""So begins the name of a fact of the programme that tells what the report means by a word."""
