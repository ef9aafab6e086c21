"""The tables of projects, who led and evaluated them, where they worked, what became of them."""

from app.evidence import vocabulary as v
from app.evidence.models import columns as c

_CERTAINTY = "`seen` in a source, or `inferred`: the note says what is."


class Area(c.Table, table=True):
    """An authority as it stood in 2014 to 2016, a region, or England.

    Source: ONS codes and the Department for Education's numbers (Open Government Licence v3.0).
    """

    area_id: str = c.key()
    name: str = c.column("What it is called.", "name")
    kind: str = c.word(v.AREA_KIND, "Kind of area.", is_indexed=True)
    region_id: str | None = c.reference("area.area_id", "Id of the region that it is in.")
    ons_code: str | None = c.column("Code of the Office for National Statistics.")
    dfe_number: str | None = c.column("The Department for Education's number.")
    note: str | None = c.column(c.NOTE)


AREA_ALIAS = c.members("area_alias", Area, "aliases", "name", "Other names.")


class AreaNeighbour(c.Table, table=True):
    """One of an authority's ten statistical neighbours, by the Department for Education."""

    area_id: str = c.key_of("area.area_id")
    neighbour_id: str = c.key_of("area.area_id", is_indexed=True)
    rank: int = c.column(kind="ordinal")
    closeness: str = c.word(v.CLOSENESS)


class Organisation(c.Table, table=True):
    """A body that led or evaluated a project, or that ran the programme."""

    organisation_id: str = c.key()
    name: str = c.column("Name in full.", "name")
    kind: str = c.word(v.ORGANISATION_KIND, "Kind of organisation.", is_indexed=True)
    ror_id: str | None = c.column(
        "Of it, or of the university that it is part of, in the Research Organization Registry.",
        "address",
    )
    note: str | None = c.column(c.NOTE)


class Project(c.Table, table=True):
    """A project that the programme funded in Wave 1."""

    project_id: str = c.key()
    name: str = c.column("The project's own title.", "name", is_indexed=True)
    lead_organisation_id: str | None = c.reference(
        "organisation.organisation_id", "Id of the organisation that led it.", title="Lead"
    )
    lead_type: str | None = c.word(
        v.LEAD_TYPE, "Type of the lead, a classification made here.", is_indexed=True
    )
    strand: str = c.word(
        v.STRAND, "Strand as listed by the delivery partner, or by subject.", is_indexed=True
    )
    target_population: str | None = c.column("For whom it was meant.")
    funding_gbp: int | None = c.column(
        "Funding in Wave 1 alone.", "count", "pounds sterling", is_indexed=True
    )
    funding_note: str | None = c.column("Conflicts and shares of one grant.")
    summary: str | None = c.column("What it set out to do, in our own words.")
    certainty: str = c.word(v.CERTAINTY, _CERTAINTY)
    note: str | None = c.column(c.NOTE)


# Two or three bodies may lead: a filter that knew the first alone would leave projects out.
PROJECT_JOINT_LEAD = c.members(
    "project_joint_lead",
    Project,
    "joint_lead_ids",
    Organisation,
    "Ids of organisations that led it too.",
)
PROJECT_FOCUS = c.members(
    "project_focus", Project, "focus", v.FOCUS, "What the project is about, most important first."
)
PROJECT_AREA = c.members(
    "project_area", Project, "areas", Area, "Ids of the areas in which it worked, where known."
)
c.members(
    "project_source_url",
    Project,
    "source_url",
    "address",
    "Public pages on which the facts were seen.",
)


class ProjectAlias(c.Table, table=True):
    """Another name that a source or a reader uses for a project."""

    project_id: str = c.key_of("project.project_id")
    alias: str = c.key(kind="name")


class Evaluation(c.Table, table=True):
    """An evaluation report of a project."""

    evaluation_id: str = c.key("Id of the evaluation report.")
    project_id: str = c.reference("project.project_id")
    title: str | None = c.column("Title as printed; blank where it was not seen.")
    published: str | None = c.column(*c.PUBLISHED, is_indexed=True)
    series_number: str | None = c.column("Number in the series of reports.")
    source_url: str | None = c.column("The publisher's page on the report, where seen.", "address")
    certainty: str = c.word(v.CERTAINTY, _CERTAINTY)
    isbn: str | None = c.column("As printed.")
    doi: str | None = c.column("Without the address of the resolver.")
    comparison_group: str | None = c.word(v.YES_NO, "Whether it had one; blank where not seen.")
    sample: str | None = c.column("Who was asked or measured, where seen.")
    period: str | None = c.column("Over what time, where seen.")
    note: str | None = c.column(c.NOTE)


EVALUATION_DESIGN = c.members(
    "evaluation_design", Evaluation, "design", v.DESIGN, "The designs that it used, where seen."
)
c.members("evaluation_author", Evaluation, "authors", "name", "Authors as printed.")
EVALUATION_EVALUATOR = c.members(
    "evaluation_evaluator",
    Evaluation,
    "evaluator_ids",
    Organisation,
    "Ids of the evaluating organisations.",
)


class ProjectEvent(c.Table, table=True):
    """What became of a project: begun, closed, continued, taken up by others, evaluated again."""

    event_id: str = c.key()
    project_id: str = c.reference("project.project_id")
    date: str | None = c.column("As precisely as it is known (ISO 8601).", "date")
    kind: str = c.word(v.EVENT_KIND, "What kind of event.", is_indexed=True)
    statement: str = c.column("What happened, in our own words.", "statement")
    source_id: str | None = c.reference("source.source_id")
    paragraph: str | None = c.column(*c.PARAGRAPH)
    anchor: str | None = c.column(*c.ANCHOR)
    certainty: str = c.word(v.CERTAINTY, _CERTAINTY)
    source_url: str | None = c.column("The page on which it was seen.", "address")
