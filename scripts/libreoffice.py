"""Opens a CSV and a workbook of the service in LibreOffice and compares what it makes of both.

Needs LibreOffice (Debian: apt install libreoffice-calc). Run against a service that is up:
`.venv/bin/python scripts/libreoffice.py http://127.0.0.1:8000`. Writes docs/libreoffice.md.
"""

import csv
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2

ROOT = Path(__file__).resolve().parent.parent
LISTS = ("projects", "findings", "outcomes", "themes")
# Commas, quotes, UTF-8; every cell quoted as text and numbers left as they are.
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"
FROM_CSV = "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,false,false"


def main() -> int:
    """Compare every list, and write what was seen."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        print("LibreOffice is not on this machine (Debian: apt install libreoffice-calc).")
        return 2
    version = _run([office, "--headless", "--version"]).strip()
    lines = []
    for name in LISTS:
        with TemporaryDirectory() as folder:
            compared = _compare(office, sys.argv[1], name, Path(folder))
        lines.append(f"| {name} | {compared[0]} | {compared[1]} | {compared[2]} |")
    differing = sum(not line.endswith("| 0 |") for line in lines)
    today = datetime.now(UTC).date().isoformat()
    head = [
        "# In LibreOffice",
        "",
        f"Seen on {today} with {version}: the CSV and the workbook of each list were opened and",
        "written out again by LibreOffice (`scripts/libreoffice.py`), and compared cell by cell.",
        "",
        "| list | rows | cells | cells that differ |",
        "| --- | --- | --- | --- |",
    ]
    text = "\n".join([*head, *lines]) + "\n"
    (ROOT / "docs" / "libreoffice.md").write_text(text, encoding="utf-8")
    print(text)
    return 1 if differing else 0


def _compare(office: str, address: str, name: str, folder: Path) -> tuple[int, int, int]:
    tables = []
    for ending, how in (("csv", [FROM_CSV]), ("xlsx", [])):
        file = folder / ending / f"{name}.{ending}"
        file.parent.mkdir()
        file.write_bytes(httpx2.get(f"{address}/api/v1/{name}.{ending}", timeout=60).content)
        out = folder / f"from-{ending}"
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, profile, "--headless", *how, "--convert-to", AS_CSV]
        _run([*command, "--outdir", str(out), str(file)])
        [path] = list(out.glob("*.csv"))
        with path.open(encoding="utf-8", newline="") as rows:
            tables.append(list(csv.reader(rows)))
    from_csv, from_workbook = tables
    cells = sum(len(row) for row in from_workbook)
    differing = abs(len(from_csv) - len(from_workbook)) + sum(
        a != b
        for left, right in zip(from_csv, from_workbook, strict=False)
        for a, b in zip(left, right, strict=False)
    )
    return len(from_workbook) - 1, cells, differing


def _run(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout


if __name__ == "__main__":
    sys.exit(main())
