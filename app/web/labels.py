"""The words of pages that stand for a code, and what the words of pages mean."""

import re
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeVar

from app.evidence.answers import Row
from app.evidence.answers.public_rows import short_citation
from app.evidence.answers.worries import is_past, is_result
from app.evidence.row_wording import inferred_from, method, money, when
from app.evidence.vocabulary import read_table
from app.evidence.words import inside, join_names
from app.web.filter_labels import words_of

Each = TypeVar("Each")
CAVEAT = (
    "The sources give examples. "
    "The number of projects they name does not show how common something is."
)
Ends = Mapping[str | None, str]
"""The end of each project that has ended, in words."""
RESULTS = words_of("results")
"""Whether what was tried worked."""
_TROUBLES = {row["theme_id"]: row for row in read_table(__file__, "troubles")}
"""Of each theme what the trouble was in plain words, and what it is to have eased it."""
_HELPED = {"worked": "It helped", "partly": "In part it helped"}
"""How a sentence begins that says that what was tried eased a trouble."""
READINESS = {row["condition_id"]: row for row in read_table(__file__, "readiness")}
"""Each condition of the checklist as a plain question, and as something to do."""
TAGS = {
    code: f'<span class="tag {code}">{words}</span>' for code, words in words_of("tags").items()
}
"""What a statement tells, as a mark before it."""

ONLY_EXAMPLE = "Only an example: the source does not say that it happened here"


def told_as(claim: Mapping[str, object]) -> str:
    """The tag of a claim: what is only implied of a project is not told as if it were stated.

    That others took a project up tells nothing of what helped.
    """
    if claim["polarity"] == "barrier" and claim["certainty"] == "implied":
        return "implied"
    if is_result(claim):
        return "result"
    is_spread = claim["theme_id"] == "sustainability.scale-and-spread"
    is_told = claim["polarity"] == "barrier" or not is_spread
    return str(claim["polarity"]) if is_told else "neutral"


def helped_as(row: Mapping[str, object]) -> str:
    return "What helped" if told_as(row) == "facilitator" else "What they did"


_NO_ACT = re.compile(r"(?:Aimed to|Set out to|A) ")
"""How a summary begins that tells what a project was to do, or was, and not what it did."""
_ACT = re.compile(r", which (\w+ed [^.]*)| when ([^.]*)")
"""Where a result names what went with it."""
_CAUSE = re.compile(rf"{_ACT.pattern}| attributed | associated with | thanks to ")
"""Where a statement names what went with a result, or brought it."""


def is_act(summary: str) -> bool:
    """Whether a summary tells what a project did: an aim is no act."""
    return bool(summary) and not _NO_ACT.match(summary)


def acts_in(results: Sequence[Row]) -> list[Row]:
    """The statements on results that tell what was done as well."""
    return [row for row in results if act_in(row)]


def act_in(result: Row) -> str:
    """What a statement on a result says was done; blank where it says nothing of it."""
    match = _ACT.search(result["statement"])
    act = (match[1] or match[2]).strip() if match else ""
    return f"{act[:1].upper()}{act[1:]}{act and '.'}"


def acts_behind(outcomes: Sequence[Row], claims: Sequence[Row]) -> list[Row]:
    """The statements on some results that tell what brought them, or what was done as well."""
    behind = {key for row in outcomes for key in row["finding_ids"]}
    statements = [row for row in claims if row["finding_id"] in behind]
    return [
        row
        for row in statements
        if _CAUSE.search(row["statement"]) and (act_in(row) or not is_result(row))
    ]


def with_result(claim: Mapping[str, Any], ends: Ends) -> str:
    """A claim with what came of it, where it answers a problem, or that it is only an example."""
    text = str(claim["statement"])
    if told_as(claim) == "implied":
        return f"{text} {ONLY_EXAMPLE}."
    if is_past(claim):
        return f"{text} Got past it: {GOT_PAST[claim['overcome']]}."
    return f"{text} {came_of(claim, ends)}" if claim["responds_to"] else text


def came_of(row: Mapping[str, Any], ends: Ends, is_close: bool = False) -> str:
    """Whether what was tried worked, against which problem, and the end of its project, if any.

    Told beside another problem, as something `is_close` to an answer, it claims no help with that.
    """
    result = row["response_result"] or "not-said"
    if result == "not-said":
        return f"{RESULTS[result]}."
    problem = row if "barrier_id" in row else row.get("answers") or {}
    eased = _TROUBLES.get(str(problem.get("theme_id")), {}).get("eased")
    # What failed may have eased the trouble and done harm.
    is_eased = eased and result in _HELPED
    sentences = [f"{_HELPED[result]} {eased}." if is_eased else f"{RESULTS[result]}."]
    if is_close:
        sentences.append("Whether it helped with this is not said.")
    return " ".join([*sentences, *filter(None, [ends.get(row["project_id"])])])


def trouble(theme_id: str, label: str) -> str:
    return _TROUBLES.get(theme_id, {}).get("trouble", inside(label))


