"""What the sources say of projects and places that a question names."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from app.ask.answering import reply_of_parts
from app.ask.figures import not_quoted
from app.ask.nearest_passages import (
    MOST_SAID,
    SAYS,
    missed,
    passage_sentences,
    passages_of,
    passages_part,
    query_of,
    replied,
)
from app.ask.passages import Passage
from app.ask.plans import FACTS
from app.ask.reading import Reading
from app.ask.refusals import as_nearest, unless_a_figure_lacks, unrecorded, without_costs
from app.ask.reply import Part, Reply, View, project_entries
from app.ask.sentences import short, some, with_others
from app.ask.thresholds import AS_NEAR, CLOSE
from app.evidence import answers
from app.evidence.ordering import group_same_claims
from app.evidence.words import join_names

OF_ONE_PROJECT = 0.3
"""The share of the best score from which a passage is told of one project."""
MOST_OF_EACH = 3
FEWEST = 2
"""So many words that tell something ask for more of a project than a fact."""


def answer_named_projects(reading: Reading, view: View) -> Reply | None:
    """Answers with what sources say of the named projects: their own sentences mislead nobody."""
    mentioned = reading.mentioned
    several = mentioned.projects
    is_more = reading.polarity or mentioned.of("direction") or len(reading.content) >= FEWEST
    is_fact = mentioned.asks & FACTS.keys() and not is_more
    is_told = reading.content or mentioned.of("measure")
    is_empty = not (is_told or reading.kinds.keys() & {"figure", "result"})
    if not several or is_fact or mentioned.of("reported_by") or is_empty:
        return None
    passages = passages_of(reading, view, {*mentioned.values("project")})
    if not passages:
        return None
    if refusal := without_costs(reading, view):
        return refusal
    return (_of_each if several[1:] else _of_one)(reading, passages, view)


def _of_one(reading: Reading, passages: list[Passage], view: View) -> Reply:
    """The reply from the nearest passages on one project, or on all that a place led."""
    [ids] = reading.mentioned.projects
    share = AS_NEAR if ids[1:] else OF_ONE_PROJECT
    near = [p for p in passages if p.rank >= share * passages[0].rank]
    chosen = near[:MOST_OF_EACH]
    chosen += _with_problems(passages, chosen)
    names = _named(ids, view)
    first = "" if passages[0].share >= CLOSE else f"The nearest that is recorded of {names}: "
    more = [("Also recorded", [p for p in near[:MOST_SAID] if p not in chosen])]
    reply = replied(reading, chosen, passages_part(chosen, first), view, more)
    lost = missed(reading, chosen)
    silent = not_quoted(reading, ids, view) or (unrecorded(reading, lost, view) if first else "")
    if not silent:
        return unless_a_figure_lacks(reading, {passage.name for passage in chosen}, lost, reply)
    claims = view.query("findings", {"project": ids})
    return replace(as_nearest(reply, silent), near=(claims,))


def _with_problems(passages: Sequence[Passage], chosen: Sequence[Passage]) -> list[Passage]:
    """What was done about the problems in some passages, and the problems that they answer."""
    met = {row["finding_id"] for p in chosen for row in p.rows if "finding_id" in row}
    answered = {row.get("responds_to") for p in chosen for row in p.rows} - {None}
    return [
        p
        for p in passages
        if p not in chosen
        and (p.first.get("responds_to") in met or p.first.get("finding_id") in answered)
    ]


def _of_each(reading: Reading, passages: list[Passage], view: View) -> Reply:
    texts = [] if passages[0].share >= CLOSE else ["The nearest that is recorded of each:"]
    chosen: list[Passage] = []
    for ids in reading.mentioned.projects:
        nearest = [part for passage in passages if (part := _of(ids, passage))][:MOST_OF_EACH]
        nearest_ids = tuple(dict.fromkeys(nearest[0].projects if nearest else ids))
        nearest = [part for passage in nearest if (part := _of(nearest_ids, passage))]
        name = _named(nearest_ids, view)
        text = passage_sentences(nearest) or "nothing on this is recorded."
        texts.append(f"{name}: {text.removeprefix(f'{name}: ')}")
        chosen += nearest
    return replied(reading, chosen, Part("", " ".join(texts)), view)


def _named(ids: Sequence[str], view: View) -> str:
    return join_names([*map(short, view.names(ids))])


def _of(projects: Collection[str], passage: Passage) -> Passage | None:
    rows = tuple(row for row in passage.rows if row["project_id"] in projects)
    return replace(passage, rows=rows) if rows else None


def answer_named_places(reading: Reading, view: View) -> Reply | None:
    """What is said that names a place in which no project worked: who took up what was learnt."""
    areas = reading.mentioned.values("area")
    if not areas or view.rows_of("projects", {"area": areas}):
        return None
    places = [view.catalogue.areas.labels[area] for area in areas]
    rows = answers.mentions_of_councils(view.release, areas)
    rows = [row for row in rows if view.tells(row)]
    claims = [row for row in rows if "finding_id" in row]
    events = [row for row in rows if "finding_id" not in row]
    texts = [with_others(claim) for claim in group_same_claims(claims)[:MOST_SAID]]
    texts += [SAYS["events"](row) for row in events]
    names = list(dict.fromkeys(row["project_name"] for row in rows))
    first = f"No project worked in {join_names(places)}, but it is named beside {some(names)}."
    lists = (("findings", claims), ("events", events))
    parts = [Part("", "", query_of(name, rows, view), rows) for name, rows in lists if rows]
    parts[:1] = [replace(part, lead=first, row_text=" ".join(texts)) for part in parts[:1]]
    projects = project_entries(sorted({row["project_id"] for row in rows}), view.catalogue, rows)
    return reply_of_parts(reading, parts, view, projects=projects) if parts else None
