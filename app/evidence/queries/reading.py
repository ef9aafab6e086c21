"""Parameters -> a query, or everything that is wrong with them.

FastAPI does not parse them: a refusal offers the nearest known word, and the words are data.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from app.database import folded, is_text
from app.errors import Problem, QueryError, unknown
from app.evidence.catalogue import Catalogue
from app.evidence.queries import filters
from app.evidence.queries.filters import FINDINGS, LIMITS, EvidenceList, Filter, Operator
from app.evidence.queries.query import OF_A_LIST, PAGE_SIZE, Condition, Query, contradictions
from app.evidence.queries.values import accepted, is_grouped, value_problem
from app.evidence.vocabulary import YES_NO

MAX_ON_A_PAGE = 1_000
LONGEST_VALUE = 500
MAX_VALUES = 100
MAX_PARAMETERS = 50
Pairs = Iterable[tuple[str, str]]
"""The names and values of parameters, as an address has them."""


def of_every_list(evidence_list: EvidenceList) -> list[str]:
    """The parameters that do not narrow a list."""
    choices = evidence_list.choices
    return [*(name for name in OF_A_LIST if choices.get(name, True)), "page_size", "cursor"]


def read_query(evidence_list: EvidenceList, pairs: Pairs, catalogue: Catalogue) -> Query:
    """The query that parameters write. A blank parameter, as a form submits it, says nothing.

    Raises QueryError with a problem for every parameter and every word that is not known.
    """
    given = given_in(pairs)
    narrowing = evidence_list.parameters.keys() & given.keys()
    others = given.keys() - narrowing - {*of_every_list(evidence_list)}
    problems = [_unknown(evidence_list, name) for name in given if name in others]
    conditions = tuple(
        Condition(narrowed, operator, _values(narrowed, operator, given[name], catalogue, problems))
        for name in sorted(narrowing, key=evidence_list.places.__getitem__)
        for narrowed, operator in (evidence_list.parameters[name],)
    )
    query = Query(
        evidence_list,
        conditions,
        _sort(evidence_list, given["sort"], problems),
        page_size=page_size_in(given, MAX_ON_A_PAGE, problems),
        cursor=given["cursor"][0] if given["cursor"] else None,
        renamed=_renamed(conditions, given, catalogue),
        **{
            name: _chosen(evidence_list, name, given[name], problems)
            for name in ("fields", "include", "facet")
        },
    )
    problems += repeated(given, "page_size", "cursor")
    problems += contradictions(conditions, catalogue)
    if problems:
        raise QueryError(problems)
    return query


def given_in(pairs: Pairs) -> dict[str, list[str]]:
    """What is written under each parameter.

    Raises QueryError where it is no text, or too much.
    """
    given: dict[str, list[str]] = defaultdict(list)
    for name, value in pairs:
        if value.strip():
            # Spaces round a value mean nothing, but they count towards the length that is read.
            given[name].append(value.strip() if len(value) <= LONGEST_VALUE else value)
    message = "A NUL or a lone surrogate is not text: leave it out."
    problems = [
        Problem("no-text", f"query parameter {name[:80]!a}", message)
        for name, values in given.items()
        if not all(map(is_text, (name, *values)))
    ]
    if not problems and len(given) > MAX_PARAMETERS:
        message = f"Too many parameters: {len(given)} (at most {MAX_PARAMETERS})."
        problems.append(Problem("too-many", "query", message))
    if problems:
        raise QueryError(problems[:MAX_PARAMETERS])
    return given


def repeated(given: dict[str, list[str]], *names: str) -> list[Problem]:
    """A problem for each of some parameters that is given several times."""
    return [
        Problem("repeated", f"query parameter {name}", "This may be given only once.")
        for name in names
        if len(given[name]) > 1
    ]


def _renamed(
    conditions: Iterable[Condition], given: dict[str, list[str]], catalogue: Catalogue
) -> tuple[str, ...]:
    """The codes of themes that were written and are no more."""
    themes = [c.parameter for c in conditions if c.filter.accepts == "themes"]
    codes = {code for name in themes for code in names_in(given[name], name)}
    return tuple(sorted(codes & catalogue.renamed_themes.keys()))


def read_whole(evidence_list: EvidenceList, pairs: Pairs, catalogue: Catalogue) -> Query:
    """The query of a file: whole, and rows alone.

    Raises QueryError as read_query does, and for what a file cannot hold.
    """
    refused = ("page_size", "cursor", "include", "facet")
    message = "A file is always the whole list, and has rows only: leave this out."
    return read_query(evidence_list, _without(pairs, refused, "not-of-a-file", message), catalogue)


def read_counted(evidence_list: EvidenceList, pairs: Pairs, catalogue: Catalogue) -> Query:
    """What narrows the rows that are counted.

    Raises QueryError as read_query does, and for what would change nothing of counts.
    """
    refused = (*OF_A_LIST, "page_size", "cursor")
    message = "Counts are told whole, in an order of their own: leave this out."
    return read_query(evidence_list, _without(pairs, refused, "not-of-counts", message), catalogue)


def _without(
    pairs: Pairs, refused: Iterable[str], code: str, message: str
) -> list[tuple[str, str]]:
    """The parameters, of which none is refused, unless it is blank."""
    given = given_in(pairs)
    problems = [
        Problem(code, f"query parameter {name}", message) for name in refused if given[name]
    ]
    if problems:
        raise QueryError(problems)
    return [(name, value) for name, values in given.items() for value in values]


def _values(
    narrowed: Filter,
    operator: Operator,
    texts: list[str],
    catalogue: Catalogue,
    problems: list[Problem],
) -> tuple[str, ...]:
    """The canonical values; why those that have none are refused is added to the problems."""
    where = f"query parameter {filters.parameter_of(narrowed.name, operator)}"
    if operator == "blank":
        narrowed = replace(narrowed, accepts=YES_NO)
    words = _words_of(narrowed, texts, catalogue)
    longest = max(map(len, words), default=0)
    if not words:
        problems.append(Problem("needed", where, "Missing value."))
    elif len(words) > MAX_VALUES:
        problems.append(_too_many(len(words), where))
    elif longest > LONGEST_VALUE:
        message = f"Too many characters: {longest} (at most {LONGEST_VALUE})."
        problems.append(Problem("too-long", where, message))
    elif operator in LIMITS and len(words) > 1:
        message = f"Only one {narrowed.accepts} can be given here: {len(words)} given."
        problems.append(Problem("repeated", where, message))
    else:
        read = {word: accepted(narrowed, word, catalogue) for word in words}
        problems += (
            value_problem(narrowed, word, where, catalogue)
            for word, value in read.items()
            if value is None
        )
        return tuple(sorted(filter(None, set(read.values()))))
    return ()


def _words_of(narrowed: Filter, texts: list[str], catalogue: Catalogue) -> list[str]:
    """The values that were written, at commas, unless a comma is part of a name or of a text."""
    if narrowed.accepts == "text":
        return [text for text in texts if folded(text)]
    words = []
    for text in texts:
        is_one = "," not in text or _is_one(narrowed, text, catalogue)
        words += [text] if is_one else text.split(",")
    words = [word.strip() for word in words if word.strip()]
    if narrowed.accepts != "themes":
        return words
    renamed = catalogue.renamed_themes
    return [new for word in words for new in renamed.get(word, (word,))]


def _is_one(narrowed: Filter, text: str, catalogue: Catalogue) -> bool:
    if len(text) > LONGEST_VALUE:
        return False
    if narrowed.accepts == "number":
        return is_grouped(text)
    return accepted(narrowed, text, catalogue) is not None


def _sort(
    evidence_list: EvidenceList, texts: list[str], problems: list[Problem]
) -> tuple[str, ...]:
    if not texts:
        return ()
    names, where = names_in(texts, "sort"), "query parameter sort"
    columns = [name.removeprefix("-") for name in names]
    says = f"{evidence_list.title} cannot be sorted by {{written}}."
    problems += (
        unknown("sort", where, column, evidence_list.sorts, says=says)
        for column in columns
        if column not in evidence_list.sorts
    )
    if len(columns) != len(set(columns)):
        problems.append(Problem("repeated", where, "A column may be named only once."))
    return tuple(names)


def names_in(texts: list[str], parameter: str) -> list[str]:
    """The names that are written under a parameter, at commas.

    Raises QueryError where they are too many: to look up what each may mean takes a second.
    """
    names = [name.strip() for name in ",".join(texts).split(",") if name.strip()]
    if len(names) > MAX_VALUES:
        raise QueryError([_too_many(len(names), f"query parameter {parameter}")])
    return names


def _too_many(count: int, where: str) -> Problem:
    return Problem("too-many", where, f"Too many values: {count} (at most {MAX_VALUES}).")


def _chosen(
    evidence_list: EvidenceList, parameter: str, texts: list[str], problems: list[Problem]
) -> tuple[str, ...]:
    """The names that are chosen: columns in the order asked for, others in that of the list."""
    if not texts:
        return ()
    choices, names = evidence_list.choices[parameter], dict.fromkeys(names_in(texts, parameter))
    thing = parameter.removesuffix("s")
    says = f"{evidence_list.title} have no {{kind}} {{written}}."
    where = f"query parameter {parameter}"
    problems += (
        unknown(thing, where, name, choices, says=says, listed_at="/dictionary")
        for name in sorted(names.keys() - set(choices))
    )
    return tuple(names if parameter == "fields" else (name for name in choices if name in names))


def page_size_in(given: dict[str, list[str]], most: int, problems: list[Problem]) -> int:
    """The size of a page; why it is refused, where it is, is added to the problems."""
    text = given["page_size"][0] if given["page_size"] else str(PAGE_SIZE)
    if re.fullmatch("[1-9][0-9]{0,3}", text) and int(text) <= most:
        return int(text)
    message = f"{text[:40]!r} is not a whole number from 1 to {most:,}."
    problems.append(Problem("invalid-page-size", "query parameter page_size", message))
    return PAGE_SIZE


def _unknown(evidence_list: EvidenceList, name: str) -> Problem:
    parameters = [*evidence_list.parameters, *of_every_list(evidence_list)]
    base, _, operator = name.partition(".")
    if operator and any(folded(base) == narrowed.name for narrowed in evidence_list.filters):
        parameters = [each for each in parameters if each.partition(".")[0] == folded(base)]
    says = f"{evidence_list.title} have no {{kind}} {{written}}."
    where = f"query parameter {name[:80]}"
    problem = unknown("parameter", where, name, parameters, says=says, listed_at="/")
    if meant := _CALLED_ELSEWHERE.get(folded(name)):
        return replace(problem, hint=f"Here it is {meant}.", offers=(), listed_at="")
    return problem


_CALLED_ELSEWHERE = {
    **dict.fromkeys(("limit", "per_page", "size"), "'page_size'"),
    **dict.fromkeys(("offset", "start"), "'cursor', which each page gives of the next"),
    **dict.fromkeys(("order", "order_by", "sort_by"), "'sort'"),
    **dict.fromkeys(("columns", "select"), "'fields'"),
    "or": "two lists, each asked for by itself and joined by the ids of their rows",
    "format": "the ending of the address, as in findings.csv",
}
"""What other services call what is here."""


MAX_COMPARED = 4


def read_compared(values: Iterable[str], catalogue: Catalogue) -> list[str]:
    """The projects that are named, in the order of their naming, each once.

    Raises QueryError where one is not known.
    """
    find = catalogue.projects.find
    names = [
        name.strip()
        for value in values
        # A comma may be part of a name.
        for name in ([value] if find(value) else value.split(","))
        if name.strip()
    ]
    read_query(FINDINGS, [("project", name) for name in names], catalogue)
    return list(dict.fromkeys(filter(None, map(find, names))))
