"""A plugin of Datasette: no line is written for each request, as none is by the other servers."""

import logging

from datasette import hookimpl


@hookimpl  # type: ignore[untyped-decorator]
def startup() -> None:
    """Once, before the first request."""
    said = logging.getLogger("uvicorn.access")
    said.handlers.clear()
    said.propagate = False
