"""What is advised, and projects like the reader's."""

import re
from dataclasses import replace

from app.ask.parts import About, part_of, parts_of
from app.ask.passages import nearest
from app.ask.plans import filter_values, measured_by, project_filters
from app.ask.reading import Reading
from app.ask.reply import FilterValues, Part, View
from app.ask.sentences import advice_sentences, claim_sentences, outcome_sentences
from app.ask.thresholds import SURE_BESIDE_A_FACET, SURE_OF_PART
from app.ask.topics import sentences
from app.ask.words import positions, positions_of
from app.evidence.answers import Row
from app.evidence.words import join_names

MOST_ASKED_FOR = 4
"""So much advice is told where it is asked for."""
NONE_OF_THE_KIND = "Of such projects no source here tells this; of others:"
NOT_ADVISED = "The report recommends nothing on just this."
OF_DELAYS = "set-up"
"""What delays are a matter of, where no cause of them is named."""
OF_AMOUNT = 0.3
"""What a recommendation that says how much or how long gains, where that is asked."""

_AMOUNT = re.compile(r"\b(?:more|higher|fewer|less)\b.*\bthan\b")
_LENGTH = re.compile(r"\b\d+ (?:day|week|month|year)s?\b")


def advice_parts(reading: Reading, view: View) -> list[Part]:
    """The parts on the topics: advice, who met them, what was tried, what helped, what to check."""
    # "Nobody will be our control group": what the reader lacks is what advice is wanted on.
    themes = sorted(reading.themes)
    if not themes and any("delay" in effect.values for effect in reading.mentioned.of("effect")):
        themes = [OF_DELAYS]
    about = About(view, themes, filter_values(project_filters(reading)), reading.stems)
    advice = _nearest_first(part_of(about, "advice"), reading, view)
    # How long to allow is advised: all who met anything at the start do not say it.
    is_of_all = bool(advice.rows) and not any("." in theme for theme in themes)
    is_timed = "time" in reading.kinds and is_of_all
    # Where nothing is advised, what others did is nearest to it.
    kinds = ("met", "tried", "helped") if advice.rows else ("tried", "helped", "met")
    around = parts_of(about, *kinds) if themes and not is_timed else []
    if themes and about.filters and not around:
        around = parts_of(replace(about, filters={}), *kinds)
        lead = f"{NONE_OF_THE_KIND} {around[0].lead}".strip() if around else ""
        around[:1] = [replace(part, lead=lead) for part in around[:1]]
    # Savings are of no theme, and agency staff are less than one: advice on them rests on figures.
    ways = reading.mentioned.values("direction")
    better: dict[str, FilterValues] = {"kind": {}}
    better |= {"q": {"desirability": ["improvement"], "direction": ways}} if ways else {}
    measures = [f for f in measured_by(reading) if f.parameter in better]
    outcomes = [{**filter_values([f]), **better[f.parameter]} for f in measures]
    changed = [view.part("What changed", "outcomes", narrowing) for narrowing in outcomes]
    figures = [
        replace(part, row_text=outcome_sentences(part.rows), kind="changed") for part in changed
    ]
    parts = [part for part in (*figures, advice, *around, part_of(about, "check")) if part.rows]
    after = len([part for part in figures if part.rows])
    if parts[after:] and not advice.rows:
        parts[after] = replace(parts[after], lead=f"{NOT_ADVISED} {parts[after].lead}".strip())
    return parts


def _nearest_first(advice: Part, reading: Reading, view: View) -> Part:
    """The advice on a subject, the nearest first: of all advice, unless the subject is sure."""
    pattern = _LENGTH if "time" in reading.kinds else _AMOUNT
    is_figure = "figure" in reading.kinds
    is_sure = all(topic.score >= SURE_BESIDE_A_FACET for topic in reading.topics)
    ids = [row["recommendation_id"] for row in advice.rows if is_sure]

    def gains(_name: str, row: Row) -> float | None:
        if ids and row["recommendation_id"] not in ids:
            return None
        return OF_AMOUNT * (is_figure and bool(pattern.search(row["text_summary"])))

    ranked = nearest(reading, view, ["recommendations"], gains)
    # Where nothing is advised on a subject that is surely meant, advice on another is no answer.
    is_meant = all(topic.score >= SURE_OF_PART for topic in reading.topics)
    is_meant |= not reading.not_understood
    best = [passage.first for passage in ranked[:1] if advice.rows or not is_meant]
    rows = [*best, *(row for row in advice.rows if row not in best)]
    # The nearest may be advised on another theme: the query holds all that is shown.
    is_whole = len(rows) == len(advice.rows)
    query = advice.query if is_whole else view.query("recommendations")
    return replace(
        advice, row_text=advice_sentences(rows, most=MOST_ASKED_FOR), rows=rows, query=query
    )


def plans_of_the_reader(reading: Reading) -> tuple[dict[str, set[str]], str]:
    """The subjects that readers say of their own plans, as a filter, and in their words."""
    about = positions_of(reading.topics)
    where = map(positions, sentences(reading.question, reading.words))
    question = set().union(*(places for places in where if places & about))
    subjects = [m for m in reading.passing if m.kind == "focus" and not m.positions & question]
    values = {value for subject in subjects for value in subject.values}
    words = [f'"{subject}"' for subject in dict.fromkeys(subject.wording for subject in subjects)]
    return {"focus": values} if values else {}, join_names(words, "or")


def first_like_the_readers(
    first: Part, reading: Reading, claims: list[Row], view: View
) -> tuple[Part, Reading]:
    """The first part, with the projects most like the reader's own plan first.

    What these met comes first, and that others are told of needs no saying then.
    """
    narrowing, what = plans_of_the_reader(reading)
    ids = {row["project_id"] for row in first.rows}
    rows = view.rows_of("projects", {"project": ids, **narrowing}) if narrowing else []
    if not rows:
        return first, reading
    which = join_names([row["name"] for row in rows])
    is_all = len(rows) == len(ids)
    lead = f"All on {what}:" if is_all else f"Most like yours, on {what}: {which}. In all,"
    like = {row["project_id"] for row in rows}
    sentences = claim_sentences([row for row in claims if row["project_id"] in like], reading.stems)
    ordered = sorted(first.rows, key=lambda row: row["project_id"] not in like)
    first = replace(first, lead=f"{lead} {first.lead}", row_text=sentences, rows=ordered)
    return first, replace(reading, passing=())
