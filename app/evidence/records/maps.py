"""The answers that are no lists: the evidence map, projects side by side, names, the dictionary."""

from pydantic import Field

from app.evidence.records.envelopes import Envelope, ProjectDetail, ReleaseMeta


class SummaryValue(Envelope):
    """A value of one dimension."""

    dimension: str = Field(description="The dimension, as in `by`.")
    value: str = Field(description="The value, as it is written in a parameter.")
    label: str = Field(description="What a reader calls it.")


class SummaryCell(Envelope):
    """How many claims there are for a value, or a pair of values."""

    values: list[SummaryValue]
    count: int = Field(description="Claims, exactly: the length of the list that `link` leads to.")
    blank: str | None = Field(
        description="Where the count is 0, which blank it is: `not-mentioned`, `not-named`, "
        "`not-coded`, `not-found`."
    )
    blank_label: str | None = Field(description="What a reader calls the blank.")
    link: str = Field(description="The claims.")


class SummaryMeta(ReleaseMeta):
    """What was counted by what."""

    by: list[str] = Field(description="The dimensions.")
    counted: str = Field(description="The list that was counted: findings or outcomes.")
    total: int = Field(description="Claims that the question leaves, each counted once.")
    without_count: int = Field(
        description="Claims of the total that are in no cell, since they have no value of a "
        "dimension: those that name no project have no strand."
    )
    is_overlapping: bool = Field(
        description="Whether a claim may be in several cells, so that the cells do not add up."
    )


class SummaryAnswer(Envelope):
    """The evidence map."""

    meta: SummaryMeta
    results: list[SummaryCell]


class ComparedProject(Envelope):
    """How one project meets a theme."""

    project_id: str
    facilitator_count: int
    barrier_count: int
    neutral_count: int
    blank: str | None
    blank_label: str | None


class ComparedTheme(Envelope):
    """A theme across the projects."""

    theme_id: str
    theme_label: str
    projects: list[ComparedProject]


class Comparison(Envelope):
    """Projects side by side."""

    meta: ReleaseMeta
    themes: list[ComparedTheme] = Field(description="Every theme, project by project.")
    results: list[ProjectDetail] = Field(description="The projects in full, in the order asked.")


class NameFound(Envelope):
    """A name that begins with, or holds, what was typed."""

    kind: str = Field(description="project, alias, theme or organisation.")
    id: str = Field(description="The id that is meant.")
    label: str = Field(description="The name as it is written.")
    link: str = Field(description="Where it leads.")


class NamesFound(Envelope):
    """At most ten names, those that begin with what was typed first."""

    meta: ReleaseMeta
    results: list[NameFound]


class DictionaryColumn(Envelope):
    """A column of a list."""

    name: str
    type: str
    may_be_blank: bool
    unit: str | None
    title: str
    definition: str
    words: list[str]


class DictionaryList(Envelope):
    """A list and its columns."""

    name: str
    title: str
    description: str
    columns: list[DictionaryColumn]


class DictionaryWord(Envelope):
    """A word of a closed list."""

    code: str
    label: str
    meaning: str


class DictionaryVocabulary(Envelope):
    """A closed list of words."""

    name: str
    title: str
    words: list[DictionaryWord]


class Dictionary(Envelope):
    """Every column of every list, and every word of every closed list."""

    meta: ReleaseMeta
    lists: list[DictionaryList]
    vocabularies: list[DictionaryVocabulary]


class ReleaseFile(Envelope):
    """A data file of the release."""

    file: str
    sha256: str
    row_count: int


class Release(Envelope):
    """Which evidence this is, and how to cite it."""

    release: str
    version: str
    release_date: str = Field(
        description="The day on which it was published: its date wherever it is."
    )
    licence: str
    citation: str
    project_count: int
    finding_count: int
    outcome_count: int
    files: list[ReleaseFile]


class Segment(Envelope):
    """A piece of a text."""

    text: str
    is_match: bool = Field(description="Whether it is what was sought.")


class Found(Envelope):
    """Something that a search found."""

    kind: str = Field(description="project, finding, outcome, theme and so on.")
    id: str = Field(description="Its id.")
    title: str
    snippet: str = Field(description="Words round the first match; matches between `**`.")
    segments: list[Segment] = Field(description="The same in pieces.")
    score: float = Field(description="The higher, the better; comparable within one answer.")
    link: str | None = Field(description="Where it is shown in full.")


class UnderstoodTerm(Envelope):
    """A part of a search."""

    words: str = Field(description="The words.")
    meaning: str = Field(description="What they were taken to mean.")


class SearchMeta(ReleaseMeta):
    """How much was found, and which part of it this is."""

    understood: list[UnderstoodTerm] = Field(description="Each part of the search.")
    count: int = Field(description="Hits of the whole answer, exactly.")
    page_size: int
    next_cursor: str | None
    kinds: dict[str, int] = Field(description="Hits of each kind, whichever kinds are shown.")
    suggestion: str | None = Field(description="Another spelling, where a word occurs nowhere.")


class SearchAnswer(Envelope):
    """What was found, best first."""

    meta: SearchMeta
    results: list[Found]
