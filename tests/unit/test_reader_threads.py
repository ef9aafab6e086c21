"""Threads that read are shared fairly: the slow questions of one client hold up no other."""

import asyncio
from threading import Event

import pytest

from app.reader_threads import ReaderThreads


def test_one_client_has_at_most_half_of_the_threads_and_its_calls_wait_for_their_turn() -> None:
    began: list[str] = []
    ends = {name: Event() for name in ("a1", "a2", "a3", "b1")}

    def call(name: str) -> str:
        began.append(name)
        assert ends[name].wait(5)
        return name

    async def told() -> list[str]:
        threads = ReaderThreads(4)
        calls = [asyncio.create_task(threads.run(name[0], call, name)) for name in ends]
        while len(began) < 3:
            await asyncio.sleep(0.001)
        assert sorted(began) == ["a1", "a2", "b1"]
        for name in ("b1", "a2", "a1", "a3"):
            ends[name].set()
        return await asyncio.gather(*calls)

    assert asyncio.run(told()) == ["a1", "a2", "a3", "b1"]
    assert began[3] == "a3"


def test_clients_that_wait_take_turns() -> None:
    began: list[str] = []
    first = Event()

    def call(name: str) -> None:
        began.append(name)
        if name == "a0":
            assert first.wait(5)

    async def told() -> None:
        threads = ReaderThreads(1)
        names = ["a0", "a1", "a2", "a3", "b1", "c1"]
        calls = [asyncio.create_task(threads.run(name[0], call, name)) for name in names]
        await asyncio.sleep(0.01)
        first.set()
        await asyncio.gather(*calls)

    asyncio.run(told())

    assert began == ["a0", "a1", "b1", "c1", "a2", "a3"]


def test_an_error_is_raised_where_the_result_is_awaited_and_the_thread_goes_on() -> None:
    async def told() -> int:
        threads = ReaderThreads(1)
        with pytest.raises(ZeroDivisionError):
            await threads.run("a", divmod, 1, 0)
        return await threads.run("a", int, "7")

    assert asyncio.run(told()) == 7


def test_a_call_that_was_given_up_while_it_waited_is_not_made() -> None:
    made: list[str] = []
    first = Event()

    async def told() -> None:
        threads = ReaderThreads(1)
        running = asyncio.create_task(threads.run("a", first.wait, 5))
        given_up = asyncio.create_task(threads.run("a", made.append, "given up"))
        await asyncio.sleep(0.01)
        given_up.cancel()
        await asyncio.sleep(0)
        first.set()
        await running
        await threads.run("a", made.append, "later")

    asyncio.run(told())

    assert made == ["later"]
