"""Values of a release that take seconds to make: made once, kept in files beside its index."""

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from fcntl import LOCK_EX, flock
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, TypeVar

from app.evidence.catalogue import Catalogue

Value = TypeVar("Value")

_MOST = 3
"""Files that are kept of a name: also for the release before and the program before."""
_OF_LIBRARIES = {
    *(("builtins", "set"), ("builtins", "list"), ("collections", "defaultdict")),
    *(("numpy", "dtype"), ("numpy._core.numeric", "_frombuffer"), ("re", "_compile")),
}


def cached_in_file(catalogue: Catalogue, name: str, make: Callable[[], Value]) -> Value:
    """The value of a name in a release: from its file, or made and kept there for others."""
    if catalogue.text_index is None:
        return make()
    # It names the release and the program, as the index does.
    index = catalogue.text_index.path
    file = index.with_name(f"{index.name}.{name}")
    with _one_maker(file.parent):
        # A file that is cut short, or from other versions of libraries, is made anew.
        with suppress(Exception), file.open("rb") as stream:
            value: Value = _Unpickler(stream, catalogue).load()
            return value
        value = make()
        # A read-only machine or a full disk: each worker makes its own.
        with suppress(OSError):
            _write(value, file, catalogue, name)
    return value


@contextmanager
def _one_maker(folder: Path) -> Iterator[None]:
    """Other processes wait, and find what is made: two that make the same take twice as long."""
    with ExitStack() as locks:
        # Where nothing may be written, nobody waits.
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            lock = os.open(folder, os.O_RDONLY)
            locks.callback(os.close, lock)
            flock(lock, LOCK_EX)
        yield


def _write(value: object, file: Path, catalogue: Catalogue, name: str) -> None:
    with TemporaryDirectory(dir=file.parent) as place:
        partial = Path(place) / name
        with partial.open("wb") as stream:
            _Pickler(stream, catalogue).dump(value)
        partial.replace(file)
    before = sorted(file.parent.glob(f"*.{name}"), key=lambda path: path.stat().st_mtime)
    for earlier in before[:-_MOST]:
        earlier.unlink(missing_ok=True)


class _Pickler(pickle.Pickler):
    """Leaves out the catalogue: every worker has its own, with an open index."""

    def __init__(self, file: IO[bytes], catalogue: Catalogue) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._catalogue = catalogue

    def persistent_id(self, value: Any) -> str | None:
        """A name for what is left out."""
        return "catalogue" if value is self._catalogue else None


class _Unpickler(pickle.Unpickler):
    """Makes what this program keeps, and runs nothing else that a file may name."""

    def __init__(self, file: IO[bytes], catalogue: Catalogue) -> None:
        super().__init__(file)
        self._catalogue = catalogue

    def persistent_load(self, _: str) -> Catalogue:
        """What was left out."""
        return self._catalogue

    def find_class(self, module: str, name: str) -> Any:
        """A class of ours, or what sets, arrays and patterns are made by."""
        value = super().find_class(module, name) if module.startswith("app.") else None
        if isinstance(value, type) or (module, name) in _OF_LIBRARIES:
            return value or super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is kept in no file.")
