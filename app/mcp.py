"""The evidence as tools of the Model Context Protocol, over the same queries as the API."""

import asyncio
import json
import logging
from collections.abc import Iterable, Mapping
from inspect import signature
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote, urlencode

from pydantic import Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from app.dependencies import API
from app.evidence.queries import EVIDENCE_LISTS
from app.settings import VERSION, link

# The library takes a second to import, which no start of the service should wait for.
if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

AT = "/mcp"
INSTRUCTIONS = (
    "What the evaluations of the 57 Wave 1 projects of the Children's Social Care Innovation "
    "Programme (England, 2014-2016) found. Give the id, the citation and the release with every "
    "claim, and keep its hedges and caveats. Check a claim with check_claim before you repeat it. "
    "A word that is not known is refused with the nearest that is."
)

Words = Annotated[str | None, Field(description='Words, "in a row", beginning*, -without, OR.')]
Project = Annotated[str | None, Field(description="Id or name of a project.")]
Theme = Annotated[str | None, Field(description="Id of a theme or sub-theme.")]
Value = str | int | float
Filters = Annotated[
    dict[str, Value | list[Value]] | None,
    Field(description="Other parameters of the list in the API, as polarity or change_size.gte."),
]
OfSources = Annotated[
    dict[str, Value | list[Value]] | None,
    Field(description="Which sources to keep to: source, reported_by, source_kind."),
]
Size = Annotated[int, Field(ge=1, le=1000, description="Rows on a page.")]
Cursor = Annotated[str | None, Field(description="The `next_cursor` of the page before.")]
ListName = Annotated[str, Field(description="As findings, outcomes or sources.")]


class Tools:
    """Each tool is one query of the API: its checks, its limits, its words."""

    def __init__(self, app: ASGIApp) -> None:
        import httpx2

        # Else each call of a tool is a line in the log, beside that of the request itself.
        logging.getLogger("httpx2").setLevel(logging.WARNING)
        transport = httpx2.ASGITransport(app=app)
        self._client = httpx2.AsyncClient(transport=transport, base_url="http://evidence")

    async def projects(
        self,
        q: Words = None,
        theme: Theme = None,
        filters: Filters = None,
        page_size: Size = 25,
        cursor: Cursor = None,
    ) -> dict[str, Any]:
        """Projects that match: name, strand, funding, areas, evaluators."""
        page = {"page_size": page_size, "cursor": cursor}
        return await self._get("projects", filters, q=q, theme=theme, **page)

    async def findings(  # noqa: PLR0913, PLR0917 (each is a field that a model fills in)
        self,
        q: Words = None,
        project: Project = None,
        theme: Theme = None,
        filters: Filters = None,
        page_size: Size = 25,
        cursor: Cursor = None,
    ) -> dict[str, Any]:
        """Claims: what helped (facilitator) or hindered (barrier), each with its place."""
        page = {"page_size": page_size, "cursor": cursor}
        return await self._get("findings", filters, q=q, project=project, theme=theme, **page)

    async def outcomes(
        self,
        q: Words = None,
        project: Project = None,
        filters: Filters = None,
        page_size: Size = 25,
        cursor: Cursor = None,
    ) -> dict[str, Any]:
        """Figures and reported changes, each with its caveat and its place."""
        page = {"page_size": page_size, "cursor": cursor}
        return await self._get("outcomes", filters, q=q, project=project, **page)

    async def summary(self, by: str, filters: Filters = None) -> dict[str, Any]:
        """Counts by one or two dimensions, as `theme,polarity`."""
        return await self._get("summary", filters, by=by)

    async def search(
        self, q: str, page_size: Size = 25, cursor: Cursor = None, filters: OfSources = None
    ) -> dict[str, Any]:
        """Words in everything, best first."""
        return await self._get("search", filters, q=q, page_size=page_size, cursor=cursor)

    async def ask(self, question: str, filters: OfSources = None) -> dict[str, Any]:
        """A question in plain English; what was not understood is said."""
        return await self._get("ask", filters, q=question)

    async def compare(self, projects: list[str], filters: OfSources = None) -> dict[str, Any]:
        """Two to four projects side by side."""
        return await self._get("compare", filters, project=projects)

    async def row(self, list_name: ListName, id: str) -> dict[str, Any]:  # noqa: A002 (as readers say it)
        """One row of a list, with all that belongs to it."""
        return await self._get(_path_of(list_name, id))

    async def check_claim(self, claim: str, project: Project = None) -> dict[str, Any]:
        """Whether the evidence says what a sentence says: wholly, in part, or what differs."""
        return await self._get("check-claim", claim=claim, project=project)

    async def cite(
        self,
        list_name: ListName | None = None,
        id: str | None = None,  # noqa: A002 (as readers say it)
    ) -> dict[str, Any]:
        """How to cite this release or, by its list and its id, one row."""
        if list_name is None and id is None:
            return await self._get("citation")
        if list_name is None or id is None:
            raise _refused("One row is cited by list_name and id, the release by neither.")
        return await self._get(f"{_path_of(list_name, id)}.csl.json")

    async def dictionary(self) -> str:
        """Every column and every word, with its meaning."""
        return json.dumps(await self._get("dictionary"), ensure_ascii=False)

    async def codebook(self) -> str:
        """Every theme and sub-theme, with its definition."""
        return json.dumps(await self._get("themes", page_size=1000), ensure_ascii=False)

    async def release(self) -> str:
        """Which evidence this is."""
        return json.dumps(await self._get("release"), ensure_ascii=False)

    async def _get(
        self, path: str, filters: Mapping[str, Any] | None = None, **parameters: Any
    ) -> dict[str, Any]:
        """The body of an answer, with the address that gives it."""
        parameters |= filters or {}
        given = {name: each for name, each in parameters.items() if each not in (None, "")}
        query = urlencode(given, doseq=True)
        address = f"{API}/{path}" + (f"?{query}" if query else "")
        answer = await self._client.get(address)
        body: Any = answer.json()
        if answer.status_code != 200:
            raise _refused(f"{body['title']} {body['detail']}")
        rows = body if isinstance(body, dict) else {"results": body}
        return {"address": link(address), **rows}


