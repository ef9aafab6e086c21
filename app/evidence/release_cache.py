"""A cache of what is the same for a whole release: it goes when another release is loaded."""

from collections.abc import Callable
from functools import wraps
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session

from app.evidence.catalogue import Catalogue

Key = TypeVar("Key")
Value = TypeVar("Value")

MAX_ENTRIES = 2_000
"""Of each cache and release; then all are made again."""


class ReleaseCache(Generic[Key, Value]):
    """Values by key, each made once in a release."""

    def __init__(self) -> None:
        self._by_release: WeakKeyDictionary[Catalogue, dict[Key, Value]] = WeakKeyDictionary()

    def get(self, catalogue: Catalogue, key: Key, make: Callable[[], Value]) -> Value:
        """The value of a key, made where it is not in the cache."""
        values = self._by_release.setdefault(catalogue, {})
        value = values.get(key)
        if value is None:
            value = make()
            if len(values) >= MAX_ENTRIES:
                values.clear()
            values[key] = value
        return value


Read = Callable[[Session, Catalogue], Value]


def once_a_release(read: Read[Value]) -> Read[Value]:
    """Reads what is the same for a whole release once in it."""
    cache = ReleaseCache[None, Value]()

    @wraps(read)
    def cached(session: Session, catalogue: Catalogue) -> Value:
        return cache.get(catalogue, None, lambda: read(session, catalogue))

    return cached
