"""glibc malloc: fewer arenas, and free memory given back to the system when a worker is idle."""

import ctypes
import sys
from typing import Any

_M_ARENA_MAX = -8
"""The number of this option of `mallopt`."""


def limit_arenas() -> None:
    """Let threads share two arenas: one for each thread keeps what the thread once needed."""
    if mallopt := _libc_function("mallopt"):
        mallopt(_M_ARENA_MAX, 2)


def trim_memory() -> None:
    """Give free memory back to the system: a long answer leaves much of it between the rest."""
    if malloc_trim := _libc_function("malloc_trim"):
        malloc_trim(0)


def _libc_function(name: str) -> Any:
    """A function of the GNU C library; another library may not have it."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
