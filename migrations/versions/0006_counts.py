"""Findings are counted by project and all that they are narrowed by, in one way."""

import sqlalchemy as sa
from alembic import op

revision = "0006_counts"
down_revision = "0005_ror"
branch_labels = None
depends_on = None

# Text sorts by code point on both databases, whatever the locale of the server.
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
NAME = "finding_count"
KINDS = ("project_id", "theme_id", "polarity", "overcome", "scope", "source_id")
OPTIONAL = {"project_id", "overcome"}
INDEXES = (("project_id", "polarity", "theme_id"), ("theme_id", "polarity", "project_id"))


def upgrade() -> None:
    """Make the table anew, with the counts of the findings that are there."""
    op.drop_table(NAME)
    op.create_table(
        NAME,
        sa.Column("finding_count_id", sa.Integer(), nullable=False),
        *(sa.Column(name, TEXT, nullable=name in OPTIONAL) for name in KINDS),
        sa.Column(NAME, sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("finding_count_id", name=op.f(f"pk_{NAME}")),
    )
    for columns in INDEXES:
        op.create_index(op.f(f"ix_{NAME}_{'_'.join(columns)}"), NAME, list(columns))
    kinds: list[sa.ColumnClause[str]] = [sa.column(name) for name in KINDS]
    counts = sa.select(*kinds, sa.func.count()).select_from(sa.table("finding")).group_by(*kinds)
    table = sa.table(NAME, *map(sa.column, (*KINDS, NAME)))
    op.execute(sa.insert(table).from_select([*KINDS, NAME], counts))


def downgrade() -> None:
    """Take this revision back. Nothing is loaded then: an earlier program counts as it loads."""
    op.drop_table(NAME)
    names = ("attribute", "value", *KINDS[1:])
    op.create_table(
        NAME,
        *(sa.Column(name, TEXT, nullable=False) for name in names),
        sa.Column(NAME, sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*names, name=op.f(f"pk_{NAME}")),
    )
    columns = ["attribute", "theme_id", "polarity", "value"]
    op.create_index(op.f(f"ix_{NAME}_{'_'.join(columns)}"), NAME, columns)
    op.execute("DELETE FROM import_file")
    op.execute("DELETE FROM import_run")
