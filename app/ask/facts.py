"""Answers questions about terms, the programme, the sources, this service, and project closures."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from app.ask.answering import reply_of_parts
from app.ask.conditions import projects_sentence
from app.ask.kinds import question_kinds
from app.ask.meanings import of_words
from app.ask.mentioned import FACETS
from app.ask.parts import About, parts_of
from app.ask.reading import Reading
from app.ask.reply import Part, Reply, View, of_part
from app.ask.sentences import advice_sentences, claim_sentences, projects_in, some
from app.ask.tables import has_word_of, rows_of
from app.ask.thresholds import SURE_OF_PART
from app.evidence.answers import Row
from app.evidence.ordering import grouped
from app.evidence.queries import EVIDENCE_LISTS
from app.evidence.queries.values import quantity_in_words
from app.evidence.row_wording import counted, event, money
from app.evidence.words import inside, join_names, stems_in

_TEXTS = {row["key"]: (row["answered"] == "yes", row["text"]) for row in rows_of("texts")}
"""What is said to questions that are not of the claims; facts of the programme fill its gaps."""


def answer_with_fixed_text(reading: Reading, view: View) -> Reply | None:
    """The fixed text for a question that no evidence answers: a command, a person's own case."""
    kinds = reading.kinds
    if blunt := next((kind for kind in ("machine", "unheld") if kind in kinds), None):
        reply = _said(reading.question, kinds[blunt].value or blunt, view)
        ids = reading.mentioned.values("project") if kinds[blunt].value == "failed" else ()
        changed = parts_of(About(view, filters={"project": ids}), "changed") if ids else []
        changes = [f"What changed there: {part.text}" for part in changed]
        near = tuple(part.query for part in changed if part.query)
        return replace(reply, notes=(*reply.notes, *changes), near=near)
    is_personal = "personal" in kinds and "with-projects" not in kinds
    return _said(reading.question, "personal", view) if is_personal else None


def answer_fact(reading: Reading, view: View) -> Reply | None:
    question, kinds = reading.question, reading.kinds
    if meanings := of_words(reading, view):
        parts = tuple(part for _, part in meanings)
        query = next((part.query for part in parts if part.query), None)
        return Reply(question, True, parts, query=query)
    if "bodies" in kinds:
        return of_part(question, _organisations(kinds["bodies"].value, view))
    is_after = "became" in kinds and kinds["became"].value == "after"
    if reading.mentioned.of("project", "evaluator") or is_after:
        return _became(reading, view) if "became" in kinds else None
    if "alike" in kinds:
        is_sure = any(topic.score >= SURE_OF_PART for topic in reading.topics)
        is_more = is_sure or reading.mentioned.of(*FACETS)
        like = _like_a_council(reading, view)
        return like or (None if is_more else _said(question, "alike", view))
    return _of_the_whole(reading, view)


def _of_the_whole(reading: Reading, view: View) -> Reply | None:
    """Answers a question about the programme, the sources or this service."""
    mentioned = reading.mentioned
    is_of_some = bool(mentioned.of("area", "outside", *FACETS)) or mentioned.is_measured
    # What got in a lead's way is said of its projects, and what helped with a theme of all.
    is_general = "general" in reading.kinds
    is_of_some |= bool((is_general or mentioned.of("lead", "theme")) and reading.polarity)
    # "Show me every project" asks for their list, and not how many they are.
    every = [m for m in mentioned.of("ask") if m.values == ("everything",)]
    is_listed = any(not has_word_of(m.words[:1], "counting") for m in every)
    is_for_a_list = is_listed and not reading.content
    turning = reading.unread_sense_changers()
    content = [*reading.content, *(word for word in reading.words if word.wording in turning)]
    if (
        is_of_some
        or is_for_a_list
        or reading.amount
        or "share" in reading.kinds
        or not (meant := question_kinds(reading.question, content))
    ):
        return None
    is_claimed = is_general or reading.is_for_projects
    # "Hard to reach families" asks for no number of families.
    is_claimed |= reading.polarity == "barrier"
    if is_claimed and meant[0] == ("programme", "reach"):
        # What most projects reached is claimed; a total for the programme is not given.
        return None
    kind, values = meant[0][0], ";".join(value for _, value in meant)
    asks_first = {m.values for m in mentioned.of("ask") if not m.first and m.words[1:]}
    if ("projects",) in asks_first or (kind == "organisations" and mentioned.of("lead")):
        # "Which projects supported parents?", "projects led by Leeds" ask for those that did.
        return None
    if kind in _HELD:
        return of_part(reading.question, _HELD[kind](values, view))
    return _said(reading.question, values, view) if kind in ("programme", "service") else None


