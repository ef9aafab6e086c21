"""The summary table of findings has a plain name; the next load fills it."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Stands until there is one baseline."""
    op.rename_table("finding_tally", "finding_count")


def downgrade() -> None:
    """Back."""
    op.rename_table("finding_count", "finding_tally")
