"""An answer from the rows of a query: its sentences, and the parts that stand with it."""

from collections.abc import Mapping
from dataclasses import replace

from app.ask.frames import Frame
from app.ask.plans import FACTS, Plan
from app.ask.reading import Reading
from app.ask.reply import SHOWN, Part, Reply, Understood, View, named
from app.ask.retrieval import match
from app.ask.sentences import (
    by_certainty,
    claim,
    counted,
    in_figures,
    left_out,
    listing,
    of_advice,
    of_claims,
    of_figures,
    of_projects,
)
from app.ask.thresholds import NEAR_A_CLAIM, SURE_OF_PART
from app.ask.topics import Topic
from app.evidence import answers
from app.evidence.answers import LISTINGS, Row
from app.evidence.queries import Query
from app.evidence.queries.values import labelled
from app.evidence.words import STOP_WORDS, stems_in

Groups = Mapping[tuple[str, ...], str]
MOST_FACTS = 4
"""Of so many projects a fact is told in the sentence."""


def composed(
    reading: Reading, plan: Plan, main: Part, view: View, kinds: Mapping[str, Frame]
) -> Reply:
    """The reply that rests on the rows of one query, and on what belongs to them."""
    assert main.query is not None  # noqa: S101 (for the reader of types)
    query, rows = main.query, main.rows
    shown = {name: rows if name == query.resource.name else [] for name in SHOWN}
    ids = sorted({row["project_id"] for row in rows if row.get("project_id")})
    if query.resource.name != "recommendations" and ids:
        shown |= _claims_behind(reading, query, tuple(ids), view)
    themes = _themes(query)
    beside = (
        [*_beside(reading, themes, view)] if themes and "outcomes" not in query.address() else []
    )
    text = said(reading, query, rows, shown, view)
    main = Part(main.heading, text, query, rows)
    if "where" in kinds:
        text += " " + _where(shown["findings"] or rows)
    own = [part for part in beside if part.heading != "recommendations"]
    sentences = [text, *(part.text for part in own), left_out(reading.not_understood)]
    for part in own:
        name = part.query.resource.name if part.query else ""
        if name in ("chains", "recommendations") and not shown[name]:
            shown[name] = part.rows
    why = {row["project_id"]: row["statement"] for row in reversed(by_certainty(shown["findings"]))}
    listed = ids if query.resource.name != "recommendations" else []
    return Reply(
        reading.question,
        is_answered=True,
        answer=" ".join(filter(None, sentences)),
        query=query,
        said=query.in_english(view.catalogue),
        understood=understood(plan, query, view),
        not_understood=reading.not_understood,
        projects=named(listed, view.catalogue, why),
        rows=shown,
        parts=(main, *own),
    )


def said(
    reading: Reading, query: Query, rows: list[Row], shown: Mapping[str, list[Row]], view: View
) -> str:
    """The sentences about the rows of the query itself."""
    stems = reading.stems
    match query.resource.name:
        case "projects":
            facts = _facts(reading, rows)
            claims = of_claims(shown["findings"], stems, most=3) if not facts else ""
            figures = of_figures(shown["outcomes"], most=2) if not claims and not facts else ""
            about = _about(rows) if not themes_of(query) and not facts else ""
            first = of_projects(query, rows, view.catalogue) if len(rows) > 1 or not facts else ""
            return " ".join(filter(None, (first, about, *facts, claims, figures)))
        case "findings":
            many = f"{counted(len(rows), 'claim')}{_of_how_many(rows)}. " if len(rows) > 4 else ""
            return many + of_claims(rows, stems)
        case "outcomes":
            return of_figures(rows)
        case _:
            return of_advice(rows)


def _about(rows: list[Row]) -> str:
    return str(rows[0].get("summary") or "") if len(rows) == 1 else ""


def _of_how_many(rows: list[Row]) -> str:
    names = list(dict.fromkeys(row["project_name"] for row in rows if row["project_name"]))
    return f" of {names[0]}" if len(names) == 1 else f" of {counted(len(names), 'project')}"


