"""The tables of projects, who led and evaluated them, where they worked, what became of them."""

from app.evidence import vocabulary as v
from app.evidence.models import columns as c


class Area(c.Table, table=True):
    """An authority as it stood in 2014 to 2016, a region, or England.

    Source: ONS codes and the Department for Education's numbers (Open Government Licence v3.0).
    """

    area_id: str = c.key()
    name: str = c.column("name")
    kind: str = c.word(v.AREA_KIND, is_indexed=True)
    region_id: str | None = c.reference("area.area_id")
    ons_code: str | None = c.column()
    dfe_number: str | None = c.column()
    note: str | None = c.column()


AREA_ALIAS = c.members("area_alias", Area, ("aliases", "alias"))
"""Another name of an area."""


class AreaNeighbour(c.Table, table=True):
    """One of an authority's ten statistical neighbours, by the Department for Education."""

    area_id: str = c.key_of("area.area_id")
    neighbour_id: str = c.key_of("area.area_id", is_indexed=True)
    rank: int = c.column("ordinal")
    closeness: str = c.word(v.CLOSENESS)


class Organisation(c.Table, table=True):
    """A body that led or evaluated a project, or that ran the programme."""

    organisation_id: str = c.key()
    name: str = c.column("name")
    kind: str = c.word(v.ORGANISATION_KIND, is_indexed=True)
    note: str | None = c.column()


class Project(c.Table, table=True):
    """A project that the programme funded in Wave 1."""

    project_id: str = c.key()
    name: str = c.column("name", is_indexed=True)
    lead_organisation_id: str | None = c.reference("organisation.organisation_id")
    lead_type: str | None = c.word(v.LEAD_TYPE, is_indexed=True)
    strand: str = c.word(v.STRAND, is_indexed=True)
    target_population: str | None = c.column()
    funding_gbp: int | None = c.column("count", is_indexed=True)
    funding_note: str | None = c.column()
    summary: str | None = c.column()
    certainty: str = c.word(v.CERTAINTY)
    note: str | None = c.column()


# Two or three bodies may lead: a filter that knew the first alone would leave projects out.
PROJECT_JOINT_LEAD = c.members(
    "project_joint_lead", Project, ("joint_lead_ids", "organisation_id"), Organisation
)
"""An organisation that led a project together with its lead."""


PROJECT_FOCUS = c.members("project_focus", Project, ("focus", "focus"), v.FOCUS)
"""A subject that a project is about."""


PROJECT_AREA = c.members("project_area", Project, ("areas", "area_id"), Area)
"""An area in which a project worked."""


PROJECT_SOURCE_URL = c.members(
    "project_source_url", Project, ("source_url", "source_url"), "address"
)
"""A public page on which facts of a project were seen."""


class ProjectAlias(c.Table, table=True):
    """Another name that a source or a reader uses for a project."""

    project_id: str = c.key_of("project.project_id")
    alias: str = c.key("name")


class Evaluation(c.Table, table=True):
    """An evaluation report of a project."""

    evaluation_id: str = c.key()
    project_id: str = c.reference("project.project_id")
    title: str | None = c.column()
    published: str | None = c.column("date", is_indexed=True)
    series_number: str | None = c.column()
    source_url: str | None = c.column("address")
    certainty: str = c.word(v.CERTAINTY)
    isbn: str | None = c.column()
    doi: str | None = c.column()
    comparison_group: str | None = c.word(v.YES_NO)
    sample: str | None = c.column()
    period: str | None = c.column()
    note: str | None = c.column()


EVALUATION_DESIGN = c.members("evaluation_design", Evaluation, ("design", "design"), v.DESIGN)
"""A design that an evaluation used."""


EVALUATION_AUTHOR = c.members("evaluation_author", Evaluation, ("authors", "author"))
"""An author of an evaluation report, as printed."""


EVALUATION_EVALUATOR = c.members(
    "evaluation_evaluator", Evaluation, ("evaluator_ids", "organisation_id"), Organisation
)
"""An organisation that evaluated a project."""


class ProjectEvent(c.Table, table=True):
    """What became of a project: begun, closed, continued, taken up by others, evaluated again."""

    event_id: str = c.key()
    project_id: str = c.reference("project.project_id")
    date: str | None = c.column("date")
    kind: str = c.word(v.EVENT_KIND, is_indexed=True)
    statement: str = c.column("statement")
    source_id: str | None = c.reference("source.source_id")
    paragraph: str | None = c.column("paragraph id")
    anchor: str | None = c.column("anchor")
    certainty: str = c.word(v.CERTAINTY)
    source_url: str | None = c.column("address")
