"""What a reply says: sentences made from the rows of its query, and from nothing else."""

import re
from collections.abc import Collection, Iterable, Sequence

from app.evidence.answers import Row
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Condition, Query
from app.evidence.queries.query import phrase
from app.evidence.queries.values import in_words, labelled
from app.evidence.vocabulary import AUTHORITIES, LEAD_TYPE
from app.evidence.words import stems_in

MOST_SAID = 4
"""So many claims or figures are said in a sentence each; the rest stand below."""
ALIKE = 60
"""Claims that end in the same so many characters say the same of several projects."""
MOST_NAMED = 12
"""So many values are said in the sentence."""
MOST_LISTED = 6
"""So many projects are named in the sentence; the rest stand below."""

_VERBS = {
    "barrier": ("met barriers in {}", "met no recorded barrier in {}"),
    "facilitator": ("were helped by {}", "were not recorded as helped by {}"),
    "theme": ("have findings on {}", "have no finding on {}"),
    "strand": ("are in the strand {}", "are not in the strand {}"),
    "focus": ("are about {}", "are not about {}"),
    "lead_type": ("were led by {}", "were not led by {}"),
    "lead": ("were led by {}", "were not led by {}"),
    "evaluator": ("were evaluated by {}", "were not evaluated by {}"),
    "area": ("worked in {}", "are not known to have worked in {}"),
    "region": ("worked in {}", "are not known to have worked in {}"),
    "area_kind": ("worked in areas of the kind {}", "are not known to have worked in {}"),
    "near": (
        "worked in a statistical neighbour of {}",
        "are not known to have worked in a statistical neighbour of {}",
    ),
    "event": ("are recorded as {}", "are not recorded as {}"),
    "barrier_count": ("have {} recorded barriers", ""),
    "facilitator_count": ("have {} recorded things that helped", ""),
    "outcome_count": ("have {} recorded outcomes", ""),
    "principle": ("are given as examples of {}", "are not given as examples of {}"),
    "funding_gbp": ("had funding of {}", ""),
    "project": ("are asked about by name", "are not {}"),
}
_UNSAID = {"source", "evidence_status"}
_SINGULAR = ((r"\bwere\b", "was"), (r"(?<!to )\bhave\b", "has"), (r"\bare\b", "is"))
_MOVED = {"increase": "rose", "decrease": "fell", "no-change": "hardly changed"}


def listing(names: Sequence[str], joiner: str = "and") -> str:
    """Names in a row: "A", "A and B", "A, B and C"."""
    separator = "; " if any("," in name for name in names) else ", "
    return separator.join([*names[:-2], f" {joiner} ".join(names[-2:])]) if names else ""


def some(names: Sequence[str]) -> str:
    """The first of some names in a row, and how many more there are."""
    more = len(names) - MOST_LISTED
    return listing([*names[:MOST_LISTED], f"{more} more"] if more > 1 else names)


def counted(count: int, noun: str) -> str:
    """A count with its noun: "1 project", "2 projects"."""
    return f"{count:,} {noun if count == 1 else noun + 's'}"


def of_projects(query: Query, rows: Sequence[Row], catalogue: Catalogue, region: str = "") -> str:
    """How many projects are as the query asks, and which; a region is called as it was written."""
    names = [row["name"] for row in rows]
    told = [_told(one, catalogue, region) for one in query.conditions if one.filter.name in _VERBS]
    others = [one for one in query.conditions if one.filter.name not in {*_VERBS, *_UNSAID}]
    told += [one.filter.says.format(", ".join(one.values)) for one in others]
    if {one.parameter for one in query.conditions} <= {"project", "source"}:
        return f"{counted(len(names), 'project')}: {some(names)}.".removeprefix("1 project: ")
    verbs = listing(told).replace(" and had funding of", " and") if told else "are known here"
    verbs = _of_one(verbs) if len(rows) == 1 else verbs
    sentence = f"{counted(len(rows), 'project')} {verbs}: {some(names)}."
    if any(one.operator == "none" and one.filter.name == "barrier" for one in query.conditions):
        sentence += " Nothing recorded does not mean that nothing happened."
    return sentence


