"""Make a data folder of any size in the shape of the real one: to measure, never to read."""

import argparse
import csv
import random
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
FINDINGS_OF_A_PROJECT = 500
Row = dict[str, str]


def main() -> None:
    """Write the folder that the command line asks for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--findings", type=int, required=True, help="how many there are to be")
    asked.add_argument("--projects", type=int, help="how many; else one for each 500 findings")
    asked.add_argument("--seed", type=int, default=1, help="the same seed, the same bytes")
    asked.add_argument("--output", type=Path, required=True, help="a folder that is not there yet")
    given = asked.parse_args()
    make(given.output, given.findings, given.projects, given.seed)


def make(folder: Path, findings: int, projects: int | None = None, seed: int = 1) -> None:
    """Copy the real data, and add to its projects and findings what is made up."""
    chance = random.Random(seed)  # noqa: S311 (the same seed is to give the same rows)
    shutil.copytree(DATA, folder)
    real = read("projects.csv")
    wanted = projects or findings // FINDINGS_OF_A_PROJECT
    made = list(_projects(real, max(0, wanted - len(real)), chance))
    write(folder / "projects.csv", [*real, *made])
    known = read("findings.csv")
    count = max(0, findings - len(known))
    ids = [row["project_id"] for row in (made or real)]
    write(folder / "findings.csv", _and(known, _findings(known, ids, count, chance)))


def read(name: str) -> list[Row]:
    """The rows of a real file."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: Iterable[Row]) -> None:
    """Write rows as the real files are written."""
    rows = iter(rows)
    first = next(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(first), lineterminator="\n")
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(rows)


def _and(some: Iterable[Row], more: Iterable[Row]) -> Iterator[Row]:
    yield from some
    yield from more


def _projects(real: list[Row], count: int, chance: random.Random) -> Iterator[Row]:
    """Projects with the strands, leads and places of real ones."""
    for number in range(1, count + 1):
        row = dict(chance.choice(real))
        yield row | {
            "project_id": f"synthetic-{number:05d}",
            "name": f"Synthetic project {number:05d}",
            "named_in_report": "yes",
        }


def _findings(
    real: list[Row], projects: list[str], count: int, chance: random.Random
) -> Iterator[Row]:
    """Claims of the real sub-themes, as often as these are real, each in a place of its own."""
    places = [(row["paragraph"], row["page"]) for row in read("paragraphs.csv")]
    alike = [row for row in real if row["scope"] == "project" and not row["responds_to"]]
    words = [word for row in real for word in row["statement"].split()]
    number = 0
    for place, project in enumerate(projects):
        # Some projects have many claims and some few: the first a third more than the last.
        left = count - number
        share = left if place == len(projects) - 1 else round(left / (len(projects) - place) * 1.15)
        taken = {
            (row["paragraph"], row["theme_id"]) for row in real if row["project_id"] == project
        }
        for _ in range(min(share, left)):
            row, (paragraph, page) = chance.choice(alike), chance.choice(places)
            while (paragraph, row["theme_id"]) in taken:
                row, (paragraph, page) = chance.choice(alike), chance.choice(places)
            taken.add((paragraph, row["theme_id"]))
            number += 1
            yield row | {
                "finding_id": f"synthetic-f{number:08d}",
                "project_id": project,
                "paragraph": paragraph,
                "page": page,
                "statement": " ".join(chance.choices(words, k=chance.randint(8, 24))),
                "note": "",
            }


if __name__ == "__main__":
    main()
