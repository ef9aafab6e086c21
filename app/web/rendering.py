"""How a page is made: its frame, its headers, and the words that templates may use."""

import re
from collections.abc import Iterable, MutableMapping, Sequence
from dataclasses import dataclass, field
from inspect import isfunction
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.runtime import Context

from app.dependencies import API
from app.evidence import row_wording, vocabulary
from app.evidence.answers import Row
from app.evidence.answers.public_rows import short_citation, without_paragraph
from app.evidence.answers.worries import PAST, TURNOVER, WORRIES
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import figures_first
from app.evidence.queries import Query
from app.evidence.queries.reading import MAX_COMPARED
from app.evidence.words import inside
from app.exports import FORMATS, Volume
from app.settings import PATH_PREFIX, Settings, link
from app.web import labels, lesson_words
from app.web.changes_since import MOST_NAMED, Since
from app.web.corrections import MOST_CORRECTED, day
from app.web.filter_labels import words_of

HERE = Path(__file__).parent
STATIC = HERE / "static"

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing is loaded from elsewhere, and no script runs that is not a file of this site."""

MAX_MARKED = 40
"""Projects and statements together: more are no shortlist."""
SECTIONS = [(label, path) for path, label in words_of("sections").items()]
"""The sections of the site, in the order of its navigation; all but three are in its menu."""

SETTINGS = Settings.from_environment()
"""Of these a page says who runs the site and how to reach them."""

_ROOT_LINK = re.compile(r'(\s(?:href|src|action|formaction)=")/')
"""Where an address of the site begins in a page: below a path prefix, that stands before it."""


@dataclass(frozen=True)
class Page:
    """What every page has: one heading, a description, a way back, and its address as JSON.

    `crumbs` are the pages above it, each with its label and address; `picture` is what stands
    beside a link to it in a chat, and `signposts` are more links, for programs.
    """

    template: str
    heading: str
    description: str
    json_address: str | None
    crumbs: tuple[tuple[str, str], ...] = ()
    section: str | None = None
    picture: str = "/overview/got-in-the-way.png"
    signposts: str = ""
    status: int = 200
    context: dict[str, Any] = field(default_factory=dict)


def render(
    request: Request, page: Page, catalogue: Catalogue | None, since: Since | None = None
) -> HTMLResponse:
    text = html_of(request, page, catalogue, since)
    if PATH_PREFIX:
        text = _ROOT_LINK.sub(rf"\1{PATH_PREFIX}/", text)
    headers = {"Content-Security-Policy": POLICY}
    if page.json_address:
        json_address = f'<{link(page.json_address)}>; rel="alternate"; type="application/json"'
        headers["Link"] = ", ".join(filter(None, (json_address, page.signposts)))
    return HTMLResponse(text, page.status, headers)


def html_of(
    request: Request, page: Page, catalogue: Catalogue | None, since: Since | None = None
) -> str:
    """A page as HTML; an error page is of no release."""
    names = catalogue.projects if catalogue else None
    context = {
        "page": page,
        "release": catalogue.release if catalogue else None,
        "made_on": day(catalogue.release_date) if catalogue else "",
        "telling_count": catalogue.telling_count if catalogue else 0,
        "address": request.url.path,
        "here": _here(request),
        "since": since,
        **({"short": names.short, "spelt_out": names.spelt_out} if names else {}),
        **page.context,
    }
    return _templates.get_template(page.template).render(context)


def attachment(content: str | bytes, media_type: str, name: str) -> Response:
    """A file to save; opened in a browser, nothing in it runs."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(content, 200, headers, media_type)


def _here(request: Request) -> str:
    """The path and parameters of a page, for those who read it on paper."""
    return link_to(request.url.path, request.query_params.multi_items())


def link_to(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """A path with the parameters that are not blank."""
    query = urlencode([pair for pair in pairs if pair[1].strip()], safe=",;:@/")
    return f"{path}?{query}" if query else path


def downloads_of(query: Query) -> list[tuple[str, str]]:
    """Every format that a list can be downloaded in, with its address."""
    return [(each.title, _as_file(query, each.ending)) for each in FORMATS.values()]


def _as_file(query: Query, ending: str) -> str:
    address = f"{API}{query.as_file.address(f'.{ending}')}"
    # Without a mark Excel takes the file for another encoding.
    return address if ending != "csv" else f"{address}{'&' if '?' in address else '?'}bom=yes"


def sizes_of(rows: Sequence[Row], count: int) -> dict[str, str]:
    """About how large a list is as a file, in kB by format, judged by some of its rows."""
    if not rows:
        return {}
    size = sum(len(",".join(map(str, row.values())).encode()) for row in rows) / len(rows)
    names = sum(map(len, rows[0]))
    volume = Volume(count, len(rows[0]), names, size * count + names)
    return {
        each.title: f"about {max(1, round(each.size(volume) / 1000)):,} kB"
        for each in FORMATS.values()
    }


def only_examples(number: int) -> str:
    """How many of some projects no source says that they met it."""
    return f"{number} of them named only as examples" if number else ""


def contact_link(contact: str) -> str:
    """The address that a link to whoever runs the site opens: a page, or a message to write."""
    return contact if contact.startswith(("https://", "http://")) else f"mailto:{contact}"


def shade(count: int, most: int) -> int:
    """How dark a cell of the evidence map is, 0 to 5: the number in it says the same."""
    if not count or not most:
        return 0
    return min(5, 1 + int(4 * (count - 1) / max(1, most - 1)))


class _Context(Context):
    """A context of which no function asks anything: none of ours does, though Jinja lets it."""

    def call(self, function: Any, /, *arguments: Any, **named: Any) -> Any:
        """What a function or a macro makes."""
        # To look each time whether it asks takes a tenth of a page.
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return function(*arguments, **named)


class _Environment(Environment):
    """Jinja that looks for a cell of a row first: most of what a page names is one."""

    context_class = _Context

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template may name; none has more of its own."""
        # Not as a chain of mappings: each page and each import would go through all the names.
        return self.globals if d is None else super().make_globals(d)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What a template means by `row.name`."""
        # Otherwise each cell is first missed as an attribute, which takes three times as long.
        try:
            is_cell = type(obj) is dict and attribute in obj
            return obj[attribute] if is_cell else getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)


_templates = _Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=select_autoescape(),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_FUNCTIONS = {
    name: each
    for module in (row_wording, labels, lesson_words)
    for name, each in vars(module).items()
    if isfunction(each)
}
"""What templates may call, to say outcomes and other things."""
_templates.filters |= {
    "inside": inside,
    "without_paragraph": without_paragraph,
    "short_citation": short_citation,
    "figures_first": figures_first,
    **_FUNCTIONS,
}
_templates.globals |= {
    "API": API,
    "absolute": link,
    "sections": SECTIONS,
    "only_examples": only_examples,
    "MOST_CORRECTED": MOST_CORRECTED,
    "MOST_NAMED": MOST_NAMED,
    "shade": shade,
    "words_of": words_of,
    "made_by": SETTINGS.made_by,
    "contact": SETTINGS.contact,
    "contact_link": contact_link(SETTINGS.contact),
    "downloads_of": downloads_of,
    "sizes_of": sizes_of,
    "vocabulary": vocabulary,
    **_FUNCTIONS,
    "PAST": PAST,
    "TURNOVER": TURNOVER,
    "MAX_COMPARED": MAX_COMPARED,
    "MAX_MARKED": MAX_MARKED,
    "WORRIES": WORRIES,
    **{
        name: value for name, value in (vars(labels) | vars(lesson_words)).items() if name.isupper()
    },
}
