"""How a citation is shortened where there is no room for all of it."""

import re
from functools import lru_cache


@lru_cache(maxsize=5_000)
def without_paragraph(citation: str) -> str:
    """A citation down to the page: the numbers of paragraphs are ours, and no report has them."""
    return re.sub(r" \(P\d+\)$", "", citation)


@lru_cache(maxsize=5_000)
def short_citation(citation: str) -> str:
    """A citation without its title: who, when and on which page."""
    cited = re.fullmatch(r"(.*?) \((\d{4}|no date)\).*?(, p\. \d+)?", without_paragraph(citation))
    if cited is None:
        return without_paragraph(citation)
    who, year, page = cited.groups()
    return who + ("" if year == "no date" else f" ({year})") + (page or "")
