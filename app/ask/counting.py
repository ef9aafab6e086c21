"""Questions that count: the most, the share, how many for each."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from app.ask.amounts import MONEY
from app.ask.plans import narrowing, on_topics, pairs_of, project_of
from app.ask.reading import Reading
from app.ask.reply import Part, View
from app.ask.sentences import counted, figure, listing, of_advice, of_claims, of_figures
from app.ask.signs import SIGNS
from app.ask.thresholds import SURE_OF_PART
from app.evidence import answers
from app.evidence.answers import LISTINGS, Row
from app.evidence.queries import FINDINGS, RESOURCES

TOP = 5
_LEAST = re.compile(r"\b(?:least|fewest|smallest|lowest|cheapest)\b")
COST = re.compile(
    rf"\b(?:{'|'.join(MONEY - {'got', 'given'})}|expensive|cheap(?:er|est)|cost\w*|paid)\b"
)
_DIMENSIONS = (
    (r"lead types?|types? of lead\w*", "lead_type"),
    (r"strands?", "strand"),
    (r"focus|subjects?", "focus"),
    (r"evaluators?|universit(?:y|ies)", "evaluator"),
    (r"regions?", "region"),
    (r"sub-?themes?|themes?|areas of difficulty", "sub-theme"),
    (r"projects?|councils?|authorit(?:y|ies)|charit(?:y|ies)", "project"),
    (r"polarity", "polarity"),
    (r"who", "project"),
)
_MET = {
    "barrier": "The barriers that {} projects met",
    "facilitator": "What helped {} projects",
    None: "Where there are the {} findings",
}
CLAIMS = {"barrier": "barriers", "facilitator": "things that helped", None: "findings"}


def rank(reading: Reading, view: View) -> Part | None:
    """What there is most or least of: money, a change, or claims for each project or theme."""
    question = reading.question.casefold()
    is_least = bool(_LEAST.search(question))
    if COST.search(question) and not reading.measures:
        return _by_money(reading, view, is_least=is_least)
    if reading.mentioned.of("measure", "direction") and (part := _by_change(reading, view)):
        return part
    if reading.topics and not reading.mentioned.of("project"):
        return None
    texts = {word.text for word in reading.words}
    for sign, column in (("led", "lead_organisation_name"), ("evaluated", "evaluator_names")):
        if texts & SIGNS[sign]:
            return _by_role(reading, sign, column, view, is_least=is_least)
    return _by_claims(reading, view, is_least=is_least)


_HOW_MANY = re.compile(
    r"\b(?:how many|number of|count of) (?:of )?(?:the |different )*([\w-]+) ?([\w-]*)"
)
_LISTS = ("findings", "outcomes", "recommendations", "audit-conditions", "sources", "evaluations")
_CALLED: dict[str, tuple[str, str | None]] = {
    one.rpartition("-")[2]: (one, None) for one in (*_LISTS, "themes", "principles")
}
_CALLED |= {"claims": ("findings", None), "statements": ("findings", None)}
_CALLED |= {f"{one}s": ("findings", one) for one in ("barrier", "facilitator")}
_SAID: dict[str, Callable[[Sequence[Row]], str]] = {
    "findings": of_claims,
    "outcomes": of_figures,
    "recommendations": of_advice,
    "audit-conditions": partial(of_advice, says="Check first"),
}


def number(reading: Reading, view: View) -> Part | None:
    """How many rows there are of a list that is asked for by its name: "how many barriers"."""
    asked = _HOW_MANY.search(reading.question.casefold())
    called = next((one for one in asked.groups() if one in _CALLED), None) if asked else None
    if not called or {*reading.not_understood} - {called}:
        return None
    name, polarity = _CALLED[called]
    sure = tuple(topic for topic in reading.topics if topic.score >= SURE_OF_PART)
    topics = on_topics(replace(reading, topics=sure))
    pairs = pairs_of([*topics, *narrowing(reading), *project_of(reading)])
    pairs += [("polarity", polarity)] if polarity else []
    pairs += [("kind", "recommendation")] if name == "recommendations" else []
    if any(one not in RESOURCES[name].parameters for one, _ in pairs):
        return None
    part = view.part("By number", name, pairs)
    count = counted(len(part.rows), called.removesuffix("s"))
    text = f"{count} {'is' if len(part.rows) == 1 else 'are'} recorded."
    text += f" {_SAID[name](part.rows)}" if name in _SAID else ""
    return replace(part, text=text) if part.rows else None


def _by_money(reading: Reading, view: View, *, is_least: bool) -> Part | None:
    pairs = pairs_of(narrowing(reading))
    order = "funding_gbp" if is_least else "-funding_gbp"
    part = view.part("By funding", "projects", [*pairs, ("funding_gbp.gt", "0"), ("sort", order)])
    if not part.rows:
        return None
    first, *others = part.rows
    which = "least" if is_least else "most"
    text = (
        f"{first['name']} had the {which} money of those whose funding is known: "
        f"£{first['funding_gbp']:,}."
    )
    if others:
        then = [f"{row['name']} (£{row['funding_gbp']:,})" for row in others[: TOP - 1]]
        text += f" Then: {listing(then)}."
    everyone = view.rows(view.query("projects", pairs))
    if unknown := len(everyone) - len(part.rows):
        text += f" The funding of {counted(unknown, 'other project')} is not known."
    tied = [row for row in part.rows if row["funding_gbp"] == first["funding_gbp"]]
    return Part(part.heading, text, part.query, tied)


def _by_role(reading: Reading, sign: str, column: str, view: View, *, is_least: bool) -> Part:
    """Who led or evaluated most projects."""
    pairs = pairs_of(narrowing(reading))
    part = view.part("By number", "projects", pairs)
    cells = [row[column] if isinstance(row[column], list) else [row[column]] for row in part.rows]
    counts = Counter(name for names in cells for name in names if name)
    order = sorted(counts, key=lambda name: (counts[name] * (1 if is_least else -1), name))[:TOP]
    said = listing([f"{name} ({counted(counts[name], 'project')})" for name in order])
    which = "fewest" if is_least else "most"
    text = f"Of the projects known here, the {which} were {sign} by {said}."
    return Part(part.heading, text, part.query)


def _dimension_asked(question: str) -> str | None:
    """What is put in order: what "which" asks for, else what is first named of the dimensions."""
    asked = _WHICH.search(question)
    if asked and asked[1]:
        return "sub-theme"
    found = {m.start(): name for words, name in _DIMENSIONS for m in _named(words, question)}
    return found[min(found)] if found else None


def _named(words: str, question: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"\b(?:{words})\b", question)


_WHICH = re.compile(
    r"\b(?:which|what)(?: (?:is|are|was|were|the|single|most|least|main|common\w*|"
    r"biggest|largest|greatest|worst|top|kinds? of)){0,5} "
    r"(?:(barriers?|facilitators?|problems?|obstacles?|difficult\w+|factors?|conditions?)\b)?"
)


def _by_change(reading: Reading, view: View) -> Part | None:
    from app.ask.outcomes import outcome_plans  # noqa: PLC0415

    for plan in outcome_plans(reading):
        rows = view.rows(view.query(plan.list, plan.pairs))
        sized = [row for row in rows if row["change_percent"] is not None]
        if not sized:
            continue
        sized.sort(key=lambda row: -abs(row["change_percent"]))
        text = figure(sized[0])
        if len(sized) > 1:
            text += f" The next is {figure(sized[1])}"
        else:
            text += " It is the only such change that is given in figures."
        return Part("By size of the change", text, view.query(plan.list, plan.pairs), sized[:1])
    return None


def _by_claims(reading: Reading, view: View, *, is_least: bool) -> Part | None:
    dimension = _dimension_asked(reading.question.casefold())
    if dimension is None and reading.polarity:
        dimension = "sub-theme"
    if dimension is None:
        return None
    narrowed = pairs_of(narrowing(reading))
    pairs = [*narrowed, *([("polarity", reading.polarity)] if reading.polarity else [])]
    if any(name not in FINDINGS.parameters for name, _ in pairs):
        return None
    part = view.part("By number", "findings", [*pairs, ("scope", "project")])
    column = {"sub-theme": "theme_label", "project": "project_name"}.get(dimension)
    if column is None:
        return group(reading, dimension, view)
    of_what = "project_name" if dimension == "sub-theme" else "finding_id"
    sets = {(row[column], row[of_what]) for row in part.rows}
    counts = Counter(name for name, _ in sets)
    order = sorted(counts, key=lambda name: (counts[name] * (1 if is_least else -1), name))[:TOP]
    unit = "project" if dimension == "sub-theme" else "claim"
    said = listing([f"{name} ({counted(counts[name], unit)})" for name in order])
    which = "fewest" if is_least else "most"
    if dimension != "project":
        return Part(part.heading, f"{_MET[reading.polarity].format(which)}: {said}.", part.query)
    top = {name for name in order if counts[name] == counts[order[0]]}
    rows = [row for row in part.rows if row[column] in top]
    text = f"The {which} {CLAIMS[reading.polarity]} are recorded of {said}."
    return Part(part.heading, text, part.query, rows)


def group(reading: Reading, dimension: str, view: View) -> Part | None:
    """How many projects, or how many claims, there are for each value of a dimension."""
    name = next((name for words, name in _DIMENSIONS if re.fullmatch(words, dimension)), dimension)
    facet = "theme" if name == "sub-theme" else name
    resource = "projects" if _PROJECTS.search(reading.question.casefold()) else "findings"
    topics = pairs_of(on_topics(reading))
    polarity = reading.polarity
    if resource == "projects" and polarity:
        topics = [(polarity, value) for _, value in topics]
    elif polarity:
        topics.append(("polarity", polarity))
    narrowed = pairs_of(narrowing(reading))
    pairs = [*topics, *narrowed]
    if any(one not in RESOURCES[resource].parameters for one, _ in pairs):
        return None
    query = view.query(resource, [*pairs, ("facet", facet)])
    choices = answers.facets(view.session, LISTINGS[resource], query, view.catalogue)[facet]
    is_sub = name == "sub-theme"
    choices = [one for one in choices if facet != "theme" or ("." in one.value) == is_sub]
    cells = sorted((one for one in choices if one.value and one.count), key=lambda one: -one.count)
    said = listing([f"{one.label} {one.count:,}" for one in cells[:12]])
    what = "Projects" if resource == "projects" else CLAIMS[polarity].capitalize()
    text = f"{what} by {name.replace('_', ' ')}: {said}."
    if resource == "projects":
        text += " A project may count more than once." if facet in _SEVERAL else ""
    else:
        text += " Some claims are of no named project, and some count more than once."
    return Part("Counted", text, view.query(resource, pairs), []) if cells else None


_PROJECTS = re.compile(
    r"\b(?:how many|number of|count of) (?:\w+ )?(?:projects|schemes|councils)\b"
)
_SEVERAL = {"focus", "evaluator", "region", "theme"}


def share(projects: Sequence[Row], reading: Reading, view: View) -> str:
    """A count of projects as a share of all that are known, or of the kind that is named."""
    first, last = reading.kinds["share"].span
    mentioned = reading.mentioned
    others = {one for one in mentioned.all if not first <= one.words[0].starts < last}
    of_kind = narrowing(replace(reading, mentioned=mentioned.without(others), amount=None))
    pairs = pairs_of(of_kind)
    total, count = len(view.rows(view.query("projects", pairs))), len(projects)
    which = "such projects" if pairs else "projects"
    part = f"{count} of the {total} {which} known here ({100 * count / total:.0f} per cent)"
    is_recorded = any(topic.score >= SURE_OF_PART for topic in reading.topics)
    return f"That is {part}{', as far as it is recorded' if is_recorded else ''}."
