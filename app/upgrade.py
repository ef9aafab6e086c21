"""Brings the tables of a database to the newest migration."""

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from app.database import writing_connection
from app.settings import ROOT


def upgrade(engine: sa.Engine) -> None:
    """Run every migration that the database has not seen; nothing where it has seen all."""
    config = Config(str(ROOT / "alembic.ini"))
    with writing_connection(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
