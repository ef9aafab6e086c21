"""What a closed list of words is."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Word:
    """One code, what a reader sees for it, and what it means."""

    code: str
    label: str
    meaning: str


@dataclass(frozen=True)
class Vocabulary:
    """A closed list of words for one thing. A database column of it refuses every other word."""

    name: str
    title: str
    words: tuple[Word, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in their natural order."""
        return tuple(word.code for word in self.words)

    @cached_property
    def labels(self) -> dict[str, str]:
        """What a reader sees for each code."""
        return {word.code: word.label for word in self.words}


def vocabulary(name: str, title: str, *words: tuple[str, str, str]) -> Vocabulary:
    """A closed list of words, each as its code, label and meaning."""
    return Vocabulary(name, title, tuple(Word(*word) for word in words))
