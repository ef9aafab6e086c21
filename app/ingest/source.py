"""A source text -> numbered paragraphs; are the anchors where the data says?

A paragraph may name a project and make no claim about it, in a footnote for example: each such
mention has a row with its reason in `uncoded_mentions.csv`, and any other is a problem.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.errors import DataError, FileError, Problem
from app.ingest.data_files import FILES
from app.ingest.rows import (
    FindingRow,
    OutcomeRow,
    ParagraphRow,
    PlacedRow,
    ProjectPrincipleRow,
    SourceRow,
    UncodedMentionRow,
)
from app.ingest.validate import Dataset

LONGEST_QUOTATION = 7
"""Words in a row that may be the same as in a source: apart from anchors, we do not quote."""

_NOT_OUR_WORDS = {
    *("name", "alias", "aliases", "title", "authors", "publisher", "url", "source_url"),
    *("anchor", "value_reported", "heading", "report_section"),
}
"""Names, titles and addresses are facts; anchors and figures point into the text."""

_SAME_CHARACTER = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


@dataclass(frozen=True)
class SourceText:
    """A reader's own copy of a source that was coded."""

    source_id: str
    sha256: str
    paragraphs: Mapping[str, str]


def read_source(path: Path, dataset: Dataset) -> SourceText:
    """The text of a source, numbered as the codebook numbers it.

    Raises FileError where there is none, and DataError where it is not, to the byte, a text
    that was coded.
    """
    if not path.is_file():
        raise FileError([Problem("missing-file", str(path), "There is no such file.")])
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    sources = [row for row in dataset.rows["sources.csv"] if isinstance(row, SourceRow)]
    for source in sources:
        if source.sha256 == sha256:
            return SourceText(source.source_id, sha256, paragraphs_of(content.decode("utf-8")))
    coded = ", ".join(f"{row.source_id} {row.sha256}" for row in sources if row.sha256)
    message = f"The SHA-256 of this text is {sha256}. Texts that were coded: {coded}."
    raise DataError([Problem("not-the-text-coded", path.name, message)])


def read_sources(path: Path, dataset: Dataset) -> list[SourceText]:
    """The text of a source, or of every source of which a folder holds the text that was coded.

    Raises DataError where there is none.
    """
    if not path.is_dir():
        return [read_source(path, dataset)]
    coded = set(dataset.rows["sources.csv"]["sha256"]) - {None}
    files = [each for each in sorted(path.iterdir()) if each.is_file()]
    found = [each for each in files if hashlib.sha256(each.read_bytes()).hexdigest() in coded]
    if not found:
        message = f"None of the {len(files)} files here is a text that was coded."
        raise DataError([Problem("not-the-text-coded", str(path), message)])
    return [read_source(each, dataset) for each in found]


def paragraphs_of(text: str) -> dict[str, str]:
    """The blocks between blank lines, numbered from P001."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]
    return {f"P{number:03d}": block for number, block in enumerate(blocks, 1)}


def plain(text: str) -> str:
    """The words alone: no Markdown, no footnote numbers, one kind of quotation mark."""
    text = re.sub(r"<sup>.*?</sup>|<[^>]+>|\]\([^)]*\)|[*_#\[\]]", "", text)
    return " ".join(text.translate(_SAME_CHARACTER).split())


def problems_against(source: SourceText, dataset: Dataset) -> list[Problem]:
    """Everything in the data that does not agree with the text it is taken from."""
    return [
        *_paragraph_problems(source, dataset),
        *_anchor_problems(source, dataset),
        *_quotations(source, dataset),
        *_uncoded_paragraphs(source, dataset),
    ]


def _paragraph_problems(source: SourceText, dataset: Dataset) -> Iterator[Problem]:
    listed = {
        row.paragraph
        for row in dataset.rows["paragraphs.csv"]
        if isinstance(row, ParagraphRow) and row.source_id == source.source_id
    }
    for paragraph in sorted(listed ^ set(source.paragraphs)):
        message = "The text and paragraphs.csv must have the same paragraphs."
        yield Problem("paragraph-mismatch", f"paragraphs.csv, {paragraph}", message)


def _anchor_problems(source: SourceText, dataset: Dataset) -> Iterator[Problem]:
    paragraphs = {p: plain(text).lower() for p, text in source.paragraphs.items()}
    for file in FILES:
        for number, row in enumerate(dataset.rows[file.name], 2):
            if not isinstance(row, PlacedRow) or row.source_id != source.source_id:
                continue
            for column in ("anchor", "value_reported"):
                words = getattr(row, column, None)
                if words and plain(words).lower() not in paragraphs[row.paragraph]:
                    where = f"{file.name}, row {number}, column {column}"
                    message = f"found {words!r}, which is not in {row.paragraph}."
                    yield Problem("anchor-not-found", where, message)


def _quotations(source: SourceText, dataset: Dataset) -> Iterator[Problem]:
    length = LONGEST_QUOTATION + 1
    words = _words(" ".join(source.paragraphs.values()))
    runs = {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}
    for file in FILES:
        for number, row in enumerate(dataset.rows[file.name], 2):
            for column, cell in row:
                if column in _NOT_OUR_WORDS:
                    continue
                for text in cell if isinstance(cell, list) else [cell]:
                    ours = _words(text) if isinstance(text, str) else []
                    if any(tuple(ours[i : i + length]) in runs for i in range(len(ours))):
                        where = f"{file.name}, row {number}, column {column}"
                        message = f"repeats {length} or more words in a row of the source."
                        yield Problem("quotation", where, message)


def _uncoded_paragraphs(source: SourceText, dataset: Dataset) -> Iterator[Problem]:
    """Paragraphs that name a project between the first and last claim, without a row of it.

    Of a report alone: a page about a project names it in every block.
    """
    kinds = dict(
        zip(*map(dataset.rows["sources.csv"].__getitem__, ("source_id", "kind")), strict=True)
    )
    if kinds[source.source_id] != "thematic-report":
        return
    names = _names_in(dataset)
    accounted = {
        (row.paragraph, getattr(row, "project_id", None))
        for file in FILES
        for row in dataset.rows[file.name]
        if isinstance(row, FindingRow | OutcomeRow | ProjectPrincipleRow | UncodedMentionRow)
        and row.source_id == source.source_id
    }
    coded = sorted(
        int(row.paragraph[1:])
        for name in ("findings.csv", "outcomes.csv")
        for row in dataset.rows[name]
        if isinstance(row, FindingRow | OutcomeRow) and row.source_id == source.source_id
    )
    for paragraph, text in source.paragraphs.items():
        if not coded or not coded[0] <= int(paragraph[1:]) <= coded[-1]:
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
        for row in dataset.rows[file]:
            columns = row.model_dump()
            names.setdefault(columns["project_id"], set()).add(plain(columns[column]))
    return {
        project_id: re.compile(
            rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(spellings, key=len)[::-1]))})(?!\w)"
        )
        for project_id, spellings in names.items()
    }


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9£%.']+", plain(text).lower())
