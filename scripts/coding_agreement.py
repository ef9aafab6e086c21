"""How far the two coders agreed: both codings -> coding_agreement.csv and field_agreement.csv.

By theme: the claims of the first coding, before a code was renamed. By field: what was coded of
each claim. With `--check` nothing is written; the exit status says whether the files are current.
"""

import csv
import io
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"

Row = dict[str, str]
Claim = tuple[str, ...]
CLAIM = ("paragraph", "project_id", "scope", "theme_id", "polarity")
CLAIM_OF_A_PAGE = ("source_id", *CLAIM)
PLACE = ("source_id", "paragraph", "project_id")
FIGURES = ("baseline", "value", "comparator_value")
OUTCOME_FIELDS = ("kind", "direction", "desirability", "domain", "design", "coverage")


def coded(of: str, coder: str, stage: str = "claims", *, is_page: bool = False) -> list[Row]:
    """What one coder had at a stage, of the report or of the public pages."""
    return [
        {column.removesuffix("_as_coded"): cell for column, cell in row.items()}
        for row in _of(f"coded_{of}")
        if (row["coder"], row["stage"]) == (coder, stage) and (row["source_id"] != "tr4") == is_page
    ]


def claims(coder: str) -> set[Claim]:
    """What one coder had of the report: each claim under the sub-theme that it has today."""
    renamed = {row["old_theme_id"]: row["theme_ids"].split(";") for row in _of("renamed_themes")}
    today: dict[tuple[str, ...], list[str]] = {}
    for row in _of("findings"):
        place = (row["paragraph"], row["project_id"], row["scope"], row["polarity"])
        today.setdefault(place, []).append(row["theme_id"])
    own = set()
    for row in coded("findings", coder):
        theme = row["theme_id"]
        if theme in renamed:
            place = (row["paragraph"], row["project_id"], row["scope"], row["polarity"])
            stands = [each for each in renamed[theme] if each in today.get(place, ())]
            theme = (stands or renamed[theme])[0]
        own.add(tuple({**row, "theme_id": theme}[column] for column in CLAIM))
    return own


def by_theme() -> Iterator[Sequence[object]]:
    """For each theme the claims both had, those only one had, and F1."""
    yield ("theme_id", "both_count", "only_a_count", "only_b_count", "f1")
    a, b = claims("a"), claims("b")
    for theme in (row["theme_id"] for row in _of("themes")):
        of_a, of_b = _within(theme, a), _within(theme, b)
        both, only_a, only_b = len(of_a & of_b), len(of_a - of_b), len(of_b - of_a)
        total = 2 * both + only_a + only_b
        yield (theme, both, only_a, only_b, f"{2 * both / total:.3f}" if total else "")


def by_field() -> Iterator[Sequence[object]]:
    """For each field the claims that both coders had, and those of which they said the same."""
    yield ("source", "field", "compared_count", "agreed_count")
    barriers = {row["finding_id"] for row in _of("findings") if row["polarity"] == "barrier"}
    a, b = (_by_claim("findings", coder) for coder in "ab")
    shared = [(a[key], b[key]) for key in a if key in b]
    of_barriers = [pair for pair in shared if pair[0]["claim"] in barriers]
    responses = [pair for pair in shared if any(row["responds_to"] for row in pair)]
    for field, pairs in (
        ("theme_id", shared),
        ("certainty", shared),
        ("effect", of_barriers),
        ("responds_to", responses),
        ("response_result", responses),
    ):
        yield ("tr4", field, *_agreed(field, pairs))
    a, b = (_by_claim("outcomes", coder) for coder in "ab")
    shared = [(a[key], b[key]) for key in a if key in b]
    for field in ("domain", "design", "coverage", "finding_ids"):
        yield ("tr4", field, *_agreed(field, shared))
    yield from _of_pages()


def _of_pages() -> Iterator[Sequence[object]]:
    """The same of the public pages: how many claims both had, and what they said of these."""
    a, b = (
        {
            tuple(row[column] for column in CLAIM_OF_A_PAGE): row
            for row in coded("findings", coder, is_page=True)
        }
        for coder in "ab"
    )
    yield ("pages", "claim", len(a.keys() | b.keys()), len(a.keys() & b.keys()))
    shared = [(a[key], b[key]) for key in a if key in b]
    of_barriers = [pair for pair in shared if pair[0]["polarity"] == "barrier"]
    yield ("pages", "certainty", *_agreed("certainty", shared))
    yield ("pages", "effect", *_agreed("effect", of_barriers))
    yield from _outcomes_of_pages()


def _outcomes_of_pages() -> Iterator[Sequence[object]]:
    """How many outcomes of the public pages both had, and what they said of these."""
    a, b = (coded("outcomes", coder, is_page=True) for coder in "ab")
    shared = _same_outcomes(a, b)
    yield ("pages", "outcome", len(a) + len(b) - len(shared), len(shared))
    for field in OUTCOME_FIELDS:
        yield ("pages", field, *_agreed(field, shared))


def _same_outcomes(a: Iterable[Row], b: Iterable[Row]) -> list[tuple[Row, Row]]:
    """The pairs of one place and figure; of several, those whose anchors share most words."""
    at: defaultdict[Claim, list[Row]] = defaultdict(list)
    for row in b:
        at[_figure(row)].append(row)
    pairs = [
        (len(_words(one) & _words(other)), number, one, other)
        for number, one in enumerate(a)
        for other in at[_figure(one)]
    ]
    taken: set[int] = set()
    shared = []
    for words, _, one, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if words and not {id(one), id(other)} & taken:
            taken |= {id(one), id(other)}
            shared.append((one, other))
    return shared


def _figure(row: Row) -> Claim:
    """Where an outcome stands and its numbers; a change alone stands for the value."""
    change = {} if row["value"] else {"value": row["reported_change"]}
    return tuple(({**row, **change})[column] for column in (*PLACE, *FIGURES))


def _words(row: Row) -> set[str]:
    return {word for word in row["anchor"].lower().split() if len(word) > 3}


def _agreed(field: str, pairs: Iterable[tuple[Row, Row]]) -> tuple[int, int]:
    same = [sorted(a[field].split(";")) == sorted(b[field].split(";")) for a, b in pairs]
    return len(same), sum(same)


def _by_claim(of: str, coder: str) -> dict[str, Row]:
    return {row["claim"]: row for row in coded(of, coder, "fields")}


@cache
def _of(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _within(theme: str, claims: set[Claim]) -> set[Claim]:
    return {claim for claim in claims if claim[3] == theme or claim[3].startswith(f"{theme}.")}


FILES = {"coding_agreement.csv": by_theme, "field_agreement.csv": by_field}


def main() -> int:
    """Write the files, or say whether they are current."""
    stale = []
    for name, table in FILES.items():
        file = io.StringIO()
        csv.writer(file, lineterminator="\n").writerows(table())
        target = DATA / name
        if "--check" not in sys.argv:
            target.write_text(file.getvalue(), encoding="utf-8", newline="")
        elif not target.exists() or target.read_text(encoding="utf-8") != file.getvalue():
            stale.append(name)
    for name in stale:
        print(f"{name} is not current: run scripts/coding_agreement.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
