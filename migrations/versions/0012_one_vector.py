"""PostgreSQL keeps what an entry says as two vectors, which the load makes, and not as text too."""

from collections.abc import Iterable

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TEXT = 'text COLLATE "C" NOT NULL'
BETWEEN = "betweentitleandbody"
"""Holds a place open: the end of a title and the beginning of a body are not in a row."""
PLACED = (
    f"ts_delete(setweight(to_tsvector('simple', title_stems || ' {BETWEEN}'), 'A') "
    f"|| to_tsvector('simple', body_stems), '{BETWEEN}')"
)
MADE_OF_TEXT = {
    "stem_vector": PLACED,
    "word_vector": "array_to_tsvector(array_remove(string_to_array(words, ' '), ''))",
}
READ_AGAIN = (
    "coalesce((SELECT string_agg(lexeme, ' ' ORDER BY place) "
    "FROM unnest(stem_vector) AS stem (lexeme, places, weights), "
    "unnest(places, weights) AS at (place, weight) WHERE weight = '{}'), '')"
)
MADE_OF_VECTORS = {
    "title_stems": READ_AGAIN.format("A"),
    "body_stems": READ_AGAIN.format("D"),
    "words": "array_to_string(tsvector_to_array(word_vector), ' ')",
}
VECTORS_BEFORE = {"title": "title_stems", "body": "body_stems", "word": "words"}


def upgrade() -> None:
    """Place the stems that are there. Where words stand is not kept: beginnings do not ask it."""
    if op.get_bind().dialect.name != "postgresql":
        return
    drop(("title_vector", "body_vector", "word_vector"))
    for name in MADE_OF_TEXT:
        op.execute(f"ALTER TABLE search_entry ADD COLUMN {name} tsvector NOT NULL DEFAULT ''")
    fill(MADE_OF_TEXT)
    drop(MADE_OF_VECTORS)
    index(MADE_OF_TEXT)


def downgrade() -> None:
    """Title and body apart, each placed by PostgreSQL itself, beside what is placed."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for name in MADE_OF_VECTORS:
        op.execute(f"ALTER TABLE search_entry ADD COLUMN {name} {TEXT} DEFAULT ''")
    fill(MADE_OF_VECTORS)
    for name in MADE_OF_VECTORS:
        op.execute(f"ALTER TABLE search_entry ALTER COLUMN {name} DROP DEFAULT")
    drop(MADE_OF_TEXT)
    for name, column in VECTORS_BEFORE.items():
        op.execute(
            f"ALTER TABLE search_entry ADD COLUMN {name}_vector tsvector "
            f"GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, {column})) STORED"
        )
    index(f"{name}_vector" for name in VECTORS_BEFORE)


def drop(columns: Iterable[str]) -> None:
    """Drop columns, and their indexes with them."""
    for name in columns:
        op.execute(f"ALTER TABLE search_entry DROP COLUMN {name}")


def fill(made_of: dict[str, str]) -> None:
    """Give every entry what is made of its other columns."""
    given = ", ".join(f"{name} = {of}" for name, of in made_of.items())
    op.execute(f"UPDATE search_entry SET {given}")  # noqa: S608 (our own words)


def index(vectors: Iterable[str]) -> None:
    """Make the indexes of vectors."""
    for name in vectors:
        op.execute(f"CREATE INDEX ix_search_entry_{name} ON search_entry USING gin ({name})")
