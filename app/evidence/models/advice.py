"""The tables of what the sources advise: recommendations, audit conditions, principles."""

from app.evidence import vocabulary as v
from app.evidence.models import columns as c
from app.evidence.models.findings import Theme

_THEMES = ("Themes", "Ids of the themes and sub-themes that it bears on.")


class Recommendation(c.Table, table=True):
    """A recommendation, or a condition that a source says supports innovation."""

    recommendation_id: str = c.key("Recommendation")
    kind: str = c.word(
        v.RECOMMENDATION_KIND,
        "Kind",
        "Advice, or a condition that supports innovation.",
        is_indexed=True,
    )
    text_summary: str = c.column(*c.SUMMARY)
    source_id: str = c.reference("source.source_id")
    paragraph: str = c.column(*c.PARAGRAPH)
    page: int | None = c.column(*c.PAGE)
    anchor: str = c.column(*c.ANCHOR)


RECOMMENDATION_THEME = c.members(
    "recommendation_theme", Recommendation, ("theme_ids", "theme_id"), Theme, _THEMES
)


class AuditCondition(c.Table, table=True):
    """A condition against which a service can audit itself."""

    condition_id: str = c.key("Condition")
    order: int = c.column("Order", "Its place in the audit.", "ordinal")
    text_summary: str = c.column(*c.SUMMARY)
    source_id: str = c.reference("source.source_id")
    paragraph: str = c.column(*c.PARAGRAPH)
    page: int | None = c.column(*c.PAGE)
    anchor: str = c.column(*c.ANCHOR)


AUDIT_CONDITION_THEME = c.members(
    "audit_condition_theme", AuditCondition, ("theme_ids", "theme_id"), Theme, _THEMES
)


class Principle(c.Table, table=True):
    """One of Glisson's five principles of organisations that are open to innovation."""

    principle_id: str = c.key("Principle")
    label: str = c.column("Label", "What a reader calls it.", "name")
    definition: str = c.column("Definition", "What it means.")


class ProjectPrinciple(c.Table, table=True):
    """A project that a source gives as an example of a principle."""

    principle_id: str = c.key_of("principle.principle_id")
    project_id: str = c.key_of("project.project_id", is_indexed=True)
    source_id: str = c.column(kind="id")
    paragraph: str = c.column(*c.PARAGRAPH)
    anchor: str = c.column(*c.ANCHOR)
