"""Serves at one port, in this process or in several that are replaced when they die."""

import multiprocessing
import os
import signal
import socket
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any

from app import heap
from app.errors import DataError, Problem

SECONDS_TO_END = 8
"""So long a reader may go on taking a file when the service is told to end."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that has the port, before anything is said of it."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        right = f"cannot be listened at ({error.strerror}). Try another: --port {port % 65535 + 1}."
        raise DataError([Problem("port", f"{host}:{port}", right)]) from None
    return listening


def serve_at(listening: socket.socket, workers: int) -> None:
    """Serve until a signal says to end; no worker is left then.

    Workers begin from nothing rather than as copies of this process: what copies would share
    is made anew with the next release, and libraries with threads do not outlive a copy.
    """
    import uvicorn  # noqa: PLC0415 (no other command needs it)
    from uvicorn.supervisors import Multiprocess  # noqa: PLC0415

    config = uvicorn.Config(
        "app.serve:worker",
        factory=True,
        workers=workers,
        log_level="warning",
        # No answer depends on who asks, and no line is written for each.
        access_log=False,
        proxy_headers=False,
        timeout_graceful_shutdown=SECONDS_TO_END,
        # Longer than a proxy before it keeps a connection: the proxy is to be the one that closes.
        timeout_keep_alive=75,
    )
    if workers == 1:
        uvicorn.Server(config).run(sockets=[listening])
    else:
        Multiprocess(config, sockets=[listening]).run()


def worker() -> Any:
    """The service of one worker, which does not outlive the process that minds it."""
    heap.share()
    from app.main import from_environment  # noqa: PLC0415 (whoever only minds does without)

    minding = multiprocessing.parent_process()
    if minding is not None:
        Thread(target=_end_after, args=(minding,), daemon=True).start()
    return from_environment()


def _end_after(minding: BaseProcess) -> None:
    minding.join()
    os.kill(os.getpid(), signal.SIGTERM)
