"""What each row says: in its own words, and in those of the coders who read the passage."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.ask.embedding import vectors
from app.evidence.answers import Row

_CHANGES = {"increase": "rose", "decrease": "fell", "no-change": "unchanged"}


@dataclass(frozen=True)
class Wording:
    """A row, what it says, and words of its source and its theme."""

    row: Row
    text: str
    more: str


def wordings_of(rows: Sequence[Row], coded: Iterable[Row]) -> list[Wording]:
    """Every wording of the rows, the row's own before the others."""
    reported = Counter((row["source_id"], row.get("value_reported")) for row in rows)
    own = [_own(row, reported[row["source_id"], row.get("value_reported")] > 1) for row in rows]
    return [*own, *_of_coders(own, coded), *_of_facts(own)]


def _own(row: Row, is_shared: bool) -> Wording:
    text, more = _texts(row, is_shared=is_shared)
    return Wording(row, text, more)


def _of_coders(own: Sequence[Wording], coded: Iterable[Row]) -> Iterator[Wording]:
    """What coders wrote, each with the nearest finding of its paragraph, project and polarity."""
    places: defaultdict[Any, list[Wording]] = defaultdict(list)
    for wording in own:
        if "finding_id" in wording.row:
            places[_place(wording.row)].append(wording)
    for row in coded:
        near = places.get(_place(row), []) if row["statement"] else []
        same = [one for one in near if one.row["theme_id"] == row["theme_id_as_coded"]] or near
        if same:
            told, *known = vectors([row["statement"], *(one.text for one in same)])
            best = same[max(range(len(same)), key=lambda n: float(known[n] @ told))]
            if best.text != row["statement"]:
                yield Wording(best.row, row["statement"], best.more)


def _place(row: Row) -> tuple[str, ...]:
    return row["source_id"], row["paragraph"], row["project_id"], row["polarity"]


def _of_facts(own: Sequence[Wording]) -> Iterator[Wording]:
    """The facts of a paragraph together: a claim may tell of several of them."""
    places: defaultdict[Any, list[Wording]] = defaultdict(list)
    for wording in own:
        if "fact" in wording.row and wording.row["paragraph"]:
            places[wording.row["source_id"], wording.row["paragraph"]].append(wording)
    for ones in places.values():
        text = ". ".join(one.text for one in ones)
        more = ". ".join(one.more for one in ones if one.more)
        yield from (Wording(one.row, text, more) for one in ones if len(ones) > 1)


def _texts(row: Row, *, is_shared: bool = False) -> tuple[str, str]:
    """What a row says, and words of its source and its theme.

    What is reported of several quantities together belongs to none of them alone.
    """
    if "statement" in row:
        return row["statement"], f"{row['anchor']}. {row['theme_label']}"
    if "text_summary" in row:
        return f"{row['text_summary']} Recommended.", row["anchor"]
    if "fact" in row:
        return f"{row['fact'].replace('-', ' ')} {row['value']}", row["note"] or ""
    parts = (row["measure"], row["population"], _CHANGES.get(row["direction"] or "", ""))
    told = () if is_shared else (row["value_reported"], row["anchor"])
    more = (*told, row["unit_label"], row["period"])
    return " ".join(filter(None, parts)), ". ".join(filter(None, more))
