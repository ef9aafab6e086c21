"""The tables of projects, the organisations that led and evaluated them, and the evaluations."""

from typing import Any, ClassVar

from sqlmodel import Field

from app.evidence.models.areas import Area
from app.evidence.models.columns import (
    Table,
    blank_reference,
    blank_text,
    key,
    members,
    reference,
    text,
    word_of,
)
from app.evidence.vocabulary import (
    CERTAINTY,
    DESIGN,
    FOCUS,
    LEAD_TYPE,
    ORGANISATION_KIND,
    STRAND,
    YES_NO,
)


class Organisation(Table, table=True):
    """A body that led or evaluated a project, or that ran the programme."""

    __table_args__: ClassVar[Any] = (word_of(ORGANISATION_KIND),)

    organisation_id: str = key()
    name: str = text()
    kind: str = text(is_indexed=True)
    note: str | None = blank_text()


class Project(Table, table=True):
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


PROJECT_JOINT_LEAD = members("project_joint_lead", Project, "organisation_id", Organisation)
"""An organisation that led a project together with its lead."""


PROJECT_FOCUS = members("project_focus", Project, "focus", FOCUS)
"""A subject that a project is about."""


PROJECT_AREA = members("project_area", Project, "area_id", Area)
"""An area in which a project worked."""


PROJECT_SOURCE_URL = members("project_source_url", Project, "source_url")
"""A public page on which facts of a project were seen."""


class ProjectAlias(Table, table=True):
    """Another name that a source or a reader uses for a project."""

    project_id: str = key("project.project_id")
    alias: str = key()


class Evaluation(Table, table=True):
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


EVALUATION_DESIGN = members("evaluation_design", Evaluation, "design", DESIGN)
"""A design that an evaluation used."""


EVALUATION_AUTHOR = members("evaluation_author", Evaluation, "author")
"""An author of an evaluation report, as printed."""


EVALUATION_EVALUATOR = members("evaluation_evaluator", Evaluation, "organisation_id", Organisation)
"""An organisation that evaluated a project."""
