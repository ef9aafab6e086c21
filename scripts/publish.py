"""Publishes the data as they are: a folder in data/releases, and its part of CHANGELOG.md.

A release that was published is never written again. Usage: scripts/publish.py
"""

import re
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from app.errors import EvidenceError
from app.ingest.data_files import release_of
from app.ingest.validate import validate
from app.releases import (
    Archive,
    ReleaseStore,
    archive_release,
    change_counts_in_words,
    changes_between,
)
from app.settings import ROOT, VERSION, Settings

_PART = re.compile(r"(?<=\n### Data\n\n).*?(?=\n## |\n### |\Z)", re.DOTALL)


def publish(data: Path, changelog: Path) -> Archive:
    """Keep the data beside those that were published before, and tell what they changed.

    Raises DataError where the data are not right.
    """
    folder = data / "releases"
    before = ReleaseStore((folder,)).archives
    release = release_of(VERSION, validate(data).sha256)
    archive = archive_release(folder, data, release, datetime.now(UTC))
    earlier = next((each for each in reversed(before) if each.release != release), None)
    lines = "\n".join(_changes(archive, earlier))
    text = changelog.read_text(encoding="utf-8")
    changelog.write_text(_PART.sub(lambda _: f"{lines}\n", text, count=1), encoding="utf-8")
    return archive


def _changes(archive: Archive, earlier: Archive | None) -> list[str]:
    """What a release changed, file by file."""
    if earlier is None:
        return [f"- Release {archive.release}, the first that is published with the project."]
    found = changes_between(earlier, archive)
    compared = f"/api/v1/releases/{earlier.release}...{archive.release}"
    counts = change_counts_in_words(found.counts.items()).capitalize()
    lines = [f"- {counts} (cell by cell: `{compared}`)."]
    for file in dict.fromkeys(change.file for change in found.changes):
        changes = [change for change in found.changes if change.file == file]
        kinds = Counter(change.kind for change in changes)
        counts = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
        removed = [change.row_id for change in changes if change.kind == "removed"]
        gone = f" ({', '.join(removed)})" if removed else ""
        lines.append(f"- `{file}`: {counts}{gone}.")
    return lines


def main() -> int:
    """Publish the data of the project."""
    try:
        archive = publish(Settings.from_environment().data_folder, ROOT / "CHANGELOG.md")
    except EvidenceError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        return 1
    print(f"{archive.release} is in {archive.folder.parent}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
