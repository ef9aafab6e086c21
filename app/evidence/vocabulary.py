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


def rows_beside(module: str, name: str) -> list[dict[str, str]]:
    """The rows of a table of the program, in order: a CSV file beside the code that reads it."""
    with Path(module).with_name(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


_WORDS: dict[str, list[Word]] = {}
for _row in rows_beside(__file__, "vocabularies"):
    _WORDS.setdefault(_row.pop("vocabulary"), []).append(Word(**_row))


def _vocabulary(words: str, title: str, name: str = "", *more: Word) -> Vocabulary:
    """The words of a list in the table, and words of other lists."""
    return Vocabulary(name or words, title, (*_WORDS[words], *more))


# Of a claim and of an outcome.
POLARITY = _vocabulary("polarity", "Polarity")
SCOPE = _vocabulary("scope", "Scope")
OVERCOME = _vocabulary("overcome", "Overcome")
CODED_BY = _vocabulary("coded_by", "Coded by")
CLAIM_CERTAINTY = _vocabulary("claim_certainty", "How surely it is said", "certainty")
EFFECT = _vocabulary("effect", "What the barrier did")
RESPONSE_RESULT = _vocabulary("response_result", "Whether the response worked")
RECOMMENDATION_KIND = _vocabulary("recommendation_kind", "Kind of recommendation", "kind")
PART = _vocabulary("part", "Part of the report")
CODER = _vocabulary("coder", "Coder")
CODING_STAGE = _vocabulary("coding_stage", "Stage of coding", "stage")
OUTCOME_KIND = _vocabulary("outcome_kind", "Kind of figure", "kind")
DIRECTION = _vocabulary("direction", "Direction")
DESIRABILITY = _vocabulary("desirability", "Desirability")
DOMAIN = _vocabulary("domain", "Domain")
DESIGN = _vocabulary("design", "Design")
COVERAGE = _vocabulary("coverage", "Coverage")
UNIT = _vocabulary("unit", "Unit")

# Of a project, of who led it and where, and of the sources that name it.
CERTAINTY = _vocabulary("certainty", "Certainty")
STRAND = _vocabulary("strand", "Strand")
FOCUS = _vocabulary("focus", "Focus")
LEAD_TYPE = _vocabulary("lead_type", "Type of lead organisation")
AUTHORITIES = ("county-council", "unitary-authority", "metropolitan-borough", "london-borough")
"""The types of lead that are one council."""
_BODIES = [word for word in LEAD_TYPE.words if word.code not in AUTHORITIES]
_COUNCIL, *_RESEARCHERS = _WORDS["organisation_kind"]
ORGANISATION_KIND = Vocabulary("kind", "Kind of organisation", (_COUNCIL, *_BODIES, *_RESEARCHERS))
AREA_KIND = _vocabulary("area_kind", "Kind of area", "kind")
CLOSENESS = _vocabulary("closeness", "How close the neighbour is")
EVENT_KIND = _vocabulary("event_kind", "Kind of event", "kind")
SOURCE_KIND = _vocabulary("source_kind", "Kind of source", "kind")
REPORTED_BY = _vocabulary("reported_by", "Whose word it is")
EXTENT = _vocabulary("extent", "How much was seen")
MENTION = _vocabulary("mention", "Whether the source names the project")
BLANK = _vocabulary("blank", "Which blank it is")
_NO_CLAIMS = [word for word in BLANK.words if word.code in ("not-named", "not-coded")]
EVIDENCE_STATUS = _vocabulary("evidence_status", "Evidence status", "", *_NO_CLAIMS)

WORD_FORM_KIND = _vocabulary("word_form_kind", "Kind of word forms", "kind")
YES_NO = _vocabulary("yes_no", "Yes or no")

VOCABULARIES = (
    *(POLARITY, SCOPE, OVERCOME, CODED_BY, CODER, CODING_STAGE),
    *(OUTCOME_KIND, DIRECTION, DESIRABILITY, UNIT),
    *(STRAND, FOCUS, LEAD_TYPE, ORGANISATION_KIND, RECOMMENDATION_KIND, CERTAINTY),
    *(EVIDENCE_STATUS, BLANK, WORD_FORM_KIND, YES_NO),
    *(CLAIM_CERTAINTY, EFFECT, RESPONSE_RESULT, DOMAIN, DESIGN, COVERAGE, SOURCE_KIND),
    *(REPORTED_BY, EXTENT, MENTION, AREA_KIND, CLOSENESS, EVENT_KIND, PART),
)
"""Every closed list of words."""
