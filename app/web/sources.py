"""Pages that are no lists kept to some sources: what is said of it, and how it is chosen."""

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request

from app.evidence.catalogue import Catalogue
from app.evidence.queries import FINDINGS, Filter, Query
from app.evidence.queries.filters import OF_SOURCES
from app.evidence.queries.sources import SOURCE_PARAMETERS, read_sources, values_of
from app.evidence.queries.values import known_values, labelled
from app.web import filter_labels

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Choices:
    """The choices of one filter, each with its label and whether it is chosen."""

    title: str
    name: str
    choices: list[tuple[str, str, bool]]


@dataclass(frozen=True)
class Kept:
    """The sources that a page is kept to: `others` are the other parameters of its address."""

    query: Query
    said: str
    path: str
    others: Pairs
    groups: list[Choices]

    @property
    def without(self) -> str:
        others = [pair for pair in self.others if pair[0] not in SOURCE_PARAMETERS]
        return f"{self.path}?{urlencode(others)}" if others else self.path

    @property
    def more(self) -> str:
        """What keeps another address to the same sources, behind its own parameters."""
        return f"&{urlencode(self.query.pairs)}" if self.query.pairs else ""


def kept_to(request: Request, catalogue: Catalogue) -> Kept:
    """The sources that an address keeps a page to; all where it names none."""
    given = [pair for pair in request.query_params.multi_items() if pair[1].strip()]
    kept = read_sources(given, catalogue)
    others = [pair for pair in given if pair[0] not in (*SOURCE_PARAMETERS, "cursor")]
    words = [filter_labels.said_of(FINDINGS.name, one, catalogue) for one in kept.conditions]
    offered = [FINDINGS.by_name[name] for name in OF_SOURCES if name != "source"]
    groups = [_choices(each, kept, catalogue) for each in offered]
    shown = {each.name for each in offered}
    hidden = [pair for pair in kept.pairs if pair[0] not in shown]
    return Kept(kept, " and ".join(words), request.url.path, [*others, *hidden], groups)


def _choices(narrowed: Filter, kept: Query, catalogue: Catalogue) -> Choices:
    chosen = values_of(kept).get(narrowed.name, ())
    labels = [
        (value, labelled(narrowed, value, catalogue)) for value in known_values(narrowed, catalogue)
    ]
    return Choices(
        filter_labels.title_of(FINDINGS.name, narrowed),
        narrowed.name,
        [
            (value, filter_labels.choice_of(FINDINGS.name, narrowed, value, label), value in chosen)
            for value, label in labels
        ],
    )
