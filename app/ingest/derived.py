"""What is made from the rows of a load once they are in, before anybody sees them."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from app.ingest.compare import FileChange
from app.ingest.counts import count_findings
from app.ingest.reindex import reindex
from app.ingest.validate import Delivery, Progress

Step = Callable[[Session, Delivery, Sequence[FileChange], Progress], None]
"""Makes one thing; told the files, what they changed, and whom to tell how far it is."""

STEPS: tuple[Step, ...] = (reindex, count_findings)
"""In this order, in the transaction of the load. A table of one's own is filled by one more."""


def make_derived(
    session: Session, delivery: Delivery, changes: Sequence[FileChange], progress: Progress
) -> None:
    """Make everything that is made from the rows."""
    for step in STEPS:
        step(session, delivery, changes, progress)
