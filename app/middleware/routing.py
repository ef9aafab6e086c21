"""Which route answers: below a path prefix, and in the format that Accept prefers."""

import re
from collections.abc import Awaitable

from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.problems import problem_response
from app.dependencies import API
from app.errors import Problem
from app.evidence.queries import EVIDENCE_LISTS
from app.exports import FORMATS
from app.middleware import Middleware


class PathPrefix(Middleware):
    """Below a prefix or without it, a path means the same."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        super().__init__(app)
        self.prefix = prefix

    def answer(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if f"{scope['path']}/".startswith(f"{self.prefix}/"):
            size = len(self.prefix)
            path, raw_path = scope["path"][size:], scope["raw_path"][size:]
            scope = {**scope, "path": path or "/", "raw_path": raw_path or b"/"}
        return self.app(scope, receive, send)


_LISTS = {f"{API}/{name}" for name in EVIDENCE_LISTS}
_TYPES = {
    "application/json": "",
    **{each.media_type.partition(";")[0]: f".{each.ending}" for each in FORMATS.values()},
}
"""The media types of a list, each with the ending of its address."""
_WEIGHT = re.compile(r";\s*q=([0-9.]+)", re.IGNORECASE)


class Negotiation(Middleware):
    """Gives a list in the format that `Accept` prefers, or 406."""

    def answer(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["path"] in _LISTS:
            scope.setdefault("state", {})["is_negotiated"] = True
            accept = next((value for name, value in scope["headers"] if name == b"accept"), b"")
            ending = ending_for(accept.decode("latin-1")) if accept not in (b"", b"*/*") else ""
            if ending is None:
                return _not_acceptable(scope["path"])(scope, receive, send)
            if ending:
                path = f"{scope['path']}{ending}"
                scope = {**scope, "path": path, "raw_path": path.encode()}
        return self.app(scope, receive, send)


def ending_for(accept: str) -> str | None:
    """The ending of the media type that is preferred; None where none is acceptable."""
    weights = [_weight(media_range) for media_range in accept.split(",")]
    best, chosen = 0.0, None
    for media_type, ending in _TYPES.items():
        # The most specific range decides, whatever its weight.
        matches = [(len(name), weight) for name, weight in weights if _matches(name, media_type)]
        weight = max(matches)[1] if matches else 0.0
        if weight > best:
            best, chosen = weight, ending
    return chosen


def _weight(media_range: str) -> tuple[str, float]:
    name = media_range.partition(";")[0].strip().lower()
    match = _WEIGHT.search(media_range)
    try:
        return name, float(match[1]) if match else 1.0
    except ValueError:
        return name, 0.0


def _matches(name: str, media_type: str) -> bool:
    kind, _, rest = name.partition("/")
    return name in ("*/*", media_type) or (rest == "*" and media_type.startswith(f"{kind}/"))


def _not_acceptable(path: str) -> ASGIApp:
    expected = ", ".join(f"{name} ({path}{ending})" for name, ending in _TYPES.items())
    problem = Problem("not-acceptable", "header Accept", f"There is: {expected}.")
    headers = {"Vary": "Accept"}
    return problem_response("The list has no such format.", 406, [problem], headers)
