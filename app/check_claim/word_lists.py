"""Words that deny, point, limit and hedge, and which are alike; names of projects, long forms."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from app.ask.tables import like_words
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import grouped
from app.evidence.words import STOP_WORDS, stem


def read_pairs(name: str, sign: str) -> list[tuple[str, str]]:
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    parts = (line.partition(sign) for line in lines)
    return [(left.strip(), right.strip()) for left, _, right in parts]


def _forms(word: str) -> set[str]:
    """A word and its inflections; a stem would take objectives for objections."""
    stems = {word, word + word[-1]} | ({word[:-1]} if word[-1] in "ey" else set())
    ends = ("", "s", "es", "d", "ed", "ing", "ies", "ied")
    return {one + end for one in stems for end in ends} - (stems - {word})


WORDS = {
    kind: frozenset(form for word in words.split() for form in _forms(word))
    for kind, words in read_pairs("words.txt", ":")
}
"""The words of each kind, in every form."""


class Rewriting:
    """Patterns of words, each with what stands in their place in what is compared."""

    def __init__(self, rules: Iterable[tuple[str, Any]]) -> None:
        told = [(rf"\b(?:{pattern})", by) for pattern, by in rules]
        self._rules = [(re.compile(pattern), by) for pattern, by in told]
        # One after another they take seven times as long, and most texts have none.
        self._any = re.compile("|".join(pattern for pattern, _ in told))

    def __call__(self, text: str) -> str:
        if self._any.search(text):
            for pattern, by in self._rules:
                text = pattern.sub(by, text)
        return text


with_set_phrases = Rewriting(read_pairs("set_phrases.txt", "=>"))
"""Puts one word for those that deny, point or limit together."""

POLAR = {
    one: (kind[:-1], kind[-1])
    for kind, words in WORDS.items()
    if kind[-1] in "+-0"
    for one in words
}
"""Words of direction, each with its axis and its end of it."""
_UNVALUED = {"amount", "money", "sameness", "staying", "strictness"}
VALUED = {axis for axis, _ in POLAR.values()} - _UNVALUED
"""The axes that have a good end and a bad one."""

VAGUE, FEW, SOME, MOST, ALL = range(5)
SCOPES = {
    one: scope
    for scope, kind in enumerate(("vague", "few", "some", "most", "all"))
    for one in WORDS[kind]
}
"""How much of something is meant; a claim may not say more than the evidence."""


_WAVE, _PROJECTS = r"(?: wave (?:1|one))?", r" (?:project|scheme|innovation)s?\b"
OF_ALL = re.compile(
    rf"\b(?:every|each)(?: one of the| single)?{_WAVE}{_PROJECTS}"
    rf"|\ball(?: of)?(?: the)?(?: \d+)?{_WAVE}{_PROJECTS}"
    r"|\b(?:the|is|was|were) only (?:ones?|projects?|councils?)\b|\bno other (?:project|council)",
    re.IGNORECASE,
)
"""What says a thing of every project, or of some and no others."""


@cache
def empty() -> frozenset[str]:
    """The stems of words that tell one claim from another in no way."""
    # At the first claim: two thousand words take 0.1 s, for which a start would wait.
    return frozenset(map(stem, WORDS["fillers"] | STOP_WORDS))


@cache
def _longest() -> Mapping[str, int]:
    """The words of the longest phrase that begins with a stem."""
    return {stems[0]: len(stems) for stems in sorted(like_words(), key=len)}


def phrase_at(words: Sequence[str]) -> tuple[int, frozenset[str]]:
    """The length of the longest known phrase that words begin with, and its group."""
    stems = tuple(map(stem, words[: _longest().get(stem(words[0]), 0)]))
    for length in range(len(stems), 0, -1):
        if group := like_words().get(stems[:length]):
            return length, frozenset({group})
    return 1, frozenset()


def kinds_of(word: str) -> frozenset[str]:
    """The stem of a word and its group."""
    return frozenset({stem(word)}) | phrase_at([word])[1]


CAUSES = (
    r"(?:because(?: of)?|owing to|(?<!is )(?<!are )due to|thanks to|on account of"
    r"|(?:result|consequence) of|attributed to|credited to|down to"
    r"|(?:which|this) (?:proves?|shows?|demonstrates?)(?: that)?)"
)
"""Plain words that a cause or a conclusion follows."""
_NAMES_CAUSE = re.compile(rf"\b{CAUSES} (?:the )?$")


class ProjectNames:
    """The names of the projects of a release, the longest first."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._names = catalogue.projects
        spellings = sorted(
            {*catalogue.projects.labels.values(), *catalogue.projects.other_names},
            key=len,
            reverse=True,
        )
        # By their first letters: where none fits, no name is tried.
        letters = grouped(spellings, lambda name: name[0].casefold())
        either = "|".join(
            f"(?=(?i:{re.escape(letter)}))(?:{'|'.join(map(_written, names))})"
            for letter, names in letters.items()
        )
        self._pattern = re.compile(rf"\b(?:{either})\b(?:'s)?")
        self._spellings: dict[str, set[str]] = {
            project: {label} for project, label in catalogue.projects.labels.items()
        }
        for name, project in catalogue.projects.other_names.items():
            self._spellings[project].add(name)

    def taken_out(self, text: str) -> tuple[str, set[str]]:
        """A text without the names of projects, and the projects that it names.

        A name without capitals is a thing that many do: it counts where no other is named. So does
        one that a cause is named by: "turnover fell in Leeds because of Signs of Safety".
        """
        straight = text.replace("’", "'")
        found = [
            (match.span(), self._of(match[0]), _is_written_as_a_name(match))
            for match in self._pattern.finditer(straight)
        ]
        found = [one for one in found if one[2]] or found
        about = {one[1] for one in found if not _NAMES_CAUSE.search(straight[: one[0][0]])}
        found = [one for one in found if one[1] in about] or found
        for (first, last), _, _ in reversed(found):
            straight = f"{straight[:first]} {straight[last:]}"
        return re.sub(" +", " ", straight), {project for _, project, _ in found}

    def names(self, project: str | None) -> set[str]:
        """Every name of a project."""
        return self._spellings.get(project or "", set())

    def _of(self, name: str) -> str:
        found = self._names.find(name) or self._names.find(name.removesuffix("'s"))
        return found or name


def _written(name: str) -> str:
    """A name in any case; one of one word may be a word: SHARE, Keep."""
    return f"(?i:{re.escape(name)})" if " " in name else re.escape(name)


def _is_written_as_a_name(match: re.Match[str]) -> bool:
    # The first letter of a text is a capital in any case: "Family group conferencing saved".
    begins_text = match.start() == 0 and " " in match[0]
    return match[0][begins_text:] != match[0][begins_text:].lower()


class LongForms:
    """Acronyms, other spellings and words cut short, each with the form that stands for all."""

    def __init__(self, forms: Iterable[Sequence[str]]) -> None:
        known = (*forms, *read_pairs("short_words.txt", "=>"))
        long = {form: ones[1] for ones in known for form in ones if len(ones) > 1}
        self._long = {form.capitalize(): of for form, of in long.items() if form.islower()} | long
        either = "|".join(map(re.escape, sorted(self._long, key=len, reverse=True)))
        self._pattern = re.compile(rf"\b(?:{either})\b")

    def written_out(self, text: str) -> str:
        """A text with long forms in place of the others."""
        return self._pattern.sub(lambda match: self._long[match[0]], text)
