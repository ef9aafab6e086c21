"""The rows of a release made ready: what each says, in which words, and how rare those are."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.ask.embedding import Vectors, vectors
from app.check_claim.figures import figure
from app.check_claim.projects import ProjectNames
from app.check_claim.sentences import Sentence, groups_of, sentence
from app.evidence.answers import Row
from app.evidence.catalogue import Catalogue

PREFIX = 6
"""Words that begin with so many same letters are of one family."""
OF_FAMILY = 0.9
"""How like words of one family, or of one group of the phrases of questions, are."""
NEAR = 0.55
"""The least closeness of two words, as vectors, that is taken for likeness."""


@dataclass(frozen=True)
class Statement:
    """What one row says."""

    row: Row
    sentence: Sentence
    projects: frozenset[str]
    words: frozenset[str]
    background: frozenset[str]
    figures: tuple[str, ...]
    bounds: frozenset[str]


@dataclass(frozen=True)
class Evidence:
    """Every row of a release that a claim may rest on."""

    projects: ProjectNames
    statements: Sequence[Statement]
    rarity: Mapping[str, float]
    holders: Mapping[str, Sequence[int]]
    words: Sequence[str]
    families: Mapping[str, Sequence[str]]
    meanings: Vectors

    @classmethod
    def of(cls, rows: Iterable[Row], names: Catalogue) -> "Evidence":
        """The evidence of a release."""
        projects = ProjectNames(names)
        rows = list(rows)
        reported = Counter((row["source_id"], row.get("value_reported")) for row in rows)
        statements = [
            _statement(
                row,
                projects,
                names,
                is_shared=bool(row.get("value_reported"))
                and reported[row["source_id"], row["value_reported"]] > 1,
            )
            for row in rows
        ]
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, statement in enumerate(statements):
            for word in statement.words | statement.background:
                holders[word].append(number)
        words = sorted(holders)
        families: defaultdict[str, list[str]] = defaultdict(list)
        for word in words:
            for family in (*groups_of(word), *([word[:PREFIX]] if len(word) >= PREFIX else [])):
                families[family].append(word)
        return cls(
            projects, statements, _rarity(statements), holders, words, families, vectors(words)
        )

    def weight(self, word: str) -> float:
        """How much a word tells: more, the fewer rows have it."""
        return max(0.25, self.rarity.get(word, 1.0))

    def alike(self, word: str) -> Mapping[str, float]:
        """The words of rows that are like a word, and how like."""
        found = {word: 1.0} if word in self.holders else {}
        families = [*groups_of(word), word[:PREFIX]] if len(word) >= PREFIX else groups_of(word)
        for family in families:
            found = dict.fromkeys(self.families.get(family, ()), OF_FAMILY) | found
        near = self.meanings @ vectors([word])[0]
        for number in (near >= NEAR).nonzero()[0]:
            found.setdefault(self.words[number], float(near[number]))
        return found

    def candidates(self, alike: Iterable[Mapping[str, float]]) -> Iterator[Statement]:
        """The rows that have a word like one of a claim; all, where it has no words."""
        numbers: set[int] = set()
        words = list(alike)
        for ones in words:
            numbers.update(number for one in ones for number in self.holders[one])
        return (
            self.statements[n] for n in (sorted(numbers) if words else range(len(self.statements)))
        )


def _rarity(statements: Sequence[Statement]) -> dict[str, float]:
    held = Counter(word for one in statements for word in one.words)
    every = len(statements) + 1
    return {word: math.log(every / count) / math.log(every) for word, count in held.items()}


def _statement(row: Row, projects: ProjectNames, names: Catalogue, *, is_shared: bool) -> Statement:
    text, more = _texts(row, is_shared=is_shared)
    plain, named = projects.taken_out(text)
    own = sentence(plain)
    extra = sentence(projects.taken_out(more)[0])
    project = row.get("project_id")
    about = {project} if project else set[str]()
    background = sentence(_background(row, names)).words | projects.words(project)
    return Statement(
        row,
        own,
        frozenset(about | (named if about else set())),
        own.words | extra.words,
        background,
        tuple(_figures(row, own)),
        bounds_in(f"{own.plain} {extra.plain}"),
    )


def _texts(row: Row, *, is_shared: bool) -> tuple[str, str]:
    """What a row says, and words of its source and its theme.

    What is reported of several quantities together belongs to none of them alone.
    """
    if "statement" in row:
        return row["statement"], f"{row['anchor']}. {row['theme_label']}"
    if "text_summary" in row:
        return f"{row['text_summary']} Recommended.", row["anchor"]
    if "fact" in row:
        return f"{row['fact'].replace('-', ' ')} {row['value']}", row["note"] or ""
    reported = row["value_reported"] or ""
    change = {"increase": "rose", "decrease": "fell", "no-change": "unchanged"}
    parts = (row["measure"], row["population"], change.get(row["direction"] or "", ""))
    text = " ".join(part for part in parts if part)
    more = " ".join(part for part in (reported, row["period"], row["unit_label"]) if part)
    return text, row["unit_label"] or "" if is_shared else f"{more}. {row['anchor']}"


def _background(row: Row, names: Catalogue) -> str:
    """Words that go without saying of a row: where its project works."""
    return " ".join(names.areas.labels.get(area, "") for area in row.get("areas") or ())


def _figures(row: Row, own: Sentence) -> list[str]:
    if "unit" not in row:
        return own.figures
    is_share = row["unit"] == "percent"
    values = [row["baseline"], row["value"], row["comparator_value"]]
    found = [figure(value, is_share) for value in values if value is not None]
    changes = [row["reported_change"], row["change_percent"]]
    found += [figure(abs(change), is_share=True) for change in changes if change is not None]
    if row["change_percent"] is not None:
        found.append(figure(round(abs(row["change_percent"])), is_share=True))
    if row["sample_size"] is not None:
        found.append(figure(row["sample_size"], is_share=False))
    return [*found, *own.figures, *([] if found else sentence(row["value_reported"] or "").figures)]


_BOUNDS = {
    "over": r"(?:over|more than|at least|above|exceed\w*)",
    "under": r"(?:under|less than|fewer than|below|at most|nearly|almost)",
}


def bounds_in(plain: str) -> frozenset[str]:
    """Whether the figures of a text are bounds: more than, almost."""
    return frozenset(
        kind for kind, words in _BOUNDS.items() if re.search(rf"\b{words} £?\d", plain)
    )
