"""How a column of a public row is described: its title, its meaning and its unit."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """One public row. Its columns are the CSV header, the JSON fields and the dictionary."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def columns(cls) -> list[str]:
        """The names of the columns, in the order in which every face shows them."""
        return list(cls.model_fields)


def column(title: str, description: str, unit: str | None = None) -> Any:
    """A column that every row has; where it may be blank, its type says so."""
    extra: dict[str, Any] | None = {"unit": unit} if unit else None
    return Field(title=title, description=description, json_schema_extra=extra)


PARAGRAPH = column("Paragraph", "Paragraph of the source, numbered from P001 by the codebook.")
PAGE = column("Page", "Printed page of the source on which the paragraph begins.")
ANCHOR = column("Anchor", "Up to eight words as printed that pin the claim to its paragraph.")
CITATION = column("Citation", "How to cite the claim: source, page and paragraph.")
SOURCE_ID = column("Source", "Id of the source.")
SOURCE_TITLE = column("Source title", "Title of the source.")
PROJECT_ID = column("Project", "Id of the project.")
PROJECT_NAME = column("Project name", "The project's own title.")
THEME_ID = column("Sub-theme", "Id of the sub-theme: theme.sub-theme.")
THEME_LABEL = column("Sub-theme label", "What a reader calls the sub-theme.")
PARENT_THEME_ID = column("Theme", "Id of the theme that the sub-theme belongs to.")
PARENT_THEME_LABEL = column("Theme label", "What a reader calls the theme.")
CERTAINTY = column("Certainty", "`seen` in a source, or `inferred`: the note says what is.")
NOTE = column("Note", "What else there is to know, conflicts between sources among it.")
