"""Drawn pictures -> their table, in place of those of any release before."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from app.database import writing
from app.evidence import answers
from app.evidence.models import Picture, table

_PICTURE = table(Picture)


def keep_pictures(engine: sa.Engine, release: str, files: Iterable[Mapping[str, Any]]) -> bool:
    """Keep all pictures of a release, or none where another has been loaded meanwhile."""
    with writing(engine) as session:
        if answers.release(session) != release:
            return False
        session.execute(sa.delete(_PICTURE))
        rows = [{"release": release, **file} for file in files]
        if rows:
            session.execute(sa.insert(_PICTURE), rows)
        return True
