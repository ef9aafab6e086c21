"""What is said of each of several projects, or kinds of project: which is better is not told."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from app.ask.counting import CLAIMS, COST, TOP
from app.ask.lexicon import Lexicon, Mention
from app.ask.mentioned import FACETS, TAKING, places_of
from app.ask.plans import narrowing, on_topics, pairs_of
from app.ask.reading import Reading
from app.ask.reply import Part, View
from app.ask.sentences import counted, listing
from app.ask.signs import SIGNS
from app.ask.thresholds import NEAR, SURE_OF_PART
from app.ask.told import nearest_rows, said_of
from app.evidence.answers import Row

MOST_COMPARED = 6
"""So many projects are set side by side."""
MOST_OF_EACH = 3
_HEADING = "Side by side"

Several = Sequence[tuple[str, ...]]
"""What is set side by side: projects, or all that the council of one place led."""


def compare(reading: Reading, view: View, lexicon: Lexicon) -> Part | None:
    """The projects that are named, or two kinds of them, side by side."""
    several: Several = reading.mentioned.projects
    if not several:
        groups = [one for one in reading.mentioned.of(*FACETS, "area") if one.kind != "near"]
        if len({one.values for one in groups}) > 1:
            return _of_groups(groups, reading, view)
        is_either = any(one.joined_by == "or" for one in reading.topics[1:])
        if is_either and not reading.mentioned.of(*TAKING, "without"):
            return _of_topics(reading, view)
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


def _of_topics(reading: Reading, view: View) -> Part:
    """Of how many projects each of several themes is told."""
    told = {reading.polarity or topic.polarity for topic in reading.topics}
    polarity = "facilitator" if told == {"facilitator"} else "barrier"
    parts, said = [], []
    for topic in reading.topics:
        pairs = [("theme", ",".join(topic.themes)), ("polarity", polarity)]
        part = view.part(_HEADING, "findings", [*pairs, ("scope", "project")])
        names = list(dict.fromkeys(row["project_name"] for row in part.rows))
        label = listing([view.catalogue.themes.labels[one] for one in topic.themes])
        said.append(f"{label}: {counted(len(names), 'project')} ({listing(names) or 'none'}).")
        parts.append(part)
    text = f"{CLAIMS[polarity].capitalize()} recorded of each. {' '.join(said)} {_NO_MEASURE}"
    themes = sorted({theme for topic in reading.topics for theme in topic.themes})
    query = view.query("findings", [("theme", ",".join(themes)), ("polarity", polarity)])
    return Part(_HEADING, text, query, [row for part in parts for row in part.rows])


_NO_MEASURE = "A count of what is recorded does not measure how common it was."


def _joined(several: Several) -> str:
    return ",".join(one for ids in several for one in ids)


def _of_one_kind(reading: Reading, view: View) -> Several:
    """The projects of a kind that is small enough to be set side by side."""
    pairs = pairs_of(narrowing(reading))
    rows = view.rows(view.query("projects", pairs)) if pairs else []
    return [(row["project_id"],) for row in rows] if len(rows) <= MOST_COMPARED else []


def _side_by_side(several: Several, reading: Reading, view: View, lexicon: Lexicon) -> Part | None:
    """What is said on the subject of each, or where no subject is told, all that each met."""
    pairs = [("project", _joined(several))]
    part = view.part(_HEADING, "findings", pairs)
    kinds = places_of(reading.mentioned.of(*FACETS))
    told = [w for w in reading.telling if w.text not in SIGNS["comparing"]]
    told = [w for w in told if w.position not in kinds]
    is_of_all = not reading.topics and all(lexicon.is_empty(word) for word in told)
    asked = replace(reading, words=tuple(told))
    near = [one for one in nearest_rows(asked, pairs, view, lexicon)[:1] if one.held >= NEAR]
    is_read = reading.topics and not reading.not_understood
    said, rows = [], list[Row]()
    if reading.not_understood and not (is_of_all or near or is_read):
        is_of_all = True
        said.append("Nothing on this is recorded of them in so many words; in all:")
    for ids in several:
        names = listing([view.catalogue.projects.labels[one] for one in ids])
        if is_of_all:
            own = [row for row in part.rows if row["project_id"] in ids]
            said.append(_overview(names, own, reading.polarity))
            rows += own
            continue
        found = nearest_rows(asked, [("project", ",".join(ids))], view, lexicon)
        found = [one for one in found if one.rank >= NEAR]
        rows += [one.row for one in found[:MOST_OF_EACH]]
        told_of = said_of(found[:MOST_OF_EACH])
        first = "" if told_of.startswith(names) else f"{names}: "
        said.append(f"{first}{told_of or 'nothing on this is recorded.'}")
    if not rows and reading.mentioned.values("project"):
        names = listing([view.catalogue.projects.labels[one] for ids in several for one in ids])
        return replace(part, text=f"Nothing on this is recorded of {names}.", rows=[])
    if not rows:
        return None
    both = _in_common([row for row in rows if "polarity" in row], several)
    text = " ".join([*said, *both, "The sources do not rank them."])
    return replace(part, text=text, rows=rows)


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
