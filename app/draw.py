"""Draws the pictures of a release in a process of its own, away from those that serve."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

from sqlalchemy.orm import Session

from app.charts import PICTURED, Picture, pictures_of, subject_of
from app.database import connect, reading
from app.evidence import answers
from app.evidence.catalogue import Catalogue
from app.evidence.queries import OUTCOMES, Condition, Query
from app.evidence.queries.values import known_values
from app.ingest.pictures import keep_pictures
from app.settings import Settings

UNHURRIED = 19
"""How far the process steps back behind those that answer readers."""


def start() -> subprocess.Popen[str]:
    """Begin to draw, in the database that the environment names; do not wait for it."""
    # Whoever reads what a command says must not have to wait for the pictures, too.
    nothing = subprocess.DEVNULL
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "app.draw"],
        stdin=nothing,
        stdout=nothing,
        stderr=nothing,
        start_new_session=True,
        text=True,
    )


@contextmanager
def drawing(say: Callable[[str], object]) -> Iterator[None]:
    """Draw while something else goes on, and say where it failed; what is unfinished ends with it.

    The next start of the service draws what is missing.
    """
    process = start()

    def wait() -> None:
        if process.wait() > 0:
            say("The pictures could not be drawn. To see why: python -m app.draw")

    Thread(target=wait, daemon=True).start()
    try:
        yield
    finally:
        process.terminate()


def draw(database_url: str) -> int:
    """Draw every picture of the release that is loaded, and keep them; how many there are."""
    # The renderer costs a second and 140 MB: who only starts this process does without it.
    from app.charts.drawing import drawn  # noqa: PLC0415

    engine = connect(database_url)
    with reading(engine) as session:
        names = answers.catalogue(session)
        planned = list(_planned(session, names))
    source = f"Wave 1 Evidence, release {names.release}"
    files = [vars(file) for picture in planned for file in drawn(picture, source)]
    is_kept = keep_pictures(engine, names.release, files)
    engine.dispose()
    return len(planned) if is_kept else 0


def _planned(session: Session, names: Catalogue) -> Iterator[Picture]:
    """The pictures of all outcomes, and of each value of each filter that has some."""
    filters = [one for one in OUTCOMES.filters if one.name in PICTURED]
    queries = [
        Query(OUTCOMES),
        *(
            Query(OUTCOMES, (Condition(one, "any", (value,)),))
            for one in filters
            for value in known_values(one, names)
        ),
    ]
    for query in queries:
        rows = answers.stream(session, answers.LISTINGS["outcomes"], query, names)
        yield from pictures_of(subject_of(query) or "", query.in_english(names), rows)


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(UNHURRIED)
    draw(Settings.from_environment().database_url)
