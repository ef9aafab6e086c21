"""The closed lists of words the evidence is coded in: `vocabularies.csv` has each word."""

import csv
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Word:
    """One code, what a reader sees for it, and what it means."""

    code: str
    label: str
    meaning: str


@dataclass(frozen=True)
class Vocabulary:
    """A closed list of words for one thing. A database column of it refuses every other word."""

    name: str
    title: str
    words: tuple[Word, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in their natural order."""
        return tuple(word.code for word in self.words)

    @cached_property
    def labels(self) -> dict[str, str]:
        """What a reader sees for each code."""
        return {word.code: word.label for word in self.words}


def read_table(module: str, name: str) -> list[dict[str, str]]:
    """The rows of a table of the program, in order: a CSV file beside the code that reads it."""
    with Path(module).with_name(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


_WORDS: dict[str, list[Word]] = {}
for _row in read_table(__file__, "vocabularies"):
    _WORDS.setdefault(_row.pop("vocabulary"), []).append(Word(**_row))


VOCABULARIES: list[Vocabulary] = []
"""Every closed list of words, in the order in which the dictionary shows them."""


def _vocabulary(words: str, title: str, name: str = "", *more: Word) -> Vocabulary:
    """The words of a list in the table, and words of other lists."""
    vocabulary = Vocabulary(name or words, title, (*_WORDS[words], *more))
    VOCABULARIES.append(vocabulary)
    return vocabulary


POLARITY = _vocabulary("polarity", "Polarity")
SCOPE = _vocabulary("scope", "Scope")
OVERCOME = _vocabulary("overcome", "Overcome")
CODED_BY = _vocabulary("coded_by", "Coded by")
CODER = _vocabulary("coder", "Coder")
CODING_STAGE = _vocabulary("coding_stage", "Stage of coding", "stage")
OUTCOME_KIND = _vocabulary("outcome_kind", "Kind of figure", "kind")
DIRECTION = _vocabulary("direction", "Direction")
DESIRABILITY = _vocabulary("desirability", "Desirability")
UNIT = _vocabulary("unit", "Unit")
STRAND = _vocabulary("strand", "Strand")
FOCUS = _vocabulary("focus", "Focus")
LEAD_TYPE = _vocabulary("lead_type", "Type of lead organisation")
AUTHORITIES = ("county-council", "unitary-authority", "metropolitan-borough", "london-borough")
"""The types of lead, and the kinds of place, that are one council."""
_BODIES = [word for word in LEAD_TYPE.words if word.code not in AUTHORITIES]
_WORDS["organisation_kind"][1:1] = _BODIES
ORGANISATION_KIND = _vocabulary("organisation_kind", "Kind of organisation", "kind")
RECOMMENDATION_KIND = _vocabulary("recommendation_kind", "Kind of recommendation", "kind")
CERTAINTY = _vocabulary("certainty", "Certainty")
_NO_CLAIMS = [word for word in _WORDS["blank"] if word.code in ("not-named", "not-coded")]
EVIDENCE_STATUS = _vocabulary("evidence_status", "Evidence status", "", *_NO_CLAIMS)
BLANK = _vocabulary("blank", "Which blank it is")
WORD_FORM_KIND = _vocabulary("word_form_kind", "Kind of word forms", "kind")
YES_NO = _vocabulary("yes_no", "Yes or no")
CLAIM_CERTAINTY = _vocabulary("claim_certainty", "How surely it is said", "certainty")
EFFECT = _vocabulary("effect", "What the barrier did")
RESPONSE_RESULT = _vocabulary("response_result", "Whether the response worked")
DOMAIN = _vocabulary("domain", "Domain")
DESIGN = _vocabulary("design", "Design")
COVERAGE = _vocabulary("coverage", "Coverage")
SOURCE_KIND = _vocabulary("source_kind", "Kind of source", "kind")
REPORTED_BY = _vocabulary("reported_by", "Whose word it is")
EXTENT = _vocabulary("extent", "How much was seen")
MENTION = _vocabulary("mention", "Whether the source names the project")
AREA_KIND = _vocabulary("area_kind", "Kind of area", "kind")
CLOSENESS = _vocabulary("closeness", "How close the neighbour is")
EVENT_KIND = _vocabulary("event_kind", "Kind of event", "kind")
PART = _vocabulary("part", "Part of the report")
