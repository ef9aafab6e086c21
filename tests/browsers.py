"""The browser that pages are looked at in."""

import os
import shutil

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TO_INSTALL = "there is no Chromium here: sudo apt-get install chromium"


def chromium() -> str | None:
    """Where the browser is, if there is one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def arguments() -> list[str]:
    """How the browser is started: alone, and without its sandbox where that cannot be had."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--disable-background-networking", *(["--no-sandbox"] if is_root else [])]
