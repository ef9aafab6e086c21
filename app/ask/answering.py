"""An answer from the rows of a query: its sentences, and the parts that stand with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.ask.advice import first_like_the_readers
from app.ask.conditions import (
    left_out,
    of_how_many,
    projects_sentence,
    untold_cause,
)
from app.ask.parts import TRIED, About, advice_kinds, parts_of
from app.ask.plans import FACTS, Plan
from app.ask.reading import Reading
from app.ask.reply import Part, Reply, Understood, View, project_entries
from app.ask.sentences import (
    claim_sentences,
    outcome_sentences,
    projects_in,
    response_sentences,
    some,
)
from app.evidence import answers
from app.evidence.answers import Row
from app.evidence.ordering import by_certainty
from app.evidence.queries import Query
from app.evidence.queries.values import labelled
from app.evidence.row_wording import counted, inferred_from, money
from app.evidence.words import join_names

MANY = 4
"""With more claims than this, the answer also names their projects."""
MOST_FACTS = 4
"""A fact is stated in the sentence for at most this many projects."""


def compose_reply(reading: Reading, plan: Plan, query: Query, rows: list[Row], view: View) -> Reply:
    """The reply that rests on the rows of one query, and on what belongs to them."""
    ids = sorted({row["project_id"] for row in rows if row.get("project_id")})
    behind = _claims_behind(reading, query, tuple(ids), view) if ids else {}
    claims = behind.get("findings", rows if query.evidence_list.name == "findings" else [])
    first = replace(first_part(reading, query, rows, behind, view), query=query, rows=rows)
    if "where" in reading.kinds:
        cited = dict.fromkeys(row["citation"] for row in claims or rows if row.get("citation"))
        place = f"It is said in {join_names(list(cited)[:4])}."
        first = replace(first, lead=f"{first.lead} {place}".strip())
    parts = [first, *_beside(reading, query, rows, claims, view)]
    if "results-too" in reading.kinds and query.evidence_list.name == "projects":
        parts += parts_of(About(view, filters={"project": ids}), "changed")
    if any(part.kind == "tried" for part in parts):
        behind.pop("chains", None)
    elif _lacks_an_act(reading, query, behind, claims):
        parts.append(Part(TRIED, "No source here says what was done about it.", kind="tried"))
    if query.evidence_list.name == "outcomes":
        parts += _otherwise(rows, view)
    if query.evidence_list.name == "projects":
        first, reading = first_like_the_readers(first, reading, claims, view)
        ids = [row["project_id"] for row in first.rows]
    parts[0] = replace(first, behind=behind)
    projects = project_entries(ids, view.catalogue, by_certainty(claims))
    return reply_of_parts(reading, parts, view, plan, projects=projects)


def _lacks_an_act(
    reading: Reading, query: Query, behind: Mapping[str, list[Row]], claims: list[Row]
) -> bool:
    """Whether the question asks for a response to a barrier and no row records one."""
    is_asked = reading.mentioned.of("overcome") and "overcome" not in dict(query.pairs)
    is_told = behind.get("chains") or any(row.get("responds_to") for row in claims)
    return bool(is_asked and not is_told)


def _otherwise(rows: list[Row], view: View) -> Iterator[Part]:
    """The results of the same projects on the same measures that went the other way."""
    ways = {row["direction"] for row in rows}
    if len(ways) > 1 or not ways & {"increase", "decrease"}:
        return
    others = {"increase", "decrease", "no-change"} - ways
    of_these = {"project": _ids(rows, "project_id"), "theme": _ids(rows, "theme_id")}
    of_these["direction"] = others
    part = view.part("Where it went the other way", "outcomes", of_these)
    measures = {row["measure"] for row in rows}
    turned = [r for r in part.rows if r["measure"] in measures]
    if turned:
        yield replace(
            part,
            lead="In the same projects, some results went the other way.",
            row_text=outcome_sentences(turned),
            rows=turned,
            kind="otherwise",
        )


def _ids(rows: list[Row], column: str) -> set[str]:
    return {row[column] for row in rows if row.get(column)}


def first_part(
    reading: Reading, query: Query, rows: list[Row], behind: Mapping[str, list[Row]], view: View
) -> Part:
    """The first part: a lead for the rows of the query, and their sentences."""
    asked_stems = reading.stems
    match query.evidence_list.name:
        case "projects":
            return _of_projects(reading, query, rows, behind, view)
        case "findings":
            names = projects_in(rows)
            lead = [
                f"These claims are about {some(names)}." if len(rows) > MANY and names[1:] else ""
            ]
            if not names and "one" in reading.kinds:
                lead = ["The source does not name it."]
            elif not names and reading.is_for_projects:
                lead = ["No source here says it of a project by name."]
            lead += _untold(reading, rows, view)
            return Part(
                "", " ".join(filter(None, lead)), row_text=claim_sentences(rows, asked_stems)
            )
        case "outcomes":
            return Part("", _whose(reading, rows), row_text=outcome_sentences(rows, asked_stems))
        case _:
            return Part(row_text=response_sentences(rows))


def _whose(reading: Reading, rows: Sequence[Row]) -> str:
    """A lead for results: who reports them, where these are many; no total is given."""
    names = projects_in(rows)
    if reading.denied_changes:
        return f"A source says so of {some(names)}, and of no other project."
    if cause := untold_cause(reading, rows):
        return f'No source here puts it down to "{cause}".'
    says = "" if reading.is_counted else " report results of this kind"
    is_told = reading.is_counted or len(names) > MANY
    count = f"{counted(len(names), 'project')}{says}: {some(names)}." if is_told else ""
    if names[1:] and all(row["kind"] == "cost" for row in rows):
        count = f"No source gives a total for the programme. {count}".strip()
    return count


def _of_projects(
    reading: Reading, query: Query, rows: list[Row], behind: Mapping[str, list[Row]], view: View
) -> Part:
    """The projects as the first part, with their facts, or with their claims and results."""
    if facts := _facts(reading, rows, view):
        facts = [projects_sentence(query, rows, view.catalogue), *facts] if rows[1:] else facts
        return Part("", " ".join(facts))
    claims = claim_sentences(behind.get("findings", ()), reading.stems, most=3)
    figures = "" if claims else outcome_sentences(behind.get("outcomes", ()), most=2)
    about = "" if answers.theme_filters(query) or rows[1:] else rows[0].get("summary")
    regions = [area.wording for area in reading.mentioned.of("area") if len(area.values) > 1]
    first = projects_sentence(query, rows, view.catalogue, join_names(regions[:1]))
    share = of_how_many(reading, query, rows, view) if reading.is_counted else ""
    return Part("", " ".join(filter(None, (first, share, about, figures))), row_text=claims)


def _untold(reading: Reading, rows: list[Row], view: View) -> list[str]:
    """A note that names the projects of the question on which nothing is recorded."""
    named = {row["project_id"] for row in rows}
    silent = view.names(ids[0] for ids in reading.mentioned.projects if named.isdisjoint(ids))
    return [f"Nothing on this is recorded of {join_names(silent)}."] if silent else []


def _beside(
    reading: Reading, query: Query, rows: list[Row], claims: list[Row], view: View
) -> list[Part]:
    """The parts beside the answer: responses, what the programme as a whole met, and advice."""
    is_of_claims, filters = query.evidence_list.name == "findings", answers.theme_filters(query)
    values = {c.parameter: c.values for c in query.conditions if is_of_claims}
    if is_of_claims and "theme" not in values:
        values["theme"] = tuple(_ids(rows, "theme_id"))
    shown = {row["finding_id"] for row in claims if "finding_id" in row}
    themes = values.get("theme") or sorted({theme for ids in filters.values() for theme in ids})
    polarity = "".join(values.get("polarity") or (filters if len(filters) == 1 else ()))
    if not themes:
        return []
    project = reading.mentioned.values("project")
    narrowing = {
        "project": _ids(rows, "project_id") if query.has_text else project,
        "polarity": [polarity] if polarity in ("barrier", "facilitator") else (),
    }
    kinds = ["tried"]
    kinds += [] if project or query.has_text else ["programme"]
    kinds += [] if polarity == "facilitator" else advice_kinds(view, themes)
    return parts_of(About(view, themes, narrowing, reading.stems, shown_ids=shown), *kinds)


def reply_of_parts(
    reading: Reading,
    parts: list[Part],
    view: View,
    plan: Plan | None = None,
    projects: list[Row] | None = None,
) -> Reply:
    """A reply whose parts have their sentences already; its query is that of the first."""
    query = parts[0].query
    assert query is not None  # noqa: S101 (for the type checker)
    if projects is None:
        who = next((part for part in parts if part.kind == "met"), parts[0])
        projects = project_entries(sorted(_ids(who.rows, "project_id")), view.catalogue)
    return Reply(
        reading.question,
        is_answered=True,
        parts=tuple(parts),
        notes=tuple(left_out(reading)),
        query=query,
        understood=understood(plan or Plan("", ()), query, view),
        not_understood=reading.not_understood,
        projects=projects,
    )


def understood(plan: Plan, query: Query, view: View) -> tuple[Understood, ...]:
    words = {f.parameter: f.words for f in (*plan.filters, *plan.of_projects)}
    return tuple(
        Understood(
            words.get(condition.parameter, ""),
            condition.parameter,
            value,
            labelled(condition.filter, value, view.catalogue),
        )
        for condition in query.conditions
        for value in condition.values
    )


def _facts(reading: Reading, rows: list[Row], view: View) -> list[str]:
    """Sentences with the facts asked for: who led or evaluated them, where, for how much."""
    sentences = []
    is_aside = reading.topics and not reading.mentioned.role
    facts = reading.mentioned.asks & FACTS.keys() - ({"area"} if is_aside else set())
    for fact in sorted(facts) if len(rows) <= MOST_FACTS else ():
        column, says, unsaid = FACTS[fact]
        for row in rows:
            value = row[column]
            text = join_names(value) if isinstance(value, list) else value
            text = money(text) if isinstance(text, int) else text
            is_evaluated = fact == "evaluator" and text
            authors, inferred = _of_evaluations(row, view) if is_evaluated else ("", "")
            note = (row["funding_note"] or "").rstrip(".") if fact == "funding" else authors
            note = f" ({note})" if note else ""
            sentences.append(
                f"{row['name']} {says.format(text)}{note}.{inferred}"
                if text
                else f"No source here says {unsaid.format(row['name'])}.{note}"
            )
    return sentences


def _of_evaluations(project: Row, view: View) -> tuple[str, str]:
    """Who wrote the evaluations of a project, and how its evaluator was inferred, if it was."""
    rows = view.rows_of("evaluations", {"project": project["project_id"]})
    papers = [
        ", ".join(filter(None, (join_names(row["authors"]), (row["published"] or "")[:4])))
        for row in rows
    ]
    inferred = "".join(f" {note}" for note in map(inferred_from, rows) if note)
    return "; ".join(filter(None, papers)), inferred


def _claims_behind(
    reading: Reading, query: Query, ids: tuple[str, ...], view: View
) -> dict[str, list[Row]]:
    """The claims behind a list of projects, or the chains if the question is what was done."""
    behind: dict[str, list[Row]] = {}
    themes = answers.theme_filters(query)
    if themes:
        behind["findings"] = answers.matched_claims(view.release, query, ids)
    elif query.evidence_list.name == "projects" and reading.mentioned.values("project"):
        if reading.mentioned.asks & FACTS.keys():
            return behind
        for name in ("findings", "outcomes"):
            behind[name] = view.rows_of(name, {"project": ids})
    if reading.mentioned.of("overcome"):
        theme_ids = {theme for ones in themes.values() for theme in ones}
        behind["chains"] = view.rows_of("chains", {"project": ids, "theme": theme_ids})
    return behind
