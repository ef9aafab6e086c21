"""Brings the tables of a database to the newest migration."""

import sqlalchemy as sa

from app.database.sessions import writing_connection
from app.settings import ROOT

MIGRATIONS = ROOT / "migrations" / "versions"


def upgrade(engine: sa.Engine) -> None:
    """Run every migration that the database has not had yet."""
    if _current(engine) == newest():
        return
    from alembic import command  # noqa: PLC0415 (mostly there is nothing to run)
    from alembic.config import Config  # noqa: PLC0415

    config = Config(str(ROOT / "alembic.ini"))
    with writing_connection(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def newest() -> str:
    """The newest migration: their files begin with their numbers."""
    return max(path.name.partition("_")[0] for path in MIGRATIONS.glob("[0-9]*.py"))


def _current(engine: sa.Engine) -> str | None:
    """The last migration that a database has had."""
    if not sa.inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        revision: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        return revision
