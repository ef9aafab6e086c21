"""Who met a problem: the projects of an answer by cause, what each did about it, and its end."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from app.ask import Reply, by_list
from app.evidence.answers import Release, Row
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import claim_sort_key, grouped
from app.evidence.queries import Query
from app.evidence.vocabulary import FOCUS
from app.evidence.words import stems_in
from app.web import barriers
from app.web.barriers import stated
from app.web.in_general import in_general
from app.web.problem_causes import MetCause, ProblemAnswer, ProjectWithProblem, is_on
from app.web.themes import capacity_after

NEAR = "trouble"
"""The kind of the part of an answer on what is only near to what is asked."""
OF_THE_CLAIM = {"theme", "barrier", "polarity", "scope", "certainty", "effect"}
"""Filters on what a claim says; all others are on whose it is."""


def is_of_problems(reply: Reply) -> bool:
    """Whether a reply tells which projects met some problems, and nothing else of them."""
    query, claims = reply.query, claims_of(reply)
    if query is None or any(part.query is None for part in reply.parts):
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
    others_than_near = [one for one in reply.parts if one.kind != NEAR]
    asked_for = {row["theme_id"] for row in by_list(others_than_near)["findings"]}
    near = {row["theme_id"] for row in here} - asked_for
    met = ProblemAnswer(
        _by_cause(release, here, reply, near),
        _by_cause(release, others, reply, near),
        near=near,
        themes=themes_of(reply.query),
    )
    themes = themes_asked(reply) or {row["theme_id"] for row in here}
    tried = [row for one in reply.parts if one.kind == "tried" for row in one.rows]
    close = [
        with_closeness(row, themes)
        for row in tried
        if row["response_id"] not in met.shown_responses
    ]
    close.sort(key=lambda row: row["is_close"])
    rest = [row for row in claims if row not in here and row not in others]
    examples = [row for row in rest if row["certainty"] == "implied"]
    effects = asked_by(reply.query, "effect")
    why = in_general(release, met.opening, met.themes, effects=effects, examples=examples)
    told = {key for one in why for key in one.keys}
    causes = barriers.causes(
        [row for row in rest if row["finding_id"] not in told], release.catalogue
    )
    statements = [each for cause in causes for each in cause.statements]
    return replace(met, close=close, in_general=why, rest=statements)


def claims_of(reply: Reply) -> list[Row]:
    """The claims of a reply and of its parts, each once."""
    return list({row["finding_id"]: row for row in by_list(reply.parts)["findings"]}.values())


def themes_asked(reply: Reply) -> set[str]:
    """The themes that the problems of a reply are asked for by."""
    asked = [one.query for one in reply.parts if one.list == "findings" and one.kind != "examples"]
    return {each for query in asked for each in themes_of(query)}


def asked_by(query: Query | None, *names: str) -> list[str]:
    """The values of some parameters of a query."""
    conditions = query.conditions if query else ()
    return [value for one in conditions if one.parameter in names for value in one.values]


def themes_of(query: Query | None) -> set[str]:
    conditions = query.conditions if query else ()
    about = ("theme", "barrier", "facilitator")
    return {each for one in conditions if one.filter.name in about for each in one.values}


def with_closeness(row: Row, themes: Collection[str]) -> Row:
    """What was tried, with whether it answers a problem on other themes than these."""
    on = {row["theme_id"], row["parent_theme_id"]}
    return row | {"is_close": bool(themes) and not on & {*themes}}


def _whose(query: Query | None) -> list[tuple[str, str]]:
    """What a query asks of the projects themselves."""
    pairs = query.pairs if query is not None else []
    return [(name, value) for name, value in pairs if name.partition(".")[0] not in OF_THE_CLAIM]


def _by_cause(
    release: Release, claims: Iterable[Row], reply: Reply, near: Collection[str]
) -> list[MetCause]:
    """Claims of projects by cause, that of most projects first, each project once.

    Of as many projects the cause comes first that the reply tells first; of a cause the projects
    on the subject that is asked for first, those that did something about it, and those told of
    in the words of the question.
    """
    ranks = list(dict.fromkeys(row["theme_id"] for row in claims_of(reply)))
    of_each = grouped(claims, "project_id").items()
    left = {key: {row["finding_id"]: row for row in rows} for key, rows in of_each}
    chains = release.rows("chains", project=tuple(left)) if left else []
    tried = grouped((row | {"is_close": False} for row in chains), "project_id")
    helped = capacity_after(release, claims)
    sought, causes = {*stems_in(reply.question)}, []
    is_off, asked = _subjects(release, reply), themes_of(reply.query)

    def order(met: ProjectWithProblem) -> tuple[object, ...]:
        near = len(sought & {*stems_in(met.claims[0]["statement"])})
        return met.is_off, not (met.done or met.helped), -near, claim_sort_key(met.claims[0])

    while left:
        count = Counter(each for own in left.values() for each in _themes(own.values()))
        first = sorted(count, key=lambda each: (-count[each], ranks.index(each)))
        theme = min(first, key=lambda each: (each in near, not is_on(each, asked)))
        keys = [key for key, own in left.items() if theme in _themes(own.values())]
        met = [
            _met(left.pop(key), theme, tried.get(key, []), helped.get(key, []), is_off.get(key, ()))
            for key in keys
        ]
        met.sort(key=order)
        named = [replace(each, also=_other_name(each.claims, release.catalogue)) for each in met]
        causes.append(MetCause(theme, release.catalogue.themes.labels[theme], named))
    return causes


def subjects_asked(reply: Reply) -> list[str]:
    """The subjects that projects are asked for by, as the question names them."""
    words = stems_in(reply.question)

    def place(code: str) -> int:
        return min(
            (words.index(one) for one in stems_in(FOCUS.labels[code]) if one in words), default=0
        )

    return sorted(asked_by(reply.query, "focus"), key=place)


def _subjects(release: Release, reply: Reply) -> dict[str, tuple[bool, ...]]:
    """Of every project on one of several subjects, whether it is not on each of them."""
    asked = subjects_asked(reply)
    rows = release.rows("projects", focus=asked) if asked[1:] else []
    return {row["project_id"]: tuple(code not in row["focus"] for code in asked) for row in rows}


def _themes(claims: Iterable[Row]) -> set[str]:
    return {claim["theme_id"] for claim in claims}


def _other_name(claims: list[Row], catalogue: Catalogue) -> str:
    """The name that the claims of a project have for it, if it is another and not its place."""
    text = " ".join(row["statement"] for row in claims)
    other = catalogue.projects.other_name_in(claims[0]["project_id"], text)
    return "" if other in claims[0]["area_names"] else other


def _met(
    own: dict[str, Row], theme: str, tried: list[Row], helped: list[Row], is_off: tuple[bool, ...]
) -> ProjectWithProblem:
    claims = sorted(own.values(), key=lambda row: (row["theme_id"] != theme, claim_sort_key(row)))
    of_these = [row for row in tried if row["barrier_id"] in own]
    of_the_kind = [row for row in tried if row["theme_id"] in _themes(claims)]
    besides = [row for row in of_the_kind if row not in of_these]
    besides += [
        row | {"is_close": True, "met": claim}
        for claim in claims
        for row in tried
        if row["response_theme_id"] == claim["theme_id"] and row not in of_the_kind
    ]
    return ProjectWithProblem(claims, of_these, besides, helped, is_off)
