"""Texts -> their words, in a second process while this one writes to the database."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from subprocess import PIPE, Popen
from typing import IO, cast

from app.full_text import words_of

ROWS_AT_ONCE = 2_000
MANY = 50_000
"""From so many texts on it is worth a process of its own."""


def said(text: str) -> str:
    """The words of a text, with a space between them."""
    return " ".join(words_of(text))


@contextmanager
def saying(count: int) -> Iterator[Callable[[Sequence[str]], Iterator[str]]]:
    """What says the words of so many texts, none of which has a line break."""
    if count < MANY:
        yield lambda texts: map(said, texts)
        return
    command = [sys.executable, "-m", __name__]
    with Popen(command, stdin=PIPE, stdout=PIPE) as other:  # noqa: S603 (this very file)
        into, out = cast(IO[bytes], other.stdin), cast(IO[bytes], other.stdout)
        try:
            yield lambda texts: _asked(texts, into, out)
        finally:
            other.kill()


def _asked(texts: Sequence[str], into: IO[bytes], out: IO[bytes]) -> Iterator[str]:
    # What comes back is taken before more is sent: two full pipes would wait for each other.
    asked = 0
    for start in range(0, len(texts) + ROWS_AT_ONCE, ROWS_AT_ONCE):
        told = [out.readline().decode() for _ in range(asked)]
        some = texts[start : start + ROWS_AT_ONCE]
        asked = len(some)
        if some:
            into.write("\n".join([str(asked), *some, ""]).encode())
            into.flush()
        for line in told:
            if not line:
                raise RuntimeError("the process that finds words ended too early")
            yield line.rstrip("\n")


def _answer(asked: IO[bytes], out: IO[bytes]) -> None:
    while count := asked.readline():
        texts = [asked.readline().decode() for _ in range(int(count))]
        out.write("".join(f"{said(text)}\n" for text in texts).encode())
        out.flush()


if __name__ == "__main__":
    _answer(sys.stdin.buffer, sys.stdout.buffer)
