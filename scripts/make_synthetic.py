"""Makes synthetic data of any size from the real vocabulary: for tests of speed, not evidence."""

import argparse
import csv
import itertools
import shutil
from collections.abc import Iterable, Iterator
from itertools import accumulate, cycle, islice
from pathlib import Path
from random import Random

from app.ingest.data_files import FILES, DataFile
from app.settings import ROOT

Row = dict[str, str]

MAX_OUTCOMES = 100_000
MAX_PROJECTS = 2_000
OUTCOMES_PER_FINDING = 0.2

MADE_UP = (
    *("projects.csv", "project_aliases.csv", "evaluations.csv", "citations.csv"),
    *("findings.csv", "outcomes.csv"),
)
"""Files with rows of their own. Of others those that name projects are given to these."""

_FIRST = (
    *("Bridging", "Growing", "Joining", "Keeping", "Kind"),
    *("Leading", "Living", "Open", "Steady", "Strong"),
)
_SECOND = (
    *("Families", "Futures", "Homes", "Hubs", "Partners"),
    *("Paths", "Places", "Practice", "Teams", "Ties"),
)


def make(folder: Path, *, projects: int, findings: int, seed: int, data: Path) -> None:
    """Write every data file: the same bytes for the same numbers and the same real data."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = [f"project-{number:05d}" for number in range(1, projects + 1)]
    rng = Random(seed)  # noqa: S311 (nothing here is secret)
    _write_of_projects(folder, data, ids, rng)
    real = _read(data / "findings.csv")
    _write(folder / "findings.csv", list(real[0]), _findings(ids, real, findings, rng))
    for file in FILES:
        if file.name not in MADE_UP:
            _give(folder, data, file, ids)
    _write_outcomes(folder, data, ids, min(int(findings * OUTCOMES_PER_FINDING), MAX_OUTCOMES))


def _write_of_projects(folder: Path, data: Path, ids: list[str], rng: Random) -> None:
    real = _read(data / "projects.csv")
    names = [_name(number) for number in range(len(ids))]
    projects = [_project(*pair, real, rng) for pair in zip(ids, names, strict=True)]
    _write(folder / "projects.csv", list(real[0]), projects)
    aliases = (
        {"project_id": project_id, "alias": f"The {name} project"}
        for project_id, name in zip(ids, names, strict=True)
    )
    _write(folder / "project_aliases.csv", ["project_id", "alias"], aliases)
    evaluations = _read(data / "evaluations.csv")
    synthetic = (
        {**rng.choice(evaluations), "evaluation_id": f"{key}-evaluation", "project_id": key}
        for key in ids
    )
    _write(folder / "evaluations.csv", list(evaluations[0]), synthetic)
    citations = [{**row, "evaluation_id": ""} for row in _read(data / "citations.csv")]
    _write(folder / "citations.csv", list(citations[0]), citations)


def _give(folder: Path, data: Path, file: DataFile, ids: list[str]) -> None:
    """The rows of a file, those of projects given to others; any may have claims of any source."""
    if "project_id" not in file.cells:
        shutil.copyfile(data / file.name, folder / file.name)
        return
    rows: dict[tuple[str, ...], Row] = {}
    for real, project_id in zip(_read(data / file.name), cycle(ids)):
        row = {**real, "project_id": real["project_id"] and project_id}
        row |= {"mention": "named"} if "mention" in row else {}
        rows[tuple(row[column] for column in file.key)] = row
    _write(folder / file.name, list(row), rows.values())


def _name(number: int) -> str:
    again, place = divmod(number, len(_FIRST) * len(_SECOND))
    first, second = divmod(place, len(_SECOND))
    return f"{_FIRST[first]} {_SECOND[second]}" + (f" {again + 1}" if again else "")


def _project(project_id: str, name: str, real: list[Row], rng: Random) -> Row:
    like, strand, place = (rng.choice(real) for _ in range(3))
    return {
        **like,
        "project_id": project_id,
        "name": name,
        "strand": strand["strand"],
        "focus": strand["focus"],
        "target_population": strand["target_population"],
        "areas": place["areas"],
        "summary": "Made up to test speed; no project of the programme.",
        "source_url": "",
        "note": "",
    }


_LIKE = ("scope", "polarity", "certainty", "effect", "overcome", "coded_by")
"""What a synthetic finding has of a real one."""


def _findings(ids: list[str], real: list[Row], count: int, rng: Random) -> Iterator[Row]:
    """Findings project by project, so that only the claims of one are held in memory."""
    themes = sorted({row["theme_id"] for row in real})
    rng.shuffle(themes)
    weights = list(accumulate(1 / rank for rank in range(1, len(themes) + 1)))
    words = [word.strip(".,;:()") for row in real for word in row["statement"].split()]
    words = [word for word in words if word]
    numbers = itertools.count(1)
    for index, project_id in enumerate(ids):
        share = count * (index + 1) // len(ids) - count * index // len(ids)
        claims: set[tuple[str, ...]] = set()
        barrier = ""
        while share:
            like, place = rng.choice(real), rng.choice(real)
            [theme_id] = rng.choices(themes, cum_weights=weights)
            project = project_id if like["scope"] == "project" else ""
            polarity = like["polarity"]
            claim = (theme_id, polarity, place["source_id"], place["paragraph"])
            if project and claim in claims:
                continue
            claims.add(claim)
            share -= 1
            finding_id = f"made-f{next(numbers):07d}"
            is_response = project and polarity == "facilitator" and rng.random() < 0.05
            yield {
                "finding_id": finding_id,
                "project_id": project,
                "theme_id": theme_id,
                "responds_to": barrier if is_response else "",
                "response_result": "not-said" if is_response and barrier else "",
                "statement": _statement(words, rng),
                **{name: like[name] for name in _LIKE},
                **{name: place[name] for name in ("source_id", "paragraph", "page", "anchor")},
            }
            if project and polarity == "barrier":
                barrier = finding_id


def _statement(words: list[str], rng: Random) -> str:
    text = " ".join(rng.choices(words, k=rng.randint(12, 24)))
    return f"{text[0].upper()}{text[1:]}."


def _write_outcomes(folder: Path, data: Path, ids: list[str], count: int) -> None:
    real = _read(data / "outcomes.csv")
    rows = (
        {
            **row,
            **dict.fromkeys(("finding_ids", "agrees_with", "differs_from"), ""),
            "outcome_id": f"made-o{number:07d}",
            "project_id": project_id,
        }
        for number, (row, project_id) in enumerate(zip(cycle(real), cycle(ids)), start=1)
    )
    _write(folder / "outcomes.csv", list(real[0]), islice(rows, max(count, 1)))


def _read(path: Path) -> list[Row]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _write(path: Path, columns: list[str], rows: Iterable[Row]) -> None:
    """Write rows by the names of their columns; a column that a row has not is left empty."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, help="as many as suit the findings")
    parser.add_argument("--findings", type=int, default=229)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, required=True)
    return parser.parse_args()


def projects_for(findings: int) -> int:
    """The number of projects for a number of findings: a project for every four, up to a limit."""
    return max(1, min(findings // 4, MAX_PROJECTS))


if __name__ == "__main__":
    options = _options()
    make(
        options.output,
        projects=options.projects or projects_for(options.findings),
        findings=options.findings,
        seed=options.seed,
        data=ROOT / "data",
    )
