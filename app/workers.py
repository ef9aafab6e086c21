"""Serves one port, in this process or in several workers that are replaced when they die."""

import multiprocessing
import os
import signal
import socket
import sys
from multiprocessing.process import BaseProcess
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from app.errors import Problem, ServiceError
from app.memory import limit_arenas
from app.settings import share_metrics

SHUTDOWN_SECONDS = 8
"""How long a reader may go on taking a file when the service is told to stop."""
SPARE_DESCRIPTORS = 200
"""Files that a worker opens beside its connections: databases, indexes, downloads."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that has the port, before its address is shown to anybody."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        message = f"Cannot listen here ({error.strerror}). Try another: --port {port % 65535 + 1}."
        raise ServiceError([Problem("port", f"{host}:{port}", message)]) from None
    return listening


def serve_workers(listening: socket.socket, workers: int, log: str) -> None:
    """Serve until a signal says to stop; no worker is left then.

    Workers are spawned, not forked: what forks would share is replaced by the next release, and
    libraries with threads do not survive a fork.
    """
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    from app.connections import Connection
    from app.logs import log_config

    config = uvicorn.Config(
        "app.workers:worker",
        factory=True,
        workers=workers,
        log_config=log_config(log),
        # No answer depends on the client. Requests are logged by middleware, with their ids.
        access_log=False,
        http=Connection,
        ws="none",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        # Longer than a proxy keeps a connection: the proxy is to be the one that closes it.
        timeout_keep_alive=75,
    )
    if workers == 1:
        # There is no other to take over: it ends as it does elsewhere, when its files are sent.
        if sys.platform != "win32":
            signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        uvicorn.Server(config).run(sockets=[listening])
    else:
        with TemporaryDirectory(prefix="wave1-metrics-") as folder:
            share_metrics(folder)
            Multiprocess(config, sockets=[listening]).run()


def worker() -> Any:
    """The service of one worker, which exits with its supervisor."""
    limit_arenas()
    # 32 threads that make answers would each keep the event loop waiting for ten times as long.
    sys.setswitchinterval(0.0005)
    from app.connections import Connection

    Connection.most = _raise_descriptor_limit(Connection.most)
    from app.main import from_environment

    supervisor = multiprocessing.parent_process()
    if supervisor is not None:
        Thread(target=_exit_with, args=(supervisor,), daemon=True).start()
    return from_environment()


def _raise_descriptor_limit(most: int) -> int:
    """Let this process open as many files as the system allows; how many connections fit in."""
    if sys.platform == "win32":
        return most
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = most + SPARE_DESCRIPTORS
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(min(most, soft - SPARE_DESCRIPTORS), soft // 2)


def _exit_with(supervisor: BaseProcess) -> None:
    supervisor.join()
    os.kill(os.getpid(), signal.SIGTERM)
