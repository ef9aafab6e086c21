"""The settings that the environment may change, read once and passed on."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds app/, data/ and migrations/."""
VERSION = version("wave1-evidence")
"""Of the program; with a hash of the data it names a release."""


@dataclass(frozen=True)
class Settings:
    """Where the data files, the database and the search indexes are."""

    database_url: str
    data_folder: Path
    search_folder: Path
    has_cache: bool = True
    read_database_url: str | None = None
    public_url: str = ""
    made_by: str = ""
    contact: str = ""

    @property
    def readers_url(self) -> str:
        """The database that answers readers: a replica where one is named."""
        return self.read_database_url or self.database_url

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Settings from `WAVE1_DATABASE_URL`, `WAVE1_READ_DATABASE_URL`, `WAVE1_DATA` and so on.

        `WAVE1_SEARCH` is the folder of search indexes; `WAVE1_CACHE` is yes or no;
        `WAVE1_PUBLIC_URL` is where readers open the service; `WAVE1_MADE_BY` says who runs it, and
        `WAVE1_CONTACT` how to reach them, by mail or on a page. What is not set has a default.
        """
        default_database = ROOT / "var" / "wave1.sqlite"
        return cls(
            database_url=environment.get("WAVE1_DATABASE_URL") or f"sqlite:///{default_database}",
            data_folder=Path(environment.get("WAVE1_DATA") or ROOT / "data"),
            search_folder=Path(environment.get("WAVE1_SEARCH") or ROOT / "var" / "search"),
            has_cache=environment.get("WAVE1_CACHE", "yes") != "no",
            read_database_url=environment.get("WAVE1_READ_DATABASE_URL") or None,
            public_url=environment.get("WAVE1_PUBLIC_URL", "").rstrip("/"),
            made_by=environment.get("WAVE1_MADE_BY", "").strip(),
            contact=environment.get("WAVE1_CONTACT", "").strip(),
        )
