"""What is said on a barrier, as a planner reads it: by cause, each sentence once, surest first."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.evidence.answers import Row
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import group_same_claims, grouped, without_name
from app.evidence.vocabulary import CLAIM_CERTAINTY, RESPONSE_RESULT

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
    by_cause: UnderCauses = {}
    for row in claims:
        by_cause.setdefault(row["theme_id"], {}).setdefault(row["project_id"], []).append(row)
    return dict(sorted(by_cause.items(), key=lambda each: -len(each[1])))


def is_on(theme: str | None, themes: Collection[str]) -> bool:
    """Whether a theme is one of some themes, or a sub-theme of one."""
    return bool(theme) and not {theme, str(theme).partition(".")[0]}.isdisjoint(themes)


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
