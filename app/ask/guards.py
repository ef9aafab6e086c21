"""Words that turn a question round: one that nothing bound makes the question not understood."""

from collections.abc import Collection, Sequence

from app.ask.negation import NEGATIVE
from app.ask.words import Word

ORDER = {*("most", "least", "fewest", "biggest", "largest", "greatest", "highest", "smallest")}
ORDER |= {*("lowest", "commonest", "cheapest", "fastest", "slowest", "earliest", "latest", "rank")}
GROUPING = {*("per", "average", "median", "total", "sum", "proportion", "fraction", "ratio")}
PLACE = {*("north", "south", "east", "west", "midlands", "region", "regions", "regional", "county")}
PLACE |= {*("counties", "borough", "boroughs", "shire", "shires", "metropolitan", "unitary")}
PLACE |= {*("rural", "urban", "coastal", "cities", "city", "town", "towns", "inner", "outer")}
GUARDED = (NEGATIVE - {"outside", "non"}) | ORDER | GROUPING | PLACE | {"than", "twice"}
_HARMLESS_BEFORE = {("my",), ("our",), ("at",), ("or",), ("wave",), ("waves",), ("round",)}
_HARMLESS_AFTER = {*("just", "only", "merely", "they", "it", "cent", "all", "sure", "to")}


def unbound(
    words: Sequence[Word], bound: Collection[int], starts_of_names: Collection[int]
) -> list[str]:
    """The words of negation, comparison, number, order, grouping or place that nothing bound."""
    missed = []
    for place, word in enumerate(words):
        if word.position in bound or not (word.text in GUARDED or word.text.isdecimal()):
            continue
        before = (words[place - 1].text,) if place else ()
        after = words[place + 1].text if place + 1 < len(words) else ""
        if before in _HARMLESS_BEFORE or after in _HARMLESS_AFTER:
            continue
        # "More than planned" compares with nothing that could be looked up; a name does.
        near = {word.position + 1, word.position + 2}
        if word.text == "than" and near.isdisjoint(starts_of_names):
            continue
        missed.append(word.written)
    return missed
