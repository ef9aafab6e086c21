"""The index of a release: what is searched, and how whoever needs it first builds and keeps it."""

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from functools import lru_cache
from hashlib import sha256
from math import inf
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, NamedTuple

import orjson
from tantivy import Document, Index, Schema, SchemaBuilder, Searcher

from app.database import Session, time_limit
from app.errors import NotReadyError, Problem
from app.evidence import answers
from app.evidence.answers import Release
from app.evidence.catalogue import Catalogue
from app.evidence.queries import EVIDENCE_LISTS, Query
from app.evidence.queries.filters import OF_SOURCES
from app.evidence.words import marks_of, stem, tidied, words_in
from app.settings import program_hash

LISTS = {name.removesuffix("s"): name for name, each in EVIDENCE_LISTS.items() if each.searched}
"""The kinds of text that are rows of a list, and the list."""
PARAGRAPH = "paragraph"
KINDS = (*LISTS, PARAGRAPH)

_KEPT = 3
"""Index folders that are kept: workers that still serve the release before may open theirs."""
_MEMORY = 50_000_000
_IDS, _END = "ids", b"\n\n"
"""The file of ids is written last: its end says that the index is whole."""
_TITLE_WEIGHT = 3
"""A word of a title counts as if the text said it so often."""
_GAP = " | "
"""Stands between texts, so that no words are in a row across it."""

Sessions = Callable[[], AbstractContextManager[Session]]


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("stems", tokenizer_name="whitespace", index_option="position")
    # Words as they are written: for the beginnings of words, and for suggestions.
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic", fast=True)
    for name in OF_SOURCES:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("place", fast=True)
    return builder.add_bytes_field("shown", stored=True).build()


SCHEMA = _schema()


class Text(NamedTuple):
    """A row as it is searched and shown. `also` is searched and not shown."""

    kind: str
    id: str
    title: str
    body: str
    also: str = ""
    sources: tuple[Collection[str], ...] = ((),) * len(OF_SOURCES)
    """What it has of each filter that says which sources tell of it."""


class Opened(NamedTuple):
    """An index that can be searched, and the ids of its texts, each at the place of its text."""

    searcher: Searcher
    ids: bytes | mmap


class SearchIndex:
    """The index of one release, and of the texts that readers brought to it."""

    def __init__(self, catalogue: Catalogue, sessions: Sessions, folder: Path) -> None:
        self.catalogue, self._sessions = catalogue, sessions
        # Another program may put the rows into other words, or index them in another way.
        made_by = sha256(f"{program_hash()} {catalogue.texts}".encode()).hexdigest()[:12]
        self.path = folder / f"{catalogue.release}-{made_by}"
        self._ready: Opened | None = None
        self._building = Lock()

    @property
    def opened(self) -> Opened:
        """The index, which is opened or built at the first need.

        Raises NotReadyError where another release was loaded before it was built.
        """
        with self._building:
            self._ready = self._ready or self._in_folder() or self._built()
            return self._ready

    def _in_folder(self) -> Opened | None:
        """The index as a folder holds it; nothing where that is not whole."""
        with suppress(OSError, ValueError), (self.path / _IDS).open("rb") as file:
            searcher = _searcher(Index.open(str(self.path)))
            ids = mmap(file.fileno(), 0, access=ACCESS_READ)
            return Opened(searcher, ids) if ids[-len(_END) :] == _END else None
        return None

    def _built(self) -> Opened:
        """The index, built in a folder that gets its name when it is whole; else in memory."""
        # A read-only machine or a full disk: whoever searches is answered all the same.
        with suppress(OSError, ValueError):
            folder = self.path.parent
            folder.mkdir(parents=True, exist_ok=True)
            with TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as place:
                partial = Path(place) / "index"
                partial.mkdir()
                built = self._filled(Index(SCHEMA, str(partial), sort_by_field="place"))
                (partial / _IDS).write_bytes(built.ids)
                if not self._in_folder():
                    # No other worker was faster; what is there is not whole.
                    shutil.rmtree(self.path, ignore_errors=True)
                    partial.rename(self.path)
            # Whoever has one open can go on reading it; whoever was about to builds another.
            complete = sorted(folder.glob(f"*/{_IDS}"), key=lambda path: path.stat().st_mtime)
            for earlier in complete[:-_KEPT]:
                shutil.rmtree(earlier.parent, ignore_errors=True)
            return self._in_folder() or built
        return self._filled(Index(SCHEMA, sort_by_field="place"))

    def _filled(self, index: Index) -> Opened:
        writer, ids = index.writer(_MEMORY, 1), bytearray()
        # The first request has a time limit, which must not cut off the building of the index.
        with time_limit(inf), self._sessions() as session:
            release = Release(session, answers.catalogue(session))
            if release.catalogue.state != self.catalogue.state:
                message = "another release has just been loaded: ask again."
                raise NotReadyError([Problem("not-ready", "search index", message)])
            for text in texts(release):
                writer.add_document(_document(len(ids), text))
                ids += f"{text.id}\n".encode()
        writer.commit()
        writer.wait_merging_threads()
        return Opened(_searcher(index), bytes(ids) + _END)


