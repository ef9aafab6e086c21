"""create_app(): the one place where the parts meet."""

from importlib.metadata import version

import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.responses import RedirectResponse

from app.api import documentation, http, openapi, problems
from app.api.answers import ROOT
from app.api.routes import TAGS, router
from app.api.state import state
from app.database import connect
from app.settings import Settings

VERSION = version("wave1-evidence")


def create_app(engine: sa.Engine) -> FastAPI:
    """The service over one database."""
    app = FastAPI(
        title="Wave 1 Evidence",
        version=VERSION,
        openapi_tags=[{"name": name} for name in TAGS],
        openapi_url=f"{ROOT}/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.engine = engine
    app.state.catalogue = None
    app.state.package = None
    problems.install(app)
    http.install(app)
    documentation.install(app)
    openapi.install(app)
    app.include_router(router)
    app.include_router(state)
    app.add_api_route("/", lambda: RedirectResponse(ROOT), include_in_schema=False)
    return app


def from_environment() -> FastAPI:
    """The service over the database that the environment names."""
    return create_app(connect(Settings.from_environment().database_url))
