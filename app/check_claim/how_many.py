"""Of how many projects a sentence speaks, and whether a row that says another number bears it out.

"Most projects" is more than "many", and "few" is no weaker word for "most".
"""

import re
from functools import lru_cache
from typing import NamedTuple

_WORDS = {
    "nearly_all": r"(?:nearly|almost|virtually|practically) (?:all|every)",
    "all": r"all|every|each",
    "most": r"most|(?:the|a)(?: \w+)? majority of|(?:over|more than) half",
    "half": r"half",
    "few": r"(?:(?:only |just )?a|very|relatively|comparatively|a very) few|few|hardly any"
    r"|a handful of|a (?:small )?minority of|a small (?:number|proportion) of",
    "many": r"many|numerous|a (?:large|great) (?:number|proportion) of|lots of|plenty of",
    "several": r"several|a number of|various",
    "some": r"some|certain|a (?:proportion|part) of",
    "number": r"\d+|one|a single",
}
_PROJECTS = re.compile(
    r"\b(?P<only>(?:only|just) )?(?P<written>"
    + "|".join(f"(?P<{many}>{words})" for many, words in _WORDS.items())
    + r")(?: of)?(?: the| these| those)?(?: \d+)?(?: wave 1)?"
    r"(?: (?!(?:in|of|at|the|from|for|by|with|to|and|or|on)\b)[a-z'-]+){0,2}?"
    r" (?:projects?|innovations?|schemes?|evaluations?)\b"
)
_BEARS_OUT = {
    "all": {"all", "nearly_all", "most", "many", "several", "some"},
    "nearly_all": {"nearly_all", "most", "many", "several", "some"},
    "most": {"most", "many", "several", "some"},
    "half": {"half", "many", "several", "some"},
    "many": {"many", "several", "some"},
    "several": {"several", "some", "few"},
    "some": {"several", "some"},
    "few": {"few", "some"},
}
"""What may be claimed where a source says so many."""
_MANY = {"all", "nearly_all", "most", "half", "many"}
"""What no row of one project bears out."""
_A_FEW, _SEVERAL = 5, 20
"""Up to so many projects are a few; up to so many are several."""


class ProjectCount(NamedTuple):
    """How many projects a sentence speaks of: a kind of word, or `number`, as it is written."""

    many: str
    written: str
    is_only: bool


@lru_cache(maxsize=5_000)
def projects_counted(numbered: str) -> ProjectCount | None:
    """The count of projects in a sentence in lower case; None where it counts none."""
    found = _PROJECTS.search(numbered)
    if not found:
        return None
    many = next(many for many in _WORDS if found[many])
    return ProjectCount(many, found["written"], bool(found["only"]))


def bears_out(own: str, said: str, *, is_of_one: bool = False) -> bool:
    """Whether a row, which may be of one project, bears out a claim on as many as is said.

    Numbers beside numbers are compared as all figures are; where a text counts no projects,
    nothing is to be compared.
    """
    counted, claimed = projects_counted(own), projects_counted(said)
    if not (counted and claimed):
        return not (is_of_one and claimed and claimed.many in _MANY)
    if claimed.many == "number":
        return not claimed.is_only or claimed.written == counted.written
    if counted.many == "number":
        return claimed.many in _words_for(counted.written)
    return claimed.many in _BEARS_OUT[counted.many]


def _words_for(number: str) -> set[str]:
    """The words that so many projects may be called by."""
    count = int(number) if number.isdigit() else 1
    if count <= _A_FEW:
        return {"few", "several", "some"}
    return {"several", "some", "many"} if count <= _SEVERAL else {"some", "many"}