def _searcher(index: Index) -> Searcher:
    # An index never changes: nothing has to look for changes.
    index.config_reader("manual")
    index.reload()
    return index.searcher()


def _document(place: int, text: Text) -> Document:
    (title, of_title), (also, of_also) = map(_stems_of_shared, (text.title, text.also))
    body, of_body = _stems(text.body)
    document = Document()
    document.add_text("stems", _GAP.join((*[title] * _TITLE_WEIGHT, body, also)))
    document.add_text("words", " ".join(of_title | of_also | of_body))
    document.add_text("kind", text.kind)
    for name, values in zip(OF_SOURCES, text.sources, strict=True):
        for value in values:
            document.add_text(name, value)
    document.add_unsigned("place", place)
    shown = [text.kind, text.id, text.title, text.body, marks_of(text.body)]
    document.add_bytes("shown", orjson.dumps(shown))
    return document


def _stems(text: str) -> tuple[str, set[str]]:
    """The stems of a text in a row, then its hyphenated words run together; and all words."""
    words, joined = words_in(tidied(text))
    return _GAP.join((" ".join(map(stem, words)), *map(stem, joined))), {*words, *joined}


_stems_of_shared = lru_cache(maxsize=2_000)(_stems)
"""The same of a text that many rows share, as the name of a project."""


def texts(release: Release) -> Iterator[Text]:
    """Everything that is searched, in the order of kinds and ids: it settles ties."""
    aliases = {row["project_id"]: row["aliases"] for row in _rows(release, "projects")}
    for kind in sorted(KINDS):
        by_filter = [answers.values_by_row(release, f"{kind}s", name) for name in OF_SOURCES]

        def sources(
            key: str, by_filter: list[dict[str, set[str]]] = by_filter
        ) -> tuple[set[str], ...]:
            return tuple(by_row.get(key, set()) for by_row in by_filter)

        if kind == PARAGRAPH:
            for source_id, number, printed in answers.paragraph_texts(release.session):
                key = f"{source_id}:{number}"
                yield Text(kind, key, f"{source_id} {number}", printed, sources=sources(key))
            continue
        evidence_list = EVIDENCE_LISTS[LISTS[kind]]
        title, body, also = evidence_list.searched
        for row in _rows(release, LISTS[kind]):
            if "project_name" in row:
                row["project_name"] = row["project_name"] or "Programme"
                row["project_aliases"] = aliases.get(row["project_id"])
            shown = _text(row, title, ": ") or row["project_name"], _text(row, body, ". ")
            key = row[evidence_list.key]
            yield Text(kind, key, *shown, _text(row, also, ". "), sources(key))


def _rows(release: Release, name: str) -> Iterator[dict[str, Any]]:
    in_order = Query(EVIDENCE_LISTS[name], sort=(EVIDENCE_LISTS[name].key,))
    return release.stream(in_order)


def _text(row: Mapping[str, Any], columns: Iterable[str], separator: str) -> str:
    cells = (row[column] for column in columns)
    joined = separator.join(
        cell if isinstance(cell, str) else ", ".join(cell) for cell in cells if cell
    )
    return joined.replace(".. ", ". ")
