"""The parts that an answer can have: the rows that each shows, and the sentences made from them.

The caller chooses the parts, their order and their subject.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.ask.reply import FilterValues, Part, View
from app.ask.sentences import (
    advice_sentences,
    by_theme,
    claim,
    claim_sentences,
    of_other_problems,
    outcome_sentences,
    projects_in,
    response_sentences,
    some,
    surest,
    with_pages,
)
from app.evidence.answers import Row
from app.evidence.catalogue import is_on
from app.evidence.ordering import by_certainty, grouped
from app.evidence.queries import EVIDENCE_LISTS
from app.evidence.row_wording import counted
from app.evidence.words import inside, join_names

MOST_CLAIMS, MOST_ADVISED = 2, 2
"""Most claims, and most recommendations, that a part shows unless it is the first."""


@dataclass(frozen=True)
class About:
    """What the parts of an answer are about.

    `filters` narrow their rows further, `among` the projects that these may be about, and
    `shown_ids` the ids of rows and projects that are shown already. Advice on the theme `first`
    comes first.
    """

    view: View
    themes: Collection[str] = ()
    filters: FilterValues = field(default_factory=dict)
    stems: Collection[str] = ()
    among: Collection[str] | None = None
    shown_ids: Collection[str] = ()
    first: str = ""
    most_advised: int = MOST_ADVISED

    @property
    def subject(self) -> str:
        labels = self.view.catalogue.themes.labels
        return join_names([inside(labels[theme]) for theme in self.themes])

    def narrowed(self, name: str) -> FilterValues:
        """The filters of a list; those that the list does not have are left out."""
        narrowing = {**self.filters, "theme": self.themes}
        return {p: narrowing[p] for p in narrowing.keys() & EVIDENCE_LISTS[name].parameters.keys()}

    def is_fresh(self, row: Row, key: str) -> bool:
        """Whether a row is of these projects, and neither it nor its project is told already."""
        project = row.get("project_id")
        is_among = self.among is None or project in self.among
        return is_among and row[key] not in self.shown_ids and project not in self.shown_ids


Says = Callable[[Sequence[Row], About], str]


@dataclass(frozen=True)
class PartKind:
    """Rows of a list under a heading: what is said of them together, and what they say."""

    heading: str
    list: str
    narrowed: FilterValues
    lead: Says | None = None
    say: Says | None = None

    def __call__(self, about: About) -> Part:
        """The part about something; where it has no rows, nothing is said."""
        query = about.view.query(self.list, {**about.narrowed(self.list), **self.narrowed})
        key = query.evidence_list.key
        rows = [row for row in about.view.rows(query) if about.is_fresh(row, key)]
        texts = [say(rows, about) if say and rows else "" for say in (self.lead, self.say)]
        return Part(self.heading, texts[0], query, rows, texts[1])


def parts_of(about: About, *kinds: str) -> list[Part]:
    """The parts of some kinds about something, but for those that have nothing to tell."""
    return [part for part in (part_of(about, kind) for kind in kinds) if part.rows]


def part_of(about: About, kind: str) -> Part:
    """The part of a kind about something, though it may have nothing to tell."""
    return replace(KINDS[kind](about), kind=kind)


def _claims(rows: Sequence[Row], about: About) -> str:
    return claim_sentences(rows, about.stems, most=MOST_CLAIMS)


def _met(rows: Sequence[Row], about: About) -> str:
    names = projects_in(rows)
    held_up = f"The sources tell of trouble with {about.subject or 'this'} at {some(names)}."
    return held_up if names else "No source names a project that this held up."


def _at(says: str) -> Says:
    """A sentence that begins a part: it counts the projects and names them."""

    def lead(rows: Sequence[Row], about: About) -> str:
        names = projects_in(rows)
        sentence = says.format(about.subject)
        return f"{sentence} {counted(len(names), 'project')}: {join_names(names)}."

    return lead


def _spared(rows: Sequence[Row], about: About) -> str:
    says = "Of {} the sources also speak at"
    if not about.shown_ids:
        says = "No source here names a project that had trouble with {}. The sources tell of it at"
    return _at(says)(rows, about)


def _others(rows: Sequence[Row], about: About) -> str:
    return f"Others met barriers in {about.subject}. {by_theme(rows)}"


def _examples(rows: Sequence[Row], _about: About) -> str:
    names = join_names(projects_in(rows))
    says = f"Named only as examples of where recruiting and negotiating ran late: {names}."
    return with_pages(says, rows)


def _helped(rows: Sequence[Row], about: About) -> str:
    return f"What helped: {_claims(rows, about)}"


def _of_each(rows: Sequence[Row], _about: About) -> str:
    by_project = grouped(rows, "project_id").values()
    return " ".join(surest(results)[0] for results in by_project)


@dataclass(frozen=True)
class AdviceKind:
    """Advice on some themes; where there is none, on the themes that contain them."""

    heading: str
    list: str
    says: str

    def __call__(self, about: About) -> Part:
        """The part, said to be of the wider theme where nothing is advised on the very theme."""
        part, says = about.view.part(self.heading, self.list, about.narrowed(self.list)), self.says
        is_advice = any(row.get("kind", "recommendation") == "recommendation" for row in part.rows)
        if not is_advice and about.themes:
            wider = replace(about, themes=sorted({t.partition(".")[0] for t in about.themes}))
            part = about.view.part(self.heading, self.list, wider.narrowed(self.list))
            if {*wider.themes} != {*about.themes}:
                says = f"{says} (on {wider.subject} in general)"
        first, wide = [about.first], with_parents(about.themes)

        def place(row: Row) -> tuple[bool, bool]:
            is_first = any(is_on(theme, first) for theme in row["theme_ids"])
            return not is_first, wide.isdisjoint(row["theme_ids"])

        rows = sorted(part.rows, key=place)
        return replace(
            part, rows=rows, row_text=advice_sentences(rows, says, most=about.most_advised)
        )


def advice_kinds(view: View, themes: Collection[str]) -> list[str]:
    """The kinds of advice on themes: the checklist first, where only that is on all of a theme.

    How to find families, which is recommended, is no advice on finding staff.
    """
    wide = with_parents(themes)
    is_advised, is_checked = (
        any(not wide.isdisjoint(row["theme_ids"]) for row in view.rows_of(name))
        for name in ("recommendations", "audit-conditions")
    )
    return ["check", "advice"] if is_checked and not is_advised else ["advice"]


def with_parents(themes: Collection[str]) -> set[str]:
    return {*themes, *(theme.partition(".")[0] for theme in themes)}


def _tried(about: About) -> Part:
    """Responses to barriers on the themes, and responses by these themes to other barriers."""
    view = about.view
    part = view.part(TRIED, "chains", about.narrowed("chains"))
    every = view.rows_of("chains", {**about.narrowed("chains"), "theme": ()})
    others = [
        row
        for row in every
        if row["response_theme_id"]
        and is_on(row["response_theme_id"], about.themes)
        and row not in part.rows
        and row["response_id"] not in about.shown_ids
    ]
    sentences = [response_sentences(part.rows), of_other_problems(others)]
    rows = [*part.rows, *others]
    if others:
        ids = {row["project_id"] for row in rows if row["project_id"]}
        met = {row["theme_id"] for row in rows}
        part = Part(TRIED, "", view.query("chains", {"project": ids, "theme": met}), rows)
    return replace(part, row_text=" ".join(filter(None, sentences)))


TRIED = "What was tried"
_OF_BARRIERS = {"polarity": "barrier", "scope": "project"}
_SPOKEN_OF = {"polarity": ("facilitator", "neutral"), "scope": "project"}
UNNAMED = ("programme", "unnamed")
"""The scopes of claims that name no project."""
_TROUBLE = "The sources tell of trouble with {} at"
_DESIGN = "A comparison group or a trial is recorded of"
KINDS: Mapping[str, Callable[[About], Part]] = {
    "met": PartKind("Who met it", "findings", {"polarity": "barrier"}, _met, _claims),
    "others": PartKind("Who else met it", "findings", _OF_BARRIERS, _others),
    "trouble": PartKind(
        "Who had trouble with it", "findings", _OF_BARRIERS, _at(_TROUBLE), _claims
    ),
    "worse": PartKind(
        "Where it got worse",
        "outcomes",
        {"desirability": "deterioration"},
        _at("Results got worse at"),
        lambda rows, _: outcome_sentences(rows),
    ),
    "spared": PartKind(
        "Others of whom the sources speak", "findings", _SPOKEN_OF, _spared, _claims
    ),
    "designs": PartKind("How they were evaluated", "evaluations", {}, _at(_DESIGN)),
    "examples": PartKind("Named only as examples", "findings", {"certainty": "implied"}, _examples),
    "helped": PartKind("What helped", "findings", {"polarity": "facilitator"}, say=_helped),
    "programme": PartKind(
        "Across the programme",
        "findings",
        {"scope": UNNAMED},
        say=lambda rows, about: claim(by_certainty(rows, about.stems)[0]),
    ),
    "changed": PartKind("What changed", "outcomes", {}, _of_each),
    "tried": _tried,
    "advice": AdviceKind("What is recommended", "recommendations", "The report advises"),
    "check": AdviceKind("What to check first", "audit-conditions", "Check first"),
}
"""The kinds of parts, by name: the heading of each, its rows and its sentences."""
