"""The tables of projects, the organisations that led and evaluated them, and the evaluations."""

from typing import Any, ClassVar

from sqlmodel import Field, SQLModel

from app.evidence.models.columns import blank_reference, blank_text, key, reference, text, word_of
from app.evidence.vocabulary import (
    CERTAINTY,
    DESIGN,
    FOCUS,
    LEAD_TYPE,
    ORGANISATION_KIND,
    STRAND,
    YES_NO,
)


class Organisation(SQLModel, table=True):
    """A body that led or evaluated a project, or that ran the programme."""

    __table_args__: ClassVar[Any] = (word_of(ORGANISATION_KIND),)

    organisation_id: str = key()
    name: str = text()
    kind: str = text(is_indexed=True)
    note: str | None = blank_text()


class Project(SQLModel, table=True):
    """A project that the programme funded in Wave 1."""

    __table_args__: ClassVar[Any] = (
        word_of(LEAD_TYPE),
        word_of(STRAND),
        word_of(CERTAINTY),
    )

    project_id: str = key()
    name: str = text(is_indexed=True)
    lead_organisation_id: str | None = blank_reference("organisation.organisation_id")
    lead_type: str | None = blank_text(is_indexed=True)
    strand: str = text(is_indexed=True)
    target_population: str | None = blank_text()
    funding_gbp: int | None = Field(default=None, nullable=True, index=True)
    funding_note: str | None = blank_text()
    summary: str | None = blank_text()
    certainty: str = text()
    note: str | None = blank_text()


class ProjectJointLead(SQLModel, table=True):
    """An organisation that led a project together with its lead."""

    __tablename__ = "project_joint_lead"

    project_id: str = key("project.project_id")
    organisation_id: str = key("organisation.organisation_id", is_indexed=True)
    position: int


class ProjectFocus(SQLModel, table=True):
    """A subject that a project is about."""

    __tablename__ = "project_focus"
    __table_args__: ClassVar[Any] = (word_of(FOCUS),)

    project_id: str = key("project.project_id")
    focus: str = key(is_indexed=True)
    position: int


class ProjectArea(SQLModel, table=True):
    """An area in which a project worked."""

    __tablename__ = "project_area"

    project_id: str = key("project.project_id")
    area_id: str = key("area.area_id", is_indexed=True)
    position: int


class ProjectSourceUrl(SQLModel, table=True):
    """A public page on which facts of a project were seen."""

    __tablename__ = "project_source_url"

    project_id: str = key("project.project_id")
    source_url: str = key()
    position: int


class ProjectAlias(SQLModel, table=True):
    """Another name that a source or a reader uses for a project."""

    __tablename__ = "project_alias"

    project_id: str = key("project.project_id")
    alias: str = key()


class Evaluation(SQLModel, table=True):
    """An evaluation report of a project."""

    __table_args__: ClassVar[Any] = (word_of(CERTAINTY), word_of(YES_NO, "comparison_group"))

    evaluation_id: str = key()
    project_id: str = reference("project.project_id")
    title: str | None = blank_text()
    published: str | None = blank_text(is_indexed=True)
    series_number: str | None = blank_text()
    source_url: str | None = blank_text()
    certainty: str = text()
    isbn: str | None = blank_text()
    doi: str | None = blank_text()
    comparison_group: str | None = blank_text()
    sample: str | None = blank_text()
    period: str | None = blank_text()
    note: str | None = blank_text()


class EvaluationDesign(SQLModel, table=True):
    """A design that an evaluation used."""

    __tablename__ = "evaluation_design"
    __table_args__: ClassVar[Any] = (word_of(DESIGN),)

    evaluation_id: str = key("evaluation.evaluation_id")
    design: str = key(is_indexed=True)
    position: int


class EvaluationAuthor(SQLModel, table=True):
    """An author of an evaluation report, as printed."""

    __tablename__ = "evaluation_author"

    evaluation_id: str = key("evaluation.evaluation_id")
    author: str = key()
    position: int


class EvaluationEvaluator(SQLModel, table=True):
    """An organisation that evaluated a project."""

    __tablename__ = "evaluation_evaluator"

    evaluation_id: str = key("evaluation.evaluation_id")
    organisation_id: str = key("organisation.organisation_id", is_indexed=True)
    position: int
