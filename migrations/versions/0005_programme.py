"""Facts of the programme, coding and imports."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Text sorts by code point on both databases, whatever the locale of the server.
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "programme_fact",
        sa.Column("fact", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.Column("source_id", TEXT),
        sa.Column("paragraph", TEXT),
        sa.Column("note", TEXT),
        sa.PrimaryKeyConstraint("fact", name="pk_programme_fact"),
        reference("programme_fact", "source_id", "source", "source_id"),
        place_in_source("programme_fact"),
    )
    op.create_index("ix_programme_fact_source_id", "programme_fact", ["source_id"])
    op.create_table(
        "coding_decision",
        sa.Column("decision_id", TEXT, nullable=False),
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("paragraph", TEXT, nullable=False),
        sa.Column("project_id", TEXT),
        sa.Column("coder_a", TEXT),
        sa.Column("coder_b", TEXT),
        sa.Column("stands", TEXT),
        sa.Column("why", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("decision_id", name="pk_coding_decision"),
        reference("coding_decision", "project_id", "project", "project_id"),
        reference("coding_decision", "source_id", "source", "source_id"),
        place_in_source("coding_decision"),
    )
    op.create_index("ix_coding_decision_project_id", "coding_decision", ["project_id"])
    op.create_index("ix_coding_decision_source_id", "coding_decision", ["source_id"])
    op.create_table(
        "coding_agreement",
        sa.Column("theme_id", TEXT, nullable=False),
        sa.Column("both_count", sa.Integer(), nullable=False),
        sa.Column("only_a_count", sa.Integer(), nullable=False),
        sa.Column("only_b_count", sa.Integer(), nullable=False),
        sa.Column("f1", sa.Double()),
        sa.PrimaryKeyConstraint("theme_id", name="pk_coding_agreement"),
        reference("coding_agreement", "theme_id", "theme", "theme_id"),
    )
    op.create_table(
        "import_run",
        sa.Column("import_run_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", TEXT, nullable=False),
        sa.Column("release", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("import_run_id", name="pk_import_run"),
    )
    op.create_table(
        "import_file",
        sa.Column("import_run_id", sa.Integer(), nullable=False),
        sa.Column("file", TEXT, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("added_count", sa.Integer(), nullable=False),
        sa.Column("changed_count", sa.Integer(), nullable=False),
        sa.Column("unchanged_count", sa.Integer(), nullable=False),
        sa.Column("removed_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("import_run_id", "file", name="pk_import_file"),
        sa.ForeignKeyConstraint(
            ["import_run_id"],
            ["import_run.import_run_id"],
            name="fk_import_file_import_run_id_import_run",
        ),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("import_file")
    op.drop_table("import_run")
    op.drop_table("coding_agreement")
    op.drop_table("coding_decision")
    op.drop_table("programme_fact")


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
