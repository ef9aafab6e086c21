"""The public rows of advice, sources, citations and programme facts, and of how all was coded."""

from app.evidence import vocabulary as v
from app.evidence.records import columns as c
from app.evidence.records.columns import Record, column

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
    source_id: str = c.SOURCE_ID
    source_title: str = c.SOURCE_TITLE
    paragraph: str = c.PARAGRAPH
    page: int | None = c.PAGE
    anchor: str = c.ANCHOR
    citation: str = c.CITATION


class AuditConditionRecord(Record):
    """A condition against which a service can audit itself."""

    condition_id: str = column("Condition", "Id of the condition.")
    order: int = column("Order", "Its place in the audit.")
    text_summary: str = column("Summary", "What it says, in our own words.")
    theme_ids: list[str] = _THEME_IDS
    theme_labels: list[str] = _THEME_LABELS
    source_id: str = c.SOURCE_ID
    source_title: str = c.SOURCE_TITLE
    paragraph: str = c.PARAGRAPH
    page: int | None = c.PAGE
    anchor: str = c.ANCHOR
    citation: str = c.CITATION


class SourceRecord(Record):
    """A document that evidence is taken from, with its rights."""

    source_id: str = c.SOURCE_ID
    kind: str = column("Kind", "What kind of document or page it is.", words=v.SOURCE_KIND)
    kind_label: str = column("Kind label", "What a reader calls the kind.")
    reported_by: str = column("Whose word", "Whose word it is.", words=v.REPORTED_BY)
    reported_by_label: str = column("Whose word label", "What a reader calls it.")
    title: str = column("Title", "Title as printed.")
    authors: list[str] = column("Authors", "Authors as printed.")
    published: str | None = column("Published", "Date as precisely as it is known (ISO 8601).")
    publisher: str | None = column("Publisher", "Who published it.")
    url: str | None = column("Address", "Where it was published.")
    seen_on: str | None = column("Seen on", "When the text was seen (ISO 8601).")
    extent: str | None = column("Extent", "How much of the text was seen.", words=v.EXTENT)
    extent_label: str | None = column("Extent label", "What a reader calls it.")
    sha256: str | None = column("SHA-256", "Hash of the text that was coded; blank where none.")
    licence: str | None = column("Licence", "The rights of its owners.")
    project_count: int = column("Projects", "Projects with a claim from it.", "projects")
    finding_count: int = column("Findings", "Findings taken from it.", "findings")
    outcome_count: int = column("Outcomes", "Outcomes taken from it.", "outcomes")
    note: str | None = c.NOTE


class CitationRecord(Record):
    """A document that a source cites."""

    citation_id: str = column("Citation", "Id of the cited document.")
    source_id: str = c.SOURCE_ID
    source_title: str = c.SOURCE_TITLE
    footnote: int | None = column("Footnote", "Number of the footnote, where there is one.")
    title: str = column("Title", "Title of the cited document.")
    authors: list[str] = column("Authors", "Its authors as printed.")
    published: str | None = column("Published", "Its date as precisely as it is printed.")
    publisher: str | None = column("Publisher", "Who published it, or the journal.")
    url: str | None = column("Address", "Its address, where it is printed.")
    evaluation_id: str | None = column("Evaluation", "The evaluation report here that it is.")
    paragraph: str = c.PARAGRAPH
    page: int | None = c.PAGE
    note: str | None = c.NOTE


class ProgrammeFactRecord(Record):
    """A fact about the programme as a whole."""

    fact: str = column("Fact", "What the fact is about.")
    value: str = column("Value", "What the source says.")
    source_id: str | None = c.SOURCE_ID
    paragraph: str | None = c.PARAGRAPH
    page: int | None = c.PAGE
    citation: str | None = c.CITATION
    note: str | None = c.NOTE


class PrincipleRecord(Record):
    """A principle of organisations that are open to innovation, with its examples."""

    principle_id: str = column("Principle", "Id of the principle.")
    label: str = column("Label", "What a reader calls it.")
    definition: str = column("Definition", "What it means.")
    project_ids: list[str] = column("Projects", "Projects that a source gives as examples.")


class ParagraphRecord(Record):
    """Where a paragraph of a source stands; its text is not kept here."""

    place_id: str = column("Place", "Source and paragraph, joined by a colon.")
    source_id: str = c.SOURCE_ID
    source_title: str = c.SOURCE_TITLE
    paragraph: str = c.PARAGRAPH
    page: int | None = c.PAGE
    section_id: str | None = column("Section", "Id of the section; blank where there is none.")
    heading: str = column("Heading", "The heading that it stands under.")


class CodingDecisionRecord(Record):
    """How a difference between the two coders, or an audit's proposal, was settled."""

    decision_id: str = column("Decision", "Id of the decision.")
    source_id: str = c.SOURCE_ID
    source_title: str = c.SOURCE_TITLE
    paragraph: str = c.PARAGRAPH
    project_id: str | None = column("Project", "Id of the project; blank where none is named.")
    coder_a: str | None = column("Coder A", "What the first coder had; in an audit, the data.")
    coder_b: str | None = column("Coder B", "What the second coder had; in an audit, the auditor.")
    stands: str | None = column("Stands", "What stands.")
    why: str = column("Why", "The reason.")


