"""The tables of projects: who led and evaluated them, where, how, and what became of them."""

from app.evidence import vocabulary as v
from app.evidence.models import columns as c
from app.evidence.models.tables import Table

_CERTAINTY = "`seen` in a source, or `inferred`: the note says what is."


class Area(Table, table=True):
    """An authority as it stood in 2014 to 2016, a region, or England."""

    # From the ONS and the Department for Education (Open Government Licence v3.0).
    area_id: str = c.key()
    name: str = c.column("What it is called.", "name")
    kind: str = c.code(v.AREA_KIND, "Kind of area.", is_indexed=True)
    region_id: str | None = c.reference("area", "Id of the region that it is in.")
    ons_code: str | None = c.column("Code of the Office for National Statistics.")
    dfe_number: str | None = c.column("The Department for Education's number.")
    aliases: list[str] = c.list_of("name", "Other names.", table="alias")
    neighbour_ids: list[str] = c.derived(
        "Its statistical neighbours by the Department for Education, nearest first."
    )
    project_ids: list[str] = c.derived("Ids of the projects that worked there.")
    note: str | None = c.column(c.NOTE)


class AreaNeighbour(Table, table=True):
    """One of an authority's ten statistical neighbours, by the Department for Education."""

    area_id: str = c.key_reference("area")
    neighbour_id: str = c.key_reference("area", is_indexed=True)
    rank: int = c.column(kind="ordinal")
    closeness: str = c.code(v.CLOSENESS)


class Organisation(Table, table=True):
    """A body that led or evaluated projects, or that ran the programme."""

    organisation_id: str = c.key()
    name: str = c.column("Name in full.", "name")
    kind: str = c.code(v.ORGANISATION_KIND, "Kind of organisation.", is_indexed=True)
    ror_id: str | None = c.column(
        "Of it, or of the university that it is part of, in the Research Organization Registry.",
        "address",
    )
    led_project_ids: list[str] = c.derived(
        "Ids of the projects that it led or led jointly.", title="Led"
    )
    evaluated_project_ids: list[str] = c.derived(
        "Ids of the projects it evaluated.", title="Evaluated"
    )
    note: str | None = c.column(c.NOTE)


class Project(Table, table=True):
    """A Wave 1 project: who led and evaluated it, where, for whom, and how much evidence."""

    project_id: str = c.key()
    name: str = c.column("The project's own title.", "name", is_indexed=True)
    aliases: list[str] = c.derived("Other names that sources and readers use.")
    lead_organisation_id: str | None = c.reference(
        "organisation", "Id of the organisation that led it.", title="Lead"
    )
    # Two or three bodies may lead: a filter that knew the first alone would leave projects out.
    joint_lead_ids: list[str] = c.list_of(
        "organisation", "Ids of organisations that led it too.", table="joint_lead"
    )
    lead_type: str | None = c.code(
        v.LEAD_TYPE, "Type of the lead, a classification made here.", is_indexed=True
    )
    strand: str = c.code(
        v.STRAND, "Strand as listed by the delivery partner, or by subject.", is_indexed=True
    )
    focus: list[str] = c.list_of(v.FOCUS, "What the project is about, most important first.")
    target_population: str | None = c.column("For whom it was meant.")
    areas: list[str] = c.list_of("area", "Ids of the areas in which it worked, where known.")
    funding_gbp: int | None = c.column(
        "Funding in Wave 1 alone.", "count", "pounds sterling", is_indexed=True
    )
    funding_note: str | None = c.column("Conflicts and shares of one grant.")
    summary: str | None = c.column("What it set out to do, in our own words.")
    evaluator_ids: list[str] = c.derived("Ids of those who evaluated it.")
    evaluator_certainty: str | None = c.derived(
        "Whether a source names its evaluators, or they are inferred: the note of the report says "
        "from what.",
        words=v.CERTAINTY,
    )
    principle_ids: list[str] = c.derived("Principles the source gives it for.")
    source_ids: list[str] = c.derived("Ids of the sources that name it.")
    evidence_status: str = c.derived(
        "`coded`; or which blank it is: `not-named` in any source, or `not-coded` yet.",
        words=v.EVIDENCE_STATUS,
    )
    facilitator_count: int = c.derived("Findings that helped.", "findings")
    barrier_count: int = c.derived("Findings that hindered.", "findings")
    neutral_count: int = c.derived("Findings that did neither.", "findings", title="Neutral")
    outcome_count: int = c.derived("Outcomes that sources report.", "outcomes")
    certainty: str = c.code(v.CERTAINTY, _CERTAINTY)
    source_url: list[str] = c.list_of(
        "address", "Public pages on which the facts were seen.", table="source_url"
    )
    note: str | None = c.column(c.NOTE)


class ProjectAlias(Table, table=True):
    """Another name that a source or a reader uses for a project."""

    project_id: str = c.key_reference("project")
    alias: str = c.key(kind="name")


class Evaluation(Table, table=True):
    """An evaluation report of a project, as far as public pages show it."""

    evaluation_id: str = c.key("Id of the evaluation report.")
    project_id: str = c.reference("project")
    title: str | None = c.column("Title as printed; blank where it was not seen.")
    authors: list[str] = c.list_of("name", "Authors as printed.", table="author")
    published: str | None = c.column(*c.PUBLISHED, is_indexed=True)
    series_number: str | None = c.column("Number in the series of reports.", "series number")
    evaluator_ids: list[str] = c.list_of(
        "organisation", "Ids of the evaluating organisations.", table="evaluator"
    )
    source_url: str | None = c.column("The publisher's page on the report, where seen.", "address")
    isbn: str | None = c.column("As printed.")
    doi: str | None = c.column("Without the address of the resolver.")
    design: list[str] = c.list_of(v.DESIGN, "The designs that it used, where seen.")
    comparison_group: str | None = c.code(v.YES_NO, "Whether it had one; blank where not seen.")
    sample: str | None = c.column("Who was asked or measured, where seen.")
    period: str | None = c.column("Over what time, where seen.")
    certainty: str = c.code(v.CERTAINTY, _CERTAINTY)
    note: str | None = c.column(c.NOTE)


class ProjectEvent(Table, table=True):
    """What became of a project."""

    event_id: str = c.key()
    project_id: str = c.reference("project")
    date: str | None = c.column("As precisely as it is known (ISO 8601).", "date")
    kind: str = c.code(v.EVENT_KIND, "What kind of event.", is_indexed=True)
    statement: str = c.column("What happened, in our own words.", "statement")
    source_id: str | None = c.reference("source")
    paragraph: str | None = c.column(*c.PARAGRAPH)
    anchor: str | None = c.column(*c.ANCHOR)
    source_url: str | None = c.column("The page on which it was seen.", "address")
    certainty: str = c.code(v.CERTAINTY, _CERTAINTY)


class Principle(Table, table=True):
    """A principle of organisations that are open to innovation, with its examples."""

    principle_id: str = c.key()
    label: str = c.column("What a reader calls it.", "name")
    definition: str = c.column("What it means.")
    project_ids: list[str] = c.derived("Projects that a source gives as examples.")


class ProjectPrinciple(Table, table=True):
    """A project that a source gives as an example of a principle."""

    principle_id: str = c.key_reference("principle")
    project_id: str = c.key_reference("project", is_indexed=True)
    source_id: str = c.column(kind="id")
    paragraph: str = c.column(*c.PARAGRAPH)
    anchor: str = c.column(*c.ANCHOR)
