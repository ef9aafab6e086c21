"""Permits are shared fairly: nobody keeps the others out by asking more often."""

import asyncio
from typing import Any

import pytest

from app.middleware.limits import BusyError, Permits
from app.reader_threads import client_of


class Story:
    """Requests by name, of which the first letter is the client; what became of each, in order."""

    def __init__(self, most: int, max_waiting: int = 10, seconds: float = 5) -> None:
        self.permits = Permits(most, max_waiting, seconds)
        self.told: list[str] = []
        self.tasks: dict[str, asyncio.Task[None]] = {}
        self.ends: dict[str, asyncio.Event] = {}

    async def ask(self, *names: str) -> None:
        for name in names:
            self.ends[name] = asyncio.Event()
            self.tasks[name] = asyncio.create_task(self._one(name))
            await self._settle()

    async def end(self, *names: str) -> None:
        for name in names:
            self.ends[name].set()
            await self._settle()

    async def leave(self, name: str) -> None:
        self.tasks[name].cancel()
        await self._settle()

    async def _one(self, name: str) -> None:
        try:
            async with self.permits.permit(name[0]):
                self.told.append(name)
                await self.ends[name].wait()
        except BusyError:
            self.told.append(f"{name} busy")

    @staticmethod
    async def _settle() -> None:
        for _ in range(5):
            await asyncio.sleep(0)


def test_one_client_holds_at_most_half_of_the_permits() -> None:
    async def told() -> list[str]:
        story = Story(most=4)
        await story.ask("a1", "a2", "a3", "b1", "b2")
        return story.told

    assert asyncio.run(told()) == ["a1", "a2", "b1", "b2"]


def test_a_single_permit_is_for_anybody() -> None:
    async def told() -> list[str]:
        story = Story(most=1)
        await story.ask("a1", "b1")
        await story.end("a1")
        return story.told

    assert asyncio.run(told()) == ["a1", "b1"]


def test_clients_that_wait_take_turns() -> None:
    async def told() -> list[str]:
        story = Story(most=1)
        await story.ask("x1", "a1", "a2", "a3", "b1", "b2")
        await story.end("x1", "a1", "b1", "a2", "b2", "a3")
        return story.told

    assert asyncio.run(told()) == ["x1", "a1", "b1", "a2", "b2", "a3"]


def test_in_a_full_queue_the_client_with_most_gives_up_its_newest() -> None:
    async def told() -> list[str]:
        story = Story(most=1, max_waiting=2)
        await story.ask("x1", "a1", "a2", "b1", "b2", "c1")
        await story.end("x1", "a1")
        return story.told

    assert asyncio.run(told()) == ["x1", "a2 busy", "b2 busy", "c1 busy", "a1", "b1"]


def test_who_waits_too_long_is_told_so_and_leaves_the_queue() -> None:
    async def told() -> list[str]:
        story = Story(most=1, seconds=0.01)
        await story.ask("a1", "b1")
        await asyncio.sleep(0.05)
        await story.end("a1")
        await story.ask("c1")
        return story.told

    assert asyncio.run(told()) == ["a1", "b1 busy", "c1"]


@pytest.mark.parametrize("first", ["leave", "end"])
def test_a_reader_who_goes_takes_no_permit_along(first: str) -> None:
    async def told() -> list[str]:
        story = Story(most=1)
        await story.ask("a1", "b1", "c1")
        if first == "leave":
            await story.leave("b1")
            await story.end("a1")
        else:
            # In the moment in which it is given one.
            story.ends["a1"].set()
            await asyncio.sleep(0)
            await story.leave("b1")
        return story.told

    assert asyncio.run(told()) == ["a1", "c1"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("192.0.2.1", None, "192.0.2.1"),
        ("192.0.2.1", b"198.51.100.7", "192.0.2.1"),
        ("127.0.0.1", b"198.51.100.7", "198.51.100.7"),
        ("::1", b"made up, 198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", None, "127.0.0.1"),
    ],
)
def test_a_proxy_on_this_machine_says_who_asks(
    peer: str, forwarded: bytes | None, client: str
) -> None:
    headers = [(b"x-forwarded-for", forwarded)] if forwarded else []
    scope: dict[str, Any] = {"client": (peer, 1), "headers": headers}

    assert client_of(scope) == client