def themes_of(query: Query) -> dict[str, tuple[str, ...]]:
    """The themes that a list of projects is asked for by."""
    return answers.themes_asked(query) if query.resource.name == "projects" else {}


def _themes(query: Query) -> dict[str, str]:
    """The themes that a query is about, with their polarity, for what stands beside its rows."""
    pairs = dict(query.pairs)
    if query.resource.name == "findings" and "theme" in pairs:
        return {name: pairs[name] for name in ("theme", "polarity") if name in pairs}
    asked = themes_of(query)
    themes = ",".join(sorted({one for values in asked.values() for one in values}))
    [*names] = asked
    polarity = {"polarity": names[0]} if len(names) == 1 and names[0] != "theme" else {}
    return {"theme": themes, **polarity} if themes else {}


def _beside(reading: Reading, themes: Mapping[str, str], view: View) -> list[Part]:
    """What was tried about the same, what the programme as a whole met, and what is advised."""
    parts = []
    project = reading.mentioned.values("project")
    own = [("project", ",".join(project))] if project else []
    themes, polarity = (
        {"theme": themes["theme"]},
        [one for one in themes.items() if one[0] == "polarity"],
    )
    tried = view.part("What was tried", "chains", [*themes.items(), *own])
    if tried.rows:
        done = " ".join(dict.fromkeys(row["response_statement"] for row in tried.rows[:2]))
        parts.append(Part(tried.heading, f"What was tried: {done}", tried.query, tried.rows))
    if not project:
        whole = [*themes.items(), ("scope", "programme,unnamed"), *polarity]
        of_all = view.part("Of the programme, and of those not named", "findings", whole)
        if of_all.rows:
            text = " ".join(claim(row) for row in by_certainty(of_all.rows, reading.stems)[:1])
            parts.append(Part(of_all.heading, text, of_all.query, of_all.rows))
    if polarity == [("polarity", "facilitator")]:
        return parts
    parts += advice(themes["theme"], view)[:1]
    return parts


def advice(themes: str, view: View) -> list[Part]:
    """What is recommended on some themes, or else on the themes that they are in."""
    parents = ",".join(sorted({one.partition(".")[0] for one in themes.split(",")}))
    for asked in dict.fromkeys((themes, parents)):
        part = view.part("What is recommended", "recommendations", [("theme", asked)])
        if part.rows:
            return [Part(part.heading, of_advice(part.rows, most=2), part.query, part.rows)]
    return []


def advised(reading: Reading, view: View, groups: Groups) -> list[Part]:
    """What the report advises on the topics, what helped others, what was tried, what to check."""
    topics = [topic for topic in reading.topics if not topic.is_without]
    themes = sorted({_whole(topic, reading.stems, view) for topic in topics})
    pairs = [("theme", ",".join(themes))] if themes else _by_words(reading, view, groups)
    parents = [("theme", ",".join(sorted({one.partition(".")[0] for one in themes})))]
    parts = []
    for name, heading, says in (
        ("recommendations", "What is recommended", of_advice),
        ("audit-conditions", "What to check first", _checks),
    ):
        part = view.part(heading, name, pairs)
        if themes and not part.rows:
            part = view.part(heading, name, parents)
        parts.append(replace(part, text=says(part.rows)))
    if themes:
        tried = view.part("What was tried", "chains", pairs)
        done = " ".join(dict.fromkeys(row["response_statement"] for row in tried.rows[:2]))
        parts.append(replace(tried, text=f"What was tried: {done}" if done else ""))
        helped = view.part("What helped", "findings", [*pairs, ("polarity", "facilitator")])
        text = of_claims(helped.rows, reading.stems, most=2)
        parts.append(replace(helped, text=f"What helped: {text}"))
        if not parts[0].rows:
            parts[0] = replace(parts[0], text="")
    if "audit" in reading.question.casefold():
        parts[:2] = parts[1::-1]
    return parts


def _by_words(reading: Reading, view: View, groups: Groups) -> list[tuple[str, str]]:
    """The recommendation that holds the words of the question, where no theme is read in it."""
    words = [word for word in reading.words if word.text not in STOP_WORDS]
    found = match(words, view.catalogue, groups, "recommendation") if len(words) > 1 else None
    is_near = found and found.coverage >= NEAR_A_CLAIM and len(found.words) > 1
    return [("q", found.written)] if found and is_near else []


