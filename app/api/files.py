"""Files: a list, written while it is read, and the whole release."""

import codecs
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from itertools import chain, islice
from typing import Annotated

from anyio import CancelScope
from fastapi import Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from app.api.answers import Router, attached, ending, renamed_link
from app.dependencies import API, reader_of, set_etag
from app.errors import Problem, QueryError
from app.evidence.answers import Release
from app.evidence.catalogue import Catalogue
from app.evidence.queries import EVIDENCE_LISTS, Query
from app.evidence.release_cache import cached_per_release
from app.exports import FORMATS, FileDescription, Format
from app.exports.package import Contents, package
from app.settings import ROOT, link

FormatDep = Annotated[Format, Depends(ending("format", FORMATS))]
"""The format that the address of a file ends with."""


ReadQuery = Callable[[Request, Release], Query]
"""The query whose whole list a request asks for."""


def file(request: Request, format_: Format, read: ReadQuery) -> Response:
    """The whole list that a request asks for, as a file.

    Raises QueryError where the format cannot hold so many rows.
    """
    with ExitStack() as stack:
        release = stack.enter_context(reader_of(request).release())
        if set_etag(request, release.catalogue):
            return Response(status_code=304)
        has_mark = _has_mark(request, format_)
        query = read(request, release)
        if query.fields and not format_.has_columns:
            message = "A reference has fields of its own: leave this out."
            raise QueryError([Problem("not-of-a-file", "query parameter fields", message)])
        _refuse_too_many_rows(release, query, format_)
        address = link(f"{API}{query.as_file.address(f'.{format_.ending}')}")
        about = FileDescription.of(query, release.catalogue, address)
        blocks = stack.enter_context(closing(release.blocks(query)))
        parts = stack.enter_context(closing(format_.write(blocks, about)))
        # A fault before the first part can still be answered with a problem.
        begun = next(filter(None, islice(parts, MAX_PARTS_BEFORE_HEAD)), b"")
        first = (codecs.BOM_UTF8 if has_mark else b"") + begun
        return _File(
            chain([first], parts),
            stack.pop_all(),
            media_type=format_.media_type,
            headers={
                **attached(_slug(query), release.name, format_.ending),
                **_of_renamed(query, format_, release.catalogue),
            },
        )


def _of_renamed(query: Query, format_: Format, catalogue: Catalogue) -> dict[str, str]:
    """The header that says which codes of the address are no more."""
    links = renamed_link(query, query.as_file.address(f".{format_.ending}"), catalogue)
    return {"Link": links[0]} if links else {}


def without_bom(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The parameters of a query, without `bom`, which is about the file alone."""
    return [pair for pair in pairs if pair[0] != "bom"]


def _has_mark(request: Request, format_: Format) -> bool:
    """Whether a byte order mark is asked for, by which Excel knows the encoding."""
    values = [value for value in request.query_params.getlist("bom") if value]
    if values and (format_.ending != "csv" or values not in (["yes"], ["no"])):
        message = "Only CSV takes a byte order mark: bom=yes or bom=no, once."
        raise QueryError([Problem("invalid", "query parameter bom", message)])
    return values == ["yes"]


MAX_PARTS_BEFORE_HEAD = 5
"""A workbook is empty parts until it is written: of a long one the head is sent before that."""
LONGEST_SLUG = 60


def _slug(query: Query) -> str:
    """The name of a list with what narrows it; what is too long ends in a hash."""
    words = re.sub("[^a-z0-9]+", "-", query.as_file.address().lower()).strip("-")
    if len(words) <= LONGEST_SLUG:
        return words
    end = hashlib.sha256(query.as_file.address().encode()).hexdigest()[:8]
    return f"{words[:LONGEST_SLUG].rstrip('-')}-{end}"


def _refuse_too_many_rows(release: Release, query: Query, format_: Format) -> None:
    if not format_.max_rows:
        return
    if release.count(query) > format_.max_rows:
        message = f"The list does not fit into a sheet. Take {API}/{query.evidence_list.name}.csv."
        raise QueryError([Problem("too-many-rows", "address", message)])


class _File(StreamingResponse):
    def __init__(
        self, parts: Iterator[bytes], opened: ExitStack, media_type: str, headers: dict[str, str]
    ) -> None:
        super().__init__(parts, media_type=media_type, headers=headers)
        self._opened = opened

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the parts, then give their connection back, also where the reader has gone."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            with CancelScope(shield=True):
                await run_in_threadpool(self._opened.close)


DOCUMENTS = ("CITATION.cff", "CHANGELOG.md", "LICENSE")

router = Router(prefix=API)


@router.answers("/download/wave1-evidence.zip", "download_release")
def download(release: Release) -> Response:
    """Made once for each release."""
    content = package_of(release)
    file = f"wave1-evidence-{release.name}.zip"
    headers = {
        "Content-Disposition": f'attachment; filename="{file}"',
        "Link": f'<{link("/data")}>; rel="collection"; type="text/html"',
    }
    return Response(content, media_type="application/zip", headers=headers)


@cached_per_release
def package_of(release: Release) -> bytes:
    """The whole release as one file."""
    lists = {
        name: list(release.stream(Query(evidence_list)))
        for name, evidence_list in EVIDENCE_LISTS.items()
    }
    documents = {name: (ROOT / name).read_bytes() for name in DOCUMENTS}
    return package(Contents(release.name, release.catalogue.release_date, lists, documents))