def _path_of(list_name: str, row_id: str) -> str:
    if list_name not in EVIDENCE_LISTS:
        raise _refused(f"Lists: {', '.join(EVIDENCE_LISTS)}.")
    return f"{list_name}/{quote(row_id, safe='')}"


def _refused(message: str) -> Exception:
    from mcp.server.mcpserver.exceptions import ToolError

    return ToolError(message)


def server_of(app: ASGIApp) -> "MCPServer[Any]":
    """The tools and resources over an app of the API."""
    from mcp.server.mcpserver import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError
    from mcp_types import ToolAnnotations

    api = Tools(app)

    class Server(MCPServer[Any]):
        async def call_tool(self, name: str, arguments: dict[str, Any], *rest: Any) -> Any:
            """A call of a tool; what is wrong with its arguments is told in our words."""
            if tool := getattr(api, name, None):
                _refuse_others(arguments, signature(tool).parameters)
            try:
                return await super().call_tool(name, arguments, *rest)
            except ToolError as error:
                cause = error.__cause__
                if isinstance(cause, ValidationError):
                    raise _refused(_faults_of(cause)) from None
                raise cause if isinstance(cause, ToolError) else error from None

    server = Server(
        "wave1-evidence", title="Wave 1 Evidence", instructions=INSTRUCTIONS, version=VERSION
    )
    read_only = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    for tool in (
        *(api.projects, api.findings, api.outcomes, api.summary, api.search, api.ask),
        *(api.compare, api.row, api.check_claim, api.cite),
    ):
        server.add_tool(tool, annotations=read_only)
    for resource in (api.dictionary, api.codebook, api.release):
        address = f"wave1://{resource.__name__}"
        server.resource(address, mime_type="application/json")(resource)
    return server


def _refuse_others(arguments: Iterable[str], accepted: Iterable[str]) -> None:
    """Raise an error for arguments that a tool has not."""
    names = list(accepted)
    if others := [f"{each[:80]!r}" for each in arguments if each not in names]:
        takes = f"It takes {', '.join(names)}" if names else "It takes none"
        raise _refused(f"This tool has no argument {' and no argument '.join(others)}. {takes}.")


def _faults_of(error: ValidationError) -> str:
    """What is wrong with the arguments of a tool, each told once."""
    faults: dict[str, str] = {}
    for fault in error.errors():
        where = ".".join(map(str, fault["loc"][:2]))
        input_found = f"found {fault['input']!r}"[:80]
        is_needed = fault["type"] == "missing"
        expected = fault["msg"].replace("Input should be ", "").lower()
        faults.setdefault(
            where, "it is needed." if is_needed else f"{input_found}. Expected: {expected}."
        )
    return " ".join(f"{where}: {what}" for where, what in faults.items())


class McpEndpoint:
    """ASGI app that answers the protocol over the API of another app, made when first asked."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ready: asyncio.Future[ASGIApp] | None = None
        self._running: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request. Without sessions there is nothing to be listened for, or to be ended."""
        if scope["method"] != "POST":
            raise HTTPException(405, headers={"Allow": "POST"})
        loop = asyncio.get_running_loop()
        if self._ready is None or self._loop is not loop:
            self._loop, self._ready = loop, loop.create_future()
            self._running = loop.create_task(self._run(self._ready))
        inner = await asyncio.shield(self._ready)
        await inner({**scope, "path": AT, "raw_path": AT.encode(), "root_path": ""}, receive, send)

    async def _run(self, ready: "asyncio.Future[ASGIApp]") -> None:
        """Keep the sessions of the library open until the loop ends."""
        try:
            inner: Any = await asyncio.to_thread(_http_app, self.app)
            async with inner.router.lifespan_context(inner):
                ready.set_result(inner)
                await asyncio.Event().wait()
        except Exception as error:
            if ready.done():
                raise
            ready.set_exception(error)
            self._ready = None


def _http_app(app: ASGIApp) -> ASGIApp:
    from mcp.server.transport_security import TransportSecuritySettings

    # The evidence is public and nothing can be changed: any page may ask.
    security = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    return server_of(app).streamable_http_app(
        streamable_http_path=AT,
        stateless_http=True,
        json_response=True,
        transport_security=security,
    )
