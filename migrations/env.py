"""How Alembic reaches the database and the tables that it compares with."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from app.database import UtcDateTime, connect
from app.evidence.models import Project, table
from app.settings import Settings


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """A migration imports nothing from the project: its own types are written as plain ones."""
    if kind == "type" and isinstance(item, sa.String):
        return "TEXT"
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run(connection: sa.Connection) -> None:
    """Run the migrations on an open connection."""
    context.configure(
        connection=connection,
        target_metadata=context.config.attributes.get("metadata", table(Project).metadata),
        # A batch makes a table of SQLite anew: it copies it, drops it, and renames the copy. While
        # foreign keys are enforced, dropping it deletes its rows, and whatever refers to them fails
        # at the commit, although the copy has them; and enforcement cannot be turned off within a
        # transaction. So columns are added and dropped by plain ALTERs, which SQLite knows. Whoever
        # must alter a column or a constraint writes `op.batch_alter_table` by hand, and runs it on
        # a connection that had `PRAGMA foreign_keys = OFF` before it began; or, since all is built
        # from data/, changes the baseline and its name, and has databases built anew.
        render_as_batch=False,
        render_item=render_item,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given: sa.Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    url = context.get_x_argument(as_dictionary=True).get("url")
    engine = connect(url or Settings.from_environment().database_url)
    with engine.connect() as opened:
        run(opened)
        opened.commit()
    engine.dispose()
