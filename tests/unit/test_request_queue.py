"""The requests of all connections begin in turn, each client behind the others."""

import asyncio
from functools import partial

from app.request_queue import RequestQueue


def test_requests_of_two_clients_begin_in_turn_a_few_at_once() -> None:
    async def begun() -> list[list[str]]:
        queue, names = RequestQueue(), [f"a{n}" for n in range(6)] + ["b0"]
        order: list[str] = []
        for name in names:
            queue.begin_in_turn(name[0], partial(order.append, name))
        seen = []
        for _ in range(3):
            await asyncio.sleep(0)
            seen.append(order.copy())
        return seen

    assert asyncio.run(begun()) == [
        ["a0", "b0", "a1", "a2"],
        ["a0", "b0", "a1", "a2", "a3", "a4", "a5"],
        ["a0", "b0", "a1", "a2", "a3", "a4", "a5"],
    ]
