"""A moment after the start, what first visits would wait for is made."""

import asyncio
from typing import Any

import pytest
import sqlalchemy as sa

from app.main import create_app
from app.web.rendering import _templates
from app.web.site import warm

pytestmark = pytest.mark.one_database


def test_warming_makes_what_the_first_visits_would_wait_for(
    evidence: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: dict[Any, Any] = {}
    monkeypatch.setattr(_templates, "cache", made)

    asyncio.run(warm(create_app(evidence)))

    names = {name for _, name in made}
    assert names >= {"home.html", "map.html", "outcomes.html", "project.html", "theme.html"}
