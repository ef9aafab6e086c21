"""What is said on a barrier, as a planner reads it: by cause, each sentence once, or in general."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

from app.evidence.answers import Release, Row
from app.evidence.catalogue import Catalogue, is_on
from app.evidence.ordering import group_same_claims, grouped, without_name
from app.evidence.vocabulary import CLAIM_CERTAINTY, RESPONSE_RESULT
from app.evidence.words import stems_in

_SENTENCE_END = re.compile(r"(?<=[a-z)]\.) (?=[A-Z])")
_PLACE = itemgetter("source_id", "paragraph")
CAPACITY = "leadership.capacity-to-innovate"
"""The theme of what gives a project room to go on: management posts, project management."""
UnderCauses = dict[str, dict[str, list[Row]]]
"""Causes with the projects that met each, and what is said of them."""


@dataclass(frozen=True)
class Statement:
    """A sentence with every claim that says it, each of another project or place.

    Of several claims it has the names of their `projects`, short enough to stand in a row.
    """

    text: str
    claims: list[Row]
    projects: list[str]

    @property
    def kind(self) -> str:
        """Whether it tells what helped, what got in the way, or neither."""
        return str(self.claims[0]["polarity"])

    @property
    def theme(self) -> str:
        return str(self.claims[0]["theme_id"])

    @property
    def certainty(self) -> str:
        """How surely it is said of each of its projects."""
        return str(self.claims[0]["certainty"])


@dataclass(frozen=True)
class Cause:
    """What a barrier comes from, with what is said of it and how many named projects met it.

    `implied_count` of the projects are named only as examples of it.
    """

    theme_id: str
    label: str
    statements: list[Statement]
    project_count: int
    implied_count: int


def causes(
    claims: Sequence[Row], catalogue: Catalogue, shown: Iterable[Row] | None = None
) -> list[Cause]:
    """Claims by sub-theme, that of most projects first: all are counted, and some shown."""
    keys = {claim["finding_id"] for claim in (claims if shown is None else shown)}
    by_theme = grouped(claims, "theme_id").items()
    causes = [_cause(theme, rows, keys, catalogue) for theme, rows in by_theme]
    return sorted(causes, key=lambda cause: -cause.project_count)


def stated(claims: Iterable[Row]) -> list[Row]:
    """Claims that a source makes of named projects, and not only by way of example."""
    return [row for row in claims if row["project_id"] and row["certainty"] != "implied"]


def under_causes(claims: Iterable[Row]) -> UnderCauses:
    """Every cause with all the projects that met it, as a project may have met several."""
    of_each = grouped(claims, "theme_id").items()
    by_cause = {theme: grouped(rows, "project_id") for theme, rows in of_each}
    return dict(sorted(by_cause.items(), key=lambda each: -len(each[1])))


def answers_on(chains: Collection[Row], themes: Collection[str]) -> list[Row]:
    """What was tried against problems on some themes, then what `is_close` to that.

    The latter was done by means of that kind about another problem.
    """
    on_themes = [row | {"is_close": False} for row in chains if is_on(row["theme_id"], themes)]
    by_means = (row for row in chains if is_on(row["response_theme_id"], themes))
    others = (row for row in by_means if not is_on(row["theme_id"], themes))
    return [*on_themes, *(row | {"is_close": True} for row in others)]


def untried(claims: Iterable[Row], chains: Iterable[Row]) -> list[Row]:
    """Claims but for answers to problems, which are told as what was tried, with the result."""
    tried = {row["response_id"] for row in chains}
    return [claim for claim in claims if claim["finding_id"] not in tried]


def with_problem(release: Release, claim: Row, themes: Collection[str]) -> Row:
    """A claim with the problem that it answers, if any, and whether that is on other themes."""
    key = claim["responds_to"]
    problem = release.record("findings", key) if key else None
    if not problem:
        return claim
    is_close = bool(themes) and not is_on(problem["theme_id"], themes)
    return claim | {"answers": problem, "is_close": is_close}


def capacity_after(release: Release, problems: Iterable[Row]) -> dict[str, list[Row]]:
    """What gave projects that a problem delayed the capacity to go on, of each project."""
    late = tuple({row["project_id"] for row in problems if "delay" in row["effect"]} - {None})
    about = {"theme": CAPACITY, "polarity": "facilitator", "project": late}
    rows = release.rows("findings", **about) if late else []
    return grouped((row for row in rows if not row["responds_to"]), "project_id")


def _cause(theme: str, claims: list[Row], shown: set[str], catalogue: Catalogue) -> Cause:
    met = {claim["project_id"] for claim in claims} - {None}
    stated = {claim["project_id"] for claim in claims if claim["certainty"] != "implied"}
    statements = _statements([claim for claim in claims if claim["finding_id"] in shown], catalogue)
    return Cause(theme, catalogue.themes.labels[theme], statements, len(met), len(met - stated))


def responses(chains: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """What was tried, by whether it worked: what worked first, and what is not said last.

    What a named project tried comes before what some did that no source names.
    """
    order = (*(code for code in RESPONSE_RESULT.codes if code != "not-said"), "not-said")
    named = sorted(chains, key=lambda row: row["project_id"] is None)
    return [
        (code, rows)
        for code in order
        if (rows := [row for row in named if (row["response_result"] or "not-said") == code])
    ]


def _statements(claims: list[Row], catalogue: Catalogue) -> list[Statement]:
    """Sentences that differ only in the name of the project are said once."""
    statements = [
        Statement(
            without_name(rows[0]) if len(rows) > 1 else rows[0]["statement"],
            rows,
            [catalogue.projects.short(row["project_id"]) for row in rows if len(rows) > 1],
        )
        for rows in group_same_claims(claims)
    ]
    return sorted(statements, key=_order)


def _order(statement: Statement) -> tuple[int, bool, int, bool]:
    first = statement.claims[0]
    surest = CLAIM_CERTAINTY.codes.index(statement.certainty)
    is_told_by_others = first["reported_by"] != "evaluator"
    return surest, first["project_id"] is not None, -len(statement.claims), is_told_by_others


@dataclass(frozen=True)
class InGeneral:
    """What a passage says of several or all projects at once, and what it names as examples."""

    claims: list[Row]
    examples: list[Row]

    @property
    def told(self) -> list[tuple[str, Row]]:
        """The claims one after the other; of one that is told already, by most words, nothing."""
        claims: dict[str, Row] = {}
        for claim in self.claims:
            fresh = [text for text in _SENTENCE_END.split(claim["statement"]) if text not in claims]
            words = {*stems_in(" ".join(fresh))}
            if 2 * len(words & {*stems_in(" ".join(claims))}) <= len(words):
                claims |= dict.fromkeys(fresh, claim)
        of_each = grouped(claims, lambda text: claims[text]["finding_id"])
        return [(" ".join(sentences), claims[sentences[0]]) for sentences in of_each.values()]

    @property
    def keys(self) -> set[str]:
        """The claims that are told by it."""
        return {row["finding_id"] for _, row in self.told}


def in_general(
    release: Release,
    met: UnderCauses,
    themes: Collection[str],
    *,
    effects: Collection[str] = (),
    examples: Iterable[Row] = (),
) -> list[InGeneral]:
    """What got in the way across the programme: on some themes, or where it is told who met it.

    What is said of the causes that most projects met comes first. Where effects are asked for,
    only what had them is told. Of sub-themes only a passage is told that speaks of them in general:
    why families were hard to recruit is no cause of too few carers.
    """
    across = release.rows("findings", scope="programme", polarity="barrier")
    on_themes = [row for row in across if is_on(row["theme_id"], themes)]
    causes = [*met, *(row["theme_id"] for row in on_themes)]
    on_themes.sort(key=lambda row: causes.index(row["theme_id"]))
    is_of_parts = bool(themes) and all("." in each for each in themes)
    of_projects = () if is_of_parts else chain.from_iterable(map(dict.values, met.values()))
    named = chain.from_iterable(of_projects)
    passages = dict.fromkeys(map(_PLACE, chain(on_themes, named, examples)))
    by_place = grouped(
        (row for row in across if not effects or {*effects} & {*row["effect"]}), _PLACE
    )
    as_examples = grouped(release.rows("findings", certainty="implied"), _PLACE)
    return [
        InGeneral(by_place[place], as_examples.get(place, []))
        for place in passages
        if place in by_place
    ]
