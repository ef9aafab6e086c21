"""What was tried about a theme, who met it, what is advised, and projects like the reader's."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from app.ask.lexicon import Lexicon
from app.ask.passages import nearest
from app.ask.plans import is_for_a_figure, narrowed_by, narrowing
from app.ask.reading import Reading
from app.ask.reply import Narrowed, Part, View
from app.ask.sentences import (
    of_advice,
    of_claims,
    of_other_problems,
    of_responses,
    projects_in,
    some,
)
from app.ask.thresholds import SURE_BESIDE_A_FACET
from app.ask.topics import sentences
from app.evidence.answers import Row
from app.evidence.queries import FINDINGS
from app.evidence.words import inside, listing

WHO_MET_IT = "Who met it"
TRIED = "What was tried"
NEAREST = "The nearest advice"
MOST_NEAR = 2
OF_AMOUNT = 0.3
"""What a recommendation that says how much or how long gains, where that is asked."""

_AMOUNT = re.compile(r"(?<!Wave )\b\d|\b(?:more|higher|fewer|less)\b.*\bthan\b")


def tried(narrowed: Narrowed, view: View, shown: Collection[str] = ()) -> Part:
    """What was done about barriers of some themes, or by means of what is under these themes.

    By other means than those that are shown already.
    """
    part = view.part(TRIED, "chains", narrowed)
    themes = [*narrowed["theme"]]
    every = view.rows(view.query("chains", {**narrowed, "theme": ()}))
    by_means = [
        row
        for row in every
        if row["response_theme_id"] and is_within(row["response_theme_id"], themes)
    ]
    others = [row for row in by_means if row not in part.rows and row["response_id"] not in shown]
    told = [of_responses(part.rows), of_other_problems(others)]
    rows = [*part.rows, *others]
    if others:
        ids = {row["project_id"] for row in rows if row["project_id"]}
        met = {row["theme_id"] for row in rows}
        part = Part(TRIED, "", view.query("chains", {"project": ids, "theme": met}), rows)
    return replace(part, told=" ".join(filter(None, told)))


def is_within(theme: str, themes: Sequence[str]) -> bool:
    """Whether a theme is one of some themes, or a sub-theme of one."""
    return any(theme == one or theme.startswith(f"{one}.") for one in themes)


def advice(
    themes: Collection[str],
    view: View,
    name: str = "recommendations",
    *,
    most: int,
    first: str = "",
) -> Part:
    """What is recommended (or to be checked) on some themes, or else on those they are in.

    What is recommended on the theme `first` comes first.
    """
    heading, says = _ADVICE[name]
    part = view.part(heading, name, {"theme": themes})
    is_advice = any(row.get("kind", "recommendation") == "recommendation" for row in part.rows)
    if not is_advice and themes:
        parents = sorted({one.partition(".")[0] for one in themes})
        part = view.part(heading, name, {"theme": parents})
        if {*parents} != {*themes}:
            about = listing([inside(view.catalogue.themes.labels[one]) for one in parents])
            says = f"{says} (on {about} in general)"
    rows = sorted(part.rows, key=lambda row: not _is_on(row, first)) if first else part.rows
    return replace(part, rows=rows, told=of_advice(rows, says, most=most))


def _is_on(row: Row, theme: str) -> bool:
    return any(is_within(one, [theme]) for one in row["theme_ids"])


_ADVICE = {
    "recommendations": ("What is recommended", "The report advises"),
    "audit-conditions": ("What to check first", "Check first"),
}


def advised(reading: Reading, view: View, lexicon: Lexicon) -> list[Part]:
    """What is advised on the topics, who met them, what was tried, what helped, what to check."""
    # "Nobody will be our control group": what the reader lacks is what advice is wanted on.
    themes = sorted({theme for one in reading.topics for theme in one.themes})
    advised_on = advice(themes, view, most=4)
    is_figure = is_for_a_figure(reading) or any(w.text.isdecimal() for w in reading.words)

    def gains(_name: str, row: Row) -> float:
        return OF_AMOUNT * (is_figure and bool(_AMOUNT.search(row["text_summary"])))

    ranked = nearest(reading.telling, view, lexicon, ["recommendations"], gains)
    is_sure = any(topic.score >= SURE_BESIDE_A_FACET for topic in reading.topics)
    best = [one.first for one in ranked[:1] if one.first in advised_on.rows or not is_sure]
    rows = [*best, *(row for row in advised_on.rows if row not in best)]
    # The nearest may be advised on another theme: the query holds all that is shown.
    is_within = len(rows) == len(advised_on.rows)
    query = advised_on.query if is_within else view.query("recommendations")
    parts: list[Part] = [
        replace(advised_on, told=of_advice(rows, most=4), rows=rows, query=query),
        advice(themes, view, "audit-conditions", most=2),
    ]
    if "audit" in reading.question.casefold():
        parts.reverse()
    if themes:
        own = narrowed_by(one for one in narrowing(reading) if one.parameter in FINDINGS.parameters)
        said = {**own, "theme": themes}
        met = view.part(WHO_MET_IT, "findings", {**said, "polarity": "barrier"})
        names = projects_in(met.rows)
        first = (
            f"This got in the way of {some(names)}."
            if names
            else "No source names a project that this held up."
        )
        met = replace(met, lead=first, told=of_claims(met.rows, reading.stems, most=2))
        helped = view.part("What helped", "findings", {**said, "polarity": "facilitator"})
        text = f"What helped: {of_claims(helped.rows, reading.stems, most=2)}"
        parts[1:1] = [met, tried({"theme": themes}, view), replace(helped, told=text)]
    return [part for part in parts if part.rows]


def nearest_advice(reading: Reading, view: View, lexicon: Lexicon) -> list[Part]:
    """What is advised that is nearest to a question about a project of one's own."""
    ranked = nearest(reading.telling, view, lexicon, ["recommendations"])[:MOST_NEAR]
    rows = [passage.first for passage in ranked]
    query = view.query("recommendations", {"kind": ("recommendation", "supporting-condition")})
    return [Part(NEAREST, "", query, rows, of_advice(rows, NEAREST))]


def plans_of_the_reader(reading: Reading) -> tuple[dict[str, set[str]], str]:
    """The subjects that readers say of their own plans, as a filter, and in their words."""
    about = {word.position for topic in reading.topics for word in topic.words}
    where = [{w.position for w in one} for one in sentences(reading.question, reading.words)]
    asked = set().union(*(places for places in where if places & about))
    own = [one for one in reading.passing if one.kind == "focus" and not one.places & asked]
    values = {value for one in own for value in one.values}
    words = [f'"{one}"' for one in dict.fromkeys(one.written for one in own)]
    return {"focus": values} if values else {}, listing(words, "or")


def like_the_readers(
    reading: Reading, ids: list[str], claims: list[Row], view: View
) -> Part | None:
    """Which of some projects are about what readers say of their own plans, and what they met."""
    own, what = plans_of_the_reader(reading)
    if not own or not ids:
        return None
    part = view.part("Which are like yours", "projects", {"project": ids, **own})
    which = listing([row["name"] for row in part.rows])
    is_all = len(part.rows) == len(ids)
    text = f"All on {what}:" if is_all else f"Most like yours, on {what}: {which}. In all,"
    like = {row["project_id"] for row in part.rows}
    told = of_claims([row for row in claims if row["project_id"] in like], reading.stems)
    return replace(part, lead=text, told=told) if part.rows else None
