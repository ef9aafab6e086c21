"""Whole lists as files: how long they take, and what they cost the server in memory."""

import csv
import subprocess
import time
from http.client import HTTPConnection
from io import BytesIO, TextIOWrapper
from itertools import islice
from pathlib import Path
from statistics import median
from typing import IO, Any

from app.evidence.queries import RESOURCES
from scripts.benchmark.client import Client
from scripts.benchmark.plan import WORK
from scripts.benchmark.questions import FINDINGS
from scripts.benchmark.scene import Scene
from scripts.benchmark.wrk import UnansweredError

SECTION = "All findings as a file"
_COMPARED = 20_000
_PLAIN = "SELECT * FROM finding ORDER BY finding_id"


def as_csv(scene: Scene) -> None:
    """CSV of all findings: ours and that of the shell `sqlite3`, in turn."""
    server, file = scene.kept, scene.file
    with Client(server.port) as client:
        script, plain = (
            _script(client),
            _write_script(f".mode csv\n.headers on\n{_PLAIN};\n", "plain"),
        )
        _compare(server.port, file, script)
        with server.growth() as first_growth:
            _, size, lines = client.downloaded(f"{FINDINGS}.csv")
        seconds: dict[str, list[float]] = {"ours": [], "joined": [], "plain": []}
        with server.growth() as growth:
            for _ in range(scene.plan.rounds):
                seconds["ours"].append(client.downloaded(f"{FINDINGS}.csv")[0])
                seconds["joined"].append(_seconds(file, script))
                seconds["plain"].append(_seconds(file, plain))
    ours, joined, of_plain = map(median, seconds.values())
    more = max(*first_growth, *growth)
    scene.add("csv", "sqlite3", joined / ours)
    scene.add("csv", "growth", more)
    text = f"{ours:.2f} s, {size / 1e6:,.0f} MB, {lines - 1:,} rows; {more:.0f} MB more memory"
    scene.say(SECTION, "CSV", text)
    what = "`sqlite3 -csv`, the same columns by joins"
    scene.say(SECTION, what, f"{joined:.2f} s ({joined / ours:.2f})")
    what = "`sqlite3 -csv`, the table alone: no labels"
    scene.say(SECTION, what, f"{of_plain:.2f} s ({of_plain / ours:.2f})")


def as_others(scene: Scene) -> None:
    """JSON Lines, Parquet and Excel."""
    for ending, name in (("jsonl", "JSON Lines"), ("parquet", "Parquet"), ("xlsx", "Excel")):
        try:
            with Client(scene.kept.port) as client, scene.kept.growth() as growth:
                seconds, size, _ = client.downloaded(f"{FINDINGS}.{ending}")
        except UnansweredError as error:
            scene.say(SECTION, name, f"refused: {error}")
        else:
            text = f"{seconds:.2f} s, {size / 1e6:,.0f} MB; {growth[0]:.0f} MB more memory"
            scene.say(SECTION, name, text)


def _seconds(file: Path, script: Path) -> float:
    started = time.perf_counter()
    with script.open("rb") as lines:
        subprocess.run(["sqlite3", str(file)], stdin=lines, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def _compare(port: int, file: Path, script: Path) -> None:
    """Whether both write the same rows, by the first of them."""
    few = script.read_text(encoding="utf-8").replace(_JOINED, f"{_JOINED} LIMIT {_COMPARED}")
    done = subprocess.run(
        ["sqlite3", str(file)], input=few.encode(), capture_output=True, check=True
    )
    theirs = _rows(BytesIO(done.stdout))
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", f"{FINDINGS}.csv")
    ours = _rows(connection.getresponse())
    connection.close()
    if ours != theirs:
        differing = next(pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1])
        raise UnansweredError(f"sqlite3 writes other rows: {differing}")


def _rows(file: IO[bytes] | Any) -> list[list[str]]:
    return list(islice(csv.reader(TextIOWrapper(file, "utf-8-sig", newline="")), _COMPARED + 1))


