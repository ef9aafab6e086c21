"""A service in a thread of this process, at a socket: for faults that need a real connection."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import sqlalchemy as sa
import uvicorn

from app.connections import Connection
from app.database.changes import change_detection
from app.evidence import answers
from app.main import create_app
from app.middleware.response_cache import ResponseCache


def cached_app(engine: sa.Engine) -> ResponseCache:
    """The service over a database, with its response cache."""
    return ResponseCache(create_app(engine), change_detection(engine, answers.STATE))


@contextmanager
def listening(app: Any, connection: type[Connection] = Connection) -> Iterator[int]:
    """Serves an app as `wave1 serve` does; gives the port."""
    config = uvicorn.Config(
        app, http=connection, ws="none", log_config=None, timeout_graceful_shutdown=2
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as place:
        thread = Thread(target=server.run, kwargs={"sockets": [place]})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        try:
            yield place.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(30)


def connected(port: int, text: str = "") -> socket.socket:
    """A reader who sends a text and takes nothing."""
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    reader.settimeout(30)
    reader.connect(("127.0.0.1", port))
    reader.sendall(text.encode())
    return reader


def request(path: str, *headers: str) -> str:
    """A request as it is written."""
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: test", *headers, "", ""])


def is_closed(reader: socket.socket) -> bool:
    """Whether the other side has closed the connection, within half a minute."""
    try:
        while reader.recv(65_536):
            pass
    except ConnectionError:
        return True
    except TimeoutError:
        return False
    return True


def is_cut_off(reader: socket.socket) -> bool:
    """Whether the other side takes nothing any more, within twenty seconds."""
    for _ in range(1_000):
        try:
            reader.sendall(b"\r\n")
        except ConnectionError:
            return True
        time.sleep(0.02)
    return False
