"""A plan: one query that may answer a question, and the words that each part stands for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from app.ask.lexicon import Mention
from app.ask.mentioned import FACETS, ROLES
from app.ask.reading import Reading
from app.ask.reply import View
from app.evidence.queries import Condition
from app.evidence.vocabulary import AUTHORITIES

Pairs = tuple[tuple[str, str], ...]
FACTS = {
    "lead": ("lead_organisation_name", "was led by {}", "who led {}"),
    "evaluator": ("evaluator_names", "was evaluated by {}", "who evaluated {}"),
    "funding": ("funding_gbp", "had {}", "how much money {} had"),
    "area": ("area_names", "worked in {}", "where {} worked"),
    "principle": ("principle_ids", "is given as an example of {}", "that {} is one"),
}
"""What can be asked of a project itself: the column that tells it, how it is said, or is not."""


@dataclass(frozen=True)
class Said:
    """A parameter of a query, and the words of the question that it stands for."""

    words: str
    parameter: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """A query that may answer a question.

    `of_projects` narrows, through the projects they leave, a list that has no such filters.
    """

    list: str
    said: tuple[Said, ...]
    of_projects: tuple[Said, ...] = ()

    @property
    def pairs(self) -> Pairs:
        """The parameters of the query."""
        return tuple((one.parameter, value) for one in self.said for value in _written(one))


def _written(said: Said) -> list[str]:
    return list(said.values) if said.parameter == "q" else [",".join(said.values)]


def pairs_of(said: Iterable[Said | Condition]) -> list[tuple[str, str]]:
    """Parameters with their values, as a query of a list is written."""
    return [(one.parameter, ",".join(one.values)) for one in said]


def project_of(reading: Reading) -> list[Said]:
    ids = reading.mentioned.values("project")
    words = " ".join(one.written for one in reading.mentioned.of("project"))
    return [Said(words, "project", tuple(sorted(ids)))] if ids else []


def on_topics(reading: Reading) -> list[Said]:
    topics = [topic for topic in reading.topics if not topic.is_without]
    themes = tuple(sorted({theme for topic in topics for theme in topic.themes}))
    return [Said(" ".join(t.written for t in topics), "theme", themes)] if themes else []


def narrowing(reading: Reading) -> list[Said]:
    """What a list of projects is narrowed by, besides its themes."""
    mentioned = reading.mentioned
    said: list[Said] = []
    for kind in (*FACETS, "area", *ROLES):
        words = " ".join(one.written for one in mentioned.of(kind))
        if values := mentioned.values(kind):
            can_be_all = len(values) > 1 and kind in ("focus", "area", "principle")
            suffix = ".all" if can_be_all and _is_of_both(kind, reading) else ""
            said.append(Said(words, f"{kind}{suffix}", tuple(sorted(values))))
        if values := mentioned.denied_values(kind):
            said.append(Said(words, f"{kind}.none", tuple(sorted(values))))
    if denied := mentioned.denied_values("project"):
        said.append(Said(" ".join(denied), "project.none", tuple(sorted(denied))))
    if reading.amount and reading.amount.kind != "percent":
        name = "funding_gbp" if reading.amount.kind == "pounds" else reading.amount.kind
        for bound, value in reading.amount.bounds:
            said.append(Said(reading.amount.written, f"{name}.{bound}", (f"{value:.0f}",)))
    return said


def _is_of_both(kind: str, reading: Reading) -> bool:
    """Whether "babies in foster care" is asked for, and not "babies, and foster care"."""
    asked = f" {reading.question.casefold()} "
    if " both " in asked:
        return True
    ones = reading.mentioned.of(kind)
    for one, other in pairwise(ones):
        between = reading.question[one.words[-1].ends : other.words[0].starts].casefold()
        is_other = one.values != other.values and one.words != other.words
        if is_other and not _JOINED.search(between):
            return True
    return False


_JOINED = re.compile(r"\b(and|or|nor|plus|but)\b|[,;/&]")


def claims(name: str, reading: Reading, said: list[Said]) -> Plan:
    """A list of claims, narrowed by itself and by the projects that the claims are about."""
    own = [] if any(one.parameter == "project" for one in said) else project_of(reading)
    return Plan(name, (*said, *own), tuple(narrowing(reading)))


def of_whole_places(reading: Reading, view: View) -> Reading:
    """The reading with every project that a council led, where one is called by its place."""
    mentioned = reading.mentioned
    named = mentioned.of("project")
    whole = {
        one: _of_its_place(one, view)
        for one in named
        # "Families First in Durham": the place only says where it is.
        if not any(one.values == m.values and one.words != m.words for m in named)
    }
    known = tuple(whole.get(one, one) for one in mentioned.all)
    denied = frozenset(whole.get(one, one) for one in mentioned.denied)
    return replace(reading, mentioned=replace(mentioned, all=known, denied=denied))


def _of_its_place(one: Mention, view: View) -> Mention:
    if not view.catalogue.areas.find(" ".join(word.text for word in one.words)):
        return one
    rows = view.rows(view.query("projects", [("project", ",".join(one.values))]))
    leads = ",".join(r["lead_organisation_id"] for r in rows if r["lead_type"] in AUTHORITIES)
    led = view.rows(view.query("projects", [("lead", leads)])) if leads else []
    others = sorted({str(row["project_id"]) for row in led} - {*one.values})
    return replace(one, values=(*one.values, *others))
