"""A list as a file: written while it is taken, and closed with its reader."""

from collections.abc import Iterator
from contextlib import ExitStack, closing

from anyio import CancelScope
from fastapi import Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from app import heap
from app.dependencies import API, Asked
from app.errors import Problem, QueryError
from app.evidence import answers
from app.exports import About, Format


def file(question: Asked, format_: Format) -> Response:
    """The whole list that was asked for, as a file.

    Raises QueryError where the format cannot hold so many rows.
    """
    listing, names, query = question.listing, question.catalogue, question.query
    address = f"{API}{query.as_file.address(f'.{format_.ending}')}"
    about = About(query, query.in_english(names), address, names.release)
    if (
        format_.most_rows
        and answers.count(question.session, listing, query, names) > format_.most_rows
    ):
        right = f"the list does not fit into a sheet. Take {API}/{listing.resource.name}.csv."
        raise QueryError([Problem("too-many-rows", "address", right)])
    name = f"wave1-evidence-{listing.resource.name}-{names.release}.{format_.ending}"
    with ExitStack() as opened:
        blocks = opened.enter_context(
            closing(answers.blocks(question.session, listing, query, names))
        )
        written = opened.enter_context(closing(format_.write(blocks, about)))
        # What goes wrong at the beginning can still be said.
        first = next(written, b"")
        return _File(
            (part for parts in ([first], written) for part in parts),
            opened.pop_all(),
            media_type=format_.media_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


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
        heap.give_back()
