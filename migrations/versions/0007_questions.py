"""What the words of a question mean."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Text sorts by code point on both databases, whatever the locale of the server.
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
KINDS = (
    *("theme", "word", "polarity", "overcome", "without", "ask", "measure", "direction"),
    *("desirability", "focus", "strand", "lead_type", "principle", "organisation", "outside"),
    "empty",
)
POLARITIES = ("facilitator", "barrier", "neutral")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "question_phrase",
        sa.Column("phrase", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("meaning", TEXT),
        sa.Column("polarity", TEXT),
        sa.PrimaryKeyConstraint("phrase", "kind", name="pk_question_phrase"),
        sa.CheckConstraint(sa.column("kind").in_(KINDS), name=op.f("ck_question_phrase_kind")),
        sa.CheckConstraint(
            sa.column("polarity").in_(POLARITIES), name=op.f("ck_question_phrase_polarity")
        ),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("question_phrase")
