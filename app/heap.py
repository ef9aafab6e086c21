"""The memory of a process: how the library of C below Python keeps it, and gives it back."""

import ctypes
import sys
from typing import Any

_MOST_HEAPS = -8
"""How `mallopt` calls this option (M_ARENA_MAX)."""


def share() -> None:
    """Let threads share two heaps: each of its own would keep what its thread once needed."""
    if set_option := _of_c("mallopt"):
        set_option(_MOST_HEAPS, 2)


def give_back() -> None:
    """Give the system back what is free, which a long answer leaves between what is not."""
    if trim := _of_c("malloc_trim"):
        trim(0)


def _of_c(name: str) -> Any:
    """A function of the GNU library, where that is the one; another may not have it."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
