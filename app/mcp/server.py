"""The tools and resources: each is one query of the API within the process."""

import json
import logging
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import quote, urlencode

import httpx2
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field
from starlette.types import ASGIApp

from app.addresses import link
from app.dependencies import API
from app.evidence.queries import RESOURCES
from app.settings import VERSION

Parameters = Mapping[str, str | int | list[str] | None]


class Api:
    """Asks the API as a reader would: its checks, its limits, its words."""

    def __init__(self, app: ASGIApp) -> None:
        # Else each call of a tool is a line in the log, beside that of the request itself.
        logging.getLogger("httpx2").setLevel(logging.WARNING)
        transport = httpx2.ASGITransport(app=app)
        self._client = httpx2.AsyncClient(transport=transport, base_url="http://evidence")

    async def get(self, path: str, parameters: Parameters | None = None) -> dict[str, Any]:
        """The body of an answer, with the address that gives it; ToolError where it is refused."""
        given = {name: value for name, value in (parameters or {}).items() if value}
        query = urlencode(given, doseq=True)
        address = f"{API}/{path}" + (f"?{query}" if query else "")
        answer = await self._client.get(address)
        body: dict[str, Any] = answer.json()
        if answer.status_code != 200:
            raise ToolError(f"{body['title']} {body['detail']}")
        return {"address": link(address), **body}


INSTRUCTIONS = (
    "What the evaluations of the 57 Wave 1 projects of the Children's Social Care Innovation "
    "Programme (England, 2014-2016) found. Give the id, the citation and the release with every "
    "claim, and keep its hedges and caveats. Check a claim with check_claim before you repeat it. "
    "A word that is not known is refused with the nearest that is."
)
_READ_ONLY = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

Words = Annotated[str | None, Field(description='Words, "in a row", beginning*, -without, OR.')]
Project = Annotated[str | None, Field(description="Id or name of a project.")]
Theme = Annotated[str | None, Field(description="Id of a theme or sub-theme.")]
Filters = Annotated[
    dict[str, str] | None,
    Field(description="Other parameters of the list in the API, as polarity or direction."),
]
Size = Annotated[int, Field(ge=1, le=1000, description="Rows on a page.")]
Cursor = Annotated[str | None, Field(description="The `next_cursor` of the page before.")]


def server_of(app: ASGIApp) -> MCPServer[Any]:
    """The server over an app of the API."""
    server: MCPServer[Any] = MCPServer(
        "wave1-evidence", title="Wave 1 Evidence", instructions=INSTRUCTIONS, version=VERSION
    )
    api = Api(app)
    _add_lists(server, api)
    _add_questions(server, api)
    _add_rows(server, api)
    _add_resources(server, api)
    return server


def _add_lists(server: MCPServer[Any], api: Api) -> None:
    @server.tool(annotations=_READ_ONLY)
    async def projects(
        q: Words = None,
        theme: Theme = None,
        filters: Filters = None,
        page_size: Size = 25,
        cursor: Cursor = None,
    ) -> dict[str, Any]:
        """Projects that match: name, strand, funding, areas, evaluators."""
        page = {"page_size": page_size, "cursor": cursor}
        return await api.get("projects", {"q": q, "theme": theme, **page, **(filters or {})})

    @server.tool(annotations=_READ_ONLY)
    async def findings(  # noqa: PLR0913, PLR0917 (each is a field that a model fills in)
        q: Words = None,
        project: Project = None,
        theme: Theme = None,
        filters: Filters = None,
        page_size: Size = 25,
        cursor: Cursor = None,
    ) -> dict[str, Any]:
        """Claims: what helped (facilitator) or hindered (barrier), each with its place."""
        query = {"q": q, "project": project, "theme": theme}
        page = {"page_size": page_size, "cursor": cursor}
        return await api.get("findings", {**query, **page, **(filters or {})})

    @server.tool(annotations=_READ_ONLY)
    async def outcomes(
        q: Words = None,
        project: Project = None,
        filters: Filters = None,
        page_size: Size = 25,
        cursor: Cursor = None,
    ) -> dict[str, Any]:
        """Figures and reported changes, each with its caveat and its place."""
        query = {"q": q, "project": project, "page_size": page_size, "cursor": cursor}
        return await api.get("outcomes", {**query, **(filters or {})})


def _add_questions(server: MCPServer[Any], api: Api) -> None:
    @server.tool(annotations=_READ_ONLY)
    async def summary(by: str, filters: Filters = None) -> dict[str, Any]:
        """Counts by one or two dimensions, as `theme,polarity`."""
        return await api.get("summary", {"by": by, **(filters or {})})

    @server.tool(annotations=_READ_ONLY)
    async def search(q: str, page_size: int = 25, cursor: Cursor = None) -> dict[str, Any]:
        """Words in everything, best first."""
        return await api.get("search", {"q": q, "page_size": page_size, "cursor": cursor})

    @server.tool(annotations=_READ_ONLY)
    async def ask(question: str) -> dict[str, Any]:
        """A question in plain English; what was not understood is said."""
        return await api.get("ask", {"q": question})

    @server.tool(annotations=_READ_ONLY)
    async def compare(projects: list[str]) -> dict[str, Any]:
        """Two to four projects side by side."""
        return await api.get("compare", {"project": projects})


def _add_rows(server: MCPServer[Any], api: Api) -> None:
    @server.tool(annotations=_READ_ONLY)
    async def row(list_name: str, id: str) -> dict[str, Any]:  # noqa: A002 (as readers say it)
        """One row of a list, with all that belongs to it."""
        if list_name not in RESOURCES:
            raise ToolError(f"Lists: {', '.join(RESOURCES)}.")
        return await api.get(f"{list_name}/{quote(id, safe='')}")

    @server.tool(annotations=_READ_ONLY)
    async def check_claim(claim: str, project: Project = None) -> dict[str, Any]:
        """Whether the evidence says what a sentence or figure says: supported, or what differs."""
        return await api.get("check-claim", {"claim": claim, "project": project})

    @server.tool(annotations=_READ_ONLY)
    async def cite() -> dict[str, Any]:
        """How to cite this release."""
        return await api.get("citation")


def _add_resources(server: MCPServer[Any], api: Api) -> None:
    @server.resource("wave1://dictionary", mime_type="application/json")
    async def dictionary() -> str:
        """Every column and every word, with its meaning."""
        return json.dumps(await api.get("dictionary"), ensure_ascii=False)

    @server.resource("wave1://codebook", mime_type="application/json")
    async def codebook() -> str:
        """Every theme and sub-theme, with its definition."""
        return json.dumps(await api.get("themes", {"page_size": 1000}), ensure_ascii=False)

    @server.resource("wave1://release", mime_type="application/json")
    async def release() -> str:
        """Which evidence this is."""
        return json.dumps(await api.get("release"), ensure_ascii=False)
