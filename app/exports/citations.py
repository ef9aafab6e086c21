"""Rows -> works -> RIS, BibTeX and CSL-JSON: how the evidence and its reports are cited."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import orjson

from app.exports.files import FOUNDERS, LICENCE, FileDescription, title_column
from app.settings import PUBLIC_URL, link

Row = Mapping[str, Any]
Name = dict[str, str]
Work = dict[str, Any]
"""Something that can be cited, as CSL-JSON has it: the other styles are written from that."""

_REPORTS = ("thematic-report", "evaluation-report", "report-abstract", "public-audit")
"""The kinds of source that are reports; the others are pages."""


def _work(
    key: str, kind: str, title: str, published: str | None, author: list[Name], **more: str | None
) -> Work:
    parts = [int(part) for part in published.split("-")] if published else []
    issued = {"date-parts": [parts]} if parts else None
    whole = {"id": key, "type": kind, "title": title, "author": author, "issued": issued, **more}
    return {name: value for name, value in whole.items() if value}


def of_release(release: str, day: str, address: str) -> Work:
    # With the hash of the data: reference managers overwrite what has the same key.
    key = f"wave1-evidence-{release.replace('+', '-')}"
    return _of_ours(key, f"Wave 1 Evidence, release {release}", day, address, LICENCE)


def _of_ours(key: str, title: str, day: str, address: str, note: str) -> Work:
    more = {"publisher": FOUNDERS, "URL": address, "note": note}
    return _work(key, "dataset", title, day, [{"literal": FOUNDERS}], **more)


def of_evaluation(row: Row) -> Work:
    return _work(
        row["evaluation_id"],
        "report",
        row["title"] or f"Evaluation of {row['project_name']} (title not seen)",
        row["published"],
        # Where no person is named, bodies stand for them.
        _people(row) or [{"literal": body} for body in row["evaluator_names"]],
        publisher="Department for Education",
        number=row["series_number"],
        DOI=row["doi"],
        ISBN=row["isbn"],
        URL=row["source_url"],
        note=row["note"],
    )


def of_document(key: str, row: Row) -> Work:
    is_report = row.get("kind", _REPORTS[0]) in _REPORTS
    return _work(
        row[key],
        "report" if is_report else "webpage",
        row["title"],
        row["published"],
        _people(row),
        publisher=row["publisher"],
        URL=row["url"],
        note=row["note"],
    )


def of_row(row: Row, about: FileDescription) -> Work:
    """A row of any list as a work: a document, or a part of the release with its place."""
    evidence_list = about.query.evidence_list
    if evidence_list.name == "evaluations":
        return of_evaluation(row)
    if evidence_list.name in ("sources", "citations"):
        return of_document(evidence_list.key, row)
    key = row[evidence_list.key]
    title_cell = row.get(title_column(evidence_list) or "") or evidence_list.title
    # Of a result its figure, of a fact its value.
    more = row.get("value_reported") or (row.get("value") if "fact" in row else None)
    title = (
        f"{title_cell}: {more or key}" if more or title_cell == evidence_list.title else title_cell
    )
    # Where its release still tells it.
    page = "/findings" if evidence_list.name == "findings" else f"/api/v1/{evidence_list.name}"
    path = f"{page}/{quote(key, safe=':')}?release={quote(about.release)}"
    place = row.get("citation") or row.get("response_citation")
    note = f"Wave 1 Evidence, release {about.release}.{f' From: {place}.' if place else ''}"
    return _of_ours(key, title, about.release_date, link(path) if PUBLIC_URL else "", note)


_IN_RIS = {"dataset": "DATA", "report": "RPRT", "webpage": "ELEC"}
"""The types of works, as CSL has them and as RIS does."""


def _ris(work: Work) -> str:
    date = _date(work)
    fields: list[tuple[str, str | None]] = [
        ("TY", _IN_RIS[work["type"]]),
        ("ID", work["id"]),
        ("TI", work["title"]),
        *(("AU", _in_ris(name)) for name in work.get("author", ())),
        ("PY", date[0] if date else None),
        ("DA", "/".join(date)),
        ("PB", work.get("publisher")),
        # Of a report, reference managers read it as its number.
        ("SN", work.get("number")),
        ("DO", work.get("DOI")),
        ("UR", work.get("URL")),
        ("N1", work.get("note")),
    ]
    lines = [f"{tag}  - {_one_line(value)}\r\n" for tag, value in fields if value]
    return "".join(lines) + "ER  - \r\n"


def _bibtex(work: Work) -> str:
    date = _date(work)
    names = {"institution": "publisher", "number": "number", "doi": "DOI", "isbn": "ISBN"}
    fields = {
        "title": f"{{{_escaped(work['title'])}}}",
        "author": " and ".join(map(_in_bibtex, work.get("author", ()))),
        "year": date[0] if date else None,
        "month": str(int(date[1])) if len(date) > 1 else None,
        **{field: _escaped(work.get(name, "")) for field, name in names.items()},
        "url": work.get("URL", "").translate(_IN_ADDRESS),
        "note": _escaped(work.get("note", "")),
    }
    kind = "techreport" if work["type"] == "report" else "misc"
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{kind}{{{work['id']},\n{body}\n}}\n"


def _date(work: Work) -> list[str]:
    return [f"{part:02d}" for part in work["issued"]["date-parts"][0]] if "issued" in work else []


def _in_ris(name: Name) -> str:
    parts = (_surname(name), name.get("given"), name.get("suffix"))
    return name.get("literal") or ", ".join(filter(None, parts))


def _in_bibtex(name: Name) -> str:
    if name == _ET_AL:
        return "others"
    parts = filter(None, (_surname(name), name.get("suffix"), name.get("given")))
    literal = name.get("literal")
    return f"{{{_escaped(literal)}}}" if literal else ", ".join(map(_escaped, parts))


def _surname(name: Name) -> str:
    """The family name with its particle."""
    return " ".join(name[part] for part in (_PARTICLE, "family") if part in name)


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
    "ris": (
        "application/x-research-info-systems",
        lambda works: "".join(map(_ris, works)).encode(),
    ),
    "bib": ("application/x-bibtex", lambda works: "\n".join(map(_bibtex, works)).encode()),
    "csl.json": ("application/vnd.citationstyles.csl+json", orjson.dumps),
}
"""Every style, by its ending: its media type, and how works are written in it."""


_OTHERS = " and others"
_ET_AL = {"literal": "et al."}
_PARTICLE = "non-dropping-particle"
_HONOURS = (
    *("Baroness", "Dame", "Dr", "Lady", "Lord", "Miss", "Mr", "Mrs", "Ms", "Mx", "Prof"),
    *("Professor", "Rev", "Reverend", "Sir"),
)
"""Titles before a name, which no reference has."""
_AWARDS = ("CBE", "DBE", "KBE", "KC", "MBE", "MSc", "OBE", "PhD", "QC")
"""Letters after a name, which no reference has either."""
_SUFFIXES = ("Jr", "Sr", "II", "III", "IV")


def _people(row: Row) -> list[Name]:
    return [name for author in row["authors"] for name in _names(author)]


def _names(author: str) -> list[Name]:
    """The person that an author names, and the others without a name, if there are any."""
    person = author.removesuffix(_OTHERS)
    return [_name(person), *([_ET_AL] if person != author else [])]


def _name(text: str) -> Name:
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
    given, particle, name = (
        " ".join(part) for part in (words[:first], words[first:family], words[family:])
    )
    parts = {"family": name, "given": given, _PARTICLE: particle, "suffix": suffix}
    return {part: each for part, each in parts.items() if each} if given else {"literal": name}


def _plain(word: str) -> str:
    return word.replace(".", "")
