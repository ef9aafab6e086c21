"""What explains the API: its description, on a page too, its codes, llms.txt and robots.txt."""

from functools import cache
from html import escape
from pathlib import Path

import fastapi_offline
import orjson
from fastapi import APIRouter, Response
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse, PlainTextResponse
from fastapi.staticfiles import StaticFiles

from app.api.problems import CODES, PROBLEMS_AT
from app.dependencies import API, reads_release
from app.evidence.catalogue import Catalogue
from app.evidence.queries import RESOURCES
from app.settings import PATH_PREFIX, PUBLIC_URL, ROOT, link

router = APIRouter(include_in_schema=False)


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


_CALLS = (
    ("Check a claim", "check-claim?claim=Pause+saved+money", "`claim`, and `project` where known."),
    ("Search", "search?q=staff+turnover", "`q`: words in everything, best first."),
    ("Findings", "findings?theme=set-up&polarity=barrier", "by `theme`, `project`, `q` and so on."),
    (
        "Outcomes",
        "outcomes?project=pause",
        "figures and reported changes, by `direction` and so on.",
    ),
    ("One project", "projects/pause", "all that the evidence says of it."),
    ("Counts", "summary?by=theme,polarity", "`by` one or two dimensions."),
    ("The dictionary", "dictionary", "every column and word."),
    ("How to cite", "citation", "the release and its reports."),
)


@router.get("/llms.txt")
@reads_release
def llms(names: Catalogue) -> Response:
    """What the evidence is, and the few calls that answer most questions."""
    calls = "\n".join(
        f"- [{title}]({link(f'{API}/{path}')}): {about}" for title, path, about in _CALLS
    )
    lists = "\n".join(
        f"- [{each.title}]({link(f'{API}/{name}')}): {each.description}"
        for name, each in RESOURCES.items()
    )
    return PlainTextResponse(
        f"""# Wave 1 Evidence

> What the evaluations of the 57 Wave 1 projects of the Children's Social Care Innovation Programme
> (England, 2014-2016) found. Every claim has an id, a page and a paragraph.
> Release {names.release}.

Give the id, the place (`citation`) and the release with every claim, and keep its hedges. Check a
figure or a statement before you repeat it. What is not known is refused, with the nearest that is.

## Calls

{calls}

The same as tools, by the Model Context Protocol: {link("/mcp")}

## Lists

{lists}
"""
    )


@router.get("/robots.txt")
async def robots() -> Response:
    """Everything may be read; searches and questions without end need not be followed."""
    sitemap = f"Sitemap: {link('/sitemap.xml')}\n" if PUBLIC_URL else ""
    lines = ("User-agent: *", "Disallow: /search", "Disallow: /ask?", "Disallow: /api/v1/search")
    return PlainTextResponse("\n".join(lines) + f"\n{sitemap}")


_ITEMS = "\n".join(
    f'<dt id="{escape(code)}"><code>{escape(code)}</code></dt><dd>{escape(meaning)}</dd>'
    for code, meaning in CODES.items()
)
_PAGE = f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Codes of problems – Wave 1 Evidence</title>
</head>
<body>
<main>
<h1>Codes of problems</h1>
<p>An error of the API names its kind by one of these (RFC 9457). What is wrong, and what is
expected, stands in its <code>problems</code>.</p>
<dl>
{_ITEMS}
</dl>
</main>
</body>
</html>
"""


@router.get(PROBLEMS_AT)
async def problem_codes() -> HTMLResponse:
    """Every code of a problem with its meaning: the types of problems lead here."""
    return HTMLResponse(_PAGE)
