"""The public rows of recommendations, audit conditions, sources, citations and programme facts."""

from app.evidence import vocabulary as v
from app.evidence.records.columns import (
    ANCHOR,
    CITATION,
    NOTE,
    PAGE,
    PARAGRAPH,
    SOURCE_ID,
    SOURCE_TITLE,
    Record,
    column,
)

_THEME_IDS = column("Themes", "Ids of the themes and sub-themes that it bears on.")
_THEME_LABELS = column("Theme labels", "What a reader calls these themes.")


class RecommendationRecord(Record):
    """A recommendation, or a condition that a source says supports innovation."""

    recommendation_id: str = column("Recommendation", "Id of the recommendation.")
    kind: str = column(
        "Kind", "Advice, or a condition that supports innovation.", words=v.RECOMMENDATION_KIND
    )
    kind_label: str = column("Kind label", "What a reader calls the kind.")
    text_summary: str = column("Summary", "What it says, in our own words.")
    theme_ids: list[str] = _THEME_IDS
    theme_labels: list[str] = _THEME_LABELS
    source_id: str = SOURCE_ID
    source_title: str = SOURCE_TITLE
    paragraph: str = PARAGRAPH
    page: int = PAGE
    anchor: str = ANCHOR
    citation: str = CITATION


class AuditConditionRecord(Record):
    """A condition against which a service can audit itself."""

    condition_id: str = column("Condition", "Id of the condition.")
    order: int = column("Order", "Its place in the audit.")
    text_summary: str = column("Summary", "What it says, in our own words.")
    theme_ids: list[str] = _THEME_IDS
    theme_labels: list[str] = _THEME_LABELS
    source_id: str = SOURCE_ID
    source_title: str = SOURCE_TITLE
    paragraph: str = PARAGRAPH
    page: int = PAGE
    anchor: str = ANCHOR
    citation: str = CITATION


class SourceRecord(Record):
    """A document that evidence is taken from, with its rights."""

    source_id: str = SOURCE_ID
    title: str = column("Title", "Title as printed.")
    authors: list[str] = column("Authors", "Authors as printed.")
    published: str | None = column("Published", "Date as precisely as it is known (ISO 8601).")
    publisher: str | None = column("Publisher", "Who published it.")
    url: str | None = column("Address", "Where it was published.")
    sha256: str | None = column("SHA-256", "Hash of the text that was coded; blank where none.")
    licence: str | None = column("Licence", "The rights of its owners.")
    finding_count: int = column("Findings", "Findings taken from it.", "findings")
    outcome_count: int = column("Outcomes", "Outcomes taken from it.", "outcomes")
    note: str | None = NOTE


class CitationRecord(Record):
    """A document that a source cites."""

    citation_id: str = column("Citation", "Id of the cited document.")
    source_id: str = SOURCE_ID
    source_title: str = SOURCE_TITLE
    footnote: int | None = column("Footnote", "Number of the footnote, where there is one.")
    title: str = column("Title", "Title of the cited document.")
    authors: list[str] = column("Authors", "Its authors as printed.")
    published: str | None = column("Published", "Its date as precisely as it is printed.")
    publisher: str | None = column("Publisher", "Who published it, or the journal.")
    url: str | None = column("Address", "Its address, where it is printed.")
    evaluation_id: str | None = column("Evaluation", "The evaluation report here that it is.")
    paragraph: str = PARAGRAPH
    page: int = PAGE
    note: str | None = NOTE


class ProgrammeFactRecord(Record):
    """A fact about the programme as a whole."""

    fact: str = column("Fact", "What the fact is about.")
    value: str = column("Value", "What the source says.")
    source_id: str | None = SOURCE_ID
    paragraph: str | None = PARAGRAPH
    page: int | None = PAGE
    citation: str | None = CITATION
    note: str | None = NOTE