class UncodedMentionRecord(Record):
    """A paragraph that names a project and rightly has no claim of it."""

    mention_id: str = column("Mention", "Source, paragraph and project, joined by colons.")
    source_id: str = c.SOURCE_ID
    source_title: str = c.SOURCE_TITLE
    paragraph: str = c.PARAGRAPH
    project_id: str = column("Project", "Id of the project.")
    project_name: str = column("Project name", "The project's own title.")
    why: str = column("Why", "Why there is no claim.")


class FieldAgreementRecord(Record):
    """How far the two coders agreed on one field of the claims that both had."""

    agreement_id: str = column("Agreement", "Source and field, joined by a colon.")
    source: str = column("Source", "The source, or group of sources, that was coded.")
    field: str = column("Field", "The column that was coded.")
    compared_count: int = column("Compared", "Claims that both coders had.", "claims")
    agreed_count: int = column("Agreed", "Claims for which both gave the same.", "claims")


def _as_coded(title: str, definition: str) -> str | None:
    """A column that stands as the coder wrote it; blank where the coder left it so."""
    text: str | None = column(title, f"{definition}, as this coder had it.")
    return text


class _CodedRecord(Record):
    coder: str = column("Coder", "Which of the two coders.", words=v.CODER)
    coder_label: str = column("Coder label", "What a reader calls the coder.")
    stage: str = column("Stage", "Which stage of coding.", words=v.CODING_STAGE)
    stage_label: str = column("Stage label", "What a reader calls the stage.")
    claim: str | None = column("Claim", "The coder's own number of it, or the id that was coded.")
    source_id: str = c.SOURCE_ID
    source_title: str = c.SOURCE_TITLE
    paragraph: str = c.PARAGRAPH
    project_id: str | None = column("Project", "Id of the project; blank where none is named.")


class CodedFindingRecord(_CodedRecord):
    """A claim as one of the two coders had it, before they compared."""

    coded_finding_id: str = column("Coded finding", "Id of the row.")
    scope: str | None = _as_coded("Scope", "About what the claim is")
    theme_id_as_coded: str | None = _as_coded(
        "Sub-theme", "Id of the sub-theme, perhaps one renamed since"
    )
    polarity: str | None = _as_coded("Polarity", "Helped, hindered or neither")
    certainty: str | None = _as_coded("Certainty", "How surely it is said")
    effect: str | None = _as_coded("Effect", "What the barrier did")
    overcome: str | None = _as_coded("Overcome", "Whether the barrier was overcome")
    responds_to_as_coded: str | None = _as_coded("Responds to", "The claim that it answers")
    response_result: str | None = _as_coded("Result", "What came of the response")
    agrees_with_as_coded: str | None = _as_coded(
        "Agrees with", "Claims of other sources that say the same"
    )
    differs_from_as_coded: str | None = _as_coded("Differs from", "Claims that say otherwise")
    statement: str | None = _as_coded("Statement", "The claim in the coder's own words")
    anchor: str | None = _as_coded("Anchor", "Words as printed that pin it to its paragraph")
    note: str | None = _as_coded("Note", "What else there is to know")


class CodedOutcomeRecord(_CodedRecord):
    """An outcome as one of the two coders had it, before they compared."""

    coded_outcome_id: str = column("Coded outcome", "Id of the row.")
    measure: str | None = _as_coded("Measure", "What was measured")
    population: str | None = _as_coded("Population", "Of whom")
    kind: str | None = _as_coded("Kind", "Kind of figure")
    baseline: str | None = _as_coded("Baseline", "The value before")
    value: str | None = _as_coded("Value", "The value after")
    comparator_value: str | None = _as_coded("Other group", "The value of the other group")
    unit: str | None = _as_coded("Unit", "What the numbers count")
    reported_change: str | None = _as_coded("Reported change", "The change that is reported")
    value_reported: str | None = _as_coded("As printed", "The words or figures as printed")
    direction: str | None = _as_coded("Direction", "Direction of the change")
    desirability: str | None = _as_coded("Desirability", "Whether the change was wanted")
    period: str | None = _as_coded("Period", "Over what time")
    sample_size: str | None = _as_coded("Sample", "How many were measured")
    domain: str | None = _as_coded("Domain", "What was measured, by domain")
    design: str | None = _as_coded("Design", "How the figure was come by")
    coverage: str | None = _as_coded("Coverage", "Whether it is of the whole project")
    theme_id_as_coded: str | None = _as_coded("Sub-theme", "Id of the sub-theme")
    finding_ids_as_coded: str | None = _as_coded(
        "Findings", "Ids of the findings that it belongs to"
    )
    agrees_with_as_coded: str | None = _as_coded("Agrees with", "Outcomes that say the same")
    differs_from_as_coded: str | None = _as_coded("Differs from", "Outcomes that say otherwise")
    anchor: str | None = _as_coded("Anchor", "Words as printed that pin it to its paragraph")
    caveat: str | None = _as_coded("Caveat", "What limits the figure")
