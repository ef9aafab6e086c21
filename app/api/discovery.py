"""What explains the API: its description, its codes, llms.txt, robots.txt, and its state."""

from functools import cache
from html import escape
from pathlib import Path

import fastapi_offline
import orjson
from fastapi import APIRouter, Request, Response
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse, PlainTextResponse
from fastapi.staticfiles import StaticFiles

from app.api.answers import as_json
from app.api.problems import CODES, PROBLEMS_AT
from app.dependencies import API, reader_of, reads_release
from app.evidence.catalogue import Catalogue
from app.evidence.queries import EVIDENCE_LISTS
from app.settings import PATH_PREFIX, PUBLIC_URL, ROOT, link

router = APIRouter(include_in_schema=False)
health = APIRouter()


@router.get(f"{API}/openapi.json")
async def description() -> Response:
    """The published description of the API, with the address at which it is asked for."""
    return Response(_description(), media_type="application/json")


@cache
def _description() -> bytes:
    description = orjson.loads((ROOT / "docs" / "openapi.json").read_bytes())
    return orjson.dumps({**description, "servers": [{"url": PUBLIC_URL or "/"}]})


_FILES_AT = "/docs/files"
"""Swagger UI is served from here: nothing comes from elsewhere."""
_FILES = StaticFiles(directory=Path(fastapi_offline.__file__).parent / "static")
router.mount(_FILES_AT, _FILES, name="docs-files")


@router.get("/docs")
async def docs() -> HTMLResponse:
    """A page on which the API can be read and tried."""
    return get_swagger_ui_html(
        openapi_url=f"{PATH_PREFIX}{API}/openapi.json",
        title="Wave 1 Evidence: the API",
        swagger_js_url=f"{PATH_PREFIX}{_FILES_AT}/swagger-ui-bundle.js",
        swagger_css_url=f"{PATH_PREFIX}{_FILES_AT}/swagger-ui.css",
        swagger_favicon_url=f"{PATH_PREFIX}{_FILES_AT}/favicon.png",
    )


@router.get("/llms.txt")
@reads_release
def llms(catalogue: Catalogue) -> Response:
    """What the evidence is, and the few calls that answer most questions."""
    lists = "\n".join(
        f"- [{each.title}]({link(f'{API}/{name}')}): {each.description}"
        for name, each in EVIDENCE_LISTS.items()
    )
    return PlainTextResponse(
        _text("llms.txt").format(
            release=catalogue.release, api=link(API), mcp=link("/mcp"), lists=lists
        )
    )


@router.get("/robots.txt")
async def robots() -> Response:
    """Everything may be read; searches and questions without end need not be followed."""
    sitemap = f"Sitemap: {link('/sitemap.xml')}\n" if PUBLIC_URL else ""
    lines = ("User-agent: *", "Disallow: /search", "Disallow: /ask?", "Disallow: /api/v1/search")
    return PlainTextResponse("\n".join(lines) + f"\n{sitemap}")


@router.get(PROBLEMS_AT)
async def problem_codes() -> HTMLResponse:
    """Every code of a problem with its meaning: the types of problems lead here."""
    items = "\n".join(
        f'<dt id="{escape(code)}"><code>{escape(code)}</code></dt><dd>{escape(meaning)}</dd>'
        for code, meaning in CODES.items()
    )
    return HTMLResponse(_text("problem_codes.html").format(items=items))


@health.get("/health", operation_id="show_health")
async def show_health() -> Response:
    """The process answers; the database is not asked."""
    return as_json({"status": "ok"})


@health.get("/ready", operation_id="show_readiness")
async def show_readiness(request: Request) -> Response:
    """The database answers and holds a release. Asked anew each time: it has no tag."""
    names = await reader_of(request).run(request.scope, reader_of(request).current_catalogue)
    return as_json({"status": "ready", "release": names.release})


@cache
def _text(name: str) -> str:
    """A file beside this one, with places in braces for what is not always the same."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
