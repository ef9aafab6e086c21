"""Pages of lists made in a thread, with nothing of the framework between it and the answer."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from app.api.headers import asked
from app.api.pages import Made, Pages
from app.database import reading

AT_ONCE = 8
"""So many pages are made at once: more would only wait for each other."""


class Direct:
    """Answers the pages of lists, within the limits of what is done at once."""

    def __init__(self, app: ASGIApp, pages: Pages) -> None:
        self.app, self.pages = app, pages
        self.threads = ThreadPoolExecutor(AT_ONCE, "direct")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        listing, made = self.pages.listing(scope), None
        if listing:
            known = asked(scope["headers"])[1]
            loop = asyncio.get_running_loop()
            made = await loop.run_in_executor(self.threads, self._made, listing, scope, known)
        if made is None:
            await self.app(scope, receive, send)
            return
        made.say(scope)
        headers = made.of_body()
        if made.link:
            headers.append((b"link", made.link.encode("latin-1")))
        await send({"type": "http.response.start", "status": made.status, "headers": headers})
        await send({"type": "http.response.body", "body": made.body})

    def _made(self, *request: Any) -> Made | None:
        with reading(self.pages.state.engine) as session:
            return self.pages.made(session, *request)
