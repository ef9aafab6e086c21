"""The tables of what the sources advise: recommendations, audit conditions, principles."""

from typing import Any, ClassVar

from sqlmodel import SQLModel

from app.evidence.models.columns import (
    blank_page,
    key,
    place_in_source,
    reference,
    text,
    word_of,
)
from app.evidence.vocabulary import RECOMMENDATION_KIND


class Recommendation(SQLModel, table=True):
    """A recommendation, or a condition that a source says supports innovation."""

    __table_args__: ClassVar[Any] = (word_of(RECOMMENDATION_KIND), place_in_source())

    recommendation_id: str = key()
    kind: str = text(is_indexed=True)
    text_summary: str = text()
    source_id: str = reference("source.source_id")
    paragraph: str = text()
    page: int | None = blank_page()
    anchor: str = text()


class RecommendationTheme(SQLModel, table=True):
    """A theme or sub-theme that a recommendation bears on."""

    __tablename__ = "recommendation_theme"

    recommendation_id: str = key("recommendation.recommendation_id")
    theme_id: str = key("theme.theme_id", is_indexed=True)
    position: int


class AuditCondition(SQLModel, table=True):
    """A condition against which a service can audit itself."""

    __tablename__ = "audit_condition"
    __table_args__: ClassVar[Any] = (place_in_source(),)

    condition_id: str = key()
    order: int
    text_summary: str = text()
    source_id: str = reference("source.source_id")
    paragraph: str = text()
    page: int | None = blank_page()
    anchor: str = text()


class AuditConditionTheme(SQLModel, table=True):
    """A theme or sub-theme that an audit condition bears on."""

    __tablename__ = "audit_condition_theme"

    condition_id: str = key("audit_condition.condition_id")
    theme_id: str = key("theme.theme_id", is_indexed=True)
    position: int


class Principle(SQLModel, table=True):
    """One of Glisson's five principles of organisations that are open to innovation."""

    principle_id: str = key()
    label: str = text()
    definition: str = text()


class ProjectPrinciple(SQLModel, table=True):
    """A project that a source gives as an example of a principle."""

    __tablename__ = "project_principle"
    __table_args__: ClassVar[Any] = (place_in_source(),)

    principle_id: str = key("principle.principle_id")
    project_id: str = key("project.project_id", is_indexed=True)
    source_id: str = text()
    paragraph: str = text()
    anchor: str = text()
