"""The parts of an answer as its page shows them: what each says, its rows, and its results."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from app.ask import Part, Reply, by_list
from app.dependencies import API
from app.evidence.answers import Release, Row, theme_values
from app.evidence.answers.details import bearing_on
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import grouped
from app.evidence.queries import Query
from app.web import barriers
from app.web.barriers import Statement, untried, with_problem
from app.web.briefs import in_turns
from app.web.list_pages import LIST_PAGES
from app.web.lists import address
from app.web.problem_answers import (
    is_of_problems,
    themes_of_reply,
    who_met_it,
    with_closeness,
)
from app.web.problem_causes import ProblemAnswer
from app.web.result_lines import Results, results_of

MAX_PARAGRAPH = 260
"""Characters of a paragraph that is read at a glance."""
ADVICE = ("recommendations", "audit-conditions")
SHOWN_LISTS = ("chains", "events", *ADVICE)
"""The lists, besides findings, whose rows stand beneath an answer with all that they say."""
POLARITIES = ("barrier", "facilitator", "neutral")
"""What a project met is told before what helped it."""
MAX_CLAIMS = 40
"""Claims under an answer; the list that it links to has all of them."""


@dataclass(frozen=True)
class Block:
    """A part of an answer under its heading: what it says besides its rows, and the rows."""

    heading: str
    paragraphs: list[str]
    address: str | None
    statements: list[Statement]
    left: int
    """Claims that are not shown."""
    rows: dict[str, list[Row]]
    """The other rows by the list that they are of."""
    results: Results | None = None
    met: ProblemAnswer | None = None
    """In place of all else, the projects that met a problem."""
    level: int = 2
    """The level of its heading: below a question of several, its parts are at the third."""

    @property
    def named(self) -> list[str]:
        """The projects that it begins with, if it is of problems or results."""
        rows = [*self.results.rows, *self.results.beside] if self.results else []
        met = self.met.opening.values() if self.met else ()
        return list(dict.fromkeys([*chain(*met), *(row["project_id"] for row in rows)]))


def blocks_of(release: Release, reply: Reply) -> list[Block]:
    """The parts of an answer; what stands behind the first is shown with it."""
    if reply.pieces:
        return [
            replace(block, level=3 if place else 2)
            for piece in reply.pieces
            for place, block in enumerate(blocks_of(release, piece))
        ]
    if is_of_problems(reply):
        return _blocks_of_problems(release, reply)
    rows_first, held_by_all = by_list(reply.first), by_list(reply.parts)
    blocks = [_block(part, rows_first, reply, release) for part in reply.parts[:1]]
    for part in reply.beside:
        # What was tried is told with the problem that it answers.
        rows = untried(part.rows, held_by_all["chains"]) if part.list == "findings" else part.rows
        if blocks[0].results and part.list == "outcomes":
            # What went the other way stands beside what it contradicts.
            results = results_of(release, _theme_words(reply), rows_first["outcomes"], part.rows)
            blocks[0] = replace(blocks[0], results=results)
        elif rows:
            blocks.append(_block(part, {part.list: rows}, reply, release))
    return _in_general_last(blocks, themes_of_reply(reply), release.catalogue)


def _in_general_last(
    blocks: list[Block], themes: Collection[str], catalogue: Catalogue
) -> list[Block]:
    """Parts of an answer with advice on just its themes first, and last what is advised in general.

    What bears on what stands beside a theme is no advice on it.
    """
    first, last = [], []
    for block in blocks:
        rows = [row for name in ADVICE for row in block.rows.get(name, ())]
        near = bearing_on(themes, rows, catalogue)
        if rows and themes and not near:
            last.append(replace(block, heading=f"{block.heading} in general"))
            continue
        ordered = {
            name: sorted(listed, key=lambda row: row not in near) if name in ADVICE else listed
            for name, listed in block.rows.items()
        }
        first.append(replace(block, rows=ordered))
    return [*first, *last]


def _blocks_of_problems(release: Release, reply: Reply) -> list[Block]:
    """Who met the problems, with what was done about them, or something close; then advice."""
    met = who_met_it(release, reply)
    first = _block(replace(reply.parts[0], lead="", row_text="", rows=[]), {}, reply, release)
    besides = [
        _block(replace(part, lead=""), {part.list: part.rows}, reply, release)
        for part in reply.parts[1:]
        if part.kind != "tried" and part.rows and "finding_id" not in part.rows[0]
    ]
    return [replace(first, met=met), *besides]


def _block(part: Part, rows: Mapping[str, list[Row]], reply: Reply, release: Release) -> Block:
    themes = theme_values(reply.query) or themes_of_reply(reply)
    claims = [with_problem(release, row, themes) for row in rows.get("findings", [])]
    causes = barriers.causes(claims, release.catalogue, claims[:MAX_CLAIMS])
    if rows.get("findings") == part.rows:
        # The answer has put them in the order in which they answer the question.
        order = list(dict.fromkeys(row["theme_id"] for row in claims))
        causes.sort(key=lambda cause: order.index(cause.theme_id))
    statements = in_turns(cause.statements for cause in causes)
    if part.list == "projects" and len(part.rows) == 1:
        # Who asks of a project as a whole reads at once what got in its way and what helped it.
        kinds = grouped(statements, lambda statement: statement.kind)
        statements = in_turns(kinds[kind] for kind in sorted(kinds, key=POLARITIES.index))
    statements = _with_answers(statements)
    others = {name: listed for name, listed in rows.items() if listed and name != "findings"}
    outcomes = others.pop("outcomes", [])
    if "chains" in others:
        others["chains"] = [with_closeness(row, themes) for row in others["chains"]]
    is_shown = claims or outcomes or any(name in others for name in SHOWN_LISTS)
    sentences = [part.lead] if is_shown else [part.lead, part.row_text]
    results = results_of(release, _theme_words(reply), outcomes, []) if outcomes else None
    if results and results.finding and _COUNTED.fullmatch(part.lead):
        # What the results find counts just those that they are on, and names them.
        sentences = []
    return Block(
        part.heading,
        short(" ".join(sentences).strip()),
        opened(part.query) if part.query else None,
        statements,
        max(0, len(claims) - MAX_CLAIMS),
        others,
        results,
    )


def _theme_words(reply: Reply) -> str:
    """The words of a question by which it asks for themes."""
    return " ".join(part.words for part in reply.understood if part.parameter == "theme")


def _with_answers(statements: list[Statement]) -> list[Statement]:
    """Statements in their order, but right after a problem what was done about it."""
    keys = {claim["finding_id"] for each in statements for claim in each.claims}
    answers = grouped(statements, lambda each: each.claims[0]["responds_to"])
    beside = (
        [each, *(row for claim in each.claims for row in answers.get(claim["finding_id"], ()))]
        for each in statements
        if each.claims[0]["responds_to"] not in keys
    )
    return [*chain.from_iterable(beside)]


_COUNTED = re.compile(r"\d+ projects?: [^.]*\.")
"""An answer that only counts projects and names them."""
_SENTENCE_END = re.compile(r"(?<=[a-z)]\.) (?=[A-Z])(?!(?:This|These|They|It|Both|Yet)\b)")


def short(paragraph: str) -> list[str]:
    """A paragraph in parts that are read at a glance; what goes back to a sentence stays by it.

    Where pages are named, a part ends with one: what comes before it is of one claim.
    """
    parts, has_pages = [""], ")." in paragraph
    for sentence in _SENTENCE_END.split(paragraph):
        is_whole = parts[-1].endswith(").") or not has_pages
        if parts[-1] and is_whole and len(parts[-1]) + len(sentence) > MAX_PARAGRAPH:
            parts.append("")
        parts[-1] = f"{parts[-1]} {sentence}".strip()
    return [part for part in parts if part]


def path_of(query: Query) -> str:
    """The page of a list, or its address in the API where it has none."""
    name = query.evidence_list.name
    return LIST_PAGES.get(name, f"{API}/{name}")


def opened(query: Query) -> str:
    return address(path_of(query), query)
