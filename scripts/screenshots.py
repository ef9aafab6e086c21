"""Pictures of the ten main pages for docs/screenshots/, or with `--check` whether all are there.

Run it as `python -m scripts.screenshots`: what it shows is what the tests of the pages read.
"""

import os
import struct
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from app.database import connect
from app.database.migrate import upgrade
from app.ingest.load import load
from app.ingest.validate import validate
from app.settings import ROOT, VERSION
from tests.browsers import TO_INSTALL, arguments, chromium
from tests.commands import served
from tests.pages import HEIGHT, MAIN_PAGES, WIDE

FOLDER = ROOT / "docs" / "screenshots"
MAX_BYTES = 200_000
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def take(folder: Path) -> None:
    """A picture of each page, as it opens on a laptop."""
    with TemporaryDirectory() as place:
        address = f"sqlite:///{place}/evidence.sqlite"
        engine = connect(address)
        upgrade(engine)
        load(engine, validate(ROOT / "data"), version=VERSION, now=lambda: datetime.now(UTC))
        engine.dispose()
        environment = {**os.environ, "WAVE1_DATABASE_URL": address}
        with served(environment) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=arguments())
            page = browser.new_page(
                base_url=site,
                viewport={"width": WIDE, "height": HEIGHT},
                reduced_motion="reduce",
            )
            for name, path in MAIN_PAGES.items():
                page.goto(path, wait_until="networkidle")
                page.screenshot(path=folder / f"{name}.png", animations="disabled")
                print(f"{name}.png: {path}")
            browser.close()


def problem(path: Path) -> str | None:
    """What is wrong with a picture."""
    if not path.exists():
        return "is not there"
    content = path.read_bytes()
    size = struct.unpack(">II", content[16:24]) if content.startswith(SIGNATURE) else None
    if size != (WIDE, HEIGHT):
        return f"is not of {WIDE} by {HEIGHT} pixels"
    if len(content) > MAX_BYTES:
        return f"has {len(content):,} bytes (at most {MAX_BYTES:,})"
    return None


def main() -> int:
    """Take the pictures, or only say which are wrong."""
    if "--check" not in sys.argv:
        if chromium() is None:
            print(f"Nothing was written: {TO_INSTALL}")
            return 1
        FOLDER.mkdir(parents=True, exist_ok=True)
        take(FOLDER)
    paths = {FOLDER / f"{name}.png" for name in MAIN_PAGES}
    wrong = [f"{path.name} {said}" for path in sorted(paths) if (said := problem(path))]
    wrong += [f"{path.name} shows no main page" for path in sorted({*FOLDER.glob("*")} - paths)]
    if wrong:
        print(f"{'; '.join(wrong)}. Run python -m scripts.screenshots.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
