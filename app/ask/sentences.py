"""What a reply says: sentences made from the rows of its query, and from nothing else."""

import re
from collections.abc import Collection, Iterable, Sequence

from app.evidence.answers import Row
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Condition, Query
from app.evidence.queries.quantities import in_words
from app.evidence.queries.query import phrase
from app.evidence.queries.values import labelled
from app.evidence.vocabulary import AUTHORITIES, LEAD_TYPE
from app.evidence.words import stems_in

MOST_SAID = 4
"""So many claims or figures are said in a sentence each; the rest stand below."""
ALIKE = 60
"""Claims that end in the same so many characters say the same of several projects."""
MOST_NAMED = 12
"""So many projects are named in the sentence."""

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
    "event": ("are recorded as: {}", "are not recorded as: {}"),
    "barrier_count": ("have {} recorded barriers", ""),
    "facilitator_count": ("have {} recorded things that helped", ""),
    "outcome_count": ("have {} recorded outcomes", ""),
    "principle": ("are given as examples of {}", "are not given as examples of {}"),
    "funding_gbp": ("had funding of {}", ""),
    "project": ("are asked about by name", "are not {}"),
    "evidence_status": ("have coded claims", "have no coded claims"),
}
_SINGULAR = ((r"\bwere\b", "was"), (r"(?<!to )\bhave\b", "has"), (r"\bare\b", "is"))
_MOVED = {"increase": "rose", "decrease": "fell", "no-change": "hardly changed"}
_NUMBERS = [
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
]
_TIME = re.compile(
    rf"\b({'|'.join(_NUMBERS)})(?= to (?:{'|'.join(_NUMBERS)})? ?(?:months|years|weeks)| (?:months|"
    rf"years|weeks)\b)|(?<= to )({'|'.join(_NUMBERS)})(?= (?:months|years|weeks))"
)


def listing(names: Sequence[str]) -> str:
    """Names in a row: "A", "A and B", "A, B and C"."""
    separator = "; " if any("," in name for name in names) else ", "
    return separator.join([*names[:-2], " and ".join(names[-2:])]) if names else ""


def counted(count: int, noun: str) -> str:
    """A count with its noun: "1 project", "2 projects"."""
    return f"{count:,} {noun if count == 1 else noun + 's'}"


def of_projects(query: Query, rows: Sequence[Row], catalogue: Catalogue, region: str = "") -> str:
    """How many projects are as the query asks, and which; a region is called as it was written."""
    names = [row["name"] for row in rows]
    told = [_told(one, catalogue, region) for one in query.conditions if one.filter.name in _VERBS]
    others = [one for one in query.conditions if one.filter.name not in {*_VERBS, "source"}]
    told += [one.filter.says.format(", ".join(one.values)) for one in others]
    if [one.parameter for one in query.conditions] == ["project"]:
        return "" if len(rows) > 1 else f"{names[0]}."
    verbs = listing(told).replace(" and had funding of", " and") if told else "are known here"
    if len(rows) == 1:
        for plural, singular in _SINGULAR:
            verbs = re.sub(plural, singular, verbs)
    more = len(names) - MOST_NAMED
    if more > 1:
        names = [*names[:MOST_NAMED], f"{more} more, which are listed below"]
    sentence = f"{counted(len(rows), 'project')} {verbs}: {listing(names)}."
    if any(one.operator == "none" and one.filter.name == "barrier" for one in query.conditions):
        sentence += " Nothing recorded does not mean that nothing happened."
    return sentence


def of_nothing(query: Query, catalogue: Catalogue) -> str:
    """That no row is as the query asks."""
    told = {one.filter.name: _labels(one, catalogue) for one in query.conditions}
    if query.resource.name == "projects":
        verbs = listing(
            [_told(one, catalogue) for one in query.conditions if one.filter.name in _VERBS]
        )
        for plural, singular in _SINGULAR:
            verbs = re.sub(plural, singular, verbs)
        return f"Nothing is recorded of this: no project {verbs}."
    noun = {"Barrier": "barrier", "Facilitator": "thing that helped"}.get(
        told.get("polarity", ""), query.resource.title.lower().removesuffix("s")
    )
    about = f" on {told['theme']}" if "theme" in told else ""
    whose = f" of {told['project']}" if "project" in told else ""
    also = " that was overcome" if "overcome" in told else ""
    others = [phrase(c, catalogue) for c in query.conditions if c.filter.name in _SAID_OF_CLAIMS]
    more = "".join(f" {other}" for other in others)
    return f"Nothing is recorded of this: no {noun}{about}{whose}{also}{more}."


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
        values = [value.replace("less than", "fewer than") for value in values]
        if condition.filter.name == "funding_gbp":
            values = [value.replace("fewer than", "less than") for value in values]
            values = [re.sub(r"(\d)", r"£\1", value, count=1) for value in values]
    else:
        values = [labelled(condition.filter, one, catalogue) for one in condition.values]
    if condition.filter.name == "lead_type":
        rest = [_with_article(v) for v in values if v not in _COUNCILS]
        is_council = set(values) >= _COUNCILS
        values = ["a council", *rest] if is_council else [_with_article(v) for v in values]
    if len(values) > MOST_NAMED:
        values = ["any theme"]
    words = listing(values)
    if condition.operator != "all":
        words = words.replace(" and ", " or ") if len(values) > 1 else words
    return (denies if condition.operator == "none" else says).format(words)


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
    also = f" The same is said of {listing(list(others))}." if others else ""
    return f"{claim(rows[0])}{also}"