def _script(client: Client) -> Path:
    """What the shell is told, so that it writes the same columns as we do.

    Words that are kept in the code, not in a table, are written into a temporary one.
    """
    words = RESOURCES["findings"].record.vocabularies()
    labels = [(name, *label) for name, some in words.items() for label in some.labels.items()]
    for source in client.json("/api/v1/sources?page_size=1000")["results"]:
        rows = client.json(f"{FINDINGS}?source={source['source_id']}&page_size=1")["results"]
        labels += [
            ("cited", row["source_id"], row["citation"].removesuffix(_place(row))) for row in rows
        ]
    values = ",\n".join(f"({', '.join(_quoted(part) for part in label)})" for label in labels)
    create = "CREATE TEMP TABLE word (name, code, label, PRIMARY KEY (name, code)) WITHOUT ROWID;"
    insert = f"INSERT INTO word VALUES {values};"  # noqa: S608 (our own words)
    lines = (".mode csv", create, insert, ".headers on", f"{_JOINED};")
    return _write_script("\n".join(lines) + "\n", "joined")


def _place(row: dict[str, Any]) -> str:
    return f"{', p. ' + str(row['page']) if row['page'] else ''} ({row['paragraph']})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _write_script(script: str, name: str) -> Path:
    file = WORK / f"{name}.sql"
    file.write_text(script, encoding="utf-8")
    return file


def _members(member: str, rows: str, key: str) -> str:
    """The members of a list of a finding, in their order, as one text."""
    ordered = f"SELECT {member} AS member FROM {rows} WHERE own.{key} = f.{key} ORDER BY position"  # noqa: S608 (our own words)
    return f"(SELECT group_concat(member, ';') FROM ({ordered}))"  # noqa: S608 (our own words)


_LABELS = "JOIN word ON word.name = 'effect' AND word.code = own.effect"
_CODED = {
    **{f"f.{name}": name for name in ("scope", "polarity", "certainty", "overcome")},
    **{f"f.{name}": name for name in ("response_result", "coded_by")},
    **{f"project.{name}": name for name in ("strand", "lead_type")},
    "source.reported_by": "reported_by",
    "source.kind": "source_kind",
    "f.source_id": "cited",
}
_JOINED = f"""
SELECT f.finding_id, f.project_id, project.name AS project_name,
    f.scope, scope.label AS scope_label,
    f.theme_id, theme.label AS theme_label,
    theme.parent_id AS parent_theme_id, parent.label AS parent_theme_label,
    f.polarity, polarity.label AS polarity_label,
    f.certainty, certainty.label AS certainty_label,
    {_members("effect", "finding_effect AS own", "finding_id")} AS effect,
    {_members("label", f"finding_effect AS own {_LABELS}", "finding_id")} AS effect_labels,
    f.overcome, overcome.label AS overcome_label,
    f.responds_to, f.response_result, response_result.label AS response_result_label,
    {_members("agrees_with", "finding_agreement AS own", "finding_id")} AS agrees_with,
    {_members("differs_from", "finding_conflict AS own", "finding_id")} AS differs_from,
    f.statement, f.source_id, source.title AS source_title,
    f.paragraph, f.page, f.anchor,
    cited.label || coalesce(', p. ' || f.page, '') || ' (' || f.paragraph || ')' AS citation,
    source.reported_by, reported_by.label AS reported_by_label,
    source.kind AS source_kind, source_kind.label AS source_kind_label,
    project.strand, strand.label AS strand_label,
    project.lead_type, lead_type.label AS lead_type_label,
    {_members("area_id", "project_area AS own", "project_id")} AS areas,
    {_members("name", "project_area AS own JOIN area USING (area_id)", "project_id")} AS area_names,
    f.coded_by, coded_by.label AS coded_by_label, f.note
FROM finding AS f
CROSS JOIN theme ON theme.theme_id = f.theme_id
CROSS JOIN theme AS parent ON parent.theme_id = theme.parent_id
CROSS JOIN source ON source.source_id = f.source_id
LEFT JOIN project ON project.project_id = f.project_id
""".strip()  # noqa: S608 (our own words)
_JOINED += "".join(
    f"\nLEFT JOIN word AS {name} ON {name}.name = '{name}' AND {name}.code = {column}"
    for column, name in _CODED.items()
)
_JOINED += "\nORDER BY f.finding_id"
