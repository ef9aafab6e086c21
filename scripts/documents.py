"""The generated documents in docs/: written, or with `--check` compared with what is there."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from app.database import connect
from app.evidence import vocabulary
from app.evidence.queries import EVIDENCE_LISTS
from app.evidence.records import Record
from app.exports import FORMATS
from app.ingest.data_files import FILES
from app.main import create_app
from app.settings import Settings
from scripts.openapi import description_of

ROOT = Path(__file__).resolve().parent.parent
GENERATED = "<!-- Written by scripts/documents.py: change what it is made from, not this file. -->"

LINE = 120
"""Characters of a line of JSON, as far as one value does not take more."""
Lines = Iterator[str]


def data_dictionary() -> Lines:
    """Every column of every list, every word of every closed list, every data file."""
    yield "# Data dictionary"
    yield "Each column has the same name in JSON, in a CSV header and in the data files."
    yield "Blank cells: a fact or claim that no source at hand gives; never a zero, never a guess."
    yield "## Formats"
    yield "The address of a list with one of these endings is the whole list as a file."
    yield _table(
        ("ending", "format", "media type"),
        (
            (f"`.{ending}`", format_.title, format_.media_type)
            for ending, format_ in FORMATS.items()
        ),
    )
    yield "## Lists"
    for name, evidence_list in EVIDENCE_LISTS.items():
        yield f"### {name}"
        yield f"{evidence_list.description} `/api/v1/{name}`, and with the ending of a format."
        yield _table(
            ("column", "type", "unit", "title", "definition"), _columns(evidence_list.record)
        )
        if evidence_list.filters:
            yield "Filters:"
            yield _table(
                ("parameter", "meaning"),
                (
                    (" ".join(f"`{p}`" for p in narrowed.parameters), narrowed.description)
                    for narrowed in evidence_list.filters
                ),
            )
    yield "## Words"
    for words in sorted(vocabulary.VOCABULARIES, key=lambda words: words.title):
        yield f"### {words.title}"
        yield _table(
            ("code", "label", "meaning"),
            ((f"`{word.code}`", word.label, word.meaning) for word in words.words),
        )
    yield "## Data files"
    yield "CSV in `data/`: UTF-8, line feeds, one header row; lists in a cell separated by `;`."
    yield _table(
        ("file", "a row is named by", "columns"),
        ((f"`{file.name}`", ", ".join(file.key), ", ".join(_rows(file.name)[0])) for file in FILES),
    )


def coding() -> Lines:
    """How much is coded, and how far two coders agreed."""
    findings, outcomes = _rows("findings.csv"), _rows("outcomes.csv")
    agreement, decisions = _rows("coding_agreement.csv"), _rows("coding_decisions.csv")
    themes = {row["theme_id"]: row for row in _rows("themes.csv")}
    top = [row for row in agreement if "." not in row["theme_id"]]
    both, only_a, only_b = (
        sum(int(row[column]) for row in top)
        for column in ("both_count", "only_a_count", "only_b_count")
    )
    named = {row["project_id"] for row in (*findings, *outcomes) if row["project_id"]}
    yield "# Coding"
    yield (
        "The report and the public pages were read and coded twice, independently, paragraph by "
        "paragraph, by one codebook. A claim is the same where paragraph, project or scope, "
        "sub-theme and polarity are the same. Both codings are in `data/coded_findings.csv` and "
        "`data/coded_outcomes.csv`, and are lists (`/api/v1/coded-findings`); every difference on "
        "the report was settled by the codebook, with its reason, in `data/coding_decisions.csv`. "
        "Of the public pages about half of the claims were found by one coder alone: each was "
        "judged again by its page, and for few of them the reason is written down."
    )
    yield (
        "On pages `effect` agrees least. In all six places where the coders differ one of them put "
        "down an effect that the page only lets one think of, such as higher costs where a service "
        "is half empty. The codebook says that it is empty where a source does not say it; what "
        "stands keeps to that."
    )
    yield (
        f"{len(findings)} findings ({sum(row['scope'] == 'project' for row in findings)} of a "
        f"named project) and {len(outcomes)} outcomes stand, of {len(named)} projects. "
        f"{both} claims were found by both coders, {only_a} by coder A alone, {only_b} by coder B "
        f"alone: F1 {2 * both / (2 * both + only_a + only_b):.3f}. "
        f"{len(decisions)} differences were settled."
    )
    yield "## By a third reader"
    yield (
        "On 30 November 2026 a reader who had seen neither program nor data read the report whole, "
        "wrote down its claims by the codebook and then looked at the rows: all 249 claims and 37 "
        "of 38 outcomes of that list were held (the 38th, less engagement at NIS MST-PSB, since); "
        "all 287 findings and 47 of 48 outcomes were borne out, 285 with what came of the act (one "
        "of the two was mended); 225 of 225 projects were rightly named; 12 of 13 answers to a "
        "barrier were there (the last was taken back on a second look) and 16 of 16 agreed with; "
        "282 of 287 statements say no more and no less, and five were reworded. It was one pass; "
        "`certainty` and `effect` were not judged."
    )
    yield "## By field"
    yield (
        "For the report (`tr4`), for the public pages of each kind and for all pages: the share of "
        "claims that both coders had of which both said the same, and their number. `claim` and "
        "`outcome` are how many both had of all that either had. A dash is a figure that is not "
        "known: the sub-theme of a page's claim is part of what makes it the same claim, and "
        "responses, their results and `finding_ids` of pages were written down by one coder alone. "
        "Of effects and of what was overcome only barriers are compared."
    )
    yield _table(*_by_field())
    yield "How facts of projects from public pages were judged, one by one: [facts](facts.md)."
    yield "## Who evaluated"
    yield _teams()
    yield "## By theme"
    yield "Of the report, first coding; a code that was renamed counts under the one it has today."
    yield _table(
        ("theme", "facilitators", "barriers", "neutral", "both", "A alone", "B alone", "F1"),
        (
            (
                themes[row["theme_id"]]["label"],
                *_polarities(row["theme_id"], findings),
                row["both_count"],
                row["only_a_count"],
                row["only_b_count"],
                row["f1"],
            )
            for row in agreement
        ),
    )


def _teams() -> str:
    """Why the evaluation teams that the report counts are not the organisations in the data."""
    told = {row["fact"]: row["value"] for row in _rows("programme.csv")}
    own = [row["evaluator_ids"].split(";") for row in _rows("evaluations.csv")]
    own = [ids for ids in own if ids != [""]]
    every, alone = {each for ids in own for each in ids}, {ids[0] for ids in own if len(ids) == 1}
    beside, unknown = len(every - alone), len(_rows("projects.csv")) - len(own)
    return (
        f"The report counts {told['evaluation-teams']} evaluation teams; the data name "
        f"{len(every)} organisations. A team may be several of them, and {beside} are named only "
        "beside others. Counted by the one that is named first, there are "
        f"{len({ids[0] for ids in own})} teams. Of {unknown} projects no source at hand names who "
        f"evaluated them. {told['pages-on-the-first-list']} public pages were looked up first, and "
        f"{told['pages-found-besides']} were found besides."
    )


def _by_field() -> tuple[tuple[str, ...], Iterable[Sequence[str]]]:
    """The head and the rows of a table of fields by sources."""
    cells: dict[str, dict[str, str]] = {}
    for row in _rows("field_agreement.csv"):
        agreed, compared = int(row["agreed_count"]), int(row["compared_count"])
        share = f"{agreed / compared:.2f} of {compared}" if compared else "–"
        cells.setdefault(row["field"], {})[row["source"]] = share
    sources = tuple(next(iter(cells.values())))
    return ("field", *sources), (
        (f"`{field}`", *(own[source] for source in sources)) for field, own in cells.items()
    )


def openapi() -> Lines:
    """The published description of the API: a change of it is a change of the contract."""
    engine = connect(Settings.from_environment().database_url)
    yield _laid_out(description_of(create_app(engine)))


DOCUMENTS = {"data-dictionary.md": data_dictionary, "coding.md": coding, "openapi.json": openapi}


def _laid_out(value: Any, depth: int = 0) -> str:
    """JSON in lines: what fits into one stands on one, beside others that fit too."""
    line = json.dumps(value, ensure_ascii=False)
    if depth + len(line) <= LINE or not isinstance(value, dict | list):
        return line
    named = (
        [(f"{json.dumps(key)}: ", part) for key, part in value.items()]
        if isinstance(value, dict)
        else [("", part) for part in value]
    )
    lines: list[str] = []
    for name, part in named:
        text = f"{name}{_laid_out(part, depth + 1)}"
        is_beside = lines and "\n" not in text + lines[-1]
        if is_beside and depth + len(lines[-1]) + len(text) < LINE - 2:
            lines[-1] += f", {text}"
        else:
            lines.append(text)
    inside = f"\n{' ' * (depth + 1)}"
    return f"{line[0]}{inside if len(named) > 1 else ''}{f',{inside}'.join(lines)}{line[-1]}"


def _polarities(theme: str, findings: list[dict[str, str]]) -> list[str]:
    within = [
        row["polarity"]
        for row in findings
        if row["theme_id"] == theme or row["theme_id"].startswith(f"{theme}.")
    ]
    return [str(within.count(code)) for code in vocabulary.POLARITY.codes]


def _columns(record: Record) -> Iterator[Sequence[str]]:
    for column in record.columns:
        kind = f"{column.type}, may be blank" if column.may_be_blank else column.type
        definition = column.definition
        if column.words:
            definition += f" One of: {', '.join(column.words)}."
        yield f"`{column.name}`", kind, column.unit or "", column.title, definition


def _rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in lines)


def main() -> int:
    """Write every document, or name those that are not current."""
    stale = []
    for name, write in DOCUMENTS.items():
        path = ROOT / "docs" / name
        head = [GENERATED] if name.endswith(".md") else []
        text = "\n\n".join([*head, *write()]) + "\n"
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        print(f"Not current: {', '.join(stale)}. Run scripts/documents.py.")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
