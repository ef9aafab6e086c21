"""The names that a question may use: of projects, of places and of organisations."""

import re
from collections.abc import Iterator

from app.evidence.catalogue import Catalogue, Phrase

NAME_KINDS = ("project", "area", "organisation")

_UNIT = re.compile(r", |\(|\)| and its ")


def names_of(catalogue: Catalogue) -> Iterator[Phrase]:
    """Every name with what it is the name of. One name may be that of several things."""
    for project_id, name in catalogue.projects.labels.items():
        yield Phrase(name, "project", (project_id,))
        yield Phrase(project_id.replace("-", " "), "project", (project_id,))
    for alias, project_id in catalogue.projects.other_names.items():
        yield Phrase(alias, "project", (project_id,))
    for area in catalogue.areas.labels:
        yield Phrase(area, "area", (area,))
    for organisation, name in catalogue.organisations.labels.items():
        for part in {name, name.removeprefix("The "), *_parts(name)}:
            yield Phrase(part, "organisation", (organisation,))


def _parts(name: str) -> Iterator[str]:
    """The unit and the university of "Centre for Research, University of East Anglia"."""
    for part in _UNIT.split(name):
        if part.strip():
            yield part.strip()
    if found := re.search(r"University of ([A-Z]\w+)", name):
        yield f"{found.group(1)} University"
    if found := re.search(r"([A-Z][\w ]+?) University", name):
        yield f"University of {found.group(1)}"
