"""A client of the application in this process that is as quick as what it asks."""

from typing import Any

import httpx2
from starlette.testclient import TestClient


class _InOneStep(httpx2.BaseTransport):
    """Answers in the thread of the application, and comes back with the whole answer."""

    def __init__(self, client: TestClient) -> None:
        self.client, self.asgi = client, httpx2.ASGITransport(client.app)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        with self.client._portal_factory() as portal:
            answer, content = portal.call(self._answer, request)
        return httpx2.Response(
            answer.status_code, headers=answer.headers.raw, stream=httpx2.ByteStream(content)
        )

    async def _answer(self, request: httpx2.Request) -> tuple[httpx2.Response, bytes]:
        answer = await self.asgi.handle_async_request(request)
        assert isinstance(answer.stream, httpx2.AsyncByteStream)
        return answer, b"".join([part async for part in answer.stream])


class Client(TestClient):
    """Starlette's client, which crosses from thread to thread ten times for each answer, in one.

    With thousands of answers that is more than a minute of the tests.
    """

    def __init__(self, app: Any) -> None:
        super().__init__(app)
        self._transport = _InOneStep(self)
