"""What a reply to a question in English looks like."""

from pydantic import Field

from app.evidence.records.advice import RecommendationRecord
from app.evidence.records.envelopes import Envelope
from app.evidence.records.findings import ChainRecord, FindingRecord, OutcomeRecord


class UnderstoodWords(Envelope):
    """Some words of a question, and the part of the query they became."""

    words: str = Field(description="The words as they were written.")
    parameter: str = Field(description="The parameter that they became.")
    value: str = Field(description="The value of the parameter.")
    label: str = Field(description="What a reader calls the value.")


class NearQuery(Envelope):
    """Something that the evidence does say, near to what was asked."""

    label: str = Field(description="The query in English.")
    url: str = Field(description="The query, to be opened.")


class Interpretation(Envelope):
    """How a question was read: the query that was run can be opened and corrected."""

    query: str | None = Field(description="The query in English; null where none was run.")
    url: str | None = Field(description="The query, to be opened; null where none was run.")
    understood: list[UnderstoodWords]
    not_understood: list[str] = Field(description="Words that were left out, as written.")
    near: list[NearQuery] = Field(description="Where to go from here, where there is no answer.")


class NamedProject(Envelope):
    """A project that the answer names."""

    project_id: str
    name: str


class ReplyAnswer(Envelope):
    """The reply to a question in English: rows of one query, said in a sentence."""

    question: str = Field(description="The question as it was asked.")
    answered: bool = Field(description="Whether the evidence says anything to it.")
    answer: str = Field(description="The answer, or why there is none. Every count is a row count.")
    release: str = Field(description="Version of the program and a hash of the data.")
    interpretation: Interpretation
    projects: list[NamedProject]
    findings: list[FindingRecord]
    outcomes: list[OutcomeRecord]
    chains: list[ChainRecord] = Field(description="What was done about barriers, where asked.")
    recommendations: list[RecommendationRecord]
