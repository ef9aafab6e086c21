"""Loads releases in turn, in a process that can be killed: a fork for each line it is given.

It says the number of each loader, and when that has ended how.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from app.database import connect
from app.ingest.load import load
from app.ingest.validate import validate


def main(url: str, *folders: str) -> None:
    """Load once, so that what the first load of a process works out is known to all loaders."""
    engine = connect(url)
    datasets = [validate(Path(folder)) for folder in folders]

    def load_all() -> None:
        for dataset in datasets:
            load(engine, dataset, version="1", now=lambda: datetime.now(UTC))

    load_all()
    engine.dispose()
    print("ready", flush=True)
    for _ in sys.stdin:
        loader = os.fork()
        while not loader:
            load_all()
        print(loader, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(loader, 0)[1]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
