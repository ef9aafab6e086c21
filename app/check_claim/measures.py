"""What is counted, such as turnover or repeat referrals, by one small table."""

import re
from collections.abc import Set

from app.check_claim.lexicon import pairs
from app.check_claim.order import APART
from app.check_claim.sentences import Sentence, sentence

_MEASURES = [(name, re.compile(rf"\b(?:{words})\b")) for name, words in pairs("measures.txt", ":")]


def measures_in(plain: str) -> Set[str]:
    """The measures that a plain text names; repeat referrals are not referrals."""
    found = set()
    for name, pattern in _MEASURES:
        rest = pattern.sub(" ", plain)
        found |= {name} if rest != plain else set()
        plain = rest
    return found


def measures_of_all(text: Sentence) -> Set[str]:
    """The measures that a text has of all places, as in "across the boroughs"."""
    parts = [sentence(part) for part in APART.split(text.text)]
    return set().union(*(measures_in(one.plain) for one in parts if "all" in one.parts))