def _became(reading: Reading, view: View) -> Reply | None:
    kind = reading.kinds["became"].value.removeprefix("after")
    ids = reading.mentioned.values("project")
    of_kind = {"kind": kind} if kind else {"kind.none": "started"}
    if not ids:
        return of_part(reading.question, _became_of_all(view))
    if len(ids) != 1 or any(topic.score >= SURE_OF_PART for topic in reading.topics):
        return None
    starts, ends = reading.kinds["became"].span
    if len([w for w in reading.content if not starts <= w.starts < ends]) > 1:
        # What happened to the days in care is not what happened to the project.
        return None
    part = view.part("What became of it", "events", {"project": ids, **of_kind})
    stems = {*reading.stems}
    rows = sorted(
        (row for row in part.rows if row["date"] or not kind),
        key=lambda row: (-len(stems & {*stems_in(row["statement"])}), row["date"] or ""),
    )
    text = " ".join(dict.fromkeys(map(event, rows)))
    if text:
        return reply_of_parts(reading, [replace(part, row_text=text)], view)
    [name] = view.names(ids)
    what = f"when {name} began" if kind else f"what became of {name}"
    near = (view.query("projects", {"project": ids}),)
    return Reply(reading.question, False, notes=(f"No source here says {what}.",), near=near)


def _became_of_all(view: View) -> Part:
    """What became of the projects, as far as a source says it: which went on, which closed."""
    part = view.part("What became of the projects", "events", {"kind.none": "started"})
    kinds = [
        f"{label}: {counted(len(names), 'project')}, {some(names)}."
        for label, rows in grouped(part.rows, "kind_label").items()
        if (names := projects_in(rows))
    ]
    count = counted(len(projects_in(part.rows)), "project")
    return replace(part, lead=f"Of {count} a source says what became of it. {' '.join(kinds)}")


def _like_a_council(reading: Reading, view: View) -> Reply | None:
    """The projects of the statistical neighbours of a council: "We are Kent. Who is like us?"."""
    areas = reading.mentioned.values("area")
    if len(areas) != 1 or areas[0] in view.catalogue.area_parts:
        return None
    part = view.part("Projects like yours", "projects", {"near": areas})
    if not part.rows or not part.query:
        return None
    lead = projects_sentence(part.query, part.rows, view.catalogue)
    return reply_of_parts(reading, [replace(part, lead=lead)], view)


def answer_closing(reading: Reading, view: View) -> Reply | None:
    """Answers which projects closed, of all or of those named, with the reasons on record."""
    is_other = bool(reading.kinds.keys() & {"machine", "unheld", "personal"})
    is_other |= bool(reading.mentioned.of(*FACETS[:-1], "area", "without"))
    is_other |= bool(reading.loose_negatives or reading.mentioned.denied)
    if "closed" not in reading.kinds or is_other:
        return None
    ids = reading.mentioned.values("project")
    events = view.part("What became of it", "events", {"project": ids, "kind": "closed"})
    if not events.rows:
        names = join_names(view.names(ids), "or") or "any project"
        near = tuple(view.query("events", {"project": ids}) for _ in ids[:1])
        silent = f"No source here says that {names} closed."
        return Reply(reading.question, False, notes=(silent,), near=near)
    closed = {row["project_id"]: row["project_name"] for row in events.rows}
    why = view.part("Why it closed", "findings", {"project": closed, "effect": "threat"})
    explained = {row["project_id"] for row in why.rows}
    first = [row for row in events.rows if row["project_id"] in explained]
    rest = [row for row in events.rows if row not in first]
    # That a page calls a project "no longer live" is told as that, not as a closing.
    sentences = [*dict.fromkeys(map(event, first))]
    sentences += [f"{row['project_name']}: {event(row)}" for row in rest]
    if rest:
        sentences.append(f"No source here gives a reason for {join_names(projects_in(rest))}.")
    reasons = claim_sentences(why.rows, most=len(why.rows))
    events = replace(events, row_text=" ".join(sentences))
    parts = [events, replace(why, row_text=reasons, kind="why")]
    return reply_of_parts(reading, [part for part in parts if part.rows], view)


def _said(question: str, keys: str, view: View) -> Reply:
    """One text or several; what a text leaves open is filled by facts of the programme."""
    texts = [_TEXTS[key] for key in keys.split(";")]
    is_answered, text = all(answered for answered, _ in texts), " ".join(text for _, text in texts)
    if not (facts_used := set(_GAP.findall(text))):
        return Reply(question, is_answered, notes=(text,))
    # A text has all its facts, whichever sources a question is kept to.
    part = View(view.release).part("Facts of the programme", "programme")
    facts = {row["fact"]: row for row in part.rows}
    filled = _GAP.sub(lambda gap: _value(facts[gap[1]]), text)
    rows = [row for fact, row in facts.items() if fact in facts_used]
    return of_part(question, replace(part, lead=filled, rows=rows))


