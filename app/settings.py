"""Which program this is, the settings that the environment may change, and public addresses."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote, urlsplit

from app.errors import Problem, ServiceError, did_you_mean

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds app/, data/ and migrations/."""
VERSION = version("wave1-evidence")
"""Of the program; with a hash of the data it names a release."""
_MADE_FROM = {".py", ".html", ".css", ".js", ".json", ".csv", ".md", ".txt"}


@cache
def program_hash() -> str:
    """A hash of the program: its code, templates and tables."""
    files = sorted(path for path in (ROOT / "app").rglob("*.*") if path.suffix in _MADE_FROM)
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


SETTINGS: dict[str, tuple[str, ...]] = {
    "WAVE1_DATABASE_URL": (),
    "WAVE1_READ_DATABASE_URL": (),
    "WAVE1_DATA": (),
    "WAVE1_SEARCH": (),
    "WAVE1_RELEASES": (),
    "WAVE1_RELEASE": (),
    "WAVE1_CACHE": ("yes", "no"),
    "WAVE1_PUBLIC_URL": (),
    "WAVE1_MADE_BY": (),
    "WAVE1_CONTACT": (),
    "WAVE1_LOG": ("lines", "json"),
    "WAVE1_ACCESS_LOG": ("yes", "no"),
}
"""Every setting, with the words it may have where these are few.

What each is for, and what it is where nobody says, is told in `docs/how-to/deploy.md`.
"""


def ensure_settings(environment: Mapping[str, str] = os.environ) -> None:
    """Raise ServiceError where a setting is misspelt or says what it cannot say."""
    problems = []
    for name, value in environment.items():
        if name.startswith("WAVE1_") and name not in SETTINGS:
            message = f"There is no such setting. {did_you_mean(name, SETTINGS)}"
            problems.append(Problem("unknown-setting", name, message))
        elif value and value not in (SETTINGS.get(name) or (value,)):
            message = f"found {value!r}. {did_you_mean(value, SETTINGS[name])}"
            problems.append(Problem("invalid", name, message))
        elif name == "WAVE1_PUBLIC_URL" and not _ADDRESS.fullmatch(value):
            message = f"{value!r} is no address such as https://evidence.example/wave1."
            problems.append(Problem("invalid", name, message))
    if problems:
        raise ServiceError(problems)


_ADDRESS = re.compile(r"https?://[^/?#\s\"<>]+(/[A-Za-z0-9._~-]+)*/*|/*")


def share_metrics(folder: str) -> None:
    """Let workers that start from now on count in one folder."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder


@dataclass(frozen=True)
class Settings:
    """Where the data files, the database, the search indexes and the kept releases are."""

    database_url: str
    data_folder: Path
    search_folder: Path
    releases_folder: Path
    has_cache: bool
    read_database_url: str | None
    release: str
    public_url: str
    made_by: str
    contact: str
    log: str
    has_access_log: bool

    @property
    def readers_url(self) -> str:
        """The database that answers readers: a replica where one is named."""
        return self.read_database_url or self.database_url

    @property
    def shelf_folders(self) -> tuple[Path, Path]:
        """Where releases stand: those that were kept here, and those published with the data."""
        return self.releases_folder, self.data_folder / "releases"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """The settings of an environment; what is not set there has a default."""
        # An address, in which a percent sign of a folder's name would mean another character.
        default_database = quote(str(ROOT / "var" / "wave1.sqlite"))
        return cls(
            database_url=environment.get("WAVE1_DATABASE_URL") or f"sqlite:///{default_database}",
            data_folder=Path(environment.get("WAVE1_DATA") or ROOT / "data"),
            search_folder=Path(environment.get("WAVE1_SEARCH") or ROOT / "var" / "search"),
            releases_folder=Path(environment.get("WAVE1_RELEASES") or ROOT / "var" / "releases"),
            has_cache=environment.get("WAVE1_CACHE", "yes") != "no",
            read_database_url=environment.get("WAVE1_READ_DATABASE_URL") or None,
            release=environment.get("WAVE1_RELEASE", "").strip(),
            log=environment.get("WAVE1_LOG") or "lines",
            has_access_log=environment.get("WAVE1_ACCESS_LOG") == "yes",
            public_url=environment.get("WAVE1_PUBLIC_URL", "").rstrip("/"),
            made_by=environment.get("WAVE1_MADE_BY", "").strip(),
            contact=environment.get("WAVE1_CONTACT", "").strip(),
        )


PUBLIC_URL = Settings.from_environment().public_url
"""Where readers open the service, without a slash at its end; empty where nobody said.

No address that readers keep is ever built from Host.
"""
PATH_PREFIX = urlsplit(PUBLIC_URL).path
"""The path below which a proxy shows the service."""
API = "/api/v1"
"""The path of the API."""


def link(path: str) -> str:
    """A path of the service as others should open it: absolute where that is known."""
    return f"{PUBLIC_URL}{path}"
