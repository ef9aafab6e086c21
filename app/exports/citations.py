"""Works -> RIS, BibTeX and CSL-JSON: how the evidence and its reports are cited."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import orjson


@dataclass(frozen=True)
class Work:
    """Something that can be cited. Authors are people; without any, bodies stand for them."""

    key: str
    kind: str
    title: str
    authors: tuple[str, ...]
    published: str | None
    publisher: str | None
    url: str | None
    number: str | None = None
    note: str | None = None
    bodies: tuple[str, ...] = ()
    doi: str | None = None
    isbn: str | None = None

    @property
    def date_parts(self) -> list[int]:
        """Year, month and day, as far as they are known."""
        return [int(part) for part in self.published.split("-")] if self.published else []


def ris(works: Sequence[Work]) -> bytes:
    return "".join(_ris(work) for work in works).encode()


def bibtex(works: Sequence[Work]) -> bytes:
    return "\n".join(_bibtex(work) for work in works).encode()


def csl(works: Sequence[Work]) -> bytes:
    return orjson.dumps([_csl(work) for work in works])


_IN_RIS = {"dataset": "DATA", "report": "RPRT", "webpage": "ELEC"}
"""The types of works, as CSL has them and as RIS does."""


def _ris(work: Work) -> str:
    fields: list[tuple[str, str | None]] = [
        ("TY", _IN_RIS[work.kind]),
        ("ID", work.key),
        ("TI", work.title),
        *(("AU", author) for author in _in_ris(work)),
        ("PY", work.published[:4] if work.published else None),
        ("DA", "/".join(f"{part:02d}" for part in work.date_parts) or None),
        ("PB", work.publisher),
        ("SN", work.number),
        ("DO", work.doi),
        ("UR", work.url),
        ("N1", work.note),
    ]
    lines = [f"{tag}  - {_one_line(value)}\r\n" for tag, value in fields if value]
    return "".join(lines) + "ER  - \r\n"


def _bibtex(work: Work) -> str:
    fields = {
        "title": f"{{{_escaped(work.title)}}}",
        "author": " and ".join(_in_bibtex(work)),
        "year": work.published[:4] if work.published else None,
        "month": str(work.date_parts[1]) if len(work.date_parts) > 1 else None,
        "institution": _escaped(work.publisher or ""),
        "number": _escaped(work.number or ""),
        "doi": _escaped(work.doi or ""),
        "isbn": _escaped(work.isbn or ""),
        "url": (work.url or "").translate(_IN_ADDRESS),
        "note": _escaped(work.note or ""),
    }
    kind = "techreport" if work.kind == "report" else "misc"
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{kind}{{{work.key},\n{body}\n}}\n"


def _csl(work: Work) -> dict[str, object]:
    whole = {
        "id": work.key,
        "type": work.kind,
        "title": work.title,
        "author": [
            *(part for author in work.authors for part in _csl_names(author)),
            *({"literal": body} for body in work.bodies),
        ],
        "issued": {"date-parts": [work.date_parts]} if work.date_parts else None,
        "publisher": work.publisher,
        "number": work.number,
        "DOI": work.doi,
        "ISBN": work.isbn,
        "URL": work.url,
        "note": work.note,
    }
    return {name: value for name, value in whole.items() if value}


def _in_ris(work: Work) -> Iterator[str]:
    for author in work.authors:
        people, has_others = people_in(author)
        yield from (", ".join(filter(None, (p.surname, p.given, p.suffix))) for p in people)
        yield from ["et al."] * has_others
    yield from work.bodies


def _in_bibtex(work: Work) -> Iterator[str]:
    for author in work.authors:
        people, has_others = people_in(author)
        for person in people:
            parts = filter(None, (person.surname, person.suffix, person.given))
            yield ", ".join(map(_escaped, parts)) if person.given else f"{{{_escaped(author)}}}"
        yield from ["others"] * has_others
    yield from (f"{{{_escaped(body)}}}" for body in work.bodies)


def _csl_names(author: str) -> Iterator[dict[str, str]]:
    people, has_others = people_in(author)
    for person in people:
        parts = {
            "family": person.family,
            "given": person.given,
            "non-dropping-particle": person.particle,
            "suffix": person.suffix,
        }
        named = {part: text for part, text in parts.items() if text}
        yield named if person.given else {"literal": person.family}
    yield from [{"literal": "et al."}] * has_others


_SPECIAL = str.maketrans(
    {
        **{mark: f"\\{mark}" for mark in "&%$#_"},
        # BibTeX counts braces, also those with a backslash before them.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def _escaped(text: str) -> str:
    return _one_line(text).translate(_SPECIAL)


def _one_line(text: str) -> str:
    return " ".join(text.split())


Style = tuple[str, Callable[[Sequence[Work]], bytes]]
STYLES: dict[str, Style] = {
    "ris": ("application/x-research-info-systems", ris),
    "bib": ("application/x-bibtex", bibtex),
    "csl.json": ("application/vnd.citationstyles.csl+json", csl),
}
"""Every style, by its ending: its media type, and how works are written in it."""


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
