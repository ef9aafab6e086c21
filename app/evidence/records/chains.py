"""The public rows of chains: a barrier, what was done about it, and what came of it."""

from app.evidence import vocabulary as v
from app.evidence.records.columns import Record, column


class ChainRecord(Record):
    """What a source says was done about a barrier, and what came of it."""

    response_id: str = column("Response", "Id of the finding that answers the barrier.")
    response_statement: str = column("What was done", "The response in our own words.")
    response_theme_id: str = column("Theme of the response", "Id of its sub-theme.")
    response_theme_label: str = column("Label of its theme", "What a reader calls it.")
    response_citation: str = column("Response cited", "Source, page and paragraph.")
    project_id: str | None = column("Project", "Id of the project; blank where none is named.")
    project_name: str | None = column("Project name", "The project's own title.")
    barrier_id: str = column("Barrier", "Id of the finding that is answered.")
    barrier_statement: str = column("What hindered", "The barrier in our own words.")
    theme_id: str = column("Theme of the barrier", "Id of its sub-theme.")
    theme_label: str = column("Label of its theme", "What a reader calls the sub-theme.")
    parent_theme_id: str = column("Parent theme", "Id of the theme of the barrier.")
    parent_theme_label: str = column("Parent theme label", "What a reader calls it.")
    barrier_citation: str = column("Barrier cited", "Source, page and paragraph.")
    overcome: str | None = column(
        "Overcome", "Whether the source says that it was.", words=v.OVERCOME
    )
    overcome_label: str | None = column("Overcome label", "What a reader calls it.")
    outcome_ids: list[str] = column(
        "Results", "Ids of outcomes that the source reports in the paragraph of the response."
    )
    outcome_measures: list[str] = column("What changed", "What these outcomes measure.")
