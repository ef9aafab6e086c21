"""The page on which the API can be read and tried: all of it served from here."""

from pathlib import Path

import fastapi_offline
from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from app.dependencies import API

FILES = Path(fastapi_offline.__file__).parent / "static"
AT = "/docs/files"


def install(app: FastAPI) -> None:
    """Add the page and its files."""
    app.mount(AT, StaticFiles(directory=FILES), name="docs-files")
    app.add_api_route("/docs", _page, include_in_schema=False)


def _page() -> HTMLResponse:
    return get_swagger_ui_html(
        openapi_url=f"{API}/openapi.json",
        title="Wave 1 Evidence: the API",
        swagger_js_url=f"{AT}/swagger-ui-bundle.js",
        swagger_css_url=f"{AT}/swagger-ui.css",
        swagger_favicon_url=f"{AT}/favicon.png",
    )
