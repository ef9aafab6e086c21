"""Where it is said: the section, the page and the paragraph of what a question is about."""

from collections.abc import Sequence
from dataclasses import replace

from app.ask.answering import in_parts
from app.ask.evidence import SAYS
from app.ask.lexicon import Lexicon
from app.ask.passages import Passage, nearest
from app.ask.reading import Reading
from app.ask.reply import Part, Reply, View
from app.ask.tables import SIGNS
from app.ask.thresholds import AS_NEAR, NEAR
from app.evidence.answers import Row
from app.evidence.words import STOP_WORDS

SAID_IN = ("findings", "outcomes", "recommendations", "audit-conditions")
MOST_PLACES = 3


def of_where(reading: Reading, view: View, lexicon: Lexicon) -> Reply | None:
    """The places of what is asked for, where a question asks for places."""
    project = reading.mentioned.values("project")
    words = [w for w in reading.telling if w.text not in SIGNS["place-in-text"]]

    def gains(name: str, row: Row) -> float | None:
        is_own = not project or name == "paragraphs" or row.get("project_id") in project
        return 0.0 if is_own else None

    if "where" not in reading.kinds or all(word.text in STOP_WORDS for word in words):
        return None
    sections = nearest(words, view, lexicon, ["paragraphs"], gains)
    claims = _best(nearest(words, view, lexicon, SAID_IN, gains), 0.0 if project else NEAR)
    least = max(NEAR, (1.0 if project else AS_NEAR) * claims[0].held if claims else 0.0)
    found = [one.first for one in sections if one.held >= least and one.first["page"]][:1]
    parts = [_of_section(row, view) for row in found or _of_theme(reading, view)]
    parts += [_of_claims(claims, view)] if claims else []
    return in_parts(replace(reading, not_understood=()), parts, view) if parts else None


def _best(found: Sequence[Passage], least: float) -> list[Passage]:
    near = [one for one in found if one.held >= least]
    best = [one for one in near if one.held >= AS_NEAR * near[0].held]
    return [one for one in best if one.name == best[0].name][:MOST_PLACES]


def _of_theme(reading: Reading, view: View) -> list[Row]:
    """The first paragraph of the section that is about the subject, where one was read."""
    themes = ",".join(theme for one in reading.topics for theme in one.themes)
    about = view.rows(view.query("themes", [("theme", themes)])) if themes else []
    headings = {row["report_section"] for row in about}
    every = view.rows(view.query("paragraphs")) if headings else []
    return [row for row in every if row["heading"] in headings and row["page"]][:1]


def _of_section(row: Row, view: View) -> Part:
    part = view.part("Where it is", "paragraphs", [("source", row["source_id"])])
    own = [one for one in part.rows if one["section_id"] == row["section_id"]]
    pages = list(dict.fromkeys((own[0]["page"], own[-1]["page"])))
    where = f"pages {pages[0]} to {pages[1]}" if pages[1:] else f"page {pages[0]}"
    text = f'The section "{row["heading"]}" of "{row["source_title"]}" is on {where}.'
    return replace(part, text=text, rows=own)


def _of_claims(found: Sequence[Passage], view: View) -> Part:
    name, rows = found[0].name, [one.first for one in found]
    said = [f"{SAYS[name](row)} It is said in {row['citation']}." for row in rows]
    return Part("Answer", " ".join(dict.fromkeys(said)), view.query(name), rows)
