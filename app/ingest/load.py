"""Rows -> tables, with provenance, in one transaction. With reindex, all SQL that writes."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import reading, writing
from app.errors import DataError, Problem
from app.evidence.models import ImportFile, ImportRun, ParagraphText, table
from app.ingest.reindex import is_indexed, reindex, reindex_text
from app.ingest.targets import TARGETS, Columns, Key, Target, columns_of
from app.ingest.validate import Delivery

IMPORT_RUN, IMPORT_FILE = table(ImportRun), table(ImportFile)
PARAGRAPH_TEXT = table(ParagraphText)

ROWS_AT_ONCE = 5_000

Progress = Callable[[str, int, int], None]
"""Told the file, the rows of it that are done, and the rows it has."""


@dataclass(frozen=True)
class FileChange:
    """What a load changes, or would change, in one file's tables."""

    target: Target
    added: Mapping[Key, Columns]
    changed: Mapping[Key, Columns]
    refreshed: Mapping[Key, Columns]
    removed: Mapping[Key, Columns]
    row_count: int

    @property
    def unchanged_count(self) -> int:
        """Rows that the file and the tables have alike."""
        return self.row_count - len(self.added) - len(self.changed)

    @property
    def is_empty(self) -> bool:
        """Whether the tables stay as they are."""
        return not (self.added or self.changed or self.refreshed or self.removed)


@dataclass(frozen=True)
class LoadReport:
    """What a load did, or with `is_dry_run` would do."""

    release: str
    changes: tuple[FileChange, ...]
    is_dry_run: bool
    is_current: bool = field(default=False)


def release_of(version: str, sha256: Mapping[str, str]) -> str:
    """The name of a release: the version of the program and a hash of all data files."""
    digest = hashlib.sha256()
    for name in sorted(sha256):
        digest.update(f"{name} {sha256[name]}\n".encode())
    return f"{version}+{digest.hexdigest()[:12]}"


def load(  # noqa: PLR0913 (each says one thing that a load must be told)
    engine: sa.Engine,
    delivery: Delivery,
    *,
    version: str,
    now: Callable[[], datetime],
    allow_removals: bool = False,
    is_dry_run: bool = False,
    progress: Progress = lambda _file, _done, _all: None,
) -> LoadReport:
    """Make the tables say what the files say, by id: all of it, or nothing.

    Raises DataError where rows would be removed and removals are not allowed.
    """
    started_at = now()
    release = release_of(version, delivery.sha256)
    if is_dry_run:
        with reading(engine) as session:
            changes = _compare(session, delivery)
            return LoadReport(release, changes, is_dry_run, is_loaded(session, release))
    with writing(engine) as session:
        changes = _compare(session, delivery)
        if not allow_removals:
            _refuse_removals(changes)
        is_current = is_loaded(session, release) and all(change.is_empty for change in changes)
        if not is_current:
            _forget_texts_of_changed_sources(session, changes)
            for change in changes:
                _write(session, change, progress)
            reindex(session, delivery)
            _record_run(session, delivery, changes, (version, release, started_at, now()))
        return LoadReport(release, changes, is_dry_run, is_current)


def is_loaded(session: Session, release: str) -> bool:
    """Whether the last load made this release, and what it made can be searched."""
    last = sa.select(IMPORT_RUN.c.release).order_by(IMPORT_RUN.c.import_run_id.desc()).limit(1)
    return session.scalar(last) == release and is_indexed(session)


def keep_text(engine: sa.Engine, source_id: str, paragraphs: Mapping[str, str]) -> None:
    """Keep the reader's own copy of a source, paragraph by paragraph, in place of any before."""
    with writing(engine) as session:
        session.execute(sa.delete(PARAGRAPH_TEXT).where(PARAGRAPH_TEXT.c.source_id == source_id))
        rows = [
            {"source_id": source_id, "paragraph": paragraph, "text": text}
            for paragraph, text in paragraphs.items()
        ]
        session.execute(sa.insert(PARAGRAPH_TEXT), rows)
        reindex_text(session)


def _compare(session: Session, delivery: Delivery) -> tuple[FileChange, ...]:
    return tuple(_change(session, target, delivery) for target in TARGETS)


