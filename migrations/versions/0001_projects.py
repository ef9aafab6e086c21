"""Organisations, projects and their evaluations."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Text sorts by code point on both databases, whatever the locale of the server.
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "organisation",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("note", TEXT),
        sa.Column("search_text", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", name="pk_organisation"),
        one_of(
            "organisation",
            "kind",
            "local-authority local-authority-partnership childrens-services-trust "
            "council-owned-company voluntary-organisation "
            "private-or-social-enterprise nhs-trust academy-trust national-body "
            "public-body university research-organisation government-department",
        ),
    )
    op.create_index("ix_organisation_kind", "organisation", ["kind"])
    op.create_table(
        "project",
        sa.Column("project_id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("lead_organisation_id", TEXT),
        sa.Column("lead_type", TEXT),
        sa.Column("strand", TEXT, nullable=False),
        sa.Column("target_population", TEXT),
        sa.Column("funding_gbp", sa.Integer()),
        sa.Column("funding_note", TEXT),
        sa.Column("summary", TEXT),
        sa.Column("named_in_report", TEXT, nullable=False),
        sa.Column("certainty", TEXT, nullable=False),
        sa.Column("note", TEXT),
        sa.Column("search_text", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("project_id", name="pk_project"),
        reference("project", "lead_organisation_id", "organisation", "organisation_id"),
        one_of("project", "strand", "social-work adolescents other"),
        one_of("project", "certainty", "seen inferred"),
        one_of("project", "named_in_report", "yes no"),
        one_of(
            "project",
            "lead_type",
            "local-authority local-authority-partnership childrens-services-trust "
            "council-owned-company voluntary-organisation "
            "private-or-social-enterprise nhs-trust academy-trust national-body "
            "public-body",
        ),
    )
    op.create_index("ix_project_funding_gbp", "project", ["funding_gbp"])
    op.create_index("ix_project_lead_organisation_id", "project", ["lead_organisation_id"])
    op.create_index("ix_project_lead_type", "project", ["lead_type"])
    op.create_index("ix_project_name", "project", ["name"])
    op.create_index("ix_project_named_in_report", "project", ["named_in_report"])
    op.create_index("ix_project_strand", "project", ["strand"])
    op.create_table(
        "project_joint_lead",
        sa.Column("project_id", TEXT, nullable=False),
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("project_id", "organisation_id", name="pk_project_joint_lead"),
        reference("project_joint_lead", "organisation_id", "organisation", "organisation_id"),
        reference("project_joint_lead", "project_id", "project", "project_id"),
    )
    op.create_index(
        "ix_project_joint_lead_organisation_id", "project_joint_lead", ["organisation_id"]
    )
    op.create_table(
        "project_focus",
        sa.Column("project_id", TEXT, nullable=False),
        sa.Column("focus", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("project_id", "focus", name="pk_project_focus"),
        reference("project_focus", "project_id", "project", "project_id"),
        one_of(
            "project_focus",
            "focus",
            "social-work-practice whole-system-change workforce children-in-need "
            "early-help family-support edge-of-care child-sexual-exploitation "
            "female-genital-mutilation domestic-abuse mental-health "
            "substance-misuse harmful-sexual-behaviour fostering adoption "
            "residential-care care-leavers recurrent-care care-proceedings "
            "disabled-children education commissioning infants",
        ),
    )
    op.create_index("ix_project_focus_focus", "project_focus", ["focus"])
    op.create_table(
        "project_area",
        sa.Column("project_id", TEXT, nullable=False),
        sa.Column("area", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("project_id", "area", name="pk_project_area"),
        reference("project_area", "project_id", "project", "project_id"),
    )
    op.create_index("ix_project_area_area", "project_area", ["area"])
    op.create_table(
        "project_source_url",
        sa.Column("project_id", TEXT, nullable=False),
        sa.Column("source_url", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("project_id", "source_url", name="pk_project_source_url"),
        reference("project_source_url", "project_id", "project", "project_id"),
    )
    op.create_table(
        "project_alias",
        sa.Column("project_id", TEXT, nullable=False),
        sa.Column("alias", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("project_id", "alias", name="pk_project_alias"),
        reference("project_alias", "project_id", "project", "project_id"),
    )
    op.create_table(
        "evaluation",
        sa.Column("evaluation_id", TEXT, nullable=False),
        sa.Column("project_id", TEXT, nullable=False),
        sa.Column("title", TEXT),
        sa.Column("published", TEXT),
        sa.Column("series_number", TEXT),
        sa.Column("source_url", TEXT),
        sa.Column("certainty", TEXT, nullable=False),
        sa.Column("note", TEXT),
        sa.Column("search_text", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("evaluation_id", name="pk_evaluation"),
        reference("evaluation", "project_id", "project", "project_id"),
        one_of("evaluation", "certainty", "seen inferred"),
    )
    op.create_index("ix_evaluation_project_id", "evaluation", ["project_id"])
    op.create_index("ix_evaluation_published", "evaluation", ["published"])
    op.create_table(
        "evaluation_author",
        sa.Column("evaluation_id", TEXT, nullable=False),
        sa.Column("author", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("evaluation_id", "author", name="pk_evaluation_author"),
        reference("evaluation_author", "evaluation_id", "evaluation", "evaluation_id"),
    )
    op.create_table(
        "evaluation_evaluator",
        sa.Column("evaluation_id", TEXT, nullable=False),
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("evaluation_id", "organisation_id", name="pk_evaluation_evaluator"),
        reference("evaluation_evaluator", "evaluation_id", "evaluation", "evaluation_id"),
        reference("evaluation_evaluator", "organisation_id", "organisation", "organisation_id"),
    )
    op.create_index(
        "ix_evaluation_evaluator_organisation_id", "evaluation_evaluator", ["organisation_id"]
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("evaluation_evaluator")
    op.drop_table("evaluation_author")
    op.drop_table("evaluation")
    op.drop_table("project_alias")
    op.drop_table("project_source_url")
    op.drop_table("project_area")
    op.drop_table("project_focus")
    op.drop_table("project_joint_lead")
    op.drop_table("project")
    op.drop_table("organisation")


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
