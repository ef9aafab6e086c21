"""The name of an author in parts, as reference managers need it."""

from dataclasses import dataclass

_OTHERS = " and others"
_HONOURS = (
    *("Baroness", "Dame", "Dr", "Lady", "Lord", "Miss", "Mr", "Mrs", "Ms", "Mx", "Prof"),
    *("Professor", "Rev", "Reverend", "Sir"),
)
"""Titles before a name, which no reference has."""
_AWARDS = ("CBE", "DBE", "KBE", "KC", "MBE", "MSc", "OBE", "PhD", "QC")
"""Letters after a name, which no reference has either."""
_SUFFIXES = ("Jr", "Sr", "II", "III", "IV")


@dataclass(frozen=True)
class PersonName:
    """A name: "Ludwig" "van" "Beethoven", and what follows it, as "Jr"."""

    given: str
    particle: str
    family: str
    suffix: str

    @property
    def surname(self) -> str:
        """The family name with its particle."""
        return f"{self.particle} {self.family}".strip()


def people_in(author: str) -> tuple[list[PersonName], bool]:
    """The people that an author names, and whether there are others without a name."""
    person = author.removesuffix(_OTHERS)
    return [name_in(person)], person != author


def name_in(text: str) -> PersonName:
    """A name in parts: lower-case words before the family name are its particle."""
    words = text.replace(",", " ").split()
    while len(words) > 1 and _plain(words[0]) in _HONOURS:
        words.pop(0)
    suffix = ""
    while len(words) > 1 and _plain(words[-1]) in (*_AWARDS, *_SUFFIXES):
        word = words.pop()
        suffix = word if _plain(word) in _SUFFIXES else suffix
    last = len(words) - 1
    first = next((n for n in range(1, last) if words[n].islower()), last)
    family = next(n for n in range(first, last + 1) if n == last or not words[n].islower())
    given, particle = words[:first], words[first:family]
    return PersonName(" ".join(given), " ".join(particle), " ".join(words[family:]), suffix)


def _plain(word: str) -> str:
    return word.replace(".", "")