def _change(session: Session, target: Target, delivery: Delivery) -> FileChange:
    kept = _kept(session, target)
    wanted = {target.key_of(columns): columns for columns in columns_of(target, delivery)}
    differing = {key: c for key, c in wanted.items() if key in kept and c != kept[key]}
    # What is computed at load may differ though the file's row does not: a new alias, say.
    from_file = set(target.file.row.model_fields)
    changed = {
        key: columns
        for key, columns in differing.items()
        if any(columns[column] != kept[key][column] for column in from_file)
    }
    return FileChange(
        target,
        added={key: columns for key, columns in wanted.items() if key not in kept},
        changed=changed,
        refreshed={key: columns for key, columns in differing.items() if key not in changed},
        removed={key: columns for key, columns in kept.items() if key not in wanted},
        row_count=len(wanted),
    )


def _kept(session: Session, target: Target) -> dict[Key, Columns]:
    """The rows that the tables hold, in the shape that the files have."""
    rows = session.execute(sa.select(target.table)).mappings()
    empty: Columns = dict.fromkeys(target.lists, ())
    kept = {target.key_of(dict(row)): {**row, **{c: [] for c in empty}} for row in rows}
    for column, (members, member) in target.lists.items():
        keys = [members.c[name] for name in target.file.key]
        ordered = sa.select(*keys, members.c[member]).order_by(*keys, members.c.position)
        for *key, value in session.execute(ordered):
            kept[tuple(key)][column].append(value)
    return kept


def _refuse_removals(changes: Iterable[FileChange]) -> None:
    problems = [
        Problem(
            "removal",
            f"{change.target.file.name}, {', '.join(map(str, key))}",
            "the database has this row and the file has not. Put it back, "
            "or allow removals (--allow-removals).",
        )
        for change in changes
        for key in change.removed
    ]
    if problems:
        raise DataError(problems)


def _write(session: Session, change: FileChange, progress: Progress) -> None:
    target = change.target
    rewritten = {**change.changed, **change.refreshed}
    _delete(session, target, [*rewritten, *change.removed])
    rows = [*rewritten.values(), *change.added.values()]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        some = rows[start : start + ROWS_AT_ONCE]
        own = [{c: row[c] for c in row if c not in target.lists} for row in some]
        session.execute(sa.insert(target.table), own)
        for column, (members, member) in target.lists.items():
            listed = [
                {**{k: row[k] for k in target.file.key}, member: value, "position": position}
                for row in some
                for position, value in enumerate(row[column])
            ]
            if listed:
                session.execute(sa.insert(members), listed)
        progress(target.file.name, start + len(some), len(rows))


def _delete(session: Session, target: Target, keys: list[Key]) -> None:
    rows = [dict(zip(target.file.key, key, strict=True)) for key in keys]
    for owner in (*(members for members, _ in target.lists.values()), target.table):
        if rows:
            matches = [owner.c[name] == sa.bindparam(name) for name in target.file.key]
            session.connection().execute(sa.delete(owner).where(*matches), rows)


def _forget_texts_of_changed_sources(session: Session, changes: Iterable[FileChange]) -> None:
    """A reader's copy belongs to the text that was coded: another text, and it must go."""
    for change in changes:
        if change.target.file.name == "sources.csv":
            gone = [key[0] for key in (*change.changed, *change.removed)]
            forgotten = PARAGRAPH_TEXT.c.source_id.in_(gone)
            session.execute(sa.delete(PARAGRAPH_TEXT).where(forgotten))


def _record_run(
    session: Session,
    delivery: Delivery,
    changes: Iterable[FileChange],
    run: tuple[str, str, datetime, datetime],
) -> None:
    version, release, started_at, finished_at = run
    values = {"version": version, "release": release}
    moments = {"started_at": started_at, "finished_at": finished_at}
    made = session.execute(sa.insert(IMPORT_RUN).values(**values, **moments))
    [run_id] = made.inserted_primary_key  # type: ignore[attr-defined]
    rows = [
        {
            "import_run_id": run_id,
            "file": change.target.file.name,
            "sha256": delivery.sha256[change.target.file.name],
            "row_count": change.row_count,
            "added_count": len(change.added),
            "changed_count": len(change.changed),
            "unchanged_count": change.unchanged_count,
            "removed_count": len(change.removed),
        }
        for change in changes
    ]
    session.execute(sa.insert(IMPORT_FILE), rows)
