"""Which program this is, the settings that the environment may change, and public addresses."""

# ruff: noqa: RUF009 (each setting is called once, as the class is made)

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from app.errors import Problem, ServiceError, did_you_mean

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds app/, data/ and migrations/."""
VERSION = version("wave1-evidence")
"""Of the program; with a hash of the data it names a release."""
MAX_BODY_BYTES = 500_000
"""Of a form."""
_MADE_FROM = {".py", ".html", ".css", ".js", ".json", ".csv", ".md", ".txt"}


@cache
def program_hash() -> str:
    """A hash of the program: its code, templates and tables."""
    files = sorted(path for path in (ROOT / "app").rglob("*.*") if path.suffix in _MADE_FROM)
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


_ADDRESS = re.compile(r"https?://[^/?#\s\"<>]+(/[A-Za-z0-9._~-]+)*/*|/*")


def share_metrics(folder: str) -> None:
    """Let workers that start from now on count in one folder."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder


def _setting(
    name: str,
    default: object = "",
    read: Callable[[str], object] = str,
    *,
    words: tuple[str, ...] = (),
) -> Any:
    """A setting of the environment: what it is where nobody says, and the words it may have."""
    return field(metadata={"name": name, "default": default, "read": read, "words": words})


@dataclass(frozen=True)
class Settings:
    """Where the data files, the database, the search indexes and the kept releases are, and more.

    What each setting is for is told in `docs/how-to/deploy.md`.
    """

    # An address, in which a percent sign of a folder's name would mean another character.
    database_url: str = _setting(
        "WAVE1_DATABASE_URL", f"sqlite:///{quote(str(ROOT / 'var' / 'wave1.sqlite'))}"
    )
    read_database_url: str | None = _setting("WAVE1_READ_DATABASE_URL", None)
    data_folder: Path = _setting("WAVE1_DATA", ROOT / "data", Path)
    search_folder: Path = _setting("WAVE1_SEARCH", ROOT / "var" / "search", Path)
    releases_folder: Path = _setting("WAVE1_RELEASES", ROOT / "var" / "releases", Path)
    release: str = _setting("WAVE1_RELEASE", read=str.strip)
    has_cache: bool = _setting("WAVE1_CACHE", True, "no".__ne__, words=("yes", "no"))
    public_url: str = _setting("WAVE1_PUBLIC_URL", read=lambda value: value.rstrip("/"))
    made_by: str = _setting("WAVE1_MADE_BY", read=str.strip)
    contact: str = _setting("WAVE1_CONTACT", read=str.strip)
    log: str = _setting("WAVE1_LOG", "lines", words=("lines", "json"))
    has_access_log: bool = _setting("WAVE1_ACCESS_LOG", False, "yes".__eq__, words=("yes", "no"))

    @property
    def readers_url(self) -> str:
        """The database that answers readers: a replica where one is named."""
        return self.read_database_url or self.database_url

    @property
    def release_folders(self) -> tuple[Path, Path]:
        """Where releases stand: those that were kept here, and those published with the data."""
        return self.releases_folder, self.data_folder / "releases"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """The settings of an environment; what is not set there, or blank, has its default."""

        def value(name: str, default: Any, read: Callable[[str], Any], **_more: Any) -> Any:
            return read(environment[name]) if environment.get(name) else default

        return cls(**{each.name: value(**each.metadata) for each in fields(cls)})


SETTING_NAMES = {each.metadata["name"]: each.metadata["words"] for each in fields(Settings)}
"""Every setting, with the words it may have where these are few."""


def ensure_settings(environment: Mapping[str, str] = os.environ) -> None:
    """Raise ServiceError where a setting is misspelt or says what it cannot say."""
    problems = []
    for name, value in environment.items():
        if name.startswith("WAVE1_") and name not in SETTING_NAMES:
            message = f"There is no such setting. {did_you_mean(name, SETTING_NAMES)}"
            problems.append(Problem("unknown-setting", name, message))
        elif value and value not in (SETTING_NAMES.get(name) or (value,)):
            message = f"found {value!r}. {did_you_mean(value, SETTING_NAMES[name])}"
            problems.append(Problem("invalid", name, message))
        elif name == "WAVE1_PUBLIC_URL" and not _ADDRESS.fullmatch(value):
            message = f"{value!r} is no address such as https://evidence.example/wave1."
            problems.append(Problem("invalid", name, message))
    if problems:
        raise ServiceError(problems)


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