def question_of(condition: Mapping[str, Any]) -> str:
    """A condition of the checklist as a plain question; of other advice, what it says."""
    readiness = READINESS.get(str(condition.get("condition_id")))
    return readiness["question"] if readiness else text_of(condition)


def told_by(outcome: Row, is_brief: bool) -> str:
    """Where a result is told; if not in brief, also how it was measured and whose word it is."""
    page = place_of(outcome["citation"])
    whom = f"said by the {outcome['reported_by_label'].lower()}"
    return page if is_brief else " · ".join((method(outcome), whom, page))


def text_of(row: Mapping[str, object]) -> str:
    """What a row says; of a condition of the checklist, what there is to do."""
    readiness = READINESS.get(str(row.get("condition_id")))
    text = row["text_summary"] if "text_summary" in row else row["statement"]
    return readiness["action"] if readiness else str(text)


def advised_in(row: Row) -> str:
    """Where something is advised: a line of the self-audit is no recommendation."""
    return ("its self-audit, " if "condition_id" in row else "") + place_of(row["citation"])


def place_of(citation: str) -> str:
    """Where something is said: the page, of the one source that has pages, or else the source."""
    cited, _, number = short_citation(citation).partition(", p. ")
    return f"p.\u00a0{number}" if number else cited


def some(names: Sequence[str], most: int) -> str:
    """The first of some names, and how many more there are: "Leeds, York and 3 more"."""
    first = named(names, most)
    return ", ".join(first) if len(first) == len(names) else join_names(first)


def named(names: Sequence[str], most: int) -> list[str]:
    """The first of some names and, as the last, how many more there are."""
    first = firsts(names, most)
    return [*first, *([f"{len(names) - len(first)} more"] if len(names) > len(first) else ())]


def firsts(several: Sequence[Each], most: int) -> Sequence[Each]:
    """The first of several; all of them where one alone would be left out."""
    return several if len(several) == most + 1 else several[:most]


def whose(row: Mapping[str, Any]) -> str:
    """The project of a row, behind its place where the name says nothing to a councillor."""
    areas, name = row["area_names"], str(row["project_name"])
    is_known = any(area in name for area in areas)
    # "Kensington and Chelsea" is one place.
    places = ", ".join(areas) if any(" and " in area for area in areas) else join_names(areas)
    there = "" if is_known or len(areas) > MOST_PLACES else places
    return ", ".join(filter(None, (there, name)))


SCOPES = words_of("of-nobody")
"""Of whom a statement is that is of no named project."""
FIRST = 2
"""Statements of one theme that stand open; the rest is folded."""
OPEN_CARDS, OPEN_ROWS = 4, 8
"""Cards and rows of a list that stand open on a phone."""
MOST_PLACES = 3
"""Places of a project by which it can be called."""
FOR_READERS = ("Excel", "CSV")
"""The formats that most readers open; those for programs stand folded beside them."""
GOT_PAST = words_of("got-past")

GLOSSARY = {row["term"]: row["meaning"] for row in read_table(__file__, "glossary")}
"""What the words of pages mean."""


def facts_of(project: Mapping[str, Any], events: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The facts of a project, with what is told of its course; blank where no source says it."""
    funding = money(project["funding_gbp"]) if project["funding_gbp"] else ""
    whom = project["target_population"] or ""
    leads = (project["lead_organisation_name"], *project["joint_lead_names"])
    return {
        "What became of it": _end(events),
        "When it ran": _time(events),
        "Where": ", ".join(project["area_names"]),
        "Money from the programme": ". ".join(filter(None, (funding, project["funding_note"]))),
        "For whom": f"{whom[:1].upper()}{whom[1:]}",
        "Led by": ", ".join(filter(None, leads)),
        "Evaluated by": ", ".join(project["evaluator_names"])
        + (" (inferred)" if project["evaluator_certainty"] == "inferred" else ""),
    }


def _end(events: Sequence[Mapping[str, Any]]) -> str:
    """The last that became of a project: its end, where it is told, before all that came later.

    That it was evaluated again is told only where nothing else is.
    """
    of_kinds = ({"closed"}, {"continued", "spread"}, {"re-evaluated"})
    by_kind = ([row for row in events if row["kind"] in kinds] for kinds in of_kinds)
    ends = next(filter(None, by_kind), [])
    dated = sorted((row for row in ends if row["date"]), key=lambda row: row["date"])
    last = (dated or ends)[-1] if ends else None
    return f"{last['statement']} {inferred_from(last)}".strip() if last else ""


def _time(events: Sequence[Mapping[str, Any]]) -> str:
    """From when until when a project ran."""
    dated = [row for row in events if row["date"]]
    began, ended = ([row for row in dated if row["kind"] == kind] for kind in ("started", "closed"))
    if not began and not ended:
        return ""
    start = f"From {_day(min(began, key=itemgetter('date')))}" if began else ""
    return start + (f" until {_day(ended[-1])}" if ended else ". No source says when it ended")


def _day(row: Mapping[str, Any]) -> str:
    return f"{when(row['date'])}{' (inferred)' if row['certainty'] == 'inferred' else ''}"
