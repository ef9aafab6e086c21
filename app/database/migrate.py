"""Brings the tables of a database to the newest migration."""

import sqlalchemy as sa

from app.database.sessions import writing
from app.errors import DatabaseError, Problem
from app.settings import ROOT

MIGRATIONS = ROOT / "migrations" / "versions"


def upgrade(engine: sa.Engine) -> None:
    """Run every migration that the database has not had yet.

    Raises DatabaseError where it has had one that is not here.
    """
    current = _current(engine)
    if current == newest():
        return
    if current and not (MIGRATIONS / f"{current}.py").exists():
        message = (
            f"It was made by another version of the program (migration {current}), and cannot be "
            "brought up to date. Delete it, or name an empty one, and load again: nothing is lost, "
            "since all of it is made from data/ and from the sources that were loaded."
        )
        raise DatabaseError([Problem("database", engine.url.render_as_string(), message)])
    from alembic import command
    from alembic.config import Config

    config = Config()
    # In its settings a percent sign begins a name.
    config.set_main_option("script_location", str(ROOT / "migrations").replace("%", "%%"))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def newest() -> str:
    """The newest migration: its name is that of its file, which begins with a number."""
    return max(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))


def _current(engine: sa.Engine) -> str | None:
    """The last migration that a database has had."""
    if not sa.inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        revision: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        return revision
