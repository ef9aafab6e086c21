"""Full-text search: what is searched, and an index of it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Text sorts by code point on both databases, whatever the locale of the server.
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table of entries, and an index in the way of each database."""
    op.create_table(
        "search_entry",
        sa.Column("entry_id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("target_id", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("title_stems", TEXT, nullable=False),
        sa.Column("body_stems", TEXT, nullable=False),
        sa.Column("words", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name="pk_search_entry"),
    )
    op.create_index("ix_search_entry_kind", "search_entry", ["kind"])
    op.create_table(
        "search_word",
        sa.Column("word", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("word", name="pk_search_word"),
    )
    if op.get_bind().dialect.name == "postgresql":
        # Title and body apart: words in a row are in a row in one of them.
        vectors = {"title": "title_stems", "body": "body_stems", "word": "words"}
        for name, column in vectors.items():
            op.execute(
                f"ALTER TABLE search_entry ADD COLUMN {name}_vector tsvector "
                f"GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, {column})) STORED"
            )
            op.execute(
                f"CREATE INDEX ix_search_entry_{name}_vector "
                f"ON search_entry USING gin ({name}_vector)"
            )
    else:
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5("
            "entry_id UNINDEXED, title, body, words, tokenize = 'unicode61', prefix = '2 3 4')"
        )


def downgrade() -> None:
    """Drop the index and the tables."""
    if op.get_bind().dialect.name != "postgresql":
        op.execute("DROP TABLE search_index")
    op.drop_table("search_word")
    op.drop_table("search_entry")
