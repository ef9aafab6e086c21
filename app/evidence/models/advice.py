"""The tables of what the sources advise: recommendations, audit conditions, principles."""

from app.evidence import vocabulary as v
from app.evidence.models import columns as c
from app.evidence.models.findings import Theme


class Recommendation(c.Table, table=True):
    """A recommendation, or a condition that a source says supports innovation."""

    recommendation_id: str = c.key()
    kind: str = c.word(v.RECOMMENDATION_KIND, is_indexed=True)
    text_summary: str = c.column("statement")
    source_id: str = c.reference("source.source_id")
    paragraph: str = c.column("paragraph id")
    page: int | None = c.column("ordinal")
    anchor: str = c.column("anchor")


RECOMMENDATION_THEME = c.members(
    "recommendation_theme", Recommendation, ("theme_ids", "theme_id"), Theme
)
"""A theme or sub-theme that a recommendation bears on."""


class AuditCondition(c.Table, table=True):
    """A condition against which a service can audit itself."""

    condition_id: str = c.key()
    order: int = c.column("ordinal")
    text_summary: str = c.column("statement")
    source_id: str = c.reference("source.source_id")
    paragraph: str = c.column("paragraph id")
    page: int | None = c.column("ordinal")
    anchor: str = c.column("anchor")


AUDIT_CONDITION_THEME = c.members(
    "audit_condition_theme", AuditCondition, ("theme_ids", "theme_id"), Theme
)
"""A theme or sub-theme that an audit condition bears on."""


class Principle(c.Table, table=True):
    """One of Glisson's five principles of organisations that are open to innovation."""

    principle_id: str = c.key()
    label: str = c.column("name")
    definition: str = c.column()


class ProjectPrinciple(c.Table, table=True):
    """A project that a source gives as an example of a principle."""

    principle_id: str = c.key_of("principle.principle_id")
    project_id: str = c.key_of("project.project_id", is_indexed=True)
    source_id: str = c.column("id")
    paragraph: str = c.column("paragraph id")
    anchor: str = c.column("anchor")
