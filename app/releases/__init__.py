"""The releases that were: kept, compared, and opened to be asked again."""

# ruff: noqa: F403 (a list of what this file holds would be a copy)

from app.releases.archive import NAME, Archive, archive_release, open_database
from app.releases.release_store import *
