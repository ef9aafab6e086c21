"""A source text -> numbered paragraphs; are the anchors where the data says?

A paragraph may name a project and make no claim about it, in a footnote for example: each such
mention has a row with its reason in `uncoded_mentions.csv`, and any other is a problem.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.database.text import STRAIGHT
from app.errors import DataError, FileError, Problem
from app.ingest.data_files import FILES
from app.ingest.validate import Dataset

LONGEST_QUOTATION = 7
"""Words in a row that may be the same as in a source: apart from anchors, we do not quote."""

_NOT_OUR_WORDS = {
    *("name", "alias", "aliases", "title", "authors", "publisher", "url", "source_url"),
    *("anchor", "value_reported", "heading", "report_section"),
}
"""Names, titles and addresses are facts; anchors and figures point into the text."""


@dataclass(frozen=True)
class SourceText:
    """A reader's own copy of a source that was coded."""

    source_id: str
    sha256: str
    paragraphs: Mapping[str, str]


def read_sources(path: Path, dataset: Dataset) -> list[SourceText]:
    """The text of a source, or of every source of which a folder holds the text that was coded.

    Each is numbered as the codebook numbers it. Raises FileError where there is no such path, and
    DataError where no file is, to the byte, a text that was coded.
    """
    if not path.exists():
        raise FileError([Problem("missing-file", str(path), "There is no such file.")])
    files = [each for each in sorted(path.iterdir()) if each.is_file()] if path.is_dir() else [path]
    contents = {hashlib.sha256(each.read_bytes()).hexdigest(): each for each in files}
    sources = dataset.rows["sources.csv"]
    coded = {sha256: source for _, source, sha256 in sources.numbered("source_id", "sha256")}
    texts = [
        SourceText(coded[sha256], sha256, paragraphs_of(each.read_bytes().decode()))
        for sha256, each in contents.items()
        if sha256 in coded
    ]
    if texts:
        return texts
    what = f"None of the {len(files)} files here is" if path.is_dir() else "This is not"
    message = f"{what} a text that was coded: sources.csv has the SHA-256 of each that was."
    raise DataError([Problem("not-the-text-coded", path.name, message)])


def paragraphs_of(text: str) -> dict[str, str]:
    """The blocks between blank lines, numbered from P001."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]
    return {f"P{number:03d}": block for number, block in enumerate(blocks, 1)}


def plain(text: str) -> str:
    """The words alone: no Markdown, no footnote numbers, one kind of quotation mark."""
    text = re.sub(r"<sup>.*?</sup>|<[^>]+>|\]\([^)]*\)|[*_#\[\]]", "", text)
    return " ".join(text.translate(STRAIGHT).split())


def problems_against(source: SourceText, dataset: Dataset) -> list[Problem]:
    """Everything in the data that does not agree with the text it is taken from."""
    return [
        *_paragraph_problems(source, dataset),
        *_anchor_problems(source, dataset),
        *_quotations(source, dataset),
        *_uncoded_paragraphs(source, dataset),
    ]


def _paragraph_problems(source: SourceText, dataset: Dataset) -> Iterator[Problem]:
    places = dataset.rows["paragraphs.csv"].keys(("source_id", "paragraph"))
    listed = {paragraph for source_id, paragraph in places if source_id == source.source_id}
    for paragraph in sorted(listed ^ set(source.paragraphs)):
        message = "The text and paragraphs.csv must have the same paragraphs."
        yield Problem("paragraph-mismatch", f"paragraphs.csv, {paragraph}", message)


def _anchor_problems(source: SourceText, dataset: Dataset) -> Iterator[Problem]:
    paragraphs = {p: plain(text).lower() for p, text in source.paragraphs.items()}
    for file in FILES:
        rows = dataset.rows[file.name]
        for column in {"anchor", "value_reported"} & rows.columns.keys():
            if not file.is_placed:
                continue
            for number, source_id, place, words in rows.numbered("source_id", "paragraph", column):
                is_ours = words and source_id == source.source_id
                if is_ours and plain(words).lower() not in paragraphs[place]:
                    message = f"found {words!r}, which is not in {place}."
                    yield rows.cell_problem("anchor-not-found", number, column, message)


def _quotations(source: SourceText, dataset: Dataset) -> Iterator[Problem]:
    length = LONGEST_QUOTATION + 1
    words = _words(" ".join(source.paragraphs.values()))
    runs = {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}
    for file in FILES:
        rows = dataset.rows[file.name]
        for column in rows.columns.keys() - _NOT_OUR_WORDS:
            for number, cell in rows.numbered(column):
                for text in cell if isinstance(cell, list) else [cell]:
                    ours = _words(text) if isinstance(text, str) else []
                    if any(tuple(ours[i : i + length]) in runs for i in range(len(ours))):
                        message = f"repeats {length} or more words in a row of the source."
                        yield rows.cell_problem("quotation", number, column, message)


_ACCOUNTED = ("findings.csv", "outcomes.csv", "project_principles.csv", "uncoded_mentions.csv")
"""Where a paragraph has a row of a project that it names."""


def _uncoded_paragraphs(source: SourceText, dataset: Dataset) -> Iterator[Problem]:
    """Paragraphs that name a project between the first and last claim, without a row of it.

    Of a report alone: a page about a project names it in every block.
    """
    kinds = dict(dataset.rows["sources.csv"].keys(("source_id", "kind")))
    if kinds[source.source_id] != "thematic-report":
        return
    columns = ("source_id", "paragraph", "project_id")
    rows = {
        name: [place for of, *place in dataset.rows[name].keys(columns) if of == source.source_id]
        for name in _ACCOUNTED
    }
    coded = sorted(paragraph for name in _ACCOUNTED[:2] for paragraph, _ in rows[name])
    accounted = {tuple(place) for name in _ACCOUNTED for place in rows[name]}
    names = _names_in(dataset)
    for paragraph, text in source.paragraphs.items():
        if not coded or not coded[0] <= paragraph <= coded[-1]:
            continue
        for project_id, expression in names.items():
            if expression.search(plain(text)) and (paragraph, project_id) not in accounted:
                message = (
                    f"names {project_id} and has no finding or outcome of it. "
                    "Code the claim, or say why there is none in uncoded_mentions.csv."
                )
                yield Problem("uncoded-paragraph", f"{source.source_id}, {paragraph}", message)


def _names_in(dataset: Dataset) -> dict[str, re.Pattern[str]]:
    """A pattern of the names of each project, case-sensitive."""
    names: dict[str, set[str]] = {}
    for file, column in (("projects.csv", "name"), ("project_aliases.csv", "alias")):
        for _, project_id, name in dataset.rows[file].numbered("project_id", column):
            names.setdefault(project_id, set()).add(plain(name))
    return {
        project_id: re.compile(
            rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(spellings, key=len)[::-1]))})(?!\w)"
        )
        for project_id, spellings in names.items()
    }


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9£%.']+", plain(text).lower())
