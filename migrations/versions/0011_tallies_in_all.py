"""How many findings each value has in all."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KINDS = ("theme_id", "polarity", "overcome", "scope", "source_id")
TALLY = sa.table(
    "finding_tally",
    *(sa.column(name, sa.Text()) for name in ("attribute", "value", *KINDS)),
    sa.column("finding_count", sa.Integer()),
)


def upgrade() -> None:
    """Add up what is counted already, so that nothing has to be loaded again."""
    of, value = TALLY.c.attribute, TALLY.c.value
    kinds = (sa.literal("").label(name) for name in KINDS)
    total = sa.func.sum(TALLY.c.finding_count)
    added_up = sa.select(of + " in all", value, *kinds, total).group_by(of, value)
    op.execute(sa.insert(TALLY).from_select(list(TALLY.c.keys()), added_up))


def downgrade() -> None:
    """Keep the counts of each kind alone."""
    op.execute(sa.delete(TALLY).where(TALLY.c.attribute.endswith(" in all")))
