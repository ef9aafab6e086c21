"""The reader's words for what the data call otherwise: `wordings.csv` and `choices.csv`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

from app.database import split
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Filter, Query
from app.evidence.queries.query import Condition, phrase
from app.evidence.row_wording import JUDGEMENTS
from app.evidence.vocabulary import Vocabulary, read_table


@dataclass(frozen=True)
class Wording:
    """What readers call a filter, how it says itself and its opposite, and its choices."""

    title: str
    says: str
    denies: str
    choices: Mapping[str, str]


_CHOICES: dict[str, Mapping[str, str]] = {"": {}, "judgements": JUDGEMENTS}
for _name, _rows in groupby(read_table(__file__, "choices"), itemgetter("choices")):
    _CHOICES[_name] = {row["code"]: row["words"] for row in _rows}
_ORDERS = _CHOICES["orders"]
"""What a list may be sorted by, as far as readers are offered it."""
_USUAL = _CHOICES["usual-orders"]
"""In which order a list stands that nobody sorts."""
_WORDINGS = {
    (name, row["filter"]): Wording(
        row["title"], row["says"], row["denies"], _CHOICES[row["choices"]]
    )
    for row in read_table(__file__, "wordings")
    for name in split(row["lists"])
}
"""By list and filter; a filter without a wording is called and said as in the data."""
_NONE = Wording("", "", "", {})


def words_of(choices: str) -> Mapping[str, str]:
    """The reader's words for each code of a set of choices, in order."""
    return _CHOICES[choices]


def title_of(list_name: str, filter_: Filter) -> str:
    return title_at(list_name, filter_.name) or filter_.title.capitalize()


def title_at(list_name: str, name: str) -> str:
    """What a parameter of an address is called on a page; nothing where it is not offered."""
    return _WORDINGS.get((list_name, name.partition(".")[0]), _NONE).title


def choice_of(list_name: str, filter_: Filter, code: str, label: str) -> str:
    """What a choice of a filter is called on a page, where the data call it by a label."""
    words = _WORDINGS.get((list_name, filter_.name), _NONE).choices.get(code, label)
    return words[:1].upper() + words[1:]


def orders_of(query: Query) -> list[tuple[str, str]]:
    """The columns that readers may sort a list by, each with what it is called."""
    evidence_list = query.evidence_list
    usual = _USUAL.get(evidence_list.name, "by source, as it tells them")
    columns = [(name, _ORDERS[name]) for name in evidence_list.sorts if name in _ORDERS]
    return [("", f"The usual order: {usual}"), *columns]


def query_in_words(query: Query, catalogue: Catalogue) -> str:
    """What narrows a list: "where Referrals got in the way, in London"."""
    conditions = (
        condition_in_words(query.evidence_list.name, each, catalogue) for each in query.conditions
    )
    renamed = f" ({query.successors(catalogue)})" if query.renamed else ""
    return ", ".join(conditions) + renamed


def condition_in_words(list_name: str, condition: Condition, catalogue: Catalogue) -> str:
    """A condition in the reader's words."""
    wording = _WORDINGS.get((list_name, condition.filter.name), _NONE)
    if not (wording.says or wording.choices):
        return phrase(condition, catalogue)
    filter_ = condition.filter
    accepts = filter_.accepts
    if isinstance(accepts, Vocabulary) and wording.choices:
        words = tuple(replace(w, label=wording.choices[w.code]) for w in accepts.words)
        accepts = replace(accepts, words=words)
    reworded = replace(
        filter_,
        accepts=accepts,
        says=wording.says or filter_.says,
        denies=wording.denies or filter_.opposite,
    )
    return phrase(replace(condition, filter=reworded), catalogue)
