"""A claim beside the rows: what it shares with each, and what it has otherwise.

Only a claim that has every word, figure, direction, denial and hedge in a row is supported: the
words of another sentence may mean the opposite, and no measure of likeness would tell.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.check_claim.sentences import Sentence, sentence
from app.evidence.answers import Row
from app.evidence.catalogue import Names

Verdict = Literal["supported", "differs", "attributed-to-another-project", "not-found"]

MIN_SHARED = 0.6
"""Of the words of a claim: with fewer, a row is about something else."""
MIN_WORDS = 2
"""Words of meaning that a claim needs: fewer are found in many rows by chance."""
MAX_ROWS = 5


@dataclass(frozen=True)
class Match:
    """A row that says the same or nearly, with what differs."""

    row: Row
    shared: float
    differences: tuple[str, ...]


@dataclass(frozen=True)
class Check:
    """What the evidence says of a claim."""

    verdict: Verdict
    projects: Sequence[str]
    matches: Sequence[Match] = field(default=())

    @property
    def differences(self) -> tuple[str, ...]:
        """What the nearest row has otherwise."""
        return self.matches[0].differences if self.matches else ()


def check_claim(
    claim: str, rows: Iterable[Row], projects: Names, project: str | None = None
) -> Check:
    """The verdict on a claim; with a project it is taken to be about that one."""
    text, named = _without_projects(claim, projects)
    about = sorted(named | ({project} if project else set()))
    said = sentence(text)
    if len(set(said.content)) < MIN_WORDS:
        return Check("not-found", about)
    matches = [_match(said, about, row, projects) for row in rows]
    near = sorted(
        (match for match in matches if match.shared >= MIN_SHARED),
        key=lambda match: (len(match.differences), -match.shared),
    )[:MAX_ROWS]
    return Check(_verdict(near), about, near)


def _verdict(near: Sequence[Match]) -> Verdict:
    if not near:
        return "not-found"
    if not near[0].differences:
        return "supported"
    return "attributed-to-another-project" if near[0].differences == ("project",) else "differs"


def _match(said: Sentence, about: Sequence[str], row: Row, projects: Names) -> Match:
    text, more = _texts(row)
    text = _without_projects(text, projects)[0]
    vocabulary = {*sentence(text).content, *sentence(more).content}
    own = set(said.content)
    shared = len(own & vocabulary) / len(own)
    if shared < MIN_SHARED:
        return Match(row, shared, ())
    fixed = {
        "project": _is_of_another(about, row),
        "scope": not about and row["project_id"] is not None,
        "wording": shared < 1,
    }
    by_clause = [_differences(said, sentence(clause)) | fixed for clause in _clauses(text)]
    nearest = min(by_clause, key=lambda differences: sum(differences.values()))
    return Match(row, shared, tuple(name for name, differs in nearest.items() if differs))


def _differences(said: Sentence, words: Sentence) -> dict[str, bool]:
    is_stronger = not said.strengtheners <= words.strengtheners
    # "Not always" is far from "not".
    is_weaker = bool(words.negations) and said.strengtheners != words.strengtheners
    return {
        "figure": not (_in_order(said.figures, words.figures) and said.years <= words.years),
        "direction": said.directions != words.directions,
        "negation": said.negations != words.negations,
        "hedge": is_stronger or is_weaker or not words.hedges <= said.hedges,
    }


_END_OF_CLAUSE = re.compile(r"[.:;] |, (?:which|because|so that|in particular|and) |, nor ")
_END_OF_SENTENCE = re.compile(r"\. ")


def _clauses(text: str) -> Iterator[str]:
    """A text, its sentences, and each without what only follows: a reason, a result."""
    yield text
    for whole in _END_OF_SENTENCE.split(text):
        yield whole
        for match in _END_OF_CLAUSE.finditer(whole):
            yield whole[: match.start()]


def _is_of_another(about: Sequence[str], row: Row) -> bool:
    return bool(about) and list(about) != [row["project_id"]]


def _in_order(figures: Sequence[str], known: Sequence[str]) -> bool:
    """Whether figures stand among the known ones in the same order: from 34 to 58, not back."""
    rest = iter(known)
    return all(figure in rest for figure in figures)


def _texts(row: Row) -> tuple[str, str]:
    """What a row says, and the words of its source."""
    if "statement" in row:
        return row["statement"], row["anchor"]
    reported = row["value_reported"] or ""
    has_word = sentence(reported).directions & {"up", "down"}
    change = row["direction"] if row["direction"] in ("increase", "decrease") else ""
    parts = (row["measure"], row["population"], reported, "" if has_word else change, row["period"])
    return " ".join(part for part in parts if part), row["anchor"]


_NAMES: dict[int, tuple[Names, re.Pattern[str]]] = {}


def _without_projects(text: str, projects: Names) -> tuple[str, set[str]]:
    """A text without the names of projects, and the projects that it named."""
    named = set()

    def take_out(match: re.Match[str]) -> str:
        name = match[0]
        named.add(projects.find(name) or projects.find(name.removesuffix("'s")) or name)
        return " "

    return _pattern(projects).sub(take_out, text.replace("’", "'")), named


def _pattern(projects: Names) -> re.Pattern[str]:
    """The names of projects, the longest first."""
    if id(projects) not in _NAMES:
        _NAMES.clear()
        spellings = sorted(
            {*projects.labels.values(), *projects.other_names}, key=len, reverse=True
        )
        # A name of one word may be a word: SHARE, Keep.
        either = "|".join(f"(?i:{re.escape(n)})" if " " in n else re.escape(n) for n in spellings)
        _NAMES[id(projects)] = projects, re.compile(rf"\b(?:{either})\b(?:'s)?")
    return _NAMES[id(projects)][1]
