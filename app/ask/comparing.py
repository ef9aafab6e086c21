"""What is said of each of several projects, or kinds of project: which is better is not told."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from app.ask.counting import CLAIMS, COST, TOP
from app.ask.lexicon import Lexicon, Mention
from app.ask.mentioned import FACETS, places_of
from app.ask.plans import narrowing, on_topics
from app.ask.reading import Reading
from app.ask.reply import Part, View
from app.ask.sentences import counted, listing
from app.ask.signs import SIGNS
from app.ask.thresholds import NEAR_OF_A_PROJECT, NEAR_TO_A_NAME, SURE_OF_PART
from app.ask.told import nearest_rows, of_the_same_place, said_of
from app.evidence.answers import Row

MOST_COMPARED = 6
"""So many projects are set side by side."""
MOST_OF_EACH = 2
_HEADING = "Side by side"


def compare(reading: Reading, view: View, lexicon: Lexicon) -> Part | None:
    """The projects that are named, or two kinds of them, side by side."""
    ids = reading.mentioned.values("project")
    if not ids:
        groups = [one for one in reading.mentioned.of(*FACETS, "area") if one.kind != "near"]
        if len({one.values for one in groups}) > 1:
            return _of_groups(groups, reading, view)
        ids = _of_one_kind(reading, view)
    if len(ids) < 2:
        return None
    words = {word.text for topic in reading.topics for word in topic.words}
    if COST.search(reading.question.casefold()) and words <= SIGNS["money"] | SIGNS["comparing"]:
        part = view.part("By funding", "projects", [("project", ",".join(ids))])
        text = " ".join(map(_funded, part.rows))
        return replace(part, text=f"{text} What a project was given is not what it cost to run.")
    return _side_by_side(ids, reading, view, lexicon)


def _of_one_kind(reading: Reading, view: View) -> list[str]:
    """The projects of a kind that is small enough to be set side by side."""
    pairs = [(one.parameter, ",".join(one.values)) for one in narrowing(reading)]
    rows = view.rows(view.query("projects", pairs)) if pairs else []
    return [row["project_id"] for row in rows] if len(rows) <= MOST_COMPARED else []


def _side_by_side(
    ids: Sequence[str], reading: Reading, view: View, lexicon: Lexicon
) -> Part | None:
    """What is said on the subject of each, or where no subject is told, all that each met."""
    pairs = [("project", ",".join(ids))]
    part = view.part(_HEADING, "findings", pairs)
    kinds = places_of(reading.mentioned.of(*FACETS))
    told = [w for w in reading.telling if w.text not in SIGNS["comparing"]]
    told = [w for w in told if w.position not in kinds]
    is_of_all = not reading.topics and all(lexicon.is_empty(word) for word in told)
    asked = replace(reading, words=tuple(told))
    near = nearest_rows(asked, pairs, view, lexicon, NEAR_OF_A_PROJECT)
    # Of a theme that was surely read, or where no project has a near row, the rest is no answer.
    is_read = reading.topics and not reading.not_understood
    least = NEAR_OF_A_PROJECT if is_read or not near else NEAR_TO_A_NAME
    said, rows = [], list[Row]()
    if reading.not_understood and not (is_of_all or near or is_read):
        is_of_all = True
        said.append("Nothing on this is recorded of them in so many words; in all:")
    for one in ids:
        name = view.catalogue.projects.labels[one]
        if is_of_all:
            own = [row for row in part.rows if row["project_id"] == one]
            said.append(_overview(name, own, reading.polarity))
            rows += own
            continue
        own_ids = {one, *of_the_same_place(reading, view, one)} - ({*ids} - {one})
        own_pairs = [("project", ",".join(sorted(own_ids)))]
        found = nearest_rows(asked, own_pairs, view, lexicon, least)[:MOST_OF_EACH]
        rows += [nearest.row for nearest in found]
        told_ids = dict.fromkeys(nearest.row["project_id"] for nearest in found)
        name = listing([view.catalogue.projects.labels[one] for one in told_ids]) or name
        told_of = said_of(found)
        first = "" if told_of.startswith(name) else f"{name}: "
        said.append(f"{first}{told_of or 'nothing on this is recorded.'}")
    if not rows and reading.mentioned.values("project"):
        names = listing([view.catalogue.projects.labels[one] for one in ids])
        return replace(part, text=f"Nothing on this is recorded of {names}.", rows=[])
    if not rows:
        return None
    both = _in_common([row for row in rows if "polarity" in row], len(ids))
    text = " ".join([*said, *both, "The sources do not rank them."])
    every = sorted({*ids, *(row["project_id"] for row in rows)})
    query = view.query("findings", [("project", ",".join(every))])
    return replace(part, text=text, query=query, rows=rows)


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


def _in_common(rows: Sequence[Row], count: int) -> list[str]:
    """The themes on which the same is said of each."""
    held: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row["polarity"] in CLAIMS:
            held.setdefault((row["polarity"], row["theme_label"]), set()).add(row["project_id"])
    same = [
        f"{label} ({'a barrier' if polarity == 'barrier' else 'it helped'})"
        for (polarity, label), ids in held.items()
        if len(ids) == count
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
    topics = [(one.parameter, ",".join(one.values)) for one in pairs]
    parts, said, met = [], [], []
    for one in groups[:2]:
        own = (one.kind, ",".join(one.values))
        count = len(view.rows(view.query("projects", [own])))
        part = view.part(_HEADING, "findings", [own, *topics, ("polarity", polarity)])
        met.append({(row["theme_label"], row["project_id"]) for row in part.rows})
        most = Counter(label for label, _ in met[-1]).most_common(TOP)
        claims = listing([f"{label} ({counted(number, 'project')})" for label, number in most])
        said.append(f"{one.written} ({counted(count, 'project')}): {claims or 'none recorded'}.")
        parts.append(part)
    what = CLAIMS[polarity].capitalize()
    labels = [{label for label, _ in ones} for ones in met]
    both = f"Recorded of both: {listing(sorted(labels[0] & labels[1])) or 'none'}."
    text = f"{what} recorded most often, by {' and '.join(one.written for one in groups[:2])}. "
    text += f"{' '.join(said)} {both} "
    text += "A count of what is recorded does not measure how common it was."
    rows = [row for part in parts for row in part.rows]
    return replace(parts[0], text=text, rows=rows) if rows else None