def of_nothing(query: Query, catalogue: Catalogue) -> str:
    """That no row is as the query asks."""
    told = {one.filter.name: _labels(one, catalogue) for one in query.conditions}
    if query.resource.name == "projects":
        verbs = [_told(one, catalogue) for one in query.conditions if one.filter.name in _VERBS]
        return f"Nothing is recorded of this: no project {_of_one(listing(verbs))}."
    title = query.resource.title.lower().removesuffix("s")
    what, of = _MET.get(told.get("polarity", ""), (f"any {title}", "for"))
    whose = f" {of} {told['project']}".replace("  ", " ") if "project" in told else ""
    about = f" on {told['theme']}" if "theme" in told else ""
    also = " and was overcome" if "overcome" in told else ""
    others = [phrase(c, catalogue) for c in query.conditions if c.filter.name in _SAID_OF_CLAIMS]
    more = "".join(f" {other}" for other in others)
    return f"Nothing is recorded of this: no source here tells of {what}{whose}{about}{also}{more}."


_MET = {
    "Barrier": ("anything that got in the way", "of"),
    "Facilitator": ("anything that helped", ""),
}
"""What a claim tells of a project, by its polarity."""


def _of_one(verbs: str) -> str:
    for plural, singular in _SINGULAR:
        verbs = re.sub(plural, singular, verbs)
    return verbs


_SAID_OF_CLAIMS = {"effect", "response", "reported_by", "certainty"}


def _labels(condition: Condition, catalogue: Catalogue) -> str:
    values = condition.values[:MOST_NAMED]
    if condition.filter.accepts in ("text", "number"):
        return listing(values)
    return listing([labelled(condition.filter, one, catalogue) for one in values])


def _told(condition: Condition, catalogue: Catalogue, region: str = "") -> str:
    says, denies = _VERBS[condition.filter.name]
    if region and condition.filter.name == "area":
        return (denies if condition.operator == "none" else says).format(region)
    if condition.filter.accepts == "number":
        values = [in_words("number", condition.operator, one) for one in condition.values]
        if condition.filter.name == "funding_gbp":
            values = [re.sub(r"(\d)", r"£\1", value, count=1) for value in values]
        else:
            values = [value.replace("less than", "fewer than") for value in values]
    else:
        values = [labelled(condition.filter, one, catalogue) for one in condition.values]
    if condition.filter.name == "lead_type":
        rest = [_with_article(v) for v in values if v not in _COUNCILS]
        is_council = set(values) >= _COUNCILS
        values = ["a council", *rest] if is_council else [_with_article(v) for v in values]
    if len(values) > MOST_NAMED:
        values = ["any theme"]
    is_event = condition.filter.name == "event"
    values = [one.lower() if is_event else one for one in values]
    values = [f"the {one}" if one in _WITH_THE else one for one in values]
    words = listing(values, "and" if condition.operator == "all" else "or")
    return (denies if condition.operator == "none" else says).format(words)


_WITH_THE = {"North East", "North West", "South East", "South West", "East Midlands"}
_WITH_THE |= {"West Midlands", "East of England"}
"""The regions whose names have an article."""


def _with_article(label: str) -> str:
    is_name = label[:2].isupper() or label.startswith("London")
    noun = label if is_name else label[0].lower() + label[1:]
    return f"{'an' if noun[0] in 'aeioN' else 'a'} {noun}"


_COUNCILS = {LEAD_TYPE.labels[one] for one in AUTHORITIES}


def of_claims(rows: Sequence[Row], stems: Collection[str] = (), *, most: int = MOST_SAID) -> str:
    """The claims themselves, each once, those that hold most of some words first."""
    # What is said alike of several projects is said once.
    alike: dict[str, list[Row]] = {}
    for row in by_certainty(rows, stems):
        alike.setdefault(row["statement"][-ALIKE:], []).append(row)
    sentences = " ".join(map(_with_others, list(alike.values())[:most]))
    return _and_more(sentences, len(alike) - most, "claim")


def _with_others(rows: Sequence[Row]) -> str:
    """A claim, and of which other projects it is said in the same words."""
    others = dict.fromkeys(row["project_name"] for row in rows if row["project_name"])
    others.pop(rows[0]["project_name"], None)
    also = f" The same is said of {some(list(others))}." if others else ""
    return f"{claim(rows[0])}{also}"


def _and_more(sentences: str, more: int, noun: str) -> str:
    if more < 1:
        return sentences
    others = f"{noun} follows" if more == 1 else f"{counted(more, noun)} follow"
    return f"{sentences} Another {others} below."


def by_certainty(rows: Iterable[Row], stems: Collection[str] = ()) -> list[Row]:
    """What is stated of one project, then what is said of several, then what is only implied."""
    order = ("stated", "listed", None, "implied")

    def place(row: Row) -> tuple[int, int]:
        held = set(stems_in(row["statement"])) if stems else set()
        return order.index(row.get("certainty")), -len(held & set(stems))

    return sorted(rows, key=place)


