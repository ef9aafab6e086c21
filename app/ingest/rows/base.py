"""What every row of a data file is, and the ids that name rows of other files."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from app.ingest.cells import (
    Id,
    OrBlank,
    Ordinal,
    ParagraphId,
    To,
)

TO_ORGANISATION = To("organisations.csv", "organisation_id")
TO_PROJECT = To("projects.csv", "project_id")
TO_SOURCE = To("sources.csv", "source_id")
TO_THEME = To("themes.csv", "theme_id")
TO_EVALUATION = To("evaluations.csv", "evaluation_id")
TO_AREA = To("areas.csv", "area_id")
TO_FINDING = To("findings.csv", "finding_id")
TO_OUTCOME = To("outcomes.csv", "outcome_id")

ProjectId = Annotated[Id, TO_PROJECT]
SourceId = Annotated[Id, TO_SOURCE]
BlankPage = Annotated[Ordinal | None, OrBlank]
"""A web page has no printed pages."""


class Row(BaseModel):
    """One row of a data file, every cell of it checked."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PlacedRow(Row):
    """A row that says where in a source it is taken from."""

    source_id: SourceId
    paragraph: ParagraphId
