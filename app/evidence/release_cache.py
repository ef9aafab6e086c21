"""Values that are computed once in a release, and go with it."""

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, TypeVar, cast

from app.evidence.catalogue import Catalogue

Value = TypeVar("Value")
Function = TypeVar("Function", bound=Callable[..., Any])

MAX_ENTRIES = 2_000
"""Entries of one function in one release; beyond that, its cache is cleared."""


class _Made:
    """One cached value; callers that come while it is computed wait for it."""

    def __init__(self) -> None:
        self.lock, self.values = Lock(), list[Any]()


def cached_in_release(
    catalogue: Catalogue, maker: Any, key: Any, make: Callable[[], Value]
) -> Value:
    """The cached value of a key, computed once in each release."""
    by_key = catalogue.release_cache.setdefault(maker, {})
    made = by_key.get(key)
    if made is None:
        if len(by_key) >= MAX_ENTRIES:
            by_key.clear()
        made = by_key.setdefault(key, _Made())
    if not made.values:
        with made.lock:
            if not made.values:
                made.values.append(make())
    value: Value = made.values[0]
    return value


def cached_per_release(function: Function) -> Function:
    """Like `functools.cache`, for values that are the same throughout a release and go with it.

    The first argument is the release or its catalogue; the others are the key.
    """

    @wraps(function)
    def once(release: Any, *key: Any) -> Any:
        catalogue = release if isinstance(release, Catalogue) else release.catalogue
        return cached_in_release(catalogue, function, key, lambda: function(release, *key))

    return cast(Function, once)
