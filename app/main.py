"""create_app(): the one place where the parts meet."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Lock, Thread

import sqlalchemy as sa
from fastapi import FastAPI
from starlette.types import ASGIApp

from app.api import documentation, http, openapi, problems
from app.api.kept import Kept
from app.api.places import LIMITS, Limits
from app.api.routes import TAGS, router
from app.api.state import state
from app.database import connect
from app.dependencies import API, warm
from app.evidence import answers
from app.settings import VERSION, Settings
from app.watch import watch
from app.web import site

SECONDS_BEFORE_WARMING = 1
"""It takes a second of one core, for which those who ask first should not wait."""


def create_app(engine: sa.Engine, *, is_warmed: bool = False, limits: Limits = LIMITS) -> FastAPI:
    """The service over one database; warmed, it is ready for questions before the first."""
    app = http.Service(
        lifespan=_warmed if is_warmed else None,
        title="Wave 1 Evidence",
        version=VERSION,
        openapi_tags=[{"name": name} for name in TAGS],
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.engine = engine
    app.state.catalogue = None
    app.state.lexicon = None
    app.state.making = Lock()
    app.state.package = None
    problems.install(app, site.wrong)
    http.install(app, limits)
    documentation.install(app)
    openapi.install(app)
    app.include_router(router)
    app.include_router(state)
    site.install(app)
    return app


@asynccontextmanager
async def _warmed(app: FastAPI) -> AsyncIterator[None]:
    """When the first readers have been served, make what the first question in English needs."""
    warming = Thread(target=warm, args=(app,), daemon=True)
    soon = asyncio.get_running_loop().call_later(SECONDS_BEFORE_WARMING, warming.start)
    yield
    soon.cancel()


def from_environment() -> ASGIApp:
    """The service over the database that the environment names, with the answers it keeps."""
    settings = Settings.from_environment()
    engine = connect(settings.readers_url, is_for_readers=True)
    app = create_app(engine, is_warmed=True)
    return Kept(app, watch(engine, answers.STATE)) if settings.keeps_answers else app
