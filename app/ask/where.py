"""Where it is said: the section, the paragraph and the page of what a question is about."""

from collections.abc import Sequence
from dataclasses import replace

from app.ask.answering import in_parts
from app.ask.evidence import SAYS
from app.ask.lexicon import NAME_KINDS, Lexicon
from app.ask.mentioned import ROLES, places_of
from app.ask.passages import Passage, nearest
from app.ask.reading import Reading
from app.ask.reply import Pairs, Part, Reply, View, named
from app.ask.sentences import listing
from app.ask.signs import SIGNS
from app.ask.thresholds import AS_NEAR, NEAR
from app.ask.words import Word
from app.evidence.answers import Row

SAID_IN = ("findings", "outcomes", "recommendations", "audit-conditions")
MOST_PLACES = 3
MOST_PAGES = 8


def of_place(reading: Reading, view: View, lexicon: Lexicon) -> Reply | None:
    """The places of what is asked for, where a question asks for places."""
    if "where" not in reading.kinds:
        return None
    project = reading.mentioned.values("project")
    pairs = [("project", ",".join(project))] if project else []
    lists = SAID_IN[:2] if project else SAID_IN
    rows = [row for name in lists for row in view.rows(view.query(name, pairs))] if project else []
    words = [w for w in reading.words if w.position not in _beside(reading)]

    def gains(_name: str, row: Row) -> float | None:
        return 0.0 if not project or row.get("project_id") in project else None

    claims = _best(nearest(words, view, lexicon, lists, gains))
    sections = _sections(words, rows, view, lexicon)
    least = claims[0].held if claims else 0.0
    parts = []
    if sections and sections[0].held >= (1.0 if project else AS_NEAR) * least:
        parts.append(_of_section(sections[0].first, view))
    elif not claims and rows:
        parts.append(_of_pages(rows, pairs, view))
    if claims and (not parts or not project):
        parts.append(_of_claims(claims, view))
    if not parts:
        return None
    reply = in_parts(replace(reading, not_understood=()), parts, view)
    return replace(reply, projects=reply.projects or named(project, view.catalogue, {}))


def _beside(reading: Reading) -> set[int]:
    """The places of names, and of words that only ask for a place in a text."""
    asking = {w.position for w in reading.words if w.text in SIGNS["place-in-text"]}
    return asking | places_of(reading.mentioned.of(*NAME_KINDS, *ROLES))


def _best(found: Sequence[Passage]) -> list[Passage]:
    near = [one for one in found if one.rank >= NEAR]
    return [one for one in near if one.held >= AS_NEAR * near[0].held][:MOST_PLACES]


def _sections(
    words: Sequence[Word], rows: Sequence[Row], view: View, lexicon: Lexicon
) -> list[Passage]:
    """The sections whose headings hold the words; of a project, those that tell of it."""
    places = {(row["source_id"], row["paragraph"]) for row in rows}
    found = nearest(words, view, lexicon, ["paragraphs"])
    return [
        one
        for one in found
        if one.held >= NEAR
        and one.first["page"]
        and (not places or (one.first["source_id"], one.first["paragraph"]) in places)
    ]


def _of_section(row: Row, view: View) -> Part:
    part = view.part("Where it is", "paragraphs", [("source", row["source_id"])])
    own = [one for one in part.rows if one["section_id"] == row["section_id"]]
    pages = [one["page"] for one in own]
    where = f"page{'s' if len(set(pages)) > 1 else ''} {_run(pages)}"
    text = f'The section "{row["heading"]}" of "{row["source_title"]}" is on {where} '
    text += f"({_run([row['paragraph'] for row in own])})."
    return replace(part, text=text, rows=own)


def _run(numbers: Sequence[object]) -> str:
    ends = dict.fromkeys((numbers[0], numbers[-1]))
    return " to ".join(map(str, ends))


def _of_pages(rows: Sequence[Row], pairs: Pairs, view: View) -> Part:
    pages = {(row["source_title"], row["page"]) for row in rows if row["page"]}
    told = []
    for title in dict.fromkeys(row["source_title"] for row in rows if row["page"]):
        own = [str(page) for of, page in sorted(pages) if of == title]
        told.append(f'on page{"s" if own[1:] else ""} {listing(own)} of "{title}"')
    cited = told or sorted(dict.fromkeys(row["citation"] for row in rows))
    text = f"It is told of {listing(cited[:MOST_PAGES])}."
    return Part("Answer", text, view.query("findings", pairs), list(rows))


def _of_claims(found: Sequence[Passage], view: View) -> Part:
    name = found[0].name
    rows = [one.first for one in found if one.name == name]
    ids = [str(row.get("project_id") or "") for row in rows]
    pairs = [("project", ",".join(sorted({*ids})))] if all(ids) else []
    headings = {
        (row["source_id"], row["paragraph"]): row["heading"]
        for row in view.rows(view.query("paragraphs"))
    }
    said = []
    for row in rows:
        heading = headings.get((row["source_id"], row["paragraph"]))
        section = f', in the section "{heading}"' if heading else ""
        page = f"on page {row['page']}{section}: " if row["page"] else "in "
        said.append(f"{SAYS[name](row)} It is said {page}{row['citation']}.")
    return Part("Answer", " ".join(dict.fromkeys(said)), view.query(name, pairs), rows)
