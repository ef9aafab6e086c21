"""create_app(): puts the parts together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from threading import Thread

import sqlalchemy as sa
from fastapi import FastAPI
from starlette.routing import Route
from starlette.types import ASGIApp

from app import mcp
from app.api import ask, cite, discovery, files, lists, problems, releases, summaries
from app.database.changes import ChangeDetection, change_detection
from app.dependencies import Reader
from app.evidence import answers
from app.logs import AccessLog
from app.middleware import metrics
from app.middleware.faults import Faults
from app.middleware.headers import Compression, Headers
from app.middleware.kept_releases import KeptReleases
from app.middleware.limits import LIMITS, ConcurrencyLimits, Limits
from app.middleware.metrics import Metrics
from app.middleware.ranges import Ranges
from app.middleware.response_cache import ResponseCache
from app.middleware.routing import Negotiation, PathPrefix
from app.reader_threads import ReaderThreads
from app.releases import ReleaseStore, readers_engine
from app.settings import PATH_PREFIX, VERSION, Settings
from app.web import site

ROUTERS = (
    *(cite.router, lists.router, summaries.router, ask.router, files.router, releases.router),
    *(discovery.router, discovery.health),
)
"""Every route of the API and of its state; citations first, since routes of rows match them too."""
SECONDS_BEFORE_WARMING = 1
"""Warming takes two seconds of one core, which the first readers should not wait for."""


def create_app(
    engine: sa.Engine,
    *,
    is_warmed: bool = False,
    limits: Limits = LIMITS,
    changes: ChangeDetection | None = None,
    releases_folder: Path | None = None,
) -> FastAPI:
    """The service over one database; with `is_warmed` it is ready before the first question.

    With `changes` it caches responses until the next change. With `releases_folder` it knows the
    releases of that folder alone, and not the published ones.
    """
    app = FastAPI(
        lifespan=_warmed if is_warmed else None,
        title="Wave 1 Evidence",
        version=VERSION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        # Requests are counted and timed by middleware: to ask whether another wants to takes 20 µs.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    settings = Settings.from_environment()
    reader = Reader(engine, ReaderThreads(limits.threads), settings.search_folder)
    release_folders = (releases_folder,) if releases_folder else settings.release_folders
    app.state.reader, app.state.release_store = reader, ReleaseStore(release_folders)
    # The last is the outermost.
    app.add_middleware(Compression)
    app.add_middleware(ConcurrencyLimits, limits=limits)
    app.add_middleware(KeptReleases, state=app.state, folder=release_folders[0] / "databases")
    app.add_middleware(Faults)
    app.add_middleware(Metrics)
    app.add_middleware(Headers)
    if changes:
        # What connections answer themselves is in no log.
        app.add_middleware(ResponseCache, changes=changes, is_first=not settings.has_access_log)
    app.add_middleware(Ranges)
    app.add_middleware(Negotiation)
    problems.install(app, site.error_page)
    for router in ROUTERS:
        app.include_router(router)
    site.install(app)
    app.router.routes.append(Route(mcp.AT, mcp.McpEndpoint(app)))
    app.router.routes.append(Route(metrics.AT, metrics.show))
    return app


@asynccontextmanager
async def _warmed(app: FastAPI) -> AsyncIterator[None]:
    """Prepare what the first visits need, a moment after the start; close the reader at the end."""

    async def warm() -> None:
        await asyncio.sleep(SECONDS_BEFORE_WARMING)
        Thread(target=_make_reader_ready, args=(app.state.reader,), daemon=True).start()
        await site.warm(app)

    warming = asyncio.create_task(warm())
    yield
    warming.cancel()
    # A database server is told that its readers are gone, and need not find out by itself.
    app.state.reader.close()


def _make_reader_ready(reader: Reader) -> None:
    """Read the indexes of questions and claims from files, which another process makes."""
    # What that process did not make, this one does.
    with suppress(Exception):
        if not reader.is_ready_on_disk():
            from app.commands import make_ready_in_a_process

            make_ready_in_a_process(Settings.from_environment())
    reader.make_ready_to_serve()


def from_environment() -> ASGIApp:
    """The service over the database that the environment names, with its response cache."""
    settings = Settings.from_environment()
    engine = readers_engine(settings)
    changes = change_detection(engine, answers.STATE) if settings.has_cache else None
    served: ASGIApp = create_app(engine, is_warmed=True, changes=changes)
    if PATH_PREFIX:
        served = PathPrefix(served, PATH_PREFIX)
    return AccessLog(served) if settings.has_access_log else served
