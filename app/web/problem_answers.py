"""Who met a problem: the projects of an answer, what each did about it, and why it happens."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import chain

from app.ask import Reply, by_list
from app.evidence.answers import Release, Row, theme_values
from app.evidence.answers.worries import WORRIES, Worry
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import claim_sort_key, grouped
from app.evidence.queries import Query
from app.evidence.vocabulary import FOCUS
from app.evidence.words import inside, join_names
from app.web import barriers
from app.web.barriers import answers_on, is_on, stated
from app.web.in_general import in_general
from app.web.labels import trouble
from app.web.problem_causes import ProblemAnswer, ProjectWithProblem
from app.web.theme_evidence import capacity_after

OF_THE_CLAIM = {"theme", "barrier", "polarity", "scope", "certainty", "effect"}
"""Filters on what a claim says; all others are on whose it is."""


def is_of_problems(reply: Reply) -> bool:
    """Whether a reply tells which projects met some problems, and nothing else of them."""
    query, claims = reply.query, claims_of(reply)
    if query is None or any(part.rows and part.query is None for part in reply.parts):
        return False
    asked = {one.filter.name for one in query.conditions}
    is_asked = bool(asked & {"effect", "barrier", "polarity", "theme"}) and "overcome" not in asked
    is_asked &= all(one.operator == "any" for one in query.conditions)
    is_of_barriers = all(row["polarity"] == "barrier" for row in claims)
    return is_asked and is_of_barriers and len({row["project_id"] for row in stated(claims)}) > 1


def who_met_it(release: Release, reply: Reply) -> ProblemAnswer:
    """The projects of a reply on problems, those first that it asks for."""
    claims, asked = claims_of(reply), _whose(reply.query)
    own = [*reply.rows["findings"]]
    own += [row for part in reply.parts if _whose(part.query) == asked for row in part.rows]
    here = stated(row for row in own if "finding_id" in row) or stated(claims)
    others = [row for row in stated(claims) if row not in here]
    met = ProblemAnswer(
        _met_by(release, here, reply), _met_by(release, others, reply), theme_values(reply.query)
    )
    themes = themes_of_reply(reply) or {row["theme_id"] for row in here}
    tried = [row for one in reply.parts if one.kind == "tried" for row in one.rows]
    close = [with_closeness(row, themes) for row in tried]
    if not (close or met.done or met.others_did):
        # What a planner with the same worry would look at is nearest to an answer.
        worries = [worry for theme in met.themes for worry in worries_on(theme, release.catalogue)]
        near = {theme for worry in worries for theme in worry.theme_ids}
        close = [r | {"is_close": True} for r in answers_on(release.rows("chains"), near)]
    rest = [row for row in claims if row not in here and row not in others]
    examples = [row for row in rest if row["certainty"] == "implied"]
    effects = asked_by(reply.query, "effect")
    why = in_general(release, met.opening, met.themes, effects=effects, examples=examples)
    told = {key for one in why for key in one.keys}
    causes = barriers.causes(
        [row for row in rest if row["finding_id"] not in told], release.catalogue
    )
    statements = [each for cause in causes for each in cause.statements]
    labels = release.catalogue.themes.labels
    troubles = [
        trouble(one, labels[one])
        for one in met.themes
        if any(is_on(cause, (one,)) for cause in met.opening)
    ]
    scope = join_names([inside(FOCUS.labels[one]) for one in asked_by(reply.query, "focus")], "or")
    return replace(
        met,
        scope=scope,
        trouble=join_names(troubles),
        close=close,
        in_general=why,
        rest=statements,
    )


def worries_on(theme: str, catalogue: Catalogue) -> list[Worry]:
    """The worries of planners that a theme belongs to, or that one below it does."""
    on = {*catalogue.with_parent(theme), *catalogue.with_sub_themes(theme)}
    return [worry for worry in WORRIES.values() if on & {*worry.theme_ids}]


def claims_of(reply: Reply) -> list[Row]:
    """The claims of a reply and of its parts, each once."""
    return list({row["finding_id"]: row for row in by_list(reply.parts)["findings"]}.values())


def themes_of_reply(reply: Reply) -> set[str]:
    """The themes that the problems of a reply are asked for by."""
    asked = [one.query for one in reply.parts if one.list == "findings" and one.kind != "examples"]
    return {each for query in asked for each in theme_values(query)}


def asked_by(query: Query | None, *names: str) -> list[str]:
    """The values of some parameters of a query."""
    conditions = query.conditions if query else ()
    return [value for one in conditions if one.parameter in names for value in one.values]


def with_closeness(row: Row, themes: Collection[str]) -> Row:
    """What was tried, with whether it answers a problem on other themes than these."""
    return row | {"is_close": bool(themes) and not is_on(row["theme_id"], themes)}


def _whose(query: Query | None) -> list[tuple[str, str]]:
    """What a query asks of the projects themselves."""
    pairs = query.pairs if query is not None else []
    return [(name, value) for name, value in pairs if name.partition(".")[0] not in OF_THE_CLAIM]


def _met_by(release: Release, claims: Iterable[Row], reply: Reply) -> list[ProjectWithProblem]:
    """The projects of some claims, each once.

    First come those on all subjects that are asked for, then those that did something about it.
    """
    of_each = grouped({row["finding_id"]: row for row in claims}.values(), "project_id")
    chains = release.rows("chains", project=tuple(of_each)) if of_each else []
    tried = grouped(chains, "project_id")
    helped, missed = capacity_after(release, chain(*of_each.values())), _missed(release, reply)
    asked, met = theme_values(reply.query), []

    def place(theme: str) -> int:
        return next((at for at, one in enumerate(asked) if is_on(theme, (one,))), len(asked))

    for key, own in of_each.items():
        own.sort(key=lambda row: (place(row["theme_id"]), claim_sort_key(row)))
        told = {row["finding_id"] for row in own}
        done = answers_on(tried.get(key, []), {row["theme_id"] for row in own})
        done.sort(key=lambda row: row["barrier_id"] not in told)
        met.append(ProjectWithProblem(own, done, helped.get(key, []), missed.get(key, 0)))
    return sorted(met, key=lambda one: (one.missed, not (one.done or one.helped)))


def _missed(release: Release, reply: Reply) -> dict[str, int]:
    """Of every project on one of several subjects that are asked for, how many it is not on."""
    asked = asked_by(reply.query, "focus")
    rows = release.rows("projects", focus=asked) if asked[1:] else []
    return {row["project_id"]: len({*asked} - {*row["focus"]}) for row in rows}
