"""Attacks: each takes the port and the moment at which it is to end, and says what it did."""

import asyncio
import itertools
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import quote

Attack = Callable[[int, float], Awaitable[int]]
HOST = "127.0.0.1"
LIST = "/api/v1/findings?page_size=1000"
FORM = "application/x-www-form-urlencoded"
_LOST = (OSError, asyncio.IncompleteReadError)


def _get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: soak\r\n\r\n".encode()


async def _open(
    port: int, *, takes: int = 65_536
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection; the less it takes, the sooner the other side has to wait."""
    place = socket.socket()
    if takes < 65_536:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, takes)
    place.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_connect(place, (HOST, port))
        return await asyncio.open_connection(sock=place, limit=takes)
    except OSError:
        place.close()
        raise


def _now() -> float:
    return asyncio.get_running_loop().time()


@contextmanager
def _closing(writer: asyncio.StreamWriter) -> Iterator[None]:
    try:
        yield
    finally:
        writer.close()


async def _each(count: int, port: int, until: float, one: Attack) -> int:
    """The same by many at once; how often it was done."""
    return sum(await asyncio.gather(*(one(port, until) for _ in range(count))))


def _again(head: bytes, *, pause: float = 60, takes: int = 65_536) -> Attack:
    """Connect, send the same and wait; then again."""

    async def one(port: int, until: float) -> int:
        done = 0
        while _now() < until:
            with suppress(*_LOST):
                _, writer = await _open(port, takes=takes)
                with _closing(writer):
                    writer.write(head)
                    await asyncio.sleep(max(0, min(pause, until - _now())))
            done += 1
        return done

    return one


async def _ask(port: int, until: float, paths: Iterator[str], method: str = "GET") -> int:
    """Ask one after the other over a connection that is kept."""
    done = 0
    while _now() < until:
        with suppress(*_LOST):
            reader, writer = await _open(port)
            with _closing(writer):
                while _now() < until:
                    head = _get(next(paths)).replace(b"GET", method.encode(), 1)
                    writer.write(head)
                    await _answer(reader, has_body=method == "GET")
                    done += 1
    return done


async def _answer(reader: asyncio.StreamReader, *, has_body: bool) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if not has_body:
        return
    if b"transfer-encoding: chunked" in head:
        while size := int(await reader.readuntil(b"\r\n"), 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    elif b"content-length: " in head:
        await reader.readexactly(int(head.partition(b"content-length: ")[2].split(b"\r")[0]))


async def never_read(port: int, until: float) -> int:
    """33 connections ask for long lists, each another, and take nothing (P1)."""
    numbers = itertools.count()

    async def one(port: int, until: float) -> int:
        lists = b"".join(_get(f"{LIST}&n{next(numbers)}=") for _ in range(20))
        return await _again(lists, takes=1_000)(port, until)

    return await _each(33, port, until, one)


async def slow_posts(port: int, until: float) -> int:
    """33 forms of which one byte arrives (P2)."""
    head = f"POST /audit/document HTTP/1.1\r\nHost: soak\r\nContent-Type: {FORM}\r\n"
    return await _each(33, port, until, _again(f"{head}Content-Length: 1000\r\n\r\ns".encode()))


async def padded_addresses(port: int, until: float) -> int:
    """Addresses of 60 kB and of 7 kB, each another (P3)."""
    numbers = itertools.count()
    paths = (f"{LIST}&b{n}{'x' * (60_000 if n % 9 == 0 else 7_000)}=" for n in numbers)
    return await _each(2, port, until, lambda port, until: _ask(port, until, paths))


async def unknown_words(port: int, until: float) -> int:
    """36 connections search for words that do not exist (P5)."""
    words = ("".join(pair) for pair in itertools.product("qzxvkjw", repeat=6))
    paths = (
        f"/api/v1/search?q={quote(' '.join(itertools.islice(words, 70)))}"
        for _ in itertools.count()
    )
    return await _each(36, port, until, lambda port, until: _ask(port, until, paths))


async def half_open(port: int, until: float) -> int:
    """500 connections send half a head and no more."""
    return await _each(500, port, until, _again(b"GET / HTTP/1.1\r\nHost: so", pause=2))


async def many_connections(port: int, until: float) -> int:
    """1,200 connections stay open and ask for nothing (P7)."""
    return await _each(1_200, port, until, _again(b""))


async def long_heads(port: int, until: float) -> int:
    """Heads of 60 MB (P7)."""
    return await _each(
        2, port, until, _again(b"GET / HTTP/1.1\r\nX: " + b"a" * 60_000_000, pause=1)
    )


async def pipelined(port: int, until: float) -> int:
    """40 connections that each send 500 requests at once for a list of 1,000 rows."""

    async def one(port: int, until: float) -> int:
        done = 0
        while _now() < until:
            with suppress(*_LOST, TimeoutError):
                reader, writer = await _open(port)
                with _closing(writer):
                    writer.write(_get(LIST) * 500)
                    async with asyncio.timeout(min(3, until - _now())):
                        while await reader.read(2**20):
                            pass
            done += 500
        return done

    return await _each(40, port, until, one)


async def whole_release(port: int, until: float) -> int:
    """24 readers take the archive of the release at once (P9)."""
    paths = itertools.repeat("/api/v1/download/wave1-evidence.zip")
    return await _each(24, port, until, lambda port, until: _ask(port, until, paths))


async def heads(port: int, until: float) -> int:
    """HEAD of what is there and of what is not (P6)."""
    paths = itertools.cycle(["/nothing-here", "/docs", "/api/v1/findings?x=1", "/"])
    return await _each(4, port, until, lambda port, until: _ask(port, until, paths, "HEAD"))


async def broken_off(port: int, until: float) -> int:
    """Readers who go in the middle of an answer."""
    return await _each(20, port, until, _again(_get("/api/v1/findings.csv"), pause=0.1))


async def slow_downloads(port: int, until: float) -> int:
    """40 connections take a file by the kilobyte (P14)."""
    head = _get("/api/v1/findings.xlsx") * 20
    return await _each(40, port, until, _again(head, takes=1_000))


async def at_once(port: int, until: float) -> int:
    """1,000 connections ask for new answers at once."""
    numbers = itertools.count(1)
    paths = (f"/api/v1/findings?facet=theme&q=staff&page_size={n % 999 + 1}" for n in numbers)
    return await _each(1_000, port, until, lambda port, until: _ask(port, until, paths))


ATTACKS: tuple[Attack, ...] = (
    never_read,
    slow_posts,
    padded_addresses,
    unknown_words,
    half_open,
    many_connections,
    long_heads,
    pipelined,
    whole_release,
    heads,
    broken_off,
    slow_downloads,
    at_once,
)

_MIXED = (
    *("/", "/projects", "/projects/pause", "/map", "/themes", "/data", "/outcomes", "/about"),
    *("/ask?q=who+hit+recruitment+delays", "/compare?project=pause&project=aycliffe"),
    *("/api/v1", "/api/v1/projects?facet=strand", "/api/v1/findings?page_size=1000"),
    *("/api/v1/findings.csv", "/api/v1/findings.xlsx", "/api/v1/projects.parquet"),
    *("/api/v1/outcomes.jsonl", "/api/v1/search?q=staff+turnover", "/api/v1/summary?by=theme"),
    *("/api/v1/ask?q=what+helped+with+recruitment", "/api/v1/download/wave1-evidence.zip"),
    *("/api/v1/projects?barrier=nonsense", "/nowhere", "/static/style.css", "/ready"),
)


async def mixed(port: int, until: float) -> int:
    """Eight readers ask for pages, lists, files, searches and questions, half of them new ones."""
    paths = (
        path if n % 2 else f"{path}{'&' if '?' in path else '?'}new{n}="
        for n, path in enumerate(itertools.cycle(_MIXED))
    )
    return await _each(8, port, until, lambda port, until: _ask(port, until, paths))
