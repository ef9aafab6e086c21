"""Themes, findings and outcomes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Text sorts by code point on both databases, whatever the locale of the server.
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "theme",
        sa.Column("theme_id", TEXT, nullable=False),
        sa.Column("parent_id", TEXT),
        sa.Column("label", TEXT, nullable=False),
        sa.Column("definition", TEXT, nullable=False),
        sa.Column("report_section", TEXT),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("search_text", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("theme_id", name="pk_theme"),
        reference("theme", "parent_id", "theme", "theme_id"),
    )
    op.create_index("ix_theme_parent_id", "theme", ["parent_id"])
    op.create_table(
        "theme_synonym",
        sa.Column("theme_id", TEXT, nullable=False),
        sa.Column("synonym", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("theme_id", "synonym", name="pk_theme_synonym"),
        reference("theme_synonym", "theme_id", "theme", "theme_id"),
    )
    op.create_table(
        "finding",
        sa.Column("finding_id", TEXT, nullable=False),
        sa.Column("project_id", TEXT),
        sa.Column("scope", TEXT, nullable=False),
        sa.Column("theme_id", TEXT, nullable=False),
        sa.Column("polarity", TEXT, nullable=False),
        sa.Column("overcome", TEXT),
        sa.Column("responds_to", TEXT),
        sa.Column("statement", TEXT, nullable=False),
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("paragraph", TEXT, nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("anchor", TEXT, nullable=False),
        sa.Column("coded_by", TEXT, nullable=False),
        sa.Column("note", TEXT),
        sa.Column("search_text", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("finding_id", name="pk_finding"),
        reference("finding", "project_id", "project", "project_id"),
        reference("finding", "responds_to", "finding", "finding_id"),
        reference("finding", "source_id", "source", "source_id"),
        place_in_source("finding"),
        reference("finding", "theme_id", "theme", "theme_id"),
        one_of("finding", "scope", "project programme unnamed"),
        one_of("finding", "coded_by", "both settled"),
        sa.CheckConstraint(
            "responds_to IS NULL OR polarity = 'facilitator'",
            name=op.f("ck_finding_responds_to_facilitator"),
        ),
        sa.CheckConstraint(
            "overcome IS NULL OR polarity = 'barrier'", name=op.f("ck_finding_overcome_barrier")
        ),
        one_of("finding", "polarity", "facilitator barrier neutral"),
        one_of("finding", "overcome", "yes partly no"),
        sa.CheckConstraint(
            "(scope = 'project') = (project_id IS NOT NULL)", name=op.f("ck_finding_scope_project")
        ),
    )
    op.create_index("ix_finding_overcome", "finding", ["overcome"])
    op.create_index("ix_finding_polarity", "finding", ["polarity"])
    op.create_index("ix_finding_project_id", "finding", ["project_id"])
    op.create_index("ix_finding_responds_to", "finding", ["responds_to"])
    op.create_index("ix_finding_scope", "finding", ["scope"])
    op.create_index("ix_finding_source_id", "finding", ["source_id"])
    op.create_index("ix_finding_theme_id", "finding", ["theme_id"])
    op.create_table(
        "outcome",
        sa.Column("outcome_id", TEXT, nullable=False),
        sa.Column("project_id", TEXT, nullable=False),
        sa.Column("measure", TEXT, nullable=False),
        sa.Column("population", TEXT),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("baseline", sa.Double()),
        sa.Column("value", sa.Double()),
        sa.Column("comparator_value", sa.Double()),
        sa.Column("unit", TEXT),
        sa.Column("reported_change", sa.Double()),
        sa.Column("difference", sa.Double()),
        sa.Column("change_percent", sa.Double()),
        sa.Column("value_reported", TEXT, nullable=False),
        sa.Column("direction", TEXT),
        sa.Column("desirability", TEXT),
        sa.Column("period", TEXT),
        sa.Column("sample_size", sa.Integer()),
        sa.Column("theme_id", TEXT, nullable=False),
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("paragraph", TEXT, nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("anchor", TEXT, nullable=False),
        sa.Column("caveat", TEXT),
        sa.Column("search_text", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("outcome_id", name="pk_outcome"),
        reference("outcome", "project_id", "project", "project_id"),
        reference("outcome", "source_id", "source", "source_id"),
        place_in_source("outcome"),
        reference("outcome", "theme_id", "theme", "theme_id"),
        one_of("outcome", "direction", "increase decrease no-change"),
        one_of("outcome", "kind", "before-after comparison single-figure cost reach qualitative"),
        one_of("outcome", "desirability", "improvement deterioration neutral"),
        one_of(
            "outcome",
            "unit",
            "percent days-per-family children children-per-year families "
            "conferences managers local-authorities providers reviews referrals "
            "re-referrals gbp gbp-per-gbp",
        ),
    )
    op.create_index("ix_outcome_change_percent", "outcome", ["change_percent"])
    op.create_index("ix_outcome_desirability", "outcome", ["desirability"])
    op.create_index("ix_outcome_direction", "outcome", ["direction"])
    op.create_index("ix_outcome_kind", "outcome", ["kind"])
    op.create_index("ix_outcome_project_id", "outcome", ["project_id"])
    op.create_index("ix_outcome_source_id", "outcome", ["source_id"])
    op.create_index("ix_outcome_theme_id", "outcome", ["theme_id"])
    op.create_index("ix_outcome_unit", "outcome", ["unit"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("outcome")
    op.drop_table("finding")
    op.drop_table("theme_synonym")
    op.drop_table("theme")


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
