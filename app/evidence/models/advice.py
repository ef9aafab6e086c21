"""The tables of what the sources advise: recommendations, audit conditions, principles."""

from typing import Any, ClassVar

from app.evidence.models.columns import (
    Table,
    blank_page,
    key,
    members,
    place_in_source,
    reference,
    text,
    word_of,
)
from app.evidence.models.findings import Theme
from app.evidence.vocabulary import RECOMMENDATION_KIND


class Recommendation(Table, table=True):
    """A recommendation, or a condition that a source says supports innovation."""

    __table_args__: ClassVar[Any] = (word_of(RECOMMENDATION_KIND), place_in_source())

    recommendation_id: str = key()
    kind: str = text(is_indexed=True)
    text_summary: str = text()
    source_id: str = reference("source.source_id")
    paragraph: str = text()
    page: int | None = blank_page()
    anchor: str = text()


RECOMMENDATION_THEME = members("recommendation_theme", Recommendation, "theme_id", Theme)
"""A theme or sub-theme that a recommendation bears on."""


class AuditCondition(Table, table=True):
    """A condition against which a service can audit itself."""

    __table_args__: ClassVar[Any] = (place_in_source(),)

    condition_id: str = key()
    order: int
    text_summary: str = text()
    source_id: str = reference("source.source_id")
    paragraph: str = text()
    page: int | None = blank_page()
    anchor: str = text()


AUDIT_CONDITION_THEME = members("audit_condition_theme", AuditCondition, "theme_id", Theme)
"""A theme or sub-theme that an audit condition bears on."""


class Principle(Table, table=True):
    """One of Glisson's five principles of organisations that are open to innovation."""

    principle_id: str = key()
    label: str = text()
    definition: str = text()


class ProjectPrinciple(Table, table=True):
    """A project that a source gives as an example of a principle."""

    __table_args__: ClassVar[Any] = (place_in_source(),)

    principle_id: str = key("principle.principle_id")
    project_id: str = key("project.project_id", is_indexed=True)
    source_id: str = text()
    paragraph: str = text()
    anchor: str = text()