def _whole(topic: Topic, reading_stems: set[str], view: View) -> str:
    """The theme of a topic: the whole of it where its label is all that was said."""
    theme = topic.themes[0].partition(".")[0]
    label = set(stems_in(view.catalogue.themes.labels[theme]))
    is_whole = topic.score < SURE_OF_PART or reading_stems & {w.stem for w in topic.words} <= label
    return theme if is_whole else topic.themes[0]


def _checks(rows: list[Row]) -> str:
    said = [in_figures(row["text_summary"]) for row in rows[:2]]
    return f"Check first: {' '.join(said)}" if said else ""


def in_parts(reading: Reading, parts: list[Part], view: View) -> Reply:
    """A reply whose parts have their sentences already; its query is that of the first."""
    first = parts[0]
    assert first.query is not None  # noqa: S101 (for the reader of types)
    shown: dict[str, list[Row]] = {name: [] for name in SHOWN}
    for part in parts:
        for row in part.rows:
            name = next((name for name, key in _KEYS.items() if key in row), "")
            if name:
                shown[name].append(row)
    named_by = [row["project_id"] for row in first.rows if "project_id" in row]
    name = first.query.resource.name
    sentences = [*(part.text for part in parts), left_out(reading.not_understood)]
    return Reply(
        reading.question,
        is_answered=True,
        answer=" ".join(filter(None, sentences)),
        query=first.query,
        said=first.query.in_english(view.catalogue),
        understood=understood(Plan(name, ()), first.query, view),
        not_understood=reading.not_understood,
        projects=named(named_by, view.catalogue, {}),
        rows=shown,
        parts=tuple(parts),
    )


_KEYS = {
    "chains": "response_id",
    "findings": "finding_id",
    "outcomes": "outcome_id",
    "recommendations": "recommendation_id",
}


def _where(rows: list[Row]) -> str:
    cited = list(dict.fromkeys(row["citation"] for row in rows if row.get("citation")))
    return f"It is said in {listing(cited[:4])}." if cited else ""


def understood(plan: Plan, query: Query, view: View) -> tuple[Understood, ...]:
    """Which words became which part of the query."""
    words = {one.parameter: one.words for one in (*plan.said, *plan.of_projects)}
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


def _facts(reading: Reading, rows: list[Row]) -> list[str]:
    """What was asked of the projects themselves: who led or evaluated, where, for how much."""
    sentences = []
    asked = reading.mentioned.asks & FACTS.keys() - ({"area"} if reading.topics else set())
    for fact in sorted(asked) if len(rows) <= MOST_FACTS else ():
        column, says = FACTS[fact]
        for row in rows:
            value = row[column]
            text = listing(value) if isinstance(value, list) else value
            text = f"£{text:,}" if isinstance(text, int) else text
            note = f" ({row['funding_note']})" if fact == "funding" and row["funding_note"] else ""
            sentences.append(
                f"{row['name']} {says.format(text)}{note}."
                if text
                else f"No source at hand says it of {row['name']} ({fact}).{note}"
            )
    return sentences


def _claims_behind(
    reading: Reading, query: Query, ids: tuple[str, ...], view: View
) -> dict[str, list[Row]]:
    """The claims behind a list of projects; the chains, where it is asked what was done."""
    found: dict[str, list[Row]] = {}
    themes, own = themes_of(query), {"project": ids}
    session, names = view.session, view.catalogue
    if themes:
        found["findings"] = answers.matched_claims(session, query, ids, names)
    elif query.resource.name == "projects" and reading.mentioned.values("project"):
        for name in ("findings", "outcomes"):
            found[name] = answers.rows_with(session, LISTINGS[name], own, names)
    if reading.mentioned.of("overcome"):
        asked = tuple(sorted({theme for ones in themes.values() for theme in ones}))
        narrowed = {**own, "theme": asked} if asked else own
        found["chains"] = answers.rows_with(session, LISTINGS["chains"], narrowed, names)
    return found