def _and_more(sentences: str, more: int, noun: str) -> str:
    if more < 1:
        return sentences
    return f"{sentences} {counted(more, f'more {noun}')} {'is' if more == 1 else 'are'} below."


def by_certainty(rows: Iterable[Row], stems: Collection[str] = ()) -> list[Row]:
    """What is stated of one project, then what is said of several, then what is only implied."""
    order = ("stated", "listed", None, "implied")

    def place(row: Row) -> tuple[int, int]:
        held = set(stems_in(row["statement"])) if stems else set()
        return order.index(row.get("certainty")), -len(held & set(stems))

    return sorted(rows, key=place)


def claim(row: Row) -> str:
    """A claim as a sentence that says whose it is."""
    if row["scope"] == "programme":
        return f"Of the programme as a whole: {row['statement']}"
    if row["scope"] == "unnamed":
        return f"Of a project or authority that the report does not name: {row['statement']}"
    return f"{_WORD_OF.get(row.get('reported_by') or '', '')}{row['statement']}"


_WORD_OF = {
    "provider": "By the provider's own account: ",
    "press": "As the press has it: ",
    "programme": "As the programme's own site has it: ",
    "auditor": "As a public auditor has it: ",
}
"""How a claim begins that is not an evaluator's."""


def event(row: Row) -> str:
    """What became of a project, and when."""
    date, statement = row["date"] or "", str(row["statement"])
    return f"{statement} ({date})" if date[:4] not in statement else statement


def figure(row: Row) -> str:
    """An outcome as a sentence with its figures and its caveat."""
    of_whom = f" ({row['population']})" if row["population"] else ""
    caveat = f" {row['caveat']}" if row["caveat"] else ""
    return f"{row['project_name']}: {row['measure']}{of_whom}{_value(row)}.{caveat}"


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
    return f" {'improved' if is_better else moved}, without a figure"


def _number(value: float, row: Row | None) -> str:
    number = f"{value:,.10g}" if float(value).is_integer() else f"{value:g}"
    if row is None:
        return number
    if row["unit"] in ("gbp", "gbp-per-gbp"):
        number = f"{value / 1e6:g} million" if abs(value) >= 1e6 else number
        return f"£{number}" + (" for each £1" if row["unit"] == "gbp-per-gbp" else "")
    return f"{number} {row['unit_label']}"


def of_figures(rows: Sequence[Row], stems: Collection[str] = (), *, most: int = MOST_SAID) -> str:
    """Outcomes, a sentence each: first those that hold most of some words, with figures first."""

    def place(row: Row) -> tuple[int, bool]:
        held = stems_in(f"{row['measure']} {row['population'] or ''}")
        return -len(set(held) & set(stems)), row["value"] is row["reported_change"]

    said = list(dict.fromkeys(figure(row) for row in sorted(rows, key=place)))
    return _and_more(" ".join(said[:most]), len(said) - most, "figure")


def of_advice(rows: Sequence[Row], says: str = "The report advises", *, most: int = 4) -> str:
    """What is recommended, in figures where time is meant."""
    sentences = [in_figures(row["text_summary"]) for row in rows]
    more = f" {len(rows) - most} more are below." if len(rows) > most else ""
    return f"{says}: {' '.join(sentences[:most])}{more}" if rows else ""


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


def in_figures(text: str) -> str:
    """Lengths of time in figures: "6 to 12 months"."""
    return _TIME.sub(lambda found: str(_NUMBERS.index(found[0]) + 1), text)


def left_out(words: Sequence[str]) -> str:
    """The words that were not understood."""
    return f"Not understood, and left out: {', '.join(map(_quoted, words))}." if words else ""


def _quoted(word: str) -> str:
    return f'"{word}"'
