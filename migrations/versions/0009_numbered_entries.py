"""Entries of a search have numbers, by which SQLite's index knows them and keeps no copy."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# Text sorts by code point on both databases, whatever the locale of the server.
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table and its index anew: the next load fills them."""
    drop()
    op.create_table(
        "search_entry",
        sa.Column("entry_number", sa.Integer(), nullable=False),
        *entry_columns(),
        sa.PrimaryKeyConstraint("entry_number", name="pk_search_entry"),
    )
    op.create_index("ix_search_entry_entry_id", "search_entry", ["entry_id"], unique=True)
    op.create_index("ix_search_entry_kind", "search_entry", ["kind"])
    if op.get_bind().dialect.name == "postgresql":
        add_vectors()
        return
    op.execute(
        "CREATE VIEW search_indexed AS SELECT entry_number, entry_id, title_stems AS title, "
        "body_stems AS body, words FROM search_entry"
    )
    # Beginnings of words are found in the index itself in as good a time, and it is half the size.
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5(entry_id UNINDEXED, title, body, words, "
        "tokenize = 'ascii', content = 'search_indexed', content_rowid = 'entry_number')"
    )


def downgrade() -> None:
    """Make them as they were."""
    drop()
    op.execute("DROP VIEW IF EXISTS search_indexed")
    op.create_table(
        "search_entry",
        *entry_columns(),
        sa.PrimaryKeyConstraint("entry_id", name="pk_search_entry"),
    )
    op.create_index("ix_search_entry_kind", "search_entry", ["kind"])
    if op.get_bind().dialect.name == "postgresql":
        add_vectors()
    else:
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5("
            "entry_id UNINDEXED, title, body, words, tokenize = 'unicode61', prefix = '2 3 4')"
        )


def drop() -> None:
    """Drop the table of entries and its index."""
    if op.get_bind().dialect.name != "postgresql":
        op.execute("DROP TABLE search_index")
    op.drop_table("search_entry")


def entry_columns() -> list[sa.Column[str]]:
    """What an entry says."""
    names = ("entry_id", "kind", "target_id", "title", "body")
    stems = ("title_stems", "body_stems", "words")
    return [sa.Column(name, TEXT, nullable=False) for name in (*names, *stems)]


def add_vectors() -> None:
    """Title and body apart: words in a row are in a row in one of them."""
    vectors = {"title": "title_stems", "body": "body_stems", "word": "words"}
    for name, column in vectors.items():
        op.execute(
            f"ALTER TABLE search_entry ADD COLUMN {name}_vector tsvector "
            f"GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, {column})) STORED"
        )
        op.execute(
            f"CREATE INDEX ix_search_entry_{name}_vector ON search_entry USING gin ({name}_vector)"
        )
