"""References: names in parts, and BibTeX that any text survives."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exports.citations import STYLES, Work, of_document

ris, bibtex, csl = (STYLES[ending][1] for ending in ("ris", "bib", "csl.json"))


def work(*authors: str, title: str = "A report", url: str | None = None) -> Work:
    document = {"kind": "evaluation-report", "publisher": "A publisher", "note": None}
    row = {"source_id": "a-report", "title": title, "authors": authors, "url": url, **document}
    return of_document("source_id", {**row, "published": "2017-07"})


@pytest.mark.parametrize(
    ("author", "in_csl", "in_bibtex", "in_ris"),
    [
        ("Judy Sebba", {"family": "Sebba", "given": "Judy"}, "Sebba, Judy", "Sebba, Judy"),
        (
            "Professor Maria van der Berg",
            {"family": "Berg", "given": "Maria", "non-dropping-particle": "van der"},
            "van der Berg, Maria",
            "van der Berg, Maria",
        ),
        (
            "Dame Emily R. Munro DBE",
            {"family": "Munro", "given": "Emily R."},
            "Munro, Emily R.",
            "Munro, Emily R.",
        ),
        (
            "Dr. John Smith, Jr.",
            {"family": "Smith", "given": "John", "suffix": "Jr."},
            "Smith, Jr., John",
            "Smith, John, Jr.",
        ),
        (
            "José de la Cruz Ramos",
            {"family": "Cruz Ramos", "given": "José", "non-dropping-particle": "de la"},
            "de la Cruz Ramos, José",
            "de la Cruz Ramos, José",
        ),
        ("Coram", {"literal": "Coram"}, "{Coram}", "Coram"),
    ],
)
def test_a_name_is_written_in_its_parts(
    author: str, in_csl: dict[str, str], in_bibtex: str, in_ris: str
) -> None:
    [written] = json.loads(csl([work(author)]))

    assert written["author"] == [in_csl]
    assert f"  author = {{{in_bibtex}}},\n" in bibtex([work(author)]).decode()
    assert f"AU  - {in_ris}\r\n" in ris([work(author)]).decode()


def test_others_without_a_name_are_others_in_every_style() -> None:
    authors = work("Judy Sebba and others")

    [written] = json.loads(csl([authors]))
    assert written["author"] == [{"family": "Sebba", "given": "Judy"}, {"literal": "et al."}]
    assert "author = {Sebba, Judy and others}," in bibtex([authors]).decode()
    assert re.findall(r"AU  - (.*)\r\n", ris([authors]).decode()) == ["Sebba, Judy", "et al."]


_ESCAPED = {
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{mark}": mark for mark in "&%$#_"},
}


@given(st.text("ab {}\\~^&%$#_", min_size=1).filter(str.strip))
def test_any_text_survives_bibtex(text: str) -> None:
    written = bibtex([work(title=text, url="https://example.org/{a}")]).decode()

    [title] = re.findall(r"title = \{\{(.*)\}\},\n", written)
    sign = re.compile("|".join(map(re.escape, _ESCAPED)))
    assert sign.sub(lambda found: _ESCAPED[found[0]], title) == " ".join(text.split())
    assert re.sub(r"\\[^{}]", "", written).count("{") == written.count("}")
    assert "url = {https://example.org/%7Ba%7D}" in written
