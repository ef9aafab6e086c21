"""Findings are counted over all projects too; what is added up is read from indexes alone."""

import sqlalchemy as sa
from alembic import op

revision = "0007_totals"
down_revision = "0006_counts"
branch_labels = None
depends_on = None

# Text sorts by code point on both databases, whatever the locale of the server.
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
NAME, NUMBER = "finding_total", "finding_count"
KINDS = ("theme_id", "polarity", "overcome", "scope", "source_id")
INDEXES = (("project_id", "polarity", "theme_id"), ("theme_id", "polarity", "project_id"))


def upgrade() -> None:
    """Make the table, with the counts of the findings that are there."""
    op.create_table(
        NAME,
        sa.Column("count_id", sa.Integer(), nullable=False),
        *(sa.Column(name, TEXT, nullable=name == "overcome") for name in KINDS),
        sa.Column(NUMBER, sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("count_id", name=op.f(f"pk_{NAME}")),
    )
    _index(NAME, ("theme_id", "polarity", NUMBER))
    kinds: list[sa.ColumnClause[str]] = [sa.column(name) for name in KINDS]
    counts = sa.select(*kinds, sa.func.count()).select_from(sa.table("finding")).group_by(*kinds)
    table = sa.table(NAME, *map(sa.column, (*KINDS, NUMBER)))
    op.execute(sa.insert(table).from_select([*KINDS, NUMBER], counts))
    op.alter_column(NUMBER, "finding_count_id", new_column_name="count_id")
    for columns in INDEXES:
        op.drop_index(f"ix_{NUMBER}_{'_'.join(columns)}", NUMBER)
        _index(NUMBER, (*columns, NUMBER))


def downgrade() -> None:
    """Take this revision back."""
    for columns in INDEXES:
        op.drop_index(f"ix_{NUMBER}_{'_'.join((*columns, NUMBER))}", NUMBER)
        _index(NUMBER, columns)
    op.alter_column(NUMBER, "count_id", new_column_name="finding_count_id")
    op.drop_table(NAME)


def _index(table: str, columns: tuple[str, ...]) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
