"""The index of a release: built from its rows by whoever needs it first, and kept in a folder."""

import shutil
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

import orjson
import tantivy
from sqlalchemy.orm import Session

from app.errors import NotReadyError, Problem
from app.evidence import answers
from app.evidence.catalogue import Catalogue
from app.evidence.queries.grammar import read_text
from app.evidence.words import stem, tidied, words_in
from app.search.documents import LISTS, Document, count, documents
from app.search.query import SCHEMA, ids

LAYOUT = 1
"""Another number where texts are indexed in another way: an earlier index is then not used."""
_KEPT = 3
"""Who still answers from the release before may open its index: so many folders are kept."""
_MANY, _PARTS, _MEMORY = 100_000, 64, 50_000_000
_COMPLETE = "complete"
_TITLE_WEIGHT = 3
"""A word of a title counts as if the text said it so often."""
_GAP = " | "
"""Stands between texts, so that no words are in a row across it."""

Sessions = Callable[[], AbstractContextManager[Session]]


def searchable(names: Catalogue, sessions: Sessions, folder: Path) -> Catalogue:
    """The names of a release with its index."""
    return replace(names, text_index=SearchIndex(names, sessions, folder))


def warmed(names: Catalogue) -> tantivy.Searcher:
    """The index of a release, opened or built."""
    if not isinstance(names.text_index, SearchIndex):
        raise LookupError("These names came without the index of their release.")
    return names.text_index.searcher


class SearchIndex:
    """The index of one release, and of the texts that readers brought to it."""

    def __init__(self, names: Catalogue, sessions: Sessions, folder: Path) -> None:
        self.names, self._sessions, self._folder = names, sessions, folder
        texts = sha256(names.texts.encode()).hexdigest()[:8]
        self._path = folder / f"{names.release}-{texts}-{LAYOUT}"
        self._searcher: tantivy.Searcher | None = None
        self._building = Lock()

    @property
    def searcher(self) -> tantivy.Searcher:
        """What searches the index, which is opened or built at the first need.

        Raises NotReadyError where another release was loaded before it was built.
        """
        with self._building:
            self._searcher = self._searcher or self._opened() or self._built()
            return self._searcher

    def ids(self, resource: str, written: str) -> Sequence[str]:
        """The ids of the rows of a list that a search finds."""
        return _ids(self, resource, written)

    def _opened(self) -> tantivy.Searcher | None:
        """The index as a folder holds it; nothing where that is not whole."""
        with suppress(OSError, ValueError):
            document_count = int((self._path / _COMPLETE).read_text())
            searcher = _searcher(tantivy.Index.open(str(self._path)))
            return searcher if searcher.num_docs == document_count else None
        return None

    def _built(self) -> tantivy.Searcher:
        """The index, built in a folder that gets its name when it is whole; else in memory."""
        # A read-only machine or a full disk: whoever searches is answered all the same.
        with suppress(OSError, ValueError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with TemporaryDirectory(dir=self._folder, ignore_cleanup_errors=True) as place:
                partial = Path(place) / "index"
                partial.mkdir()
                searcher = self._filled(tantivy.Index(SCHEMA, str(partial), sort_by_field="place"))
                (partial / _COMPLETE).write_text(str(searcher.num_docs))
                if not self._opened():
                    # No other worker was faster; what is there is not whole.
                    shutil.rmtree(self._path, ignore_errors=True)
                    partial.rename(self._path)
            _remove_earlier(self._folder)
            return searcher
        return self._filled(tantivy.Index(SCHEMA, sort_by_field="place"))

    def _filled(self, index: tantivy.Index) -> tantivy.Searcher:
        writer = index.writer(_MEMORY, 1)
        with self._sessions() as session:
            names = answers.catalogue(session)
            if (names.release, names.texts) != (self.names.release, self.names.texts):
                message = "another release has just been loaded: ask again."
                raise NotReadyError([Problem("not-ready", "search index", message)])
            total = count(session, names)
            # Eight parts of a size make one, and 64 parts one index with ties in the order of ids.
            at_once = total // _PARTS + 1 if total > _MANY else 2 * _MANY
            for place, document in enumerate(documents(session, names)):
                writer.add_document(_indexed(place, document))
                if place % at_once == at_once - 1:
                    writer.commit()
        writer.commit()
        writer.wait_merging_threads()
        return _searcher(index)


def _searcher(index: tantivy.Index) -> tantivy.Searcher:
    # An index never changes: nothing has to look for changes.
    index.config_reader("manual")
    index.reload()
    return index.searcher()


def _indexed(place: int, row: Document) -> tantivy.Document:
    title, of_title = _stems_of_shared(row.title)
    also, of_also = _stems_of_shared(row.also)
    body, of_body = _stems(row.body)
    document = tantivy.Document()
    document.add_text("stems", _GAP.join((*[title] * _TITLE_WEIGHT, body, also)))
    document.add_text("words", " ".join(of_title | of_also | of_body))
    document.add_text("kind", row.kind)
    document.add_unsigned("place", place)
    document.add_bytes("shown", orjson.dumps([row.kind, row.id, row.title, row.body]))
    return document


def _stems(text: str) -> tuple[str, set[str]]:
    """The stems of a text in a row, then its hyphenated words run together; and all words."""
    words, joined = words_in(tidied(text))
    in_a_row = " ".join(map(stem, words))
    return _GAP.join((in_a_row, *map(stem, joined))), {*words, *joined}


_stems_of_shared = lru_cache(maxsize=2_000)(_stems)
"""The same of a text that many rows share, as the name of a project."""


def _remove_earlier(folder: Path) -> None:
    # Whoever has one open can go on reading it; whoever was about to open one builds another.
    complete = sorted(folder.glob(f"*/{_COMPLETE}"), key=lambda path: path.stat().st_mtime)
    for path in complete[:-_KEPT]:
        shutil.rmtree(path.parent, ignore_errors=True)


@lru_cache(maxsize=2)
def _ids(index: SearchIndex, resource: str, written: str) -> Sequence[str]:
    """A page asks for them twice: for its rows, and for the length of the list."""
    [kind] = [kind for kind, name in LISTS.items() if name == resource]
    return ids(index.searcher, read_text(written, index.names), kind)
