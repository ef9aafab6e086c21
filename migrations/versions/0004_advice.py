"""Recommendations, audit conditions and principles."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Text sorts by code point on both databases, whatever the locale of the server.
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "recommendation",
        sa.Column("recommendation_id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("text_summary", TEXT, nullable=False),
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("paragraph", TEXT, nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("anchor", TEXT, nullable=False),
        sa.Column("search_text", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("recommendation_id", name="pk_recommendation"),
        reference("recommendation", "source_id", "source", "source_id"),
        place_in_source("recommendation"),
        one_of("recommendation", "kind", "recommendation supporting-condition"),
    )
    op.create_index("ix_recommendation_kind", "recommendation", ["kind"])
    op.create_index("ix_recommendation_source_id", "recommendation", ["source_id"])
    op.create_table(
        "recommendation_theme",
        sa.Column("recommendation_id", TEXT, nullable=False),
        sa.Column("theme_id", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("recommendation_id", "theme_id", name="pk_recommendation_theme"),
        reference(
            "recommendation_theme", "recommendation_id", "recommendation", "recommendation_id"
        ),
        reference("recommendation_theme", "theme_id", "theme", "theme_id"),
    )
    op.create_index("ix_recommendation_theme_theme_id", "recommendation_theme", ["theme_id"])
    op.create_table(
        "audit_condition",
        sa.Column("condition_id", TEXT, nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("text_summary", TEXT, nullable=False),
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("paragraph", TEXT, nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("anchor", TEXT, nullable=False),
        sa.Column("search_text", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("condition_id", name="pk_audit_condition"),
        reference("audit_condition", "source_id", "source", "source_id"),
        place_in_source("audit_condition"),
    )
    op.create_index("ix_audit_condition_source_id", "audit_condition", ["source_id"])
    op.create_table(
        "audit_condition_theme",
        sa.Column("condition_id", TEXT, nullable=False),
        sa.Column("theme_id", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("condition_id", "theme_id", name="pk_audit_condition_theme"),
        reference("audit_condition_theme", "condition_id", "audit_condition", "condition_id"),
        reference("audit_condition_theme", "theme_id", "theme", "theme_id"),
    )
    op.create_index("ix_audit_condition_theme_theme_id", "audit_condition_theme", ["theme_id"])
    op.create_table(
        "principle",
        sa.Column("principle_id", TEXT, nullable=False),
        sa.Column("label", TEXT, nullable=False),
        sa.Column("definition", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("principle_id", name="pk_principle"),
    )
    op.create_table(
        "project_principle",
        sa.Column("principle_id", TEXT, nullable=False),
        sa.Column("project_id", TEXT, nullable=False),
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("paragraph", TEXT, nullable=False),
        sa.Column("anchor", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("principle_id", "project_id", name="pk_project_principle"),
        reference("project_principle", "principle_id", "principle", "principle_id"),
        reference("project_principle", "project_id", "project", "project_id"),
        place_in_source("project_principle"),
    )
    op.create_index("ix_project_principle_project_id", "project_principle", ["project_id"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("project_principle")
    op.drop_table("principle")
    op.drop_table("audit_condition_theme")
    op.drop_table("audit_condition")
    op.drop_table("recommendation_theme")
    op.drop_table("recommendation")


def one_of(table: str, column: str, words: str) -> sa.CheckConstraint:
    """A closed list of words."""
    listed = ", ".join(f"'{word}'" for word in words.split())
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{column}"))


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
