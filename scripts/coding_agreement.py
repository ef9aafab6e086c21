"""How far the two coders agreed, by theme: data/coding/ -> data/coding_agreement.csv.

With `--check` nothing is written; the exit status says whether the file is current.
"""

import csv
import io
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
TARGET = DATA / "coding_agreement.csv"
COLUMNS = ("theme_id", "both_count", "only_a_count", "only_b_count", "f1")

Claim = tuple[str, str, str, str, str]


def claims(coder: str) -> set[Claim]:
    """What one coder had: paragraph, project, scope, sub-theme and polarity of each claim."""
    with (DATA / "coding" / f"tr4_coder_{coder}_findings.csv").open(encoding="utf-8") as lines:
        return {
            (
                row["paragraph"],
                row["project_id"],
                row["scope"],
                row["theme_id"],
                row["polarity"],
            )
            for row in csv.DictReader(lines)
        }


def agreement() -> str:
    """The whole file: for each theme, the claims both had, those only one had, and F1."""
    a, b = claims("a"), claims("b")
    with (DATA / "themes.csv").open(encoding="utf-8") as lines:
        themes = [row["theme_id"] for row in csv.DictReader(lines)]
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(COLUMNS)
    for theme in themes:
        of_a, of_b = _within(theme, a), _within(theme, b)
        both, only_a, only_b = len(of_a & of_b), len(of_a - of_b), len(of_b - of_a)
        total = 2 * both + only_a + only_b
        f1 = f"{2 * both / total:.3f}" if total else ""
        table.writerow([theme, both, only_a, only_b, f1])
    return file.getvalue()


def _within(theme: str, coded: set[Claim]) -> set[Claim]:
    return {claim for claim in coded if claim[3] == theme or claim[3].startswith(f"{theme}.")}


def main() -> int:
    """Write the file, or say whether it is current."""
    computed = agreement()
    if "--check" not in sys.argv:
        TARGET.write_text(computed, encoding="utf-8", newline="")
        return 0
    is_current = TARGET.exists() and TARGET.read_text(encoding="utf-8") == computed
    if not is_current:
        print(f"{TARGET.name} is not current: run scripts/coding_agreement.py")
    return 0 if is_current else 1


if __name__ == "__main__":
    sys.exit(main())
