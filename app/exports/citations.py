"""Rows -> works -> RIS, BibTeX and CSL-JSON: how the evidence and its reports are cited."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import orjson

from app.exports.files import FOUNDERS, LICENCE, About, title_column
from app.settings import PUBLIC_URL, link

Row = Mapping[str, Any]


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


_REPORTS = ("thematic-report", "evaluation-report", "report-abstract", "public-audit")
"""The kinds of source that are reports; the others are pages."""


def of_release(release: str, day: str, address: str) -> Work:
    # With the hash of the data: reference managers overwrite what has the same key.
    key, title = (
        f"wave1-evidence-{release.replace('+', '-')}",
        f"Wave 1 Evidence, release {release}",
    )
    return _of_ours(key, title, day, address, LICENCE)


def _of_ours(key: str, title: str, day: str, address: str, note: str) -> Work:
    """The release, or a part of it."""
    url, bodies = address or None, (FOUNDERS,)
    return Work(key, "dataset", title, (), day, FOUNDERS, url, note=note, bodies=bodies)


def of_evaluation(row: Row) -> Work:
    return Work(
        key=row["evaluation_id"],
        kind="report",
        title=row["title"] or f"Evaluation of {row['project_name']} (title not seen)",
        authors=tuple(row["authors"]),
        bodies=() if row["authors"] else tuple(row["evaluator_names"]),
        published=row["published"],
        publisher="Department for Education",
        url=row["source_url"],
        number=row["series_number"],
        note=row["note"],
        doi=row["doi"],
        isbn=row["isbn"],
    )


def _of_document(key: str, row: Row) -> Work:
    is_report = row.get("kind", _REPORTS[0]) in _REPORTS
    return Work(
        key=row[key],
        kind="report" if is_report else "webpage",
        title=row["title"],
        authors=tuple(row["authors"]),
        published=row["published"],
        publisher=row["publisher"],
        url=row["url"],
        note=row["note"],
    )


def of_row(row: Row, about: About) -> Work:
    """A row of any list as a work: a document, or a part of the release with its place."""
    resource = about.query.resource
    if resource.name == "evaluations":
        return of_evaluation(row)
    if resource.name in ("sources", "citations"):
        return _of_document(resource.key, row)
    key = row[resource.key]
    said = row.get(title_column(resource) or "") or resource.title
    # Of a result its figure, of a fact its value.
    more = row.get("value_reported") or (row.get("value") if "fact" in row else None)
    title = f"{said}: {more or key}" if more or said == resource.title else said
    # Where its release still tells it.
    page = "/findings" if resource.name == "findings" else f"/api/v1/{resource.name}"
    path = f"{page}/{quote(key, safe=':')}?release={quote(about.release)}"
    place = row.get("citation") or row.get("response_citation")
    note = f"Wave 1 Evidence, release {about.release}.{f' From: {place}.' if place else ''}"
    return _of_ours(key, title, about.release_date, link(path) if PUBLIC_URL else "", note)


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
        person, has_others = person_in(author)
        yield ", ".join(filter(None, (person.surname, person.given, person.suffix)))
        yield from ["et al."] * has_others
    yield from work.bodies


def _in_bibtex(work: Work) -> Iterator[str]:
    for author in work.authors:
        person, has_others = person_in(author)
        parts = filter(None, (person.surname, person.suffix, person.given))
        yield ", ".join(map(_escaped, parts)) if person.given else f"{{{_escaped(author)}}}"
        yield from ["others"] * has_others
    yield from (f"{{{_escaped(body)}}}" for body in work.bodies)


def _csl_names(author: str) -> Iterator[dict[str, str]]:
    person, has_others = person_in(author)
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


def person_in(author: str) -> tuple[PersonName, bool]:
    """The person that an author names, and whether there are others without a name."""
    person = author.removesuffix(_OTHERS)
    return name_in(person), person != author


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
