"""The service as it is installed to serve: without what the checks bring, as pandas."""

import sys

from app.cli import app

if __name__ == "__main__":
    # Others import it where they find it: it takes 44 MB.
    sys.modules["pandas"] = None  # type: ignore[assignment]
    app()
