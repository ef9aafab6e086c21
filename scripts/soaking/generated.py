"""Requests made up from the description of the API, asked in process, and their answers checked."""

import asyncio
import sys
from collections import Counter
from collections.abc import Iterator
from functools import reduce
from operator import getitem
from random import Random
from typing import Any
from urllib.parse import quote, unquote, urlencode

import jsonschema_rs
import orjson
from starlette.types import ASGIApp, Message

from app.main import from_environment
from app.settings import ROOT

_AT_ONCE = 4
_JSON = ("/json", "+json")
_HOSTILE = (
    *("", " ", "0", "-1", "1e400", "9" * 40, "%", "%00", "\0", "\ud800", "'", '"', ";--", "a,b,,c"),
    *("<script>", "../../etc/passwd", "=1+1", "{{7*7}}", "Żółć 漢字 👩‍🔧", "a" * 600, "zq " * 60),
    *(
        "2016-02-30",
        "2016",
        "yes",
        "no",
        "true",
        "*",
        "?",
        "&",
        "#",
        "\u202e",
        "\ufffd",
        "(",
        "NOT",
    ),
)
_RIGHT = (
    *("pause", "set-up", "referrals", "barrier", "facilitator", "staff turnover", "tr4", "project"),
    *("theme", "theme,polarity", "strand", "name", "-name", "findings", "outcomes", "5", "100"),
    *("what helped with recruitment", "Which projects hit referrals?", "2017-07", "percent"),
)


class Generated:
    """Requests by random choice: each parameter right, of another kind, or hostile."""

    def __init__(self, app: ASGIApp, description: dict[str, Any], count: int, seed: int) -> None:
        self.app, self.description, self.count, self.seed = app, description, count, seed
        self.statuses: Counter[int] = Counter()
        self.faults: list[str] = []
        self._validators: dict[bytes, jsonschema_rs.Draft202012Validator] = {}

    async def run(self) -> None:
        """Ask them all, a few at once."""
        addresses = self._addresses()
        await asyncio.gather(*(self._ask_all(addresses) for _ in range(_AT_ONCE)))

    def _addresses(self) -> Iterator[tuple[dict[str, Any], str, str]]:
        chance = Random(self.seed)
        # Most ids that are made up lead nowhere: addresses without one are asked more often.
        operations = [
            (path, one["get"])
            for path, one in self.description["paths"].items()
            for _ in range(1 if "{" in path else 3)
            if "get" in one
        ]
        for _ in range(self.count):
            path, operation = chance.choice(operations)
            parameters = [self._whole(each) for each in operation.get("parameters", [])]
            for each in parameters:
                if each["in"] == "path":
                    value = self._value(chance, each["schema"])
                    path = path.replace(
                        f"{{{each['name']}}}", quote(value, "", errors="surrogatepass") or "x"
                    )
            of_query = [each for each in parameters if each["in"] == "query"]
            chosen = chance.sample(of_query, min(len(of_query), chance.randrange(4)))
            pairs = [(each["name"], self._value(chance, each["schema"])) for each in chosen]
            query = urlencode(pairs, errors="surrogatepass")
            yield operation, path, query

    def _value(self, chance: Random, schema: dict[str, Any]) -> str:
        whole = self._whole(schema)
        kinds = [whole, *whole.get("anyOf", ()), self._whole(whole.get("items", {}))]
        words = [str(word) for kind in kinds for word in kind.get("enum", ())]
        words += [str(example) for example in whole.get("examples", ())]
        pool = chance.choice([words or _RIGHT, words or _RIGHT, _RIGHT, _HOSTILE])
        return str(chance.choice(list(pool)))

    async def _ask_all(self, addresses: Iterator[tuple[dict[str, Any], str, str]]) -> None:
        for operation, path, query in addresses:
            status, media_type, body = await self._answer(path, query)
            self.statuses[status] += 1
            fault = self._fault(operation, status, media_type, body)
            if fault:
                self.faults.append(f"{path}?{query}: {status} {fault}")

    async def _answer(self, path: str, query: str) -> tuple[int, str, bytes]:
        start: Message = {}
        body: list[bytes] = []

        async def send(message: Message) -> None:
            start.update(message if message["type"] == "http.response.start" else {})
            body.append(message.get("body", b""))

        async def receive() -> Message:
            # A reader who stays.
            await asyncio.Event().wait()
            return {"type": "http.disconnect"}

        scope = {
            "type": "http",
            "method": "GET",
            "path": unquote(path),
            "root_path": "",
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "http_version": "1.1",
            "headers": [(b"host", b"soak")],
            "scheme": "http",
            "server": ("127.0.0.1", 80),
            "client": ("127.0.0.1", 1),
            "asgi": {"version": "3.0"},
            "state": {},
        }
        await self.app(scope, receive, send)
        types = [value for name, value in start["headers"] if name == b"content-type"]
        media_type = types[0].decode().partition(";")[0] if types else ""
        return start["status"], media_type, b"".join(body)

    def _fault(
        self, operation: dict[str, Any], status: int, media_type: str, body: bytes
    ) -> str | None:
        if status >= 500 and b'"busy"' not in body:
            return body[:200].decode(errors="replace")
        responses = operation["responses"]
        response = self._whole(responses.get(str(status), responses.get(f"{status // 100}XX")))
        if response is None:
            return "is not described" if status not in _ANYWHERE else None
        content = response.get("content", {}).get(media_type)
        if content is None:
            return f"{media_type} is not described" if response.get("content") else None
        return self._broken(content["schema"], body) if media_type.endswith(_JSON) else None

    def _whole(self, part: Any) -> Any:
        """A part of the description, where it is told elsewhere."""
        if part and "$ref" in part:
            _, *names = part["$ref"].split("/")
            return reduce(getitem, names, self.description)
        return part

    def _broken(self, schema: dict[str, Any], body: bytes) -> str | None:
        """How an answer breaks its schema."""
        key = orjson.dumps(schema)
        if key not in self._validators:
            whole = {**schema, "components": self.description["components"]}
            self._validators[key] = jsonschema_rs.Draft202012Validator(whole)
        errors = self._validators[key].iter_errors(orjson.loads(body))
        return next((str(error)[:300] for error in errors), None)


_ANYWHERE = (301, 304, 307, 404, 414)
"""Statuses of every address: a row that was renamed, or that is not there."""


async def main(count: int) -> None:
    """Ask as many of the service over the database that the environment names."""
    description = orjson.loads((ROOT / "docs" / "openapi.json").read_bytes())
    generated = Generated(from_environment(), description, count, seed=count)
    await generated.run()
    print(dict(generated.statuses), *generated.faults[:20], sep="\n")
    if generated.faults:
        raise SystemExit(1)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
