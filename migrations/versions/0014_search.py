"""A search reads an index in a folder: its tables go, and the forms of words get one."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# Text sorts by code point on both databases, whatever the locale of the server.
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
SEARCHED = (
    *("audit_condition", "evaluation", "finding", "organisation", "outcome"),
    *("project", "recommendation", "theme"),
)
INDEXED = {
    "search_entry": ("entry_number", ["entry_id", "kind", "target_id", "title"]),
    "search_word": ("word", ["stem"]),
    "search_posting": ("word", ["places"]),
    "search_block": ("block_number", ["kinds"]),
}


def upgrade() -> None:
    """Whoever searches first builds the index."""
    for name in INDEXED:
        op.drop_table(name)
    for name in SEARCHED:
        op.drop_column(name, "search_text")
    op.create_table(
        "word_form",
        sa.Column("forms", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=True),
        sa.CheckConstraint("kind IN ('acronym', 'spelling')", name="kind"),
        sa.PrimaryKeyConstraint("forms", name="pk_word_form"),
    )


def downgrade() -> None:
    """Tables that hold no rows: the load of that release fills them."""
    op.drop_table("word_form")
    for name in SEARCHED:
        op.add_column(name, sa.Column("search_text", TEXT, nullable=False, server_default=""))
    for name, (key, columns) in INDEXED.items():
        op.create_table(
            name,
            sa.Column(key, sa.Integer() if "number" in key else TEXT, nullable=False),
            *(sa.Column(column, TEXT, nullable=False) for column in columns),
            sa.PrimaryKeyConstraint(key, name=f"pk_{name}"),
        )
