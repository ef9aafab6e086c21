"""How many findings there are of each kind, counted at load; indexes in the order of the ids."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# Text sorts by code point on both databases, whatever the locale of the server.
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
NARROWED_BY = ("overcome", "polarity", "project_id", "scope", "source_id", "theme_id")


def upgrade() -> None:
    """Make the table, and indexes that give the rows of a value in the order of their ids."""
    op.create_table(
        "finding_tally",
        sa.Column("attribute", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.Column("theme_id", TEXT, nullable=False),
        sa.Column("polarity", TEXT, nullable=False),
        sa.Column("overcome", TEXT, nullable=False),
        sa.Column("scope", TEXT, nullable=False),
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("finding_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            *("attribute", "value", "theme_id", "polarity", "overcome", "scope", "source_id"),
            name="pk_finding_tally",
        ),
    )
    op.create_index(
        "ix_finding_tally_attribute_theme_id_polarity_value",
        "finding_tally",
        ["attribute", "theme_id", "polarity", "value"],
    )
    for column in NARROWED_BY:
        op.drop_index(f"ix_finding_{column}", "finding")
        op.create_index(f"ix_finding_{column}_finding_id", "finding", [column, "finding_id"])
    op.create_index(
        "ix_finding_theme_id_polarity_finding_id", "finding", ["theme_id", "polarity", "finding_id"]
    )


def downgrade() -> None:
    """Drop the table, and make the indexes as they were."""
    op.drop_index("ix_finding_theme_id_polarity_finding_id", "finding")
    for column in NARROWED_BY:
        op.drop_index(f"ix_finding_{column}_finding_id", "finding")
        op.create_index(f"ix_finding_{column}", "finding", [column])
    op.drop_table("finding_tally")
