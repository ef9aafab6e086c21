"""Questions that no list of claims answers: on words, the programme, the sources, this service."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from app.ask.answering import in_parts
from app.ask.lexicon import NAME_KINDS, Lexicon
from app.ask.meanings import MEANING, of_words
from app.ask.mentioned import FACETS
from app.ask.reading import Reading
from app.ask.reply import Part, Reply, View
from app.ask.sentences import counted, listing
from app.ask.tables import rows_of
from app.ask.thresholds import SURE_OF_PART
from app.ask.words import stems
from app.evidence.answers import Row
from app.evidence.queries.values import in_words

_TEXTS = {row["key"]: (row["answered"] == "yes", row["text"]) for row in rows_of("texts")}
"""What is said to questions that are not of the evidence."""
_WITH_PROJECTS = re.compile(r"\b(?:projects?|schemes?|councils?|evidence|report)\b")


def of_fact(reading: Reading, view: View, lexicon: Lexicon) -> Reply | None:
    """The reply to a question of one of these kinds, where it is one."""
    question, kinds = reading.question, reading.kinds
    if blunt := next((kind for kind in ("machine", "unheld") if kind in kinds), None):
        return _said(question, kinds[blunt].value or blunt, view)
    if reply := of_words(reading, view, lexicon):
        return reply
    if "personal" in kinds and not _WITH_PROJECTS.search(question.casefold()):
        return _said(question, "personal", view)
    if reading.mentioned.of("project", "evaluator"):
        return _became(reading, view) if "became" in kinds else None
    for kind, reply_to in _KINDS.items():
        if kind in kinds and not (kind == "alike" and reading.mentioned.of(*FACETS)):
            return reply_to(question, kinds[kind].value, view)
    part = counted_by_the_report(reading, view)
    is_of_projects = part and "projects" in str(part.rows[0]["fact"]).split("-")
    return _answer(question, part.text, part, view) if part and not is_of_projects else None


def _became(reading: Reading, view: View) -> Reply | None:
    """When a project began, and what became of it."""
    kind = reading.kinds["became"].value
    project = [("project", one) for one in reading.mentioned.values("project")]
    pairs = [*project, *([("kind", kind)] if kind else [("kind.none", "started")])]
    if len(project) != 1 or any(topic.score >= SURE_OF_PART for topic in reading.topics):
        return None
    starts, ends = reading.kinds["became"].span
    if len([w for w in reading.content if not starts <= w.starts < ends]) > 1:
        # What happened to the days in care is not what happened to the project.
        return None
    part = view.part("What became of it", "events", pairs)
    rows = [row for row in part.rows if row["date"] or not kind]
    text = " ".join(dict.fromkeys(map(event, rows)))
    if text:
        return in_parts(reading, [replace(part, text=text)], view)
    name = view.catalogue.projects.labels[project[0][1]]
    what = f"when {name} began" if kind else f"what became of {name}"
    near = (view.near("projects", project),)
    return Reply(reading.question, False, f"No source here says {what}.", near=near)


def _said(question: str, key: str, _view: View) -> Reply:
    return Reply(question, *_TEXTS[key or "alike"])


def _answer(question: str, answer: str, part: Part, view: View) -> Reply:
    assert part.query is not None  # noqa: S101 (for the reader of types)
    said = part.query.in_english(view.catalogue)
    return Reply(question, True, answer, part.query, said, parts=(part,))


def _coding(question: str, _which: str, view: View) -> Reply:
    part = view.part("How the claims were coded", "themes")
    rows = [row for row in part.rows if row["parent_id"] is None and row["f1"] is not None]
    both, *alone = (sum(row[c] for row in rows) for c in ("both_count", *_ALONE))
    agreement = 2 * both / (2 * both + sum(alone))
    low, high = (end(rows, key=lambda row: row["f1"]) for end in (min, max))
    answer = (
        f"Two people coded the report apart from each other: {both} claims were coded by both and "
        f"{sum(alone)} by one alone, an agreement (F1) of {agreement:.2f}. By theme it runs from "
        f"{low['f1']:.2f} ({low['label']}) to {high['f1']:.2f} ({high['label']}). What one alone "
        "had was settled by comparing."
    )
    return _answer(question, answer, part, view)


_ALONE = ("only_a_count", "only_b_count")


def _sources(question: str, which: str, view: View) -> Reply:
    part = view.part("The sources", "sources")
    rows = sorted(part.rows, key=lambda row: -row["finding_count"])
    rows = [row for row in rows if row["finding_count"]]
    answer = " ".join(map(_source, rows[:3]))
    if len(rows) > 3:
        answer += f" {len(rows) - 3} more sources are listed."
    if which == "date":
        answer += " It says nothing of what came later."
    return _answer(question, answer, part, view)


def _source(row: Row) -> str:
    by = f" was written by {listing(row['authors'])} and" if row["authors"] else " was"
    when = f" in {row['published']}" if row["published"] else ""
    return f'"{row["title"]}"{by} published by {row["publisher"] or "an unknown body"}{when}.'


def _programme(question: str, which: str, view: View) -> Reply:
    if which == "who-paid":
        return _said(question, which, view)
    if which == "reach":
        part = view.part("People reached, project by project", "outcomes", [("kind", "reach")])
        answer = "No source here gives a figure for the programme as a whole. "
        answer += f"{counted(len(part.rows), 'figure')} of single projects can be seen below."
        return _answer(question, answer, part, view)
    part = view.part("Facts of the programme", "programme")
    facts = {row["fact"]: row for row in part.rows}
    return _answer(question, " ".join(_facts(which, facts)), part, view)


def counted_by_the_report(reading: Reading, view: View) -> Part | None:
    """The fact of the programme that the question names, where one holds all that it tells."""
    if reading.mentioned.of(*NAME_KINDS):
        return None
    asked, told = {word.stem for word in reading.words}, {word.stem for word in reading.content}
    best: tuple[float, Row | None] = (FEWEST_OF_A_FACT, None)
    for row in view.rows(view.query("programme")):
        if str(row["fact"]).startswith(MEANING):
            continue
        words = {stem for stem in stems(row["fact"].replace("-", " ")) if stem not in _SMALL}
        rest = told - {*stems(f"{row['fact'].replace('-', ' ')} {row['value']} {row['note']}")}
        held = len(words & asked)
        if not rest and held >= SURE_OF_PART * len(words) and held > best[0]:
            best = (held, row)
    if not (fact := best[1]):
        return None
    name = fact["fact"].replace("-", " ")
    value = str(fact["value"]).rstrip(".")
    text = f"{name[0].upper()}{name[1:]}: {value}. {fact['note'] or ''}".strip()
    return Part("A fact of the programme", text, view.query("programme"), [fact])


FEWEST_OF_A_FACT = 1
"""More words than this of the name of a fact are in a question that asks for it."""
_SMALL = {"with", "a", "of", "the", "by", "any", "one"}


def _facts(which: str, facts: dict[str, Row]) -> Iterator[str]:
    values = {fact: row["value"] for fact, row in facts.items()}
    if which == "wave":
        yield f"Wave 1 ran from {values['wave-1-first-year']} to {values['wave-1-last-year']}."
        yield f"Most projects were funded in {values['most-projects-funded']}, and most work began"
        yield f"in {values['most-implementation-began']}."
    elif which == "projects":
        yield f"The programme counts {values['projects']} projects, or"
        yield f"{values['projects-counted-with-one-nis']} where the five of the National"
        yield f"Implementation Service count as one. {values['projects-named-by-a-source']} are"
        yield f"known here: {facts['projects-named-by-a-source']['note']}"
    elif which == "evaluations":
        yield f"The evaluations took from {values['shortest-evaluation-months']} to"
        yield f"{values['longest-evaluation-months']} months."
    else:
        yield f"About £{int(values['investment-gbp']):,} was invested in the projects and their"
        yield f"evaluations, from {values['wave-1-first-year']} to {values['wave-1-last-year']}."


_KINDS: dict[str, Callable[[str, str, View], Reply]] = {
    "coding": _coding,
    "source": _sources,
    "programme": _programme,
    "alike": _said,
    "service": _said,
}


def event(row: Row) -> str:
    """What became of a project, and when."""
    date, statement = row["date"] or "", str(row["statement"])
    is_said = date[:4] in statement
    return (
        statement
        if is_said
        else f"{statement.removesuffix('.')} ({in_words('date', 'any', date).partition(' ')[2]})."
    )
