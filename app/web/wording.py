"""The reader's words for what the data call otherwise: filters, choices, orders, questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.charts.pictures import DIRECTIONS, JUDGEMENTS
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Filter, Query
from app.evidence.queries.query import Condition, phrase
from app.evidence.vocabulary import Vocabulary


@dataclass(frozen=True)
class Wording:
    """What readers call a filter, how it says itself and its opposite, and its choices."""

    title: str
    says: str = ""
    denies: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


_PLACES = {
    "country": "the whole of England",
    "region": "whole regions",
    "county-council": "counties",
    "unitary-authority": "unitary authorities",
    "metropolitan-borough": "metropolitan boroughs",
    "london-borough": "London boroughs",
    "other": "other places",
}
_LEADS = {
    "county-council": "county councils",
    "unitary-authority": "unitary authorities",
    "metropolitan-borough": "metropolitan boroughs",
    "london-borough": "London boroughs",
    "local-authority-partnership": "councils together",
    "childrens-services-trust": "children’s services trusts",
    "council-owned-company": "companies that councils own",
    "voluntary-organisation": "charities and other voluntary bodies",
    "private-or-social-enterprise": "private or social enterprises",
    "nhs-trust": "NHS trusts",
    "academy-trust": "academy trusts",
    "national-body": "national bodies",
    "public-body": "other public bodies",
}
_LEAD = Wording("Who led it", "led by {}", "not led by {}", _LEADS)
_OF_LEAD = Wording(_LEAD.title, "of projects led by {}", "of no project led by {}", _LEADS)
_STRAND = Wording("Part of the programme", "in the part “{}”", "not in the part “{}”")
_OF_STRAND = Wording(_STRAND.title, "of projects in “{}”", "of no project in “{}”")
_FOCUS = Wording("What it was about")
_EVALUATOR = Wording("Who evaluated it")
_AREA = Wording("Where it worked")
_OVERCOME = Wording(
    "Whether they got past it",
    "where they {}",
    "except where they {}",
    {"yes": "got past it", "partly": "got past it in part", "no": "did not get past it"},
)
_THEME = Wording("Theme")
_OF_PROJECT = {
    "strand": _OF_STRAND,
    "focus": _FOCUS,
    "lead_type": _OF_LEAD,
    "area": _AREA,
    "evaluator": _EVALUATOR,
}
_WORDINGS: dict[str, dict[str, Wording]] = {
    "projects": {
        "barrier": Wording(
            "What got in the way",
            "where {} got in the way",
            "where no source says that {} got in the way",
        ),
        "facilitator": Wording(
            "What helped", "where {} helped", "where no source says that {} helped"
        ),
        "theme": Wording("Theme", "with statements on {}", "without statements on {}"),
        "strand": _STRAND,
        "focus": _FOCUS,
        "lead_type": _LEAD,
        "area": _AREA,
        "area_kind": Wording("Kind of council", "in {}", "not in {}", _PLACES),
        "evaluator": _EVALUATOR,
        "has_outcomes": Wording(
            "Whether results are reported",
            "{}",
            "not {}",
            {"yes": "with results reported", "no": "without results reported"},
        ),
        "event": Wording(
            "What became of it",
            "that are known to have {}",
            "that are not known to have {}",
            {
                "started": "started",
                "closed": "closed",
                "continued": "gone on after Wave 1",
                "spread": "been taken up by others",
                "re-evaluated": "been evaluated again",
            },
        ),
    },
    "findings": {
        "theme": _THEME,
        "polarity": Wording(
            "What it tells",
            "on {}",
            "but not on {}",
            {
                "barrier": "what got in the way",
                "facilitator": "what helped",
                "neutral": "what they did",
            },
        ),
        "scope": Wording(
            "Of whom it is said",
            "said of {}",
            "not said of {}",
            {
                "project": "one named project",
                "programme": "several or all projects",
                "unnamed": "one project that is not named",
            },
        ),
        "overcome": _OVERCOME,
        **_OF_PROJECT,
    },
    "outcomes": {
        "theme": _THEME,
        "kind": Wording("Kind of figure", "of the kind “{}”", "not of the kind “{}”"),
        "direction": Wording(
            "Which way it went",
            "that show {}",
            "that do not show {}",
            DIRECTIONS,
        ),
        "desirability": Wording(
            "Whether it was wanted",
            "that are {}",
            "that are not {}",
            JUDGEMENTS,
        ),
        **_OF_PROJECT,
    },
    "chains": {"theme": _THEME, "overcome": _OVERCOME},
    "sources": {
        "kind": Wording("What it is", "of the kind “{}”", "not of the kind “{}”"),
        "reported_by": Wording(
            "Whose word it is",
            "in the word of {}",
            "not in the word of {}",
            {
                "evaluator": "those who evaluated",
                "programme": "those who ran the programme",
                "provider": "those who ran the project",
                "press": "the press",
                "auditor": "a public auditor",
            },
        ),
    },
}
"""By list and filter; a filter without a wording is called and said as in the data."""
_ORDERS = {
    "project_id": "Short name",
    "name": "Name",
    "funding_gbp": "Money from the programme",
    "strand": "Part of the programme",
    "lead_type": "Who led it",
    "barrier_count": "How much got in the way",
    "facilitator_count": "How much helped",
    "neutral_count": "How much is told besides",
    "outcome_count": "Number of results",
    "theme_id": "Theme",
    "polarity": "What it tells",
    "certainty": "How surely it is said",
    "kind": "Kind of figure",
    "domain": "What was measured",
    "design": "How it was measured",
    "change_percent": "Change in per cent",
    "difference": "Difference",
    "sample_size": "Number of people or cases",
    "baseline": "Figure before",
    "value": "Figure after",
    "comparator_value": "Figure of the other group",
    "source_id": "Source",
    "page": "Page of the source",
}
"""What a list may be sorted by, as far as readers are offered it."""


def title_of(resource: str, narrowed: Filter) -> str:
    """What a filter is called on a page."""
    wording = _WORDINGS.get(resource, {}).get(narrowed.name)
    return wording.title if wording else narrowed.title.capitalize()


def choice_of(resource: str, narrowed: Filter, code: str, label: str) -> str:
    """What a choice of a filter is called on a page, where the data call it by a label."""
    wording = _WORDINGS.get(resource, {}).get(narrowed.name)
    words = wording.choices.get(code, label) if wording else label
    return words[:1].upper() + words[1:]


def orders_of(query: Query) -> list[tuple[str, str]]:
    """The columns that readers may sort a list by, each with what it is called."""
    return [(name, _ORDERS[name]) for name in query.resource.sorts if name in _ORDERS]


def in_words(query: Query, names: Catalogue) -> str:
    """What narrows a list: "where Referrals got in the way, in London"."""
    said = (said_of(query.resource.name, each, names) for each in query.conditions)
    return ", ".join(said) + _renamed(query, names)


def said_of(resource: str, condition: Condition, names: Catalogue) -> str:
    """A condition in the reader's words."""
    wording = _WORDINGS.get(resource, {}).get(condition.filter.name)
    if wording is None or not (wording.says or wording.choices):
        return phrase(condition, names)
    narrowed = condition.filter
    accepts = narrowed.accepts
    if isinstance(accepts, Vocabulary) and wording.choices:
        words = tuple(replace(w, label=wording.choices[w.code]) for w in accepts.words)
        accepts = replace(accepts, words=words)
    reworded = replace(
        narrowed,
        accepts=accepts,
        says=wording.says or narrowed.says,
        denies=wording.denies or narrowed.opposite,
    )
    return phrase(replace(condition, filter=reworded), names)


def _renamed(query: Query, names: Catalogue) -> str:
    """Which codes of the address are no more, and what took their place."""
    now = (f"{old} is now {' and '.join(names.renamed_themes[old])}" for old in query.renamed)
    return f" ({'; '.join(now)})" if query.renamed else ""
