"""glibc malloc: fewer arenas, and free memory given back to the system when a worker is idle."""

import ctypes
import sys
from typing import Any

_M_ARENA_MAX, _M_MMAP_THRESHOLD = -8, -3
"""The numbers of these options of `mallopt`."""


def limit_arenas() -> None:
    """Let threads share two arenas, and long answers have memory of their own.

    An arena for each thread keeps what the thread once needed. Without a fixed threshold one long
    answer lets all later ones stand among what stays, and leave gaps there.
    """
    if mallopt := _libc_function("mallopt"):
        mallopt(_M_ARENA_MAX, 2)
        mallopt(_M_MMAP_THRESHOLD, 64 * 1024)


def trim_memory() -> None:
    """Give free memory back to the system: a long answer leaves much of it between the rest."""
    if malloc_trim := _libc_function("malloc_trim"):
        malloc_trim(0)


def _libc_function(name: str) -> Any:
    """A function of the GNU C library; another library may not have it."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
