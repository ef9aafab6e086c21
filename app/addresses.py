"""Addresses that readers keep: below the public address where that is known, never from Host."""

import re
from urllib.parse import urlsplit

from app.errors import Problem, ServiceError
from app.settings import Settings

PUBLIC_URL = Settings.from_environment().public_url
"""Where readers open the service, without a slash at its end; empty where nobody said."""
PATH_PREFIX = urlsplit(PUBLIC_URL).path
"""The path below which a proxy shows the service."""
_ADDRESS = re.compile(r"https?://[^/?#\s\"<>]+(/[A-Za-z0-9._~-]+)*")


def link(path: str) -> str:
    """A path of the service as others should open it: absolute where that is known."""
    return f"{PUBLIC_URL}{path}"


def ensure_public_url() -> None:
    """Raise ServiceError where the public address is none."""
    if PUBLIC_URL and not _ADDRESS.fullmatch(PUBLIC_URL):
        message = f"{PUBLIC_URL!r} is no address such as https://evidence.example/wave1."
        raise ServiceError([Problem("invalid", "WAVE1_PUBLIC_URL", message)])
