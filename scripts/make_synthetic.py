"""Makes a data folder of any size out of the real vocabulary: for tests of speed, not evidence."""

import argparse
import csv
import shutil
from collections.abc import Iterable, Iterator
from itertools import accumulate, cycle, islice
from pathlib import Path
from random import Random

from app.settings import ROOT

Row = dict[str, str]

MOST_OUTCOMES = 100_000
MOST_PROJECTS = 2_000
OUTCOMES_PER_FINDING = 0.2

AS_THEY_ARE = (
    "audit_conditions.csv",
    "coding_agreement.csv",
    "organisations.csv",
    "paragraphs.csv",
    "principles.csv",
    "programme.csv",
    "question_phrases.csv",
    "recommendations.csv",
    "sources.csv",
    "themes.csv",
    "word_forms.csv",
)
"""Files that name no project."""
NAMING_PROJECTS = {
    "project_principles.csv": ("principle_id", "project_id"),
    "uncoded_mentions.csv": ("source_id", "paragraph", "project_id"),
    "coding_decisions.csv": ("decision_id",),
}
"""Files whose rows are kept, and given to made-up projects; and what names a row."""

_FIRST = [
    "Bridging",
    "Growing",
    "Joining",
    "Keeping",
    "Kind",
    "Leading",
    "Living",
    "Open",
    "Steady",
    "Strong",
]
_SECOND = [
    "Families",
    "Futures",
    "Homes",
    "Hubs",
    "Partners",
    "Paths",
    "Places",
    "Practice",
    "Teams",
    "Ties",
]


def make(folder: Path, *, projects: int, findings: int, seed: int, data: Path) -> None:
    """Write every data file: the same bytes for the same numbers and the same real data."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in AS_THEY_ARE:
        shutil.copyfile(data / name, folder / name)
    ids = [f"project-{number:05d}" for number in range(1, projects + 1)]
    rng = Random(seed)  # noqa: S311 (nothing here is secret)
    _write_of_projects(folder, data, ids, rng)
    real = _read(data / "findings.csv")
    made = _findings(ids, real, findings, rng)
    _write(folder / "findings.csv", list(real[0]), (tuple(row) for row in made))
    _write_outcomes(folder, data, ids, min(int(findings * OUTCOMES_PER_FINDING), MOST_OUTCOMES))


def _write_of_projects(folder: Path, data: Path, ids: list[str], rng: Random) -> None:
    real = _read(data / "projects.csv")
    names = [_name(number) for number in range(len(ids))]
    projects = [_project(*named, real, rng) for named in zip(ids, names, strict=True)]
    _write_rows(folder / "projects.csv", projects)
    aliases = [
        {"project_id": one, "alias": f"The {name} project"}
        for one, name in zip(ids, names, strict=True)
    ]
    _write_rows(folder / "project_aliases.csv", aliases)
    evaluated = _read(data / "evaluations.csv")
    evaluations = [
        {**rng.choice(evaluated), "evaluation_id": f"{one}-evaluation", "project_id": one}
        for one in ids
    ]
    _write_rows(folder / "evaluations.csv", evaluations)
    citations = [{**row, "evaluation_id": ""} for row in _read(data / "citations.csv")]
    _write_rows(folder / "citations.csv", citations)
    for name, key in NAMING_PROJECTS.items():
        given = zip(_read(data / name), cycle(ids))
        moved = [{**row, "project_id": row["project_id"] and one} for row, one in given]
        once = {tuple(row[column] for column in key): row for row in moved}
        _write_rows(folder / name, list(once.values()))


def _name(number: int) -> str:
    again, place = divmod(number, len(_FIRST) * len(_SECOND))
    first, second = divmod(place, len(_SECOND))
    return f"{_FIRST[first]} {_SECOND[second]}" + (f" {again + 1}" if again else "")


def _project(project_id: str, name: str, real: list[Row], rng: Random) -> Row:
    led, worked, placed = (rng.choice(real) for _ in range(3))
    return {
        **led,
        "project_id": project_id,
        "name": name,
        "strand": worked["strand"],
        "focus": worked["focus"],
        "target_population": worked["target_population"],
        "areas": placed["areas"],
        "summary": "Made up to test speed; no project of the programme.",
        "source_url": "",
        "note": "",
    }


def _findings(ids: list[str], real: list[Row], count: int, rng: Random) -> Iterator[Iterable[str]]:
    """Findings project by project, so that only the claims of one are kept in mind."""
    themes = sorted({row["theme_id"] for row in real})
    rng.shuffle(themes)
    weights = list(accumulate(1 / rank for rank in range(1, len(themes) + 1)))
    words = [word.strip(".,;:()") for row in real for word in row["statement"].split()]
    words = [word for word in words if word]
    places = [(row["source_id"], row["paragraph"], row["page"], row["anchor"]) for row in real]
    number = 0
    for place, project_id in enumerate(ids):
        share = count * (place + 1) // len(ids) - count * place // len(ids)
        claims: set[tuple[str, ...]] = set()
        barrier = ""
        while share:
            like, at = rng.choice(real), rng.choice(places)
            [theme_id] = rng.choices(themes, cum_weights=weights)
            whose = project_id if like["scope"] == "project" else ""
            polarity = like["polarity"]
            claim = (theme_id, polarity, at[0], at[1])
            if whose and claim in claims:
                continue
            claims.add(claim)
            share -= 1
            number += 1
            finding_id = f"made-f{number:07d}"
            answers = whose and polarity == "facilitator" and rng.random() < 0.05
            yield (
                finding_id,
                whose,
                like["scope"],
                theme_id,
                polarity,
                like["overcome"],
                barrier if answers else "",
                _statement(words, rng),
                *at,
                like["coded_by"],
                "",
            )
            if whose and polarity == "barrier":
                barrier = finding_id


def _statement(words: list[str], rng: Random) -> str:
    said = " ".join(rng.choices(words, k=rng.randint(12, 24)))
    return f"{said[0].upper()}{said[1:]}."


def _write_outcomes(folder: Path, data: Path, ids: list[str], count: int) -> None:
    real = _read(data / "outcomes.csv")
    header = list(real[0])
    rows = (
        {**row, "outcome_id": f"made-o{number:07d}", "project_id": project_id}
        for number, (row, project_id) in enumerate(zip(cycle(real), cycle(ids)), start=1)
    )
    made = (tuple(row.values()) for row in islice(rows, max(count, 1)))
    _write(folder / "outcomes.csv", header, made)


def _read(path: Path) -> list[Row]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _write_rows(path: Path, rows: list[Row]) -> None:
    _write(path, list(rows[0]), (tuple(row.values()) for row in rows))


def _write(path: Path, header: list[str], rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, help="as many as suit the findings")
    parser.add_argument("--findings", type=int, default=229)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, required=True)
    return parser.parse_args()


def projects_for(findings: int) -> int:
    """So many projects go with so many findings: about four each, until there are many."""
    return max(1, min(findings // 4, MOST_PROJECTS))


if __name__ == "__main__":
    options = _options()
    make(
        options.output,
        projects=options.projects or projects_for(options.findings),
        findings=options.findings,
        seed=options.seed,
        data=ROOT / "data",
    )
