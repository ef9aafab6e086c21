"""A list as a file: written while it is taken, and closed with its reader."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Annotated, Any

from anyio import CancelScope
from fastapi import Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from sqlalchemy.orm import Session
from starlette.types import Receive, Scope, Send

from app.api.parameters import ending
from app.api.problems import describe
from app.dependencies import API, reader_of, tagged
from app.errors import Problem, QueryError
from app.evidence import answers
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.exports import FORMATS, About, Format
from app.memory import trim_memory

FormatDep = Annotated[Format, Depends(ending("format", FORMATS))]
"""The format that the address of a file ends with."""
FILE: dict[int | str, dict[str, Any]] = {
    **describe(404, 422, 503),
    200: {
        "description": "The whole list",
        "content": {each.media_type.partition(";")[0]: {"schema": {}} for each in FORMATS.values()},
    },
}
"""How a route documents that it answers with a file."""
ReadQuery = Callable[[Request, Session, Catalogue], Query]
"""The query whose whole list a request asks for."""


def file(request: Request, format_: Format, read: ReadQuery) -> Response:
    """The whole list that a request asks for, as a file.

    Raises QueryError where the format cannot hold so many rows.
    """
    with ExitStack() as stack:
        session, names = stack.enter_context(reader_of(request).release())
        if tagged(request, names):
            return Response(status_code=304)
        query = read(request, session, names)
        _refuse_too_many_rows(session, query, names, format_)
        listing = answers.LISTINGS[query.resource.name]
        address = f"{API}{query.as_file.address(f'.{format_.ending}')}"
        about = About(query, query.in_english(names), address, names.release)
        blocks = stack.enter_context(closing(answers.blocks(session, listing, query, names)))
        parts = stack.enter_context(closing(format_.write(blocks, about)))
        # What goes wrong at the beginning can still be answered with a problem.
        first = next(parts, b"")
        name = f"wave1-evidence-{query.resource.name}-{names.release}.{format_.ending}"
        return _File(
            (part for some in ([first], parts) for part in some),
            stack.pop_all(),
            media_type=format_.media_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


def _refuse_too_many_rows(
    session: Session, query: Query, names: Catalogue, format_: Format
) -> None:
    if not format_.max_rows:
        return
    listing = answers.LISTINGS[query.resource.name]
    if answers.count(session, listing, query, names) > format_.max_rows:
        message = f"The list does not fit into a sheet. Take {API}/{query.resource.name}.csv."
        raise QueryError([Problem("too-many-rows", "address", message)])


class _File(StreamingResponse):
    def __init__(
        self, parts: Iterator[bytes], opened: ExitStack, media_type: str, headers: dict[str, str]
    ) -> None:
        super().__init__(parts, media_type=media_type, headers=headers)
        self._opened = opened

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The parts, as long as the reader takes them; then their connection is free."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            with CancelScope(shield=True):
                await run_in_threadpool(self._close)

    def _close(self) -> None:
        self._opened.close()
        trim_memory()
