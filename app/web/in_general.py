"""What sources say of a problem in general, and which projects they name as examples of it."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

from app.evidence.answers import Release, Row
from app.evidence.ordering import grouped
from app.evidence.words import stems_in
from app.web.barriers import UnderCauses, is_on

_SENTENCE_END = re.compile(r"(?<=[a-z)]\.) (?=[A-Z])")

_PLACE = itemgetter("source_id", "paragraph")


@dataclass(frozen=True)
class InGeneral:
    """What a passage says of several or all projects at once, and what it names as examples."""

    claims: list[Row]
    examples: list[Row]

    @property
    def told(self) -> list[tuple[str, Row]]:
        """The claims one after the other; of one that is told already, by most words, nothing."""
        claims: dict[str, Row] = {}
        for claim in self.claims:
            fresh = [text for text in _SENTENCE_END.split(claim["statement"]) if text not in claims]
            words = {*stems_in(" ".join(fresh))}
            if 2 * len(words & {*stems_in(" ".join(claims))}) <= len(words):
                claims |= dict.fromkeys(fresh, claim)
        of_each = grouped(claims, lambda text: claims[text]["finding_id"])
        return [(" ".join(sentences), claims[sentences[0]]) for sentences in of_each.values()]

    @property
    def keys(self) -> set[str]:
        """The claims that are told by it."""
        return {row["finding_id"] for _, row in self.told}


def in_general(
    release: Release,
    met: UnderCauses,
    themes: Collection[str],
    *,
    effects: Collection[str] = (),
    examples: Iterable[Row] = (),
) -> list[InGeneral]:
    """What got in the way across the programme: on some themes, or where it is told who met it.

    What is said of the causes that most projects met comes first. Where effects are asked for,
    only what had them is told. Of sub-themes only a passage is told that speaks of them in general:
    why families were hard to recruit is no cause of too few carers.
    """
    across = release.rows("findings", scope="programme", polarity="barrier")
    on_themes = [row for row in across if is_on(row["theme_id"], themes)]
    causes = [*met, *(row["theme_id"] for row in on_themes)]
    on_themes.sort(key=lambda row: causes.index(row["theme_id"]))
    is_of_parts = bool(themes) and all("." in each for each in themes)
    of_projects = () if is_of_parts else chain.from_iterable(map(dict.values, met.values()))
    named = chain.from_iterable(of_projects)
    passages = dict.fromkeys(map(_PLACE, chain(on_themes, named, examples)))
    by_place = grouped(
        (row for row in across if not effects or {*effects} & {*row["effect"]}), _PLACE
    )
    as_examples = grouped(release.rows("findings", certainty="implied"), _PLACE)
    return [
        InGeneral(by_place[place], as_examples.get(place, []))
        for place in passages
        if place in by_place
    ]
