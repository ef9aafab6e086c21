"""Who met a problem: the projects of an answer, what each did about it, and why it happens."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import chain

from app.ask import Reply, by_list
from app.evidence.answers import Release, Row, theme_values
from app.evidence.answers.worries import worries_on
from app.evidence.catalogue import is_on
from app.evidence.ordering import claim_sort_key, grouped
from app.evidence.queries import Query
from app.evidence.vocabulary import FOCUS
from app.evidence.words import inside, join_names
from app.web import barriers
from app.web.barriers import answers_on, capacity_after, in_general, stated
from app.web.labels import trouble
from app.web.problem_causes import ProblemAnswer, ProjectWithProblem

OF_THE_CLAIM = {"theme", "barrier", "polarity", "scope", "certainty", "effect"}
"""Filters on what a claim says; all others are on whose it is."""


def is_of_problems(reply: Reply) -> bool:
    """Whether a reply tells which projects met some problems, and nothing else of them."""
    query, claims = reply.query, claims_of(reply)
    if query is None or any(part.rows and part.query is None for part in reply.parts):
        return False
    names = {each.filter.name for each in query.conditions}
    is_asked = bool(names & {"effect", "barrier", "polarity", "theme"}) and "overcome" not in names
    is_asked &= all(each.operator == "any" for each in query.conditions)
    is_of_barriers = all(row["polarity"] == "barrier" for row in claims)
    return is_asked and is_of_barriers and len({row["project_id"] for row in stated(claims)}) > 1


def who_met_it(release: Release, reply: Reply) -> ProblemAnswer:
    """The projects of a reply on problems, those first that it asks for."""
    claims, of_whom = claims_of(reply), _whose(reply.query)
    rows = [*reply.rows["findings"]]
    rows += [row for part in reply.parts if _whose(part.query) == of_whom for row in part.rows]
    here = stated(row for row in rows if "finding_id" in row) or stated(claims)
    others = [row for row in stated(claims) if row not in here]
    met = ProblemAnswer(
        _met_by(release, here, reply), _met_by(release, others, reply), theme_values(reply.query)
    )
    themes = themes_of_reply(reply) or {row["theme_id"] for row in here}
    tried = [row for each in reply.parts if each.kind == "tried" for row in each.rows]
    close = [with_closeness(row, themes) for row in tried]
    if not (close or met.done or met.others_did):
        # What a planner with the same worry would look at is nearest to an answer.
        worries = worries_on(met.themes, release.catalogue)
        near = {theme for worry in worries for theme in worry.theme_ids}
        close = [r | {"is_close": True} for r in answers_on(release.rows("chains"), near)]
    rest = [row for row in claims if row not in here and row not in others]
    examples = [row for row in rest if row["certainty"] == "implied"]
    effects = asked_by(reply.query, "effect")
    why = in_general(release, met.opening, met.themes, effects=effects, examples=examples)
    keys = {key for each in why for key in each.keys}
    causes = barriers.causes(
        [row for row in rest if row["finding_id"] not in keys], release.catalogue
    )
    statements = [each for cause in causes for each in cause.statements]
    labels = release.catalogue.themes.labels
    troubles = [
        trouble(each, labels[each])
        for each in met.themes
        if any(is_on(cause, (each,)) for cause in met.opening)
    ]
    scope = join_names(
        [inside(FOCUS.labels[each]) for each in asked_by(reply.query, "focus")], "or"
    )
    return replace(
        met,
        scope=scope,
        trouble=join_names(troubles),
        close=close,
        in_general=why,
        rest=statements,
    )


def claims_of(reply: Reply) -> list[Row]:
    """The claims of a reply and of its parts, each once."""
    return list({row["finding_id"]: row for row in by_list(reply.parts)["findings"]}.values())


def themes_of_reply(reply: Reply) -> set[str]:
    """The themes that the problems of a reply are asked for by."""
    queries = [
        each.query for each in reply.parts if each.list == "findings" and each.kind != "examples"
    ]
    return {each for query in queries for each in theme_values(query)}


def asked_by(query: Query | None, *names: str) -> list[str]:
    return query.values_of(*names) if query else []


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
    themes, met = theme_values(reply.query), []

    def place(theme: str) -> int:
        return next(
            (at for at, each in enumerate(themes) if is_on(theme, (each,))),
            len(themes),
        )

    for key, rows in of_each.items():
        rows.sort(key=lambda row: (place(row["theme_id"]), claim_sort_key(row)))
        keys = {row["finding_id"] for row in rows}
        done = answers_on(tried.get(key, []), {row["theme_id"] for row in rows})
        done.sort(key=lambda row: row["barrier_id"] not in keys)
        met.append(ProjectWithProblem(rows, done, helped.get(key, []), missed.get(key, 0)))
    return sorted(met, key=lambda each: (each.missed, not (each.done or each.helped)))


def _missed(release: Release, reply: Reply) -> dict[str, int]:
    """Of every project on one of several subjects that are asked for, how many it is not on."""
    subjects = asked_by(reply.query, "focus")
    rows = release.rows("projects", focus=subjects) if subjects[1:] else []
    return {row["project_id"]: len({*subjects} - {*row["focus"]}) for row in rows}
