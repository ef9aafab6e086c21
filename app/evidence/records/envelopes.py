"""What stands round the rows of an answer, and the answers that are not lists."""

from typing import Generic, TypeVar

from pydantic import BaseModel, Field

from app.evidence.records.columns import Record, column
from app.evidence.records.lists import (
    ChainRecord,
    EvaluationRecord,
    FindingRecord,
    OutcomeRecord,
    ProjectRecord,
    RecommendationRecord,
)

R = TypeVar("R", bound=BaseModel)


class ReleaseMeta(BaseModel):
    """Which evidence the answer is taken from."""

    release: str = Field(description="Version of the program and a hash of the data.")
    query: str = Field(description="What was asked, said back in English.")


class PageMeta(ReleaseMeta):
    """How long the whole list is, and which part of it this is."""

    count: int = Field(description="Rows of the whole list, exactly.")
    page_size: int = Field(description="Rows on a page at most.")
    next_cursor: str | None = Field(description="Asks for the next page; null at the end.")
    overlapping_facets: list[str] = Field(
        default=[],
        description="Given with facets: those in which a row may count for several values, "
        "so that the counts may add up to more than the list.",
    )


class Links(BaseModel):
    """Addresses that belong to the answer: one more for each format that the list can be taken in.

    The formats are not known here: `scripts/openapi.py` adds them to the schema.
    """

    self: str = Field(description="This answer.")
    next: str | None = Field(description="The next page; null at the end.")


class FacetCount(BaseModel):
    """How long the list would be with one value of a filter."""

    value: str | None = Field(
        description="The value, as it is written in a parameter; null for the rows without one."
    )
    label: str = Field(description="What a reader calls it.")
    count: int = Field(description="Rows of the list that the link leads to, exactly.")
    link: str = Field(description="The list with this value chosen.")


class DetailLinks(BaseModel):
    """Addresses that belong to an answer about one thing."""

    self: str = Field(description="This answer.")


class Page(BaseModel, Generic[R]):
    """A page of a list."""

    meta: PageMeta
    results: list[R]
    facets: dict[str, list[FacetCount]]
    links: Links


class Detail(BaseModel, Generic[R]):
    """An answer about one thing."""

    meta: ReleaseMeta
    result: R
    links: DetailLinks


class ThemeOfProject(Record):
    """How a theme is met in one project; where it is not, which blank that is."""

    theme_id: str = column("Id of the theme.")
    theme_label: str = column("What a reader calls the theme.")
    facilitator_count: int = column("Findings that helped.", "findings")
    barrier_count: int = column("Findings that hindered.", "findings")
    neutral_count: int = column("Findings that did neither.", "findings", title="Neutral")
    blank: str | None = column("Where there is no finding: which blank it is.")
    blank_label: str | None = column("What a reader calls the blank.")


class ProjectDetail(ProjectRecord):
    """A project with everything that the evidence says of it."""

    themes: list[ThemeOfProject] = Field(description="Every theme, with its blank if it is one.")
    findings: list[FindingRecord] = Field(description="What helped and hindered it.")
    outcomes: list[OutcomeRecord] = Field(description="What changed.")
    evaluations: list[EvaluationRecord] = Field(description="The reports on it.")
    recommendations: list[RecommendationRecord] = Field(
        description="What the sources recommend on the themes of its barriers."
    )


class FindingDetail(FindingRecord):
    """A finding with the findings it belongs to and, where a reader brought it, its paragraph."""

    section_heading: str = Field(description="Heading of the section in which it stands.")
    answers: FindingRecord | None = Field(description="The barrier that it responds to.")
    responses: list[FindingRecord] = Field(description="What was done about it.")
    paragraph_text: str | None = Field(
        description="The paragraph as printed, from the reader's own copy of the source; "
        "null where none was loaded."
    )


class UnderstoodWords(BaseModel):
    """Some words of a question, and the part of the query they became."""

    words: str = Field(description="The words as they were written.")
    parameter: str = Field(description="The parameter that they became.")
    value: str = Field(description="The value of the parameter.")
    label: str = Field(description="What a reader calls the value.")


class NearQuery(BaseModel):
    """Something that the evidence does say, near to what was asked."""

    label: str = Field(description="The query in English.")
    url: str = Field(description="The query, to be opened.")


class Interpretation(BaseModel):
    """How a question was read: the query that was run can be opened and corrected."""

    query: str | None = Field(description="The query in English; null where none was run.")
    url: str | None = Field(description="The query, to be opened; null where none was run.")
    understood: list[UnderstoodWords]
    not_understood: list[str] = Field(description="Words that were left out, as written.")
    near: list[NearQuery] = Field(description="Where to go from here, where there is no answer.")
    did_you_mean: list[NearQuery] = Field(description="What is only near: offered, and not run.")


class NamedProject(BaseModel):
    """A project that the answer names."""

    project_id: str
    name: str
    why: str | None = Field(description="The first claim that brought it here, where there is one.")


class PartOfAnswer(BaseModel):
    """One part of an answer: its sentences, and the query whose rows they rest on."""

    heading: str = Field(description="What the part is about.")
    text: str = Field(description="Its sentences.")
    url: str | None = Field(description="The query of its rows, to be opened.")
    count: int = Field(description="Rows of the part.")
    ids: list[str] = Field(description="The ids of the rows.")


class ReplyAnswer(BaseModel):
    """The reply to a question in English: rows of one query, said in a sentence."""

    question: str = Field(description="The question as it was asked.")
    answered: bool = Field(description="Whether the evidence says anything to it.")
    answer: str = Field(description="The answer, or why there is none. Every count is a row count.")
    release: str = Field(description="Version of the program and a hash of the data.")
    interpretation: Interpretation
    parts: list[PartOfAnswer] = Field(description="The answer part by part, the main one first.")
    projects: list[NamedProject]
    findings: list[FindingRecord]
    outcomes: list[OutcomeRecord]
    chains: list[ChainRecord] = Field(description="What was done about barriers, where asked.")
    recommendations: list[RecommendationRecord]
