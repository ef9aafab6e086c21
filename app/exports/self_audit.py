"""What a service says of itself, as it goes into a document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Answered:
    """A condition, what a service answers to it, and what is recommended on it.

    `answers` are the questions, each with what was written; `advice` is a recommendation with
    the place where it is made.
    """

    title: str
    readiness: str
    answers: Sequence[tuple[str, str]]
    advice: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class SelfAudit:
    """A service's audit of itself, and the release and sources that it rests on."""

    service: str
    date: str
    conditions: Sequence[Answered]
    sources: Sequence[str]
    release: str
    made_at: datetime
