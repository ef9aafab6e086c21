"""What each row says: in its own words, in those of its coders, and as others would say it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from app.ask.embedding import vectors
from app.evidence.answers import Row
from app.evidence.vocabulary import read_table

ListName = Literal[
    "findings",
    "outcomes",
    "recommendations",
    "programme",
    "events",
    "projects",
]

KEYS: dict[ListName, str] = {
    "findings": "finding_id",
    "outcomes": "outcome_id",
    "recommendations": "recommendation_id",
    "programme": "fact",
    "events": "event_id",
    "projects": "project_id",
}
_CHANGES = {"increase": "rose", "decrease": "fell", "no-change": "unchanged"}


@dataclass(frozen=True)
class Wording:
    """A row of a list, what it says, and words of its source and its theme."""

    list_name: ListName
    row: Row
    text: str
    more: str


def wordings_of(
    rows: Iterable[tuple[ListName, Row]], coded: Iterable[tuple[ListName, Row]]
) -> list[Wording]:
    """Every wording of the rows, the row's own before the others."""
    own = [Wording(name, row, *_TEXTS[name](row)) for name, row in rows]
    return [*own, *_of_coders(own, coded), *_of_others(own)]


def _of_coders(own: Sequence[Wording], coded: Iterable[tuple[ListName, Row]]) -> Iterator[Wording]:
    """What coders wrote, each with the nearest row of its paragraph, project and end."""
    places: defaultdict[Any, list[Wording]] = defaultdict(list)
    for wording in own:
        if "theme_id" in wording.row:
            places[_place(wording.row)].append(wording)
    for name, row in coded:
        text, _ = _TEXTS[name](row)
        near = places.get(_place(row), []) if text else []
        near = [one for one in near if _value(one.row) == _value(row)] or near
        same = [one for one in near if one.row["theme_id"] == row["theme_id_as_coded"]] or near
        if same:
            told, *known = vectors([text, *(one.text for one in same)])
            best = same[max(range(len(same)), key=lambda n: float(known[n] @ told))]
            if best.text != text:
                yield replace(best, text=text)


def _of_others(own: Sequence[Wording]) -> Iterator[Wording]:
    """What others would say of the same passages, some of it in the words of several rows.

    It is no part of a release: a claim alone is met by it.
    """
    by_id = {one.row[KEYS[one.list_name]]: one for one in own}
    for line in read_table(__file__, "wordings"):
        for one in map(by_id.get, line["row_ids"].split()):
            if one:
                yield replace(one, text=line["wording"])


def _place(row: Row) -> tuple[str | None, ...]:
    end = row["polarity"] if "polarity" in row else row["direction"]
    return row["source_id"], row["paragraph"], row["project_id"], end


def _value(row: Row) -> float | None:
    value = row.get("value")
    return None if value in {None, ""} else float(value)


def _stated(row: Row) -> tuple[str, str]:
    return row["statement"] or "", _joined(row["anchor"], row.get("theme_label"))


def _of_outcome(row: Row) -> tuple[str, str]:
    """What is reported of several quantities together belongs to none of them alone."""
    told = row["value_reported"]
    if is_shared := "respectively" in (told or ""):
        told = None
    change = _CHANGES.get(row["direction"] or "", "") or _beside(row)
    whom = row["population"]
    if whom and whom.endswith("without"):
        # It would deny what follows.
        whom = whom.partition(" against ")[0]
    text = " ".join(filter(None, (row["measure"], whom, change, told)))
    anchor = None if is_shared else row["anchor"]
    return text, _joined(anchor, row.get("unit_label"), row["period"])


def _joined(*words: str | None) -> str:
    return ". ".join(filter(None, words))


def _fact(fact: str, value: str) -> str:
    """A fact of the programme as it is said: 22 evaluation teams."""
    name, _, unit = fact.replace("-", " ").rpartition(" ")
    if unit == "gbp":
        return f"£{value} {name}"
    if unit == "months":
        return f"{value} months {name}"
    is_count = value.isdigit() and len(value) < len("2016")
    return f"{value} {name} {unit}" if is_count else f"{name} {unit} {value}"


def _beside(row: Row) -> str:
    """Whether the value is higher or lower than that of the comparison group."""
    value, other = row["value"], row["comparator_value"]
    if value is None or other is None or value == other:
        return ""
    return "more" if value > other else "fewer"


def _about(project: Row) -> str:
    """What is known of a project: who led and evaluated it, where, and for whom it was."""
    led = ", ".join(filter(None, (project["lead_organisation_name"], *project["joint_lead_names"])))
    told = {
        "It was led by": led,
        "It was evaluated by": ", ".join(project["evaluator_names"]),
        "It worked in": ", ".join(project["area_names"]),
        "It was for": project["target_population"],
        "Its funding was £": project["funding_gbp"],
    }
    facts = (f"{words} {value}." for words, value in told.items() if value)
    return " ".join(filter(None, (project["summary"], *facts))).replace("£ ", "£")


_TEXTS: dict[ListName, Callable[[Row], tuple[str, str]]] = {
    "findings": _stated,
    "outcomes": _of_outcome,
    "recommendations": lambda row: (f"{row['text_summary']} Recommended.", row["anchor"]),
    "programme": lambda row: (_fact(row["fact"], row["value"]), row["note"] or ""),
    "events": _stated,
    "projects": lambda row: (_about(row), ""),
}
"""What a row of each list says, and words of its source and its theme."""
