"""How fast the processor is that runs the tests: limits in time hold for a usual one."""

import time
from collections.abc import Iterable

USUAL = 0.003
"""So long a usual processor counts to 100,000, in seconds."""


def is_within(times: Iterable[float], half: float, nearly_all: float) -> bool:
    """Whether half and 99 of 100 times are as short; a slower processor is given as much more."""
    seconds = sorted(times)
    slower = max(1.0, min(_counting() for _ in range(5)) / USUAL)
    is_half = seconds[len(seconds) // 2] < half * slower
    return is_half and seconds[round(0.99 * len(seconds)) - 1] < nearly_all * slower


def _counting() -> float:
    started, total = time.thread_time(), 0
    for number in range(100_000):
        total += number * number % 7
    return time.thread_time() - started
