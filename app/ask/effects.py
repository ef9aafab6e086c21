"""What came of barriers, whether a response worked, and whose word it is: claims by what they say.

What is stated or listed of a project stands before what the report only implies.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.ask.advice import advice, tried
from app.ask.answering import in_parts, like_yours
from app.ask.lexicon import Mention
from app.ask.mentioned import CLAIMED
from app.ask.plans import Plan, Said, narrowing, on_topics, pairs_of, project_of
from app.ask.reading import Reading
from app.ask.refusals import nothing
from app.ask.reply import Part, Reply, View
from app.ask.sentences import counted, listing, of_claims, some
from app.evidence.answers import Row
from app.evidence.queries import FINDINGS

TOLD_UNDER = {"recruitment": ("recruitment", "referrals", "set-up.partner-withdrawal")}
"""Under which themes it is told that one ran late: recruits come by referral and by partners."""
SETTING = "set-up"
"""The theme whose implied claims name settings in which recruiting and negotiating ran late."""
IN_SETTING = {SETTING, "recruitment", "set-up.commissioning-and-deregulation"}


def of_effect(reading: Reading, view: View) -> Reply | None:
    """The reply to a question for claims by what they say besides their theme."""
    said = _claimed(reading)
    is_denied = any(reading.mentioned.denied_values(kind) for kind in CLAIMED)
    if is_denied or (said and (reading.mentioned.of("without") or reading.loose_negatives)):
        return _denied(reading, said, view)
    if not said or is_told_by_themes(reading) or reading.unbound():
        return None
    topics = _topics(reading, said)
    own = pairs_of(narrowing(reading))
    own += pairs_of(project_of(reading))
    if any(name not in FINDINGS.parameters for name, _ in own):
        return None
    pairs = [*pairs_of(said), *own]
    pairs += _besides(reading, {one.parameter for one in said})
    told = tuple(theme for one in topics for theme in TOLD_UNDER.get(one, (one,)))
    asked = [("theme", ",".join(told))] if told else []
    part = view.part("Answer", "findings", [*pairs, *asked])
    if part.query and not part.rows:
        # "Delay" is said loosely of a theme; whose word it is never is.
        is_loose = topics and {one.parameter for one in said} <= {"effect", "response"}
        tried_query = (Plan("findings", tuple(said)), part.query)
        return None if is_loose else nothing(reading, tried_query, view)
    effect = led_to({one.parameter: one.values for one in said}.get("effect", ()))
    text = _by_certainty(part.rows, reading, effect)
    parts = [replace(part, text=text)]
    parts += like_yours(reading, part.query, view) if part.query else ()
    if effect:
        parts += _around(reading, topics, own, part.rows, view)
    reply = in_parts(reading, parts, view)
    return replace(reply, projects=_projects(parts, view))


def is_told_by_themes(reading: Reading) -> bool:
    """Whether the themes, or how they were overcome, are asked for more than what they led to."""
    topics = reading.topics
    is_denied = any(topic.is_without for topic in topics)
    return len(topics) > 1 or is_denied or bool(topics and _mended(reading))


def _mended(reading: Reading) -> list[Mention]:
    """What asks how it was overcome, where no part of its own asks what was done."""
    return [] if reading.is_of_several_parts else reading.mentioned.of("overcome")


def _claimed(reading: Reading) -> list[Said]:
    mentioned = reading.mentioned
    return [
        Said(" ".join(m.written for m in mentioned.of(kind)), kind, tuple(sorted(values)))
        for kind in CLAIMED
        if (values := mentioned.values(kind) + mentioned.denied_values(kind))
    ]


def _besides(reading: Reading, kinds: set[str]) -> list[tuple[str, str]]:
    """Whether it helped, where whose word it is is asked; whether the barrier was overcome."""
    pairs = []
    if reading.polarity and kinds & {"reported_by", "certainty"}:
        pairs.append(("polarity", reading.polarity))
    if ways := _mended(reading):
        longest = max(ways, key=lambda one: len(one.words))
        pairs.append(("overcome", ",".join(sorted(longest.values))))
    return pairs


def _topics(reading: Reading, said: list[Said]) -> tuple[str, ...]:
    """The themes asked about, but for one that only the words of the effect told."""
    words = {word for one in said for word in one.words.split()}
    return tuple(
        theme
        for topic in on_topics(reading)
        if not set(topic.words.split()) <= words
        for theme in topic.values
    )


def _by_certainty(rows: list[Row], reading: Reading, what: str) -> str:
    """Of which projects it is stated, of which it is said together, then the claims."""
    names: dict[str, str] = {}
    for certainty in _HOW_SAID:
        for row in rows:
            if row["certainty"] == certainty and row["project_id"]:
                names.setdefault(row["project_name"], certainty)
    heads = [
        says.format(listing(held), what if held[1:] else re.sub("^were", "was", what), what)
        for certainty, says in _HOW_SAID.items()
        if what and (held := [name for name, how in names.items() if how == certainty])
    ]
    claims = [row for row in rows if row["certainty"] != "implied"]
    return " ".join([*heads, of_claims(claims, reading.stems)]).strip()


_HOW_SAID = {
    "stated": "{0} {1}.",
    "listed": "{0} {1}, as is said of several projects together.",
    "implied": "Named only as examples of where projects {2}: {0}.",
}
_LED_TO = {
    "delay": "were delayed",
    "fewer-people": "reached fewer people",
    "changed-plan": "became smaller or other than planned",
    "poorer-service": "could not give what was central to them",
    "burden": "laid more work on staff or families",
    "weaker-evaluation": "could show less in their evaluation",
    "higher-cost": "cost more",
    "threat": "were put at risk",
}
"""What came of a barrier, as it is said of several projects."""


def led_to(effects: Sequence[str]) -> str:
    """What came of a barrier, in the words of a sentence on several projects."""
    return " or ".join(_LED_TO[one] for one in effects)


def _around(
    reading: Reading,
    topics: tuple[str, ...],
    own: list[tuple[str, str]],
    rows: list[Row],
    view: View,
) -> Iterator[Part]:
    """Who is named only as an example, who met the same with no word of it, and what to do."""
    is_whole = not _mended(reading)
    is_setting = (
        is_whole and "delay" in reading.mentioned.values("effect") and {*topics} <= IN_SETTING
    )
    if is_setting:
        pairs = [*own, ("theme", SETTING), ("certainty", "implied")]
        part = view.part("Only implied", "findings", pairs)
        names = some(list(dict.fromkeys(row["project_name"] for row in part.rows)))
        text = f"Named only as examples of where recruitment and negotiation ran late: {names}."
        yield from [replace(part, text=text)] if part.rows else []
    if topics:
        effect = led_to(reading.mentioned.values("effect"))
        yield from _with_no_word_of_it(topics, own, rows, effect, view)
    themes = sorted({row["theme_id"] for row in rows})
    whose = [pair for pair in own if pair[0] == "project"]
    response = tried([*whose, ("theme", ",".join(themes))], view)
    yield from [response] if response.rows else []
    about = SETTING if is_setting else ",".join(themes)
    yield advice([("theme", about)], view, most=2)


def _with_no_word_of_it(
    topics: tuple[str, ...], own: list[tuple[str, str]], rows: list[Row], effect: str, view: View
) -> Iterator[Part]:
    pairs = [*own, ("theme", ",".join(topics)), ("polarity", "barrier"), ("scope", "project")]
    part = view.part("Met it, with no word of this effect", "findings", pairs)
    told = {row["finding_id"] for row in rows}
    rest = [row for row in part.rows if row["finding_id"] not in told]
    by_theme: dict[str, dict[str, None]] = {}
    for row in rest:
        by_theme.setdefault(row["theme_label"], {})[row["project_name"]] = None
    said = [f"{label}: {some(list(names))}." for label, names in by_theme.items()]
    text = f"Others met barriers there, and no source says that they {effect}. {' '.join(said)}"
    yield from [replace(part, text=text, rows=rest)] if rest else []


def _denied(reading: Reading, said: list[Said], view: View) -> Reply | None:
    """The projects of which no such effect is recorded; nothing else can be denied."""
    said_in = {place for one in reading.mentioned.themes for place in one.places}
    is_in_theme = all(one.places <= said_in for one in reading.mentioned.of(*CLAIMED))
    if is_in_theme or any(not topic.is_without for topic in reading.topics):
        # "Delays with Ofsted, but no trouble finding staff": the themes say it all.
        return None
    is_more = reading.topics or reading.mentioned.of("project")
    if [one.parameter for one in said] != ["effect"] or is_more:
        words = tuple(one.words for one in said)
        return nothing(replace(reading, not_understood=words), None, view)
    values = [("effect", ",".join(said[0].values))]
    told = view.rows(view.query("findings", [*values, ("scope", "project")]))
    if "delay" in said[0].values:
        implied = [("theme", SETTING), ("certainty", "implied")]
        told += view.rows(view.query("findings", implied))
    ids = ",".join(sorted({row["project_id"] for row in told}))
    own = pairs_of(narrowing(reading))
    pairs = [("project.none", ids), ("evidence_status", "coded"), *own]
    part = view.part("Answer", "projects", pairs)
    names = [row["name"] for row in part.rows]
    text = f"Of {counted(len(names), 'project')} no source says that they "
    text += f"{led_to(said[0].values)}: {some(names)}."
    text += " Nothing recorded does not mean that nothing happened."
    return in_parts(reading, [replace(part, text=text)], view) if names else None


def _projects(parts: list[Part], view: View) -> list[Row]:
    """The projects of the parts, those of whom it is surest first."""
    why: dict[str, str] = {}
    for row in (row for part in parts for row in part.rows):
        if row.get("project_id") and "finding_id" in row:
            why.setdefault(row["project_id"], row["statement"])
    labels = view.catalogue.projects.labels
    return [{"project_id": one, "name": labels[one], "why": text} for one, text in why.items()]
