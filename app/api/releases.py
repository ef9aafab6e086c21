"""The routes of the kept releases: which there are, what changed between two, and the feed."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import orjson
from fastapi import APIRouter, Depends, Request, Response
from starlette.convertors import StringConvertor, register_url_convertor

from app.addresses import link
from app.api.files import FILE, FormatDep
from app.api.problems import describe
from app.dependencies import API, is_known, no_parameters, reader_of, shelf_of
from app.evidence.queries import Query, Resource
from app.evidence.records import Record
from app.evidence.records.columns import by_column
from app.evidence.records.releases import (
    ChangedCellRecord,
    Comparison,
    ReleaseList,
    ReleaseRecord,
)
from app.exports import FORMATS, About, Format
from app.exports.feed import Entry, atom
from app.releases import NAME, Difference, Shelf, compared, counted, listed
from app.releases.changes import KINDS
from app.releases.shelf import CURRENT

router = APIRouter(
    prefix=f"{API}/releases", tags=["Releases"], dependencies=[Depends(no_parameters)]
)


class _Release(StringConvertor):
    regex = f"{NAME}|{CURRENT}"


register_url_convertor("release", _Release())


def _resource(name: str, record: type[Record], title: str, key: str) -> Resource:
    return Resource(name, record, title, key, (), (), (key,), title)


RELEASES = _resource("releases", ReleaseRecord, "Releases that are kept", "release")
CHANGES = _resource("changes", ChangedCellRecord, "Changes", "row_id")


Answering = Callable[[Shelf, str], Response]


async def _answered(request: Request, answer: Answering) -> Response:
    """An answer from the kept releases, which no load changes: its tag is a hash of it."""
    reader = reader_of(request)
    current = (await reader.run(reader.current_names)).release
    response = await reader.run(answer, shelf_of(request), current)
    etag = f'W/"{hashlib.sha256(bytes(response.body)).hexdigest()[:32]}"'
    request.state.etag = etag
    if is_known(etag, request.headers.get("if-none-match", "")):
        return Response(status_code=304)
    return response


@router.get(
    "",
    operation_id="list_releases",
    summary="The releases that are kept, and what each changed",
    response_model=ReleaseList,
    responses=describe(422, 503),
)
async def list_releases(request: Request) -> Response:
    """By the day on which each was published, the latest last."""

    def answer(shelf: Shelf, current: str) -> Response:
        rows = listed(shelf)
        meta = {"release": current, "query": RELEASES.title, "count": len(rows)}
        links = {"self": link(f"{API}/releases"), **_files("releases")}
        links["atom"] = link(f"{API}/releases.atom")
        return _json({"meta": meta, "results": rows, "links": links})

    return await _answered(request, answer)


@router.get(
    ".atom",
    operation_id="follow_releases",
    summary="The releases as a feed",
    response_class=Response,
    responses={
        **describe(422, 503),
        200: {"description": "Atom", "content": {"application/atom+xml": {"schema": {}}}},
    },
)
async def feed(request: Request) -> Response:
    """Atom (RFC 4287): an entry for each release, the latest first."""

    def answer(shelf: Shelf, _current: str) -> Response:
        entries = [_entry(row) for row in reversed(listed(shelf))]
        title, self = "Wave 1 Evidence: releases", link(f"{API}/releases.atom")
        return Response(atom(title, self, entries), media_type="application/atom+xml")

    return await _answered(request, answer)


@router.get(
    ".{format}",
    operation_id="export_releases",
    summary="The releases that are kept, as a file",
    response_class=Response,
    responses=FILE,
)
async def export_releases(request: Request, format_: FormatDep) -> Response:
    """The same as the list, without the hashes of each file."""

    def answer(shelf: Shelf, current: str) -> Response:
        return _file(RELEASES, listed(shelf), format_, "releases", current)

    return await _answered(request, answer)


@router.get(
    "/{before:release}...{after:release}",
    operation_id="compare_releases",
    summary="What one release changed since another",
    response_model=Comparison,
    responses=describe(404, 422, 503),
)
async def compare_releases(request: Request, before: str, after: str) -> Response:
    """Every row added, changed (cell by cell, old and new) and removed; `current` is the latest."""

    def answer(shelf: Shelf, current: str) -> Response:
        found = compared(shelf, before, after, current)
        names = found.before.release, found.after.release
        meta = {
            **dict(zip(("before", "after"), names, strict=True)),
            "query": f"What {names[1]} changed since {names[0]}",
            "count": len(found.changes),
            **{f"{kind}_count": count for kind, count in found.counts.items()},
        }
        address = f"releases/{'...'.join(names)}"
        links = {"self": link(f"{API}/{address}"), **_files(address)}
        return _json({"meta": meta, "results": _rows(found), "links": links})

    return await _answered(request, answer)


@router.get(
    "/{before:release}...{after:release}.{format}",
    operation_id="export_changes",
    summary="What one release changed since another, as a file",
    response_class=Response,
    responses=FILE,
)
async def export_changes(request: Request, before: str, after: str, format_: FormatDep) -> Response:
    """A line for each cell that is not what it was."""

    def answer(shelf: Shelf, current: str) -> Response:
        found = compared(shelf, before, after, current)
        rows = [
            {**{name: row[name] for name in ("file", "row_id", "change")}, **cell}
            for row in _rows(found)
            for cell in row["cells"]
        ]
        name = f"changes-{found.before.release}-to"
        return _file(CHANGES, rows, format_, name, found.after.release)

    return await _answered(request, answer)


def _rows(found: Difference) -> list[dict[str, Any]]:
    return [
        {
            "file": change.file,
            "row_id": change.row_id,
            "change": change.kind,
            "cells": [vars(cell) for cell in change.cells],
        }
        for change in found.changes
    ]


def _files(address: str) -> dict[str, str]:
    return {ending: link(f"{API}/{address}.{ending}") for ending in FORMATS}


def _json(body: Any) -> Response:
    return Response(orjson.dumps(body), media_type="application/json")


def _file(
    resource: Resource, rows: list[dict[str, Any]], format_: Format, name: str, release: str
) -> Response:
    about = About(Query(resource), resource.title, f"/{resource.name}", release, "1980-01-01")
    blocks = [by_column(rows, resource.record.columns())] if rows else []
    file = f"wave1-evidence-{name}-{release}.{format_.ending}"
    return Response(
        b"".join(format_.write(blocks, about)),
        media_type=format_.media_type,
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )


def _entry(row: Mapping[str, Any]) -> Entry:
    counts = [(kind, row[f"{kind}_count"]) for kind in KINDS]
    has_before = row["previous_release"] is not None
    changes = f"Since {row['previous_release']}: {counted(counts)}." if has_before else ""
    page = f"/releases/{row['previous_release']}...{row['release']}" if has_before else "/releases"
    return Entry(
        row["release"],
        f"Release {row['release']}",
        row["release_date"] or "1980-01-01",
        " ".join(filter(None, (row["summary"], changes))),
        link(page),
    )
