"""Words are searched in postings of our own, the same on both databases."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

# Text sorts by code point on both databases, whatever the locale of the server.
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
STEMS = ("title_stems", "body_stems", "words")
VECTORS = ("stem_vector", "word_vector")


def upgrade() -> None:
    """Make the tables in place of each database's own index: the next load fills them."""
    make_entries_anew()
    op.drop_table("search_word")
    op.create_table(
        "search_word",
        sa.Column("word", TEXT, nullable=False),
        sa.Column("stem", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("word", name="pk_search_word"),
    )
    op.create_index("ix_search_word_stem", "search_word", ["stem"])
    op.create_table(
        "search_posting",
        sa.Column("word", TEXT, nullable=False),
        sa.Column("block_number", sa.Integer(), nullable=False),
        sa.Column("places", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("word", "block_number", name="pk_search_posting"),
    )
    op.create_table(
        "search_block",
        sa.Column("block_number", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.LargeBinary(), nullable=False),
        sa.Column("lengths", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("block_number", name="pk_search_block"),
    )
    if op.get_bind().dialect.name == "postgresql":
        # To press numbers that are all different together takes long and gains nothing.
        op.execute("ALTER TABLE search_posting ALTER COLUMN places SET STORAGE EXTERNAL")


def downgrade() -> None:
    """Make the index of each database again, for its next load to fill."""
    for name in ("search_block", "search_posting", "search_word"):
        op.drop_table(name)
    op.create_table(
        "search_word",
        sa.Column("word", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("word", name="pk_search_word"),
    )
    if op.get_bind().dialect.name == "postgresql":
        make_entries_anew()
        for name in VECTORS:
            op.execute(f"ALTER TABLE search_entry ADD COLUMN {name} tsvector NOT NULL")
            op.execute(f"CREATE INDEX ix_search_entry_{name} ON search_entry USING gin ({name})")
        return
    make_entries_anew(*STEMS)
    op.execute(
        "CREATE VIEW search_indexed AS SELECT entry_number, entry_id, title_stems AS title, "
        "body_stems AS body, words FROM search_entry"
    )
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5(entry_id UNINDEXED, title, body, words, "
        "tokenize = 'ascii', content = 'search_indexed', content_rowid = 'entry_number')"
    )


def make_entries_anew(*besides: str) -> None:
    """Make the table of entries, with columns besides those that are shown, and no own index."""
    if op.get_bind().dialect.name != "postgresql":
        op.execute("DROP TABLE IF EXISTS search_index")
        op.execute("DROP VIEW IF EXISTS search_indexed")
    op.drop_table("search_entry")
    shown = ("entry_id", "kind", "target_id", "title", "body")
    op.create_table(
        "search_entry",
        sa.Column("entry_number", sa.Integer(), nullable=False),
        *(sa.Column(name, TEXT, nullable=False) for name in (*shown, *besides)),
        sa.PrimaryKeyConstraint("entry_number", name="pk_search_entry"),
    )
    op.create_index("ix_search_entry_entry_id", "search_entry", ["entry_id"], unique=True)
    op.create_index("ix_search_entry_kind", "search_entry", ["kind"])
