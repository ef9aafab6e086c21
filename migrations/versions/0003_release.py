"""The releases that were published, each with its day."""

import sqlalchemy as sa
from alembic import op

revision = "0003_release"
down_revision = "0002_baseline"
branch_labels = None
depends_on = None

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "release",
        sa.Column("release_date", TEXT, nullable=False),
        sa.Column("summary", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("release_date", name="pk_release"),
    )


def downgrade() -> None:
    op.drop_table("release")