def claim(row: Row) -> str:
    """A claim as a sentence that says whose it is, and on which page it stands."""
    whose = _WHOSE.get(row["scope"]) or _WORD_OF.get(row.get("reported_by") or "", "")
    return with_pages(f"{whose}{row['statement']}", [row])


def with_pages(said: str, rows: Iterable[Row]) -> str:
    """What is said, with the pages on which it stands before its full stop."""
    pages = sorted({row["page"] for row in rows if row.get("page")})
    told = f" (p{'p' if pages[1:] else ''}. {listing([str(one) for one in pages])})."
    return f"{said.removesuffix('.')}{told}" if pages else said


_WHOSE = {
    "programme": "Of the programme as a whole: ",
    "unnamed": "Of a project or authority that the report does not name: ",
}
_WORD_OF = {
    "provider": "By the provider's own account: ",
    "press": "The press reports: ",
    "programme": "The programme's own site says: ",
    "auditor": "A public auditor reports: ",
}
"""How a claim begins that is not an evaluator's."""


def figure(row: Row) -> str:
    """An outcome as a sentence with its figures and its caveat."""
    whom, measure = row["population"] or "", stems_in(row["measure"])
    of_whom = f" ({whom})" if not {*stems_in(whom)} <= {*measure} else ""
    caveat = f" {row['caveat']}" if row["caveat"] else ""
    said = f"{row['project_name']}: {row['measure']}{of_whom}{_value(row)}.{caveat}"
    return with_pages(said, [row])


def _value(row: Row) -> str:
    moved = _MOVED.get(row["direction"] or "", "changed")
    before, value, other = row["baseline"], row["value"], row["comparator_value"]
    if before is not None and value is not None:
        return f" {moved} from {_number(before, None)} to {_number(value, row)}"
    if value is not None and other is not None:
        return f", {_number(value, row)}, against {_number(other, row)} in the other group"
    if row["reported_change"] is not None:
        return f" {moved} by {abs(row['reported_change']):g} per cent"
    if value is not None:
        return f": {_number(value, row)}"
    is_better = (row["direction"], row["desirability"]) == ("increase", "improvement")
    said = "" if "figure" in (row["caveat"] or "") else "; no figure is given"
    return f" {'improved' if is_better else moved}{said}"


def _number(value: float, row: Row | None) -> str:
    number = f"{value:,.10g}" if float(value).is_integer() else f"{value:g}"
    if row is None:
        return number
    if value == 1:
        return f"{number} {_ONE.get(row['unit_label'], row['unit_label'])}"
    if row["unit"] in ("gbp", "gbp-per-gbp"):
        pence = number if float(value).is_integer() else f"{value:,.2f}"
        number = f"{value / 1e6:g} million" if abs(value) >= 1e6 else pence
        return f"£{number}" + (" for each £1" if row["unit"] == "gbp-per-gbp" else "")
    return f"{number} {row['unit_label']}"


_ONE = {"children": "child", "families": "family", "people": "person"}


def of_figures(rows: Sequence[Row], stems: Collection[str] = (), *, most: int = MOST_SAID) -> str:
    """Outcomes, a sentence each: first those that hold most of some words, with figures first."""

    def place(row: Row) -> tuple[int, bool]:
        held = stems_in(f"{row['measure']} {row['population'] or ''}")
        return -len(set(held) & set(stems)), row["value"] is row["reported_change"]

    said = list(dict.fromkeys(figure(row) for row in sorted(rows, key=place)))
    return _and_more(" ".join(said[:most]), len(said) - most, "figure")


def of_advice(rows: Sequence[Row], says: str = "The report advises", *, most: int = 4) -> str:
    """What is recommended, or to be checked."""
    told = rows[:most]
    said = with_pages(f"{says}: {' '.join(row['text_summary'] for row in told)}", told)
    return _and_more(said, len(rows) - most, "point") if rows else ""


def of_responses(rows: Sequence[Row]) -> str:
    """What was done about barriers, and what came of it where a source says so."""
    said = {}
    for row in rows:
        result = _RESULTS.get(row["response_result"] or "", "")
        said[row["response_statement"]] = f"{row['response_statement']}{result}"
    return f"What was tried: {' '.join(list(said.values())[:2])}"


_RESULTS = {
    "worked": " It worked.",
    "partly": " It worked in part.",
    "failed": " It did not work.",
}
