"""Words that turn a question round: one that nothing bound makes the question not understood."""

from collections.abc import Collection, Sequence

from app.ask.signs import SIGNS
from app.ask.words import Word

GROUPING, PLACE = SIGNS["grouping"], SIGNS["place"]
GUARDED = (SIGNS["negative"] - {"outside", "non"}) | SIGNS["order"] | GROUPING | PLACE
GUARDED |= {"than", "twice"}


def unbound(
    words: Sequence[Word], bound: Collection[int], starts_of_names: Collection[int]
) -> list[str]:
    """The words of negation, comparison, number, order, grouping or place that nothing bound."""
    missed = []
    for place, word in enumerate(words):
        if word.position in bound or not (word.text in GUARDED or word.text.isdecimal()):
            continue
        before = words[place - 1].text if place else ""
        after = words[place + 1].text if place + 1 < len(words) else ""
        if before in SIGNS["harmless-before"] or after in SIGNS["harmless-after"]:
            continue
        # "More than planned" compares with nothing that could be looked up; a name does.
        near = {word.position + 1, word.position + 2}
        if word.text == "than" and near.isdisjoint(starts_of_names):
            continue
        missed.append(word.written)
    return missed
