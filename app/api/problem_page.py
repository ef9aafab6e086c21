"""The page that the types of problems lead to: every code, with what it means."""

from html import escape

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.api.problems import CODES, PROBLEMS_AT

router = APIRouter(include_in_schema=False)

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
async def show() -> HTMLResponse:
    """Every code and its meaning."""
    return HTMLResponse(_PAGE)
