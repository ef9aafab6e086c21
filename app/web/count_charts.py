"""Pictures of counts: a table with a bar in each row, and the same as a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Response

from app.charts import FILES, Slide
from app.evidence.catalogue import Catalogue
from app.web.corrections import day
from app.web.lists import missing
from app.web.rendering import attachment


@dataclass(frozen=True)
class CountChart:
    """Counts by label; `path` is the address of the picture without an ending.

    `links` lead from each row, and `numbers` from each of its counts.
    """

    slide: Slide
    path: str
    links: Sequence[str]
    numbers: Sequence[Sequence[str]] = ()

    @property
    def files(self) -> list[tuple[str, str]]:
        """The address of each format of the picture."""
        return [(title, f"{self.path}.{ending}") for ending, (title, _, _) in FILES.items()]


def chart_file(charts: Sequence[CountChart], path: str, ending: str, names: Catalogue) -> Response:
    """A picture as a file. Raises NotFoundError where there is none of that name."""
    by_path = {chart.path: chart for chart in charts}
    if path not in by_path or ending not in FILES:
        known = [f"{each}.{end}" for each in by_path for end in FILES]
        raise missing("picture", f"{path}.{ending}", known)
    _, media_type, write = FILES[ending]
    name = "-".join(part for part in path.split("/") if part)
    return attachment(
        write(by_path[path].slide), media_type, f"{name}-{names.release_date}.{ending}"
    )


def source_of(names: Catalogue) -> str:
    """Where the counts come from, and of which day the data are."""
    return (
        "Source: evaluations of Wave 1 as reported in Sebba et al. (2017), Rees Centre, and on "
        f"public pages. Wave 1 Evidence, {day(names.release_date)}."
    )