_GAP = re.compile(r"\{([\w-]+)\}")


def _value(row: Row) -> str:
    value = str(row["value"])
    is_money = "-gbp" in str(row["fact"])
    return money(int(value)) if is_money else value


def _conditions(_which: str, view: View) -> Part:
    """What helps innovation of any kind, as the report concludes."""
    part = view.part("What helps", "recommendations", {"kind": "supporting-condition"})
    return replace(
        part, row_text=advice_sentences(part.rows, "The report concludes", most=len(part.rows))
    )


def _principles(_which: str, view: View) -> Part:
    """The principles on which the report's model of innovation rests."""
    part = view.part("The principles", "principles")
    labels = join_names([inside(row["label"]) for row in part.rows])
    return replace(part, lead=f"The ARC model has {len(part.rows)} principles: {labels}.")


def _sources(which: str, view: View) -> Part:
    part = view.part("The sources", "sources")
    rows = sorted(part.rows, key=lambda row: -row["finding_count"])
    rows = [row for row in rows if row["finding_count"]]
    sources = [_source(row, is_where=which == "where") for row in rows[:3]]
    sources += [f"{len(rows) - 3} more sources are listed."] if rows[3:] else []
    sources += ["It says nothing of what came later."] if which == "date" else []
    return replace(part, lead=" ".join(sources))


def _source(row: Row, *, is_where: bool) -> str:
    """Who wrote and published a source, and when; where it can be read, if that is asked."""
    by = f" was written by {join_names(row['authors'])} and" if row["authors"] else " was"
    when = quantity_in_words("date", "any", row["published"]) if row["published"] else ""
    publisher = row["publisher"] or "an unknown body"
    at = f" It is at {row['url']}." if is_where and row["url"] else ""
    return f'"{row["title"]}"{by} published by {publisher} {when}'.rstrip() + f".{at}"


def _rows(name: str, view: View) -> Part:
    evidence_list = EVIDENCE_LISTS[name]
    part = view.part(evidence_list.title, name)
    noun = evidence_list.title.lower().removesuffix("s")
    text = f"{counted(len(part.rows), noun)} are held here: {inside(evidence_list.description)}"
    return replace(part, lead=text, rows=[])


def _organisations(role: str, view: View) -> Part:
    """Which organisations led or evaluated projects, those of most projects first."""
    did = {"evaluator": "evaluated", "lead": "led"}[role]
    column = f"{did}_project_ids"
    part = view.part("Organisations", "organisations", {f"{column}.blank": "no"})
    rows = sorted(part.rows, key=lambda row: -len(row[column]))
    names = join_names([f"{row['name']} ({len(row[column])})" for row in rows])
    more = len([row for row in rows if len(row[column]) > 1])
    first = f"{counted(len(rows), 'organisation')} {did} projects whose {role} is known"
    first += f", {more} of them more than one"
    return replace(part, lead=f"{first}: {names}.", rows=[])


def _designs(_which: str, view: View) -> Part:
    """How projects were evaluated, as far as it is known: with whom they were compared."""
    part = view.part("How they were evaluated", "evaluations")
    designs = [(label, row) for row in part.rows for label in row["design_labels"]]
    sentences = [
        f"{label}: {some(projects_in(row for _, row in pairs))}."
        for label, pairs in sorted(grouped(designs, lambda pair: pair[0]).items())
    ]
    others = len({row["project_id"] for row in part.rows if not row["design_labels"]})
    text = f"{' '.join(sentences)} Of {counted(others, 'other project')} no design is recorded."
    return replace(part, lead=text, rows=[row for _, row in designs])


def _funding(_which: str, view: View) -> Part:
    """What the projects were given in all and on average, as far as it is known."""
    part = view.part("Funding", "projects", {"funding_gbp.gt": "0"})
    sums = [row["funding_gbp"] for row in part.rows]
    others = len(view.catalogue.projects.labels) - len(sums)
    whole, each = money(round(sum(sums), -5)), money(round(sum(sums) / len(sums), -4))
    text = f"The funding of {counted(len(sums), 'project')} is known: {whole} in all,"
    text += f" {each} on average."
    text += f" That of {counted(others, 'other project')} is not known." if others else ""
    return replace(part, lead=text, rows=[])


_HELD: Mapping[str, Callable[[str, View], Part]] = {
    "source": _sources,
    "conditions": _conditions,
    "principles": _principles,
    "rows": _rows,
    "organisations": _organisations,
    "funding": _funding,
    "designs": _designs,
}
"""What is told of a list as a whole, by the kind of question that asks for it."""
