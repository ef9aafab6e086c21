"""The sentences of a draft, one after another."""

import re

_SHORT = r"(?<!\b[A-Za-z]\.)(?<!\b(?:pp|al|No|no|vs|cf|ca|St|Dr|Mr|Ms)\.)(?<!\b(?:Mrs|Fig)\.)"
_END = re.compile(
    rf"(?:(?<=[.!?]){_SHORT}|(?<=[.!?][\"'”’)]))\s+(?=[\"'“‘(£]*[A-Z\d])"
    r"(?!(?:It|They) [\w'’]+[.!]?$)",
)
"""Where a sentence ends: before a capital or a figure, but not in "p. 17", nor before
"They did."."""
_OF_THE_LAST = re.compile(r"(?:It|Its|They|Their|This|That|These|Those|There|He|She)\b")


def sentences_of(text: str) -> list[str]:
    """The sentences of a text."""
    return _END.split(text.strip())


def is_of_the_last(text: str) -> bool:
    """Whether a sentence can only be about the projects that the one before it names."""
    return bool(_OF_THE_LAST.match(text))
