"""Sources, their paragraphs and what they cite."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Text sorts by code point on both databases, whatever the locale of the server.
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "source",
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("published", TEXT),
        sa.Column("publisher", TEXT),
        sa.Column("url", TEXT),
        sa.Column("sha256", TEXT),
        sa.Column("licence", TEXT),
        sa.Column("note", TEXT),
        sa.PrimaryKeyConstraint("source_id", name="pk_source"),
    )
    op.create_table(
        "source_author",
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("author", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", "author", name="pk_source_author"),
        reference("source_author", "source_id", "source", "source_id"),
    )
    op.create_table(
        "paragraph",
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("paragraph", TEXT, nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("section_id", TEXT, nullable=False),
        sa.Column("heading", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("source_id", "paragraph", name="pk_paragraph"),
        reference("paragraph", "source_id", "source", "source_id"),
    )
    op.create_table(
        "paragraph_text",
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("paragraph", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("source_id", "paragraph", name="pk_paragraph_text"),
        place_in_source("paragraph_text"),
    )
    op.create_table(
        "citation",
        sa.Column("citation_id", TEXT, nullable=False),
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("footnote", sa.Integer()),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("published", TEXT),
        sa.Column("publisher", TEXT),
        sa.Column("url", TEXT),
        sa.Column("evaluation_id", TEXT),
        sa.Column("paragraph", TEXT, nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("note", TEXT),
        sa.PrimaryKeyConstraint("citation_id", name="pk_citation"),
        reference("citation", "evaluation_id", "evaluation", "evaluation_id"),
        reference("citation", "source_id", "source", "source_id"),
        place_in_source("citation"),
    )
    op.create_index("ix_citation_evaluation_id", "citation", ["evaluation_id"])
    op.create_index("ix_citation_source_id", "citation", ["source_id"])
    op.create_table(
        "citation_author",
        sa.Column("citation_id", TEXT, nullable=False),
        sa.Column("author", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("citation_id", "author", name="pk_citation_author"),
        reference("citation_author", "citation_id", "citation", "citation_id"),
    )
    op.create_table(
        "uncoded_mention",
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("paragraph", TEXT, nullable=False),
        sa.Column("project_id", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("source_id", "paragraph", "project_id", name="pk_uncoded_mention"),
        reference("uncoded_mention", "project_id", "project", "project_id"),
        place_in_source("uncoded_mention"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("uncoded_mention")
    op.drop_table("citation_author")
    op.drop_table("citation")
    op.drop_table("paragraph_text")
    op.drop_table("paragraph")
    op.drop_table("source_author")
    op.drop_table("source")


def reference(table: str, column: str, target: str, key: str) -> sa.ForeignKeyConstraint:
    """A reference that is checked when a load is complete."""
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.{key}"],
        name=f"fk_{table}_{column}_{target}",
        deferrable=True,
        initially="DEFERRED",
    )


def place_in_source(table: str) -> sa.ForeignKeyConstraint:
    """A paragraph that the source has."""
    return sa.ForeignKeyConstraint(
        ["source_id", "paragraph"],
        ["paragraph.source_id", "paragraph.paragraph"],
        name=f"fk_{table}_source_id_paragraph_paragraph",
        deferrable=True,
        initially="DEFERRED",
    )
