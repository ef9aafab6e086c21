"""What is said of each of several projects, or kinds of project: which is better is not told."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from app.ask.counting import CLAIMS, COST, TOP
from app.ask.lexicon import Lexicon, Mention
from app.ask.mentioned import FACETS, places_of
from app.ask.plans import narrowing, on_topics, pairs_of
from app.ask.reading import Reading
from app.ask.reply import Part, View
from app.ask.sentences import counted, listing
from app.ask.signs import SIGNS
from app.ask.thresholds import SURE_OF_PART
from app.evidence.answers import Row

MOST_COMPARED = 6
"""So many projects are set side by side."""
_HEADING = "Side by side"

Several = Sequence[tuple[str, ...]]
"""What is set side by side: projects, or all that the council of one place led."""


def compare(reading: Reading, view: View, lexicon: Lexicon) -> Part | None:
    """Two kinds of project side by side, or some projects by their money or by all they met."""
    several: Several = reading.mentioned.projects
    if not several:
        groups = [one for one in reading.mentioned.of(*FACETS, "area") if one.kind != "near"]
        if len({one.values for one in groups}) > 1:
            return _of_groups(groups, reading, view)
        several = _of_one_kind(reading, view)
    if len(several) < 2:
        several = [(one,) for ids in several for one in ids]
    if len(several) < 2:
        return None
    words = {word.text for topic in reading.topics for word in topic.words}
    if COST.search(reading.question.casefold()) and words <= SIGNS["money"] | SIGNS["comparing"]:
        part = view.part("By funding", "projects", [("project", _joined(several))])
        text = " ".join(map(_funded, part.rows))
        return replace(part, text=f"{text} What a project was given is not what it cost to run.")
    return _side_by_side(several, reading, view, lexicon)


_NO_MEASURE = "A count of what is recorded does not measure how common it was."


def _joined(several: Several) -> str:
    return ",".join(one for ids in several for one in ids)


def _of_one_kind(reading: Reading, view: View) -> Several:
    """The projects of a kind that is small enough to be set side by side."""
    pairs = pairs_of(narrowing(reading))
    rows = view.rows(view.query("projects", pairs)) if pairs else []
    return [(row["project_id"],) for row in rows] if len(rows) <= MOST_COMPARED else []


def _side_by_side(several: Several, reading: Reading, view: View, lexicon: Lexicon) -> Part | None:
    """All that each met and was helped by, where no subject is told."""
    kinds = places_of(reading.mentioned.of(*FACETS))
    told = [w for w in reading.telling if w.text not in SIGNS["comparing"]]
    if any(not lexicon.is_empty(w) for w in told if w.position not in kinds):
        return None
    part = view.part(_HEADING, "findings", [("project", _joined(several))])
    said = []
    for ids in several:
        own = [row for row in part.rows if row["project_id"] in ids]
        names = listing([view.catalogue.projects.labels[one] for one in ids])
        said.append(_overview(names, own, reading.polarity))
    text = " ".join([*said, *_in_common(part.rows, several), "The sources do not rank them."])
    return replace(part, text=text) if part.rows else None


def _overview(name: str, rows: Sequence[Row], polarity: str | None) -> str:
    """The themes of what one project met, and of what helped it."""
    if not rows:
        return f"Nothing is recorded of {name}."
    parts = []
    for of, says in (("barrier", "met barriers in"), ("facilitator", "was helped by")):
        labels = list(dict.fromkeys(r["theme_label"] for r in rows if r["polarity"] == of))
        if polarity in (None, of):
            parts.append(f"{says} {listing(labels) or 'nothing that is recorded'}")
    return f"{name} {' and '.join(parts)}."


def _in_common(rows: Sequence[Row], several: Several) -> list[str]:
    """The themes on which the same is said of each."""
    held: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row["polarity"] in CLAIMS:
            held.setdefault((row["polarity"], row["theme_label"]), set()).add(row["project_id"])
    same = [
        f"{label} ({'a barrier' if polarity == 'barrier' else 'it helped'})"
        for (polarity, label), own in held.items()
        if not any(own.isdisjoint(ids) for ids in several)
    ]
    return [f"In common: {listing(same)}."] if same else ["Nothing is recorded of all alike."]


def _funded(row: Row) -> str:
    if row["funding_gbp"] is None:
        return f"The funding of {row['name']} is not known."
    return f"{row['name']} had £{row['funding_gbp']:,}."


def _of_groups(groups: Sequence[Mention], reading: Reading, view: View) -> Part | None:
    """What two kinds of project met or were helped by, most often first."""
    polarity = reading.polarity or "barrier"
    sure = [topic for topic in reading.topics if topic.score >= SURE_OF_PART]
    pairs = on_topics(replace(reading, topics=tuple(sure)))
    topics = pairs_of(pairs)
    parts, said, met = [], [], []
    for one in groups[:2]:
        own = (one.kind, ",".join(one.values))
        count = len(view.rows(view.query("projects", [own])))
        part = view.part(_HEADING, "findings", [own, *topics, ("polarity", polarity)])
        met.append({(row["theme_label"], row["project_id"]) for row in part.rows})
        most = Counter(label for label, _ in met[-1]).most_common(TOP)
        claims = listing([f"{label} ({counted(number, 'project')})" for label, number in most])
        name = f"{one.written[0].upper()}{one.written[1:]}"
        said.append(f"{name} ({counted(count, 'project')}): {claims or 'none recorded'}.")
        parts.append(part)
    what = CLAIMS[polarity].capitalize()
    labels = [{label for label, _ in ones} for ones in met]
    both = f"Recorded of both: {listing(sorted(labels[0] & labels[1])) or 'none'}."
    text = f"{what} recorded most often, by {' and '.join(one.written for one in groups[:2])}. "
    text += f"{' '.join(said)} {both} {_NO_MEASURE}"
    rows = [row for part in parts for row in part.rows]
    return replace(parts[0], text=text, rows=rows) if rows else None
