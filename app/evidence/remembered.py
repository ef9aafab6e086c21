"""What is worked out once of each question in a release, and then at hand for all its pages."""

from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from app.evidence.catalogue import Catalogue

Key = TypeVar("Key")
Value = TypeVar("Value")

MOST = 2_000
"""So many are remembered of each release; then all are worked out again."""


class Remembered(Generic[Key, Value]):
    """Values by what they are worked out of; they go with their release."""

    def __init__(self) -> None:
        self._of: WeakKeyDictionary[Catalogue, dict[Key, Value]] = WeakKeyDictionary()

    def of(self, catalogue: Catalogue, key: Key, make: Callable[[], Value]) -> Value:
        """The value of a key, made where it is not known."""
        known = self._of.setdefault(catalogue, {})
        value = known.get(key)
        if value is None:
            value = make()
            if len(known) >= MOST:
                known.clear()
            known[key] = value
        return value
