"""PostgreSQL searches the stems of title and body together, and the load says where they stand."""

from collections.abc import Iterable

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BETWEEN = "betweentitleandbody"
"""Holds a place open: the end of a title and the beginning of a body are not in a row."""
PLACED = (
    f"ts_delete(setweight(to_tsvector('simple', title_stems || ' {BETWEEN}'), 'A') "
    f"|| to_tsvector('simple', body_stems), '{BETWEEN}')"
)
WORDS = "array_to_tsvector(array_remove(string_to_array(words, ' '), ''))"


def upgrade() -> None:
    """Place the stems that are there. Where words stand is not kept: beginnings do not ask it."""
    if op.get_bind().dialect.name != "postgresql":
        return
    drop(("title", "body", "word"))
    op.execute("ALTER TABLE search_entry ADD COLUMN stem_vector tsvector NOT NULL DEFAULT ''")
    op.execute(f"UPDATE search_entry SET stem_vector = {PLACED}")  # noqa: S608 (our own words)
    generate("word", WORDS)
    index(("stem", "word"))


def downgrade() -> None:
    """Title and body apart, each placed by PostgreSQL itself."""
    if op.get_bind().dialect.name != "postgresql":
        return
    drop(("stem", "word"))
    for name, column in (("title", "title_stems"), ("body", "body_stems"), ("word", "words")):
        generate(name, f"to_tsvector('simple'::regconfig, {column})")
    index(("title", "body", "word"))


def drop(names: Iterable[str]) -> None:
    """Drop vectors and their indexes."""
    for name in names:
        op.execute(f"ALTER TABLE search_entry DROP COLUMN {name}_vector")


def generate(name: str, expression: str) -> None:
    """Have the database make a vector."""
    op.execute(
        f"ALTER TABLE search_entry ADD COLUMN {name}_vector tsvector "
        f"GENERATED ALWAYS AS ({expression}) STORED"
    )


def index(names: Iterable[str]) -> None:
    """Make the indexes of vectors."""
    for name in names:
        op.execute(
            f"CREATE INDEX ix_search_entry_{name}_vector ON search_entry USING gin ({name}_vector)"
        )
