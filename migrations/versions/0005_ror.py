"""The registry's address of an organisation."""

import sqlalchemy as sa
from alembic import op

revision = "0005_ror"
down_revision = "0004_codings"
branch_labels = None
depends_on = None

# Text sorts by code point on both databases, whatever the locale of the server.
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.add_column("organisation", sa.Column("ror_id", TEXT, nullable=True))


def downgrade() -> None:
    """Take this revision back."""
    op.drop_column("organisation", "ror_id")
