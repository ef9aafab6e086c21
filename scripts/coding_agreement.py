"""How far the two coders agreed: both codings -> coding_agreement.csv and field_agreement.csv.

By theme: the claims of the first coding, before a code was renamed. By field: what was coded of
each claim. With `--check` nothing is written; the exit status says whether the files are current.
"""

import csv
import io
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"

Row = dict[str, str]
Claim = tuple[str, ...]
CLAIM = ("paragraph", "project_id", "scope", "theme_id", "polarity")
REPORT = "tr4"
"""The report, of which fields were added to the claims in a second coding."""
PLACE = ("source_id", "paragraph", "project_id")
FIGURES = ("baseline", "value", "comparator_value")
FINDING_FIELDS = (
    *("theme_id", "certainty", "effect", "overcome", "responds_to", "response_result"),
)
OUTCOME_FIELDS = (
    *("kind", "direction", "desirability", "domain", "design", "coverage", "finding_ids"),
)
IN_FIRST_CODING = {"overcome", "kind", "direction", "desirability"}
"""Fields that were coded of the report with its claims."""
NOT_OF_PAGES = {"theme_id", "responds_to", "response_result", "finding_ids"}
"""Of pages the theme is part of what makes a claim the same; the rest only one coder wrote down."""


def claims(coder: str) -> set[Claim]:
    """What one coder had of the report: each claim under the sub-theme that it has today."""
    return {_today(row) for row in _coded("findings", coder) if row["source_id"] == REPORT}


def _today(row: Row) -> Claim:
    """What makes a claim the same, with the sub-theme that it has today."""
    renamed = {each["old_theme_id"]: each["theme_ids"].split(";") for each in _of("renamed_themes")}
    place = (row["paragraph"], row["project_id"], row["scope"], row["polarity"])
    theme = row["theme_id"]
    if theme in renamed:
        stands = [each for each in renamed[theme] if each in _themes_today().get(place, ())]
        theme = (stands or renamed[theme])[0]
    return tuple({**row, "theme_id": theme}[column] for column in CLAIM)


@cache
def _themes_today() -> dict[Claim, list[str]]:
    """The sub-themes of the claims that stand, by the place and the polarity of each."""
    today: dict[Claim, list[str]] = {}
    for row in _of("findings"):
        place = (row["paragraph"], row["project_id"], row["scope"], row["polarity"])
        today.setdefault(place, []).append(row["theme_id"])
    return today


def _coded(of: str, coder: str, stage: str = "claims") -> list[Row]:
    """What one coder had at a stage."""
    return [
        {column.removesuffix("_as_coded"): cell for column, cell in row.items()}
        for row in _of(f"coded_{of}")
        if (row["coder"], row["stage"]) == (coder, stage)
    ]


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
    """For each source or kind of page, and each field: what both coders had, what they agreed on.

    First how many claims (then outcomes) both had of all that either had. Where one of them never
    wrote a field down nothing can be compared: the counts are 0.
    """
    yield ("source", "field", "compared_count", "agreed_count")
    kinds = {row["source_id"]: row["kind"] for row in _of("sources")}
    coded = [row for of in ("findings", "outcomes") for row in _of(f"coded_{of}")]
    read = {kinds[row["source_id"]] for row in coded if row["source_id"] != REPORT}
    for kind in sorted(read):
        own = {source for source, each in kinds.items() if each == kind}
        yield from _of_group(kind, own)
    yield from _of_group("pages", kinds.keys() - {REPORT})
    yield from _of_group(REPORT, {REPORT})


def _of_group(name: str, sources: Collection[str]) -> Iterator[Sequence[object]]:
    a, b = (_claims(coder, sources) for coder in "ab")
    yield (name, "claim", len(a.keys() | b.keys()), len(a.keys() & b.keys()))
    first = [(a[key], b[key]) for key in a if key in b]
    for field in FINDING_FIELDS:
        pairs = _asked(field, _coded_of("findings", name, field, first))
        yield (name, field, *_agreed(field, pairs))
    of_a, of_b = ([r for r in _coded("outcomes", c) if r["source_id"] in sources] for c in "ab")
    first = _same_outcomes(of_a, of_b)
    yield (name, "outcome", len(of_a) + len(of_b) - len(first), len(first))
    for field in OUTCOME_FIELDS:
        yield (name, field, *_agreed(field, _coded_of("outcomes", name, field, first)))


def _coded_of(
    of: str, group: str, field: str, first: list[tuple[Row, Row]]
) -> list[tuple[Row, Row]]:
    """The claims of which both coders wrote a field down: of the report some later than others."""
    if group == REPORT:
        return first if field in IN_FIRST_CODING else _later(of)
    return [] if field in NOT_OF_PAGES else first


def _asked(field: str, pairs: list[tuple[Row, Row]]) -> list[tuple[Row, Row]]:
    """The claims of which a field says something: barriers have effects, responses results."""
    if field in ("effect", "overcome"):
        return [pair for pair in pairs if _is_barrier(pair[0])]
    if field in ("responds_to", "response_result"):
        return [pair for pair in pairs if any(row["responds_to"] for row in pair)]
    return pairs


def _is_barrier(row: Row) -> bool:
    """Whether a claim is a barrier: fields were added later to the claims that stand."""
    if row["stage"] == "claims":
        return row["polarity"] == "barrier"
    standing = {each["finding_id"]: each["polarity"] for each in _of("findings")}
    return standing.get(row["claim"]) == "barrier"


def _claims(coder: str, sources: Collection[str]) -> dict[Claim, Row]:
    """What one coder had of some sources, by what makes a claim the same."""
    rows = [row for row in _coded("findings", coder) if row["source_id"] in sources]
    return {(row["source_id"], *_today(row)): row for row in rows}


def _later(of: str) -> list[tuple[Row, Row]]:
    """The claims of the report to which both coders added fields later."""
    a, b = ({row["claim"]: row for row in _coded(of, coder, "fields")} for coder in "ab")
    return [(a[key], b[key]) for key in a if key in b]


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
