"""The routes of the kept releases: which there are, what changed between two, and the feed."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from fastapi import APIRouter, Depends, Request, Response

from app.api.answers import as_json, attached, part_of_path
from app.api.files import FormatDep
from app.dependencies import API, matches_etag, no_parameters, reader_of, release_store_of
from app.errors import NotFoundError, Problem
from app.evidence.models import columns as c
from app.evidence.models import tables
from app.evidence.queries import EvidenceList, Query
from app.evidence.records import by_column
from app.exports import FORMATS, FileDescription
from app.exports.files import FOUNDERS
from app.releases import (
    CURRENT,
    KINDS,
    NAME,
    ReleaseStore,
    change_counts_in_words,
    compared,
    listed,
)
from app.settings import link

router = APIRouter(prefix=f"{API}/releases", dependencies=[Depends(no_parameters)])


part_of_path("release", f"{NAME}|{CURRENT}")


class KeptRelease(tables.Table):
    """A release that is kept: its day, its hash, how much it holds and what it changed."""

    release: str = c.derived("Version of the program and a hash of the data.")
    version: str = c.derived("Version of the program that it was made with.")
    release_date: str | None = c.derived("The day on which it was published.")
    summary: str | None = c.derived("What it is, in a sentence.")
    data_sha256: str = c.derived(
        "SHA-256 of the names and hashes of all data files; its start names it.",
        title="Hash of the data",
    )
    project_count: int = c.derived("Projects in it.", "projects")
    finding_count: int = c.derived("Findings in it.", "findings")
    outcome_count: int = c.derived("Outcomes in it.", "outcomes")
    row_count: int = c.derived("Rows of all its data files.", "rows")
    previous_release: str | None = c.derived("The kept release before it.", title="Release before")
    added_count: int | None = c.derived(
        "Rows added since the release before.", "rows", title="Added"
    )
    changed_count: int | None = c.derived(
        "Rows changed since the one before.", "rows", title="Changed"
    )
    removed_count: int | None = c.derived(
        "Rows removed since the one before.", "rows", title="Removed"
    )


class ChangedCell(tables.Table):
    """One cell that is not what it was, as files have it."""

    file: str = c.derived("The data file.")
    row_id: str = c.derived("Id of the row in its file.")
    change: str = c.derived("Whether the row was added, changed or removed.")
    column: str = c.derived("The column of the data file.")
    old: str | None = c.derived("What the cell held; blank where it was blank or not there.")
    new: str | None = c.derived("What it holds; blank where it is blank or not there.")


RELEASES = EvidenceList(
    "releases",
    KeptRelease,
    "The releases that are kept, and what each changed",
    title="Releases that are kept",
)
CHANGES = EvidenceList("changes", ChangedCell, "What one release changed since another")


@dataclass(frozen=True)
class ReleaseAnswer:
    """An answer from the kept releases: as JSON, and as the rows of a file.

    `name` is that of the file, which goes on with the name of `release`.
    """

    address: str
    name: str
    release: str
    meta: Mapping[str, Any]
    results: Sequence[Mapping[str, Any]]
    rows: Sequence[Mapping[str, Any]]
    links: Mapping[str, str] = field(default_factory=dict)


async def _current(request: Request) -> str:
    reader = reader_of(request)
    return (await reader.run(request.scope, reader.current_catalogue)).release


CurrentDep = Annotated[str, Depends(_current)]
ReleaseStoreDep = Annotated[ReleaseStore, Depends(release_store_of)]


def _releases(store: ReleaseStoreDep, current: CurrentDep) -> ReleaseAnswer:
    rows = listed(store)
    meta = {"release": current, "query": RELEASES.title, "count": len(rows)}
    links = {"atom": link(f"{API}/releases.atom")}
    return ReleaseAnswer("releases", "releases", current, meta, rows, rows, links)


def _changes(store: ReleaseStoreDep, current: CurrentDep, before: str, after: str) -> ReleaseAnswer:
    comparison = compared(store, before, after, current)
    old, new = comparison.before.release, comparison.after.release
    meta = {
        "before": old,
        "after": new,
        "query": f"What {new} changed since {old}",
        "count": len(comparison.changes),
        **{f"{kind}_count": count for kind, count in comparison.counts.items()},
    }
    results: list[dict[str, Any]] = [
        {
            "file": change.file,
            "row_id": change.row_id,
            "change": change.kind,
            "cells": [vars(cell) for cell in change.cells],
        }
        for change in comparison.changes
    ]
    rows = [
        {**{name: row[name] for name in ("file", "row_id", "change")}, **cell}
        for row in results
        for cell in row["cells"]
    ]
    address = f"releases/{old}...{new}"
    return ReleaseAnswer(address, f"changes-{old}-to", new, meta, results, rows)


def _add(
    path: str, operation: str, evidence_list: EvidenceList, answer_of: Callable[..., ReleaseAnswer]
) -> None:
    """The routes of a list of releases or changes: as JSON, and as a file."""

    def show(request: Request, answer: Annotated[ReleaseAnswer, Depends(answer_of)]) -> Response:
        files = {ending: link(f"{API}/{answer.address}.{ending}") for ending in FORMATS}
        links = {"self": link(f"{API}/{answer.address}"), **files, **answer.links}
        body = {"meta": answer.meta, "results": answer.results, "links": links}
        return _tagged(request, as_json(body))

    def export(
        request: Request, format_: FormatDep, answer: Annotated[ReleaseAnswer, Depends(answer_of)]
    ) -> Response:
        title, path = evidence_list.title, f"/{evidence_list.name}"
        about = FileDescription(Query(evidence_list), title, path, answer.release, _EPOCH)
        blocks = [by_column(answer.rows, evidence_list.record.names)] if answer.rows else []
        headers = attached(answer.name, answer.release, format_.ending)
        content = b"".join(format_.write(blocks, about))
        return _tagged(request, Response(content, 200, headers, format_.media_type))

    router.add_api_route(path, show, operation_id=operation)
    router.add_api_route(f"{path}.{{format}}", export, operation_id=f"export_{evidence_list.name}")


_EPOCH = "1980-01-01"
"""The day of what has none of its own: the same release gives the same bytes each time."""


_ATOM = "application/atom+xml"


@router.get(".atom", operation_id="follow_releases")
def feed(request: Request, store: ReleaseStoreDep) -> Response:
    """Atom (RFC 4287): an entry for each release, the latest first."""
    rows = listed(store)
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom"})
    latest = max((row["release_date"] or _EPOCH for row in rows), default=_EPOCH)
    _head(root, "releases", "Wave 1 Evidence: releases", latest)
    SubElement(root, "link", {"rel": "self", "href": link(f"{API}/releases.atom")})
    SubElement(SubElement(root, "author"), "name").text = FOUNDERS
    for row in reversed(rows):
        _add_entry(root, row)
    content = tostring(root, "utf-8", xml_declaration=True)
    return _tagged(request, Response(content, media_type=_ATOM))


def _add_entry(feed: Element, row: Mapping[str, Any]) -> None:
    release, before = row["release"], row["previous_release"]
    counts = [(kind, row[f"{kind}_count"]) for kind in KINDS]
    changes = f"Since {before}: {change_counts_in_words(counts)}." if before else ""
    entry = SubElement(feed, "entry")
    _head(entry, release, f"Release {release}", row["release_date"] or _EPOCH)
    address = link(f"/releases/{before}...{release}" if before else "/releases")
    SubElement(entry, "link", {"href": address})
    SubElement(entry, "summary").text = " ".join(filter(None, (row["summary"], changes)))


def _head(parent: Element, key: str, title: str, day: str) -> None:
    SubElement(parent, "id").text = f"urn:uuid:{uuid5(NAMESPACE_URL, f'wave1-evidence {key}')}"
    SubElement(parent, "title").text = title
    SubElement(parent, "updated").text = f"{day}T00:00:00Z"


_add("", "list_releases", RELEASES, _releases)
_add("/{before:release}...{after:release}", "compare_releases", CHANGES, _changes)


@router.get("/{pair}", include_in_schema=False)
def no_pair(pair: str) -> Response:
    """What is neither a pair of releases nor one."""
    message = f"There are no two releases {pair[:80]!r}: name them as A...B."
    problem = Problem("unknown-release", "address", message, listed_at="/releases")
    raise NotFoundError([problem])


def _tagged(request: Request, response: Response) -> Response:
    """An answer from the kept releases, which no load changes: its tag is a hash of it."""
    etag = f'W/"{hashlib.sha256(bytes(response.body)).hexdigest()[:32]}"'
    request.state.etag = etag
    is_there = matches_etag(etag, request.headers.get("if-none-match", ""))
    return Response(status_code=304) if is_there else response
