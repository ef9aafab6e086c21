"""Findings are counted where they are read: no table of counts is kept beside them."""

import sqlalchemy as sa
from alembic import op

revision = "0008_no_counts"
down_revision = "0007_totals"
branch_labels = None
depends_on = None

# Text sorts by code point on both databases, whatever the locale of the server.
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
NUMBER = "finding_count"
KINDS = ("theme_id", "polarity", "overcome", "scope", "source_id")
COLUMNS = {"finding_total": KINDS, NUMBER: ("project_id", *KINDS)}
INDEXES = (
    ("finding_total", ("theme_id", "polarity")),
    (NUMBER, ("project_id", "polarity", "theme_id")),
    (NUMBER, ("theme_id", "polarity", "project_id")),
)


def upgrade() -> None:
    """Bring the tables up to this revision."""
    for name in COLUMNS:
        op.drop_table(name)


def downgrade() -> None:
    """Take this revision back. Nothing is loaded then: an earlier program counts as it loads."""
    for name, kinds in COLUMNS.items():
        op.create_table(
            name,
            sa.Column("count_id", sa.Integer(), nullable=False),
            *(sa.Column(k, TEXT, nullable=k in ("project_id", "overcome")) for k in kinds),
            sa.Column(NUMBER, sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint("count_id", name=op.f(f"pk_{name}")),
        )
    for name, columns in INDEXES:
        op.create_index(op.f(f"ix_{name}_{'_'.join(columns)}_{NUMBER}"), name, [*columns, NUMBER])
    op.execute("DELETE FROM import_file")
    op.execute("DELETE FROM import_run")
