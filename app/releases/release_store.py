"""Every release that is kept here, and what each changed, cell by cell."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Engine

from app.database import connect
from app.errors import NotFoundError, Problem, did_you_mean
from app.ingest.data_files import FILES, data_sha256
from app.releases.archive import Archive, Cells, Key, is_name, open_database
from app.settings import Settings

Kind = Literal["added", "changed", "removed"]
KINDS: tuple[Kind, ...] = ("added", "changed", "removed")


@dataclass(frozen=True)
class CellChange:
    """A cell as it was and as it is; where the row or the column was not there, blank."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """A row that one of two releases has and the other has not, or has otherwise.

    `row` is the whole of it, as it is now or, where it was removed, as it was.
    """

    file: str
    key: Key
    kind: Kind
    cells: tuple[CellChange, ...]
    row: Cells

    @property
    def row_id(self) -> str:
        """Id of the row in its file."""
        return ", ".join(self.key)


@dataclass(frozen=True)
class Difference:
    """Everything that a release changed since an earlier one, in the order of files and keys."""

    before: Archive
    after: Archive
    changes: tuple[Change, ...]

    @property
    def counts(self) -> dict[Kind, int]:
        kinds = [change.kind for change in self.changes]
        return {kind: kinds.count(kind) for kind in KINDS}


@lru_cache(maxsize=8)
def changes_between(before: Archive, after: Archive) -> Difference:
    """What changed from one release to another."""
    order = {file.name: place for place, file in enumerate(FILES)}
    names = sorted({*before.files, *after.files}, key=lambda name: (order.get(name, 99), name))
    changes = (
        change
        for name in names
        # Most files are the same in most releases.
        if before.files.get(name) != after.files.get(name)
        for change in _changes(name, before.rows(name), after.rows(name))
    )
    return Difference(before, after, tuple(changes))


def _changes(name: str, old: Mapping[Key, Cells], new: Mapping[Key, Cells]) -> Iterator[Change]:
    for key in sorted({*old, *new}):
        before, after = old.get(key), new.get(key)
        if before != after:
            kind: Kind = "added" if before is None else "removed" if after is None else "changed"
            cells = tuple(_cells(before or {}, after or {}))
            if cells:
                yield Change(name, key, kind, cells, after or before or {})


def _cells(before: Cells, after: Cells) -> Iterator[CellChange]:
    """The cells that differ. A column that is new and blank says nothing."""
    for column in dict.fromkeys((*after, *before)):
        old, new = before.get(column, ""), after.get(column, "")
        if old != new:
            yield CellChange(column, old, new)


SHORT = 6
"""Characters of the hash of a release by which a link to a page names it."""
CURRENT = "current"
"""Stands for the release that is loaded, where two are compared."""


@dataclass(frozen=True)
class ReleaseStore:
    """Folders of kept releases, each release in a folder of its name."""

    folders: tuple[Path, ...]

    def find(self, release: str) -> Archive | None:
        """A release that is kept."""
        if not is_name(release):
            return None
        places = (folder / release for folder in self.folders)
        return next((_archive(place) for place in places if place.is_dir()), None)

    def kept(self, release: str, where: str) -> Archive:
        """A release that is kept. Raises NotFoundError, with the nearest, where it is not."""
        if archive := self.find(release):
            return archive
        message = (
            f"The release {release[:80]!r} is not kept here. Its archive would be the folder of "
            "that name in WAVE1_RELEASES, or in data/releases of the project."
        )
        hint = did_you_mean(release, [each.release for each in self.archives])
        problem = Problem("unknown-release", where, message, hint, listed_at="/releases")
        raise NotFoundError([problem])

    def name_of(self, short: str, *others: str) -> str:
        """The one release, kept or other, whose hash begins so, or else what is given."""
        if not re.fullmatch(f"[0-9a-f]{{{SHORT},12}}", short):
            return short
        names = {*others, *(each.release for each in self.archives)}
        matching = [name for name in names if name.partition("+")[2].startswith(short)]
        return matching[0] if len(matching) == 1 else short

    @property
    def archives(self) -> list[Archive]:
        """Every release that is kept: by the day it was published, then as they were loaded."""
        names = {
            path.name
            for folder in self.folders
            if folder.is_dir()
            for path in folder.iterdir()
            if is_name(path.name)
        }
        archives = [archive for archive in map(self.find, names) if archive]
        return sorted(archives, key=lambda each: (each.published[0], each.kept_at, each.release))

    def last_with(self, key_column: str, row_id: str) -> Archive | None:
        """The last release that had a row which is no more, if any had it."""
        files = [file.name for file in FILES if file.key == (key_column,)]
        for before, after in reversed(list(pairwise(self.archives))):
            _, removed = step(before, after)
            if any((name, row_id) in removed for name in files):
                return before
        return None


_archive = lru_cache(maxsize=1_000)(Archive)
"""Of a folder, the same each time: a kept release never changes, and is read once."""


@lru_cache(maxsize=1_000)
def step(before: Archive, after: Archive) -> tuple[dict[Kind, int], frozenset[tuple[str, str]]]:
    """How many rows a release changed since the one before, and the keys of those it removed."""
    comparison = changes_between(before, after)
    removed = (change for change in comparison.changes if change.kind == "removed")
    keys = ((change.file, change.key[0]) for change in removed if len(change.key) == 1)
    return comparison.counts, frozenset(keys)


def compared(store: ReleaseStore, before: str, after: str, current: str) -> Difference:
    """What one release changed since another. Raises NotFoundError where one is not kept."""
    named = (current if name == CURRENT else name for name in (before, after))
    return changes_between(*(store.kept(release, "address") for release in named))


def listed(store: ReleaseStore) -> list[dict[str, Any]]:
    """What is told of every release that is kept, the latest last."""
    archives = store.archives
    neighbours = zip([None, *archives], archives, strict=False)
    return [facts(archive, before) for before, archive in neighbours]


def facts(archive: Archive, before: Archive | None) -> dict[str, Any]:
    """What is told of a release: its day, its hash, how much it holds, what it changed."""
    released, summary = archive.published
    counts = step(before, archive)[0] if before else dict.fromkeys(KINDS)
    files = [
        {"file": name, "sha256": sha256, "row_count": archive.row_counts[name]}
        for name, sha256 in archive.files.items()
    ]
    return {
        "release": archive.release,
        "version": archive.version,
        "release_date": released or None,
        "summary": summary or None,
        "data_sha256": data_sha256(archive.files),
        **{f"{name}_count": archive.row_counts.get(f"{name}s.csv", 0) for name in _COUNTED},
        "row_count": sum(file["row_count"] for file in files),
        "previous_release": before.release if before else None,
        **{f"{kind}_count": count for kind, count in counts.items()},
        "files": files,
    }


_COUNTED = ("project", "finding", "outcome")


def change_counts_in_words(counts: Iterable[tuple[Kind, int]]) -> str:
    """Counts in words: "2 rows added, 1 changed, none removed"."""
    by_kind = dict(counts)
    added = by_kind["added"]
    rows = f"{added:,} {'row' if added == 1 else 'rows'}" if added else "no rows"
    changed, removed = (by_kind[kind] or "none" for kind in KINDS[1:])
    return f"{rows} added, {changed} changed, {removed} removed"


def readers_engine(settings: Settings, release: str = "") -> Engine:
    """The database of readers, or that of the kept release that is named here or in the settings.

    Raises NotFoundError where the release is not kept.
    """
    name, store = release or settings.release, ReleaseStore(settings.release_folders)
    if name in ("", CURRENT):
        return connect(settings.readers_url, is_for_readers=True)
    return open_database(store.kept(name, "release"), store.folders[0] / "databases")
