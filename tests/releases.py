"""Releases made one after another by editing the data, as they answered while they were current."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from app.evidence.queries import EVIDENCE_LISTS
from app.exports import FORMATS
from app.exports.citations import STYLES
from app.ingest.load import load
from app.ingest.validate import validate
from app.main import create_app
from app.releases import archive_release
from app.settings import VERSION
from tests.clients import Client
from tests.conftest import NOW

Edit = Callable[[Path], None]

ADDRESSES = (
    *(f"{name}?page_size=1000" for name in EVIDENCE_LISTS),
    *(
        "findings?facet=theme,polarity",
        "projects?include=findings,outcomes",
        "findings?page_size=3",
    ),
    *("findings/tr4-f001", "findings/tr4-f003", "projects/pause", "outcomes/tr4-o01"),
    *("themes/set-up", "sources/tr4", "organisations/coram"),
    *("search?q=staff+turnover", "search?q=commissioning&kind=finding", "findings?q=staff"),
    *("summary?by=theme,polarity", "summary?by=strand"),
    *("compare?project=pause,match", "autocomplete?q=pau", "ask?q=what+helped+Pause"),
    *("release", "citation", "release.jsonld"),
)
"""Every list, rows, search, summary, comparison, and how the release is cited."""
FILES = (
    *(f"{name}.csv" for name in EVIDENCE_LISTS),
    *(f"{name}.{ending}" for name in ("projects", "outcomes") for ending in FORMATS),
    "summary.csv?by=theme,polarity",
    *(f"citation.{style}" for style in STYLES),
)
"""Every list as a file, every format, and every style of citing."""


@dataclass(frozen=True)
class Kept:
    """A release with the bytes of its answers while it was the one that was loaded."""

    release: str
    answers: Mapping[str, bytes]


def _as_it_is(moment: datetime) -> datetime:
    return moment


def load_one_after_another(
    engine: sa.Engine, data: Path, folder: Path, edits: Sequence[Edit], addresses: Sequence[str]
) -> list[Kept]:
    """Load the data after each edit, keep the release, and ask it everything."""
    kept = []
    for number, edit in enumerate(edits):
        edit(data)
        dataset = validate(data)
        moment = NOW + timedelta(minutes=number, microseconds=7)
        report = load(
            engine, dataset, version=VERSION, now=partial(_as_it_is, moment), allow_removals=True
        )
        archive_release(folder, data, report.release, moment)
        with Client(create_app(engine, releases_folder=folder)) as client:
            found = {each: client.get(f"/api/v1/{each}") for each in addresses}
        assert [each for each, one in found.items() if one.status_code != 200] == []
        kept.append(Kept(report.release, {each: one.content for each, one in found.items()}))
    return kept
