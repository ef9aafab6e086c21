"""The service as it is installed to serve: without what the checks bring, as pandas."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class _Absent(MetaPathFinder):
    """Hides a library that others import where they find it: it takes 44 MB."""

    def find_spec(
        self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Nothing: it is not installed."""
        if name == "pandas":
            raise ModuleNotFoundError(name)
        return None


if __name__ == "__main__":
    from app.cli import app

    sys.meta_path.insert(0, _Absent())
    app()
