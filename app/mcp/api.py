"""The answers of the API within the process, which tools pass on."""

import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import httpx2
from mcp.server.mcpserver.exceptions import ToolError
from starlette.types import ASGIApp

from app.addresses import link
from app.dependencies import API

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
