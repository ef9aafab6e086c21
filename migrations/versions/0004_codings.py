"""What each coder had, before the two compared."""

import sqlalchemy as sa
from alembic import op

revision = "0004_codings"
down_revision = "0003_release"
branch_labels = None
depends_on = None

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
OF_FINDINGS = (
    *("claim", "scope", "theme_id_as_coded", "polarity", "certainty", "effect", "overcome"),
    *(
        "responds_to_as_coded",
        "response_result",
        "agrees_with_as_coded",
        "differs_from_as_coded",
        "statement",
    ),
    *("anchor", "note"),
)
OF_OUTCOMES = (
    *("claim", "measure", "population", "kind", "baseline", "value", "comparator_value"),
    *("unit", "reported_change", "value_reported", "direction", "desirability", "period"),
    *("sample_size", "domain", "design", "coverage", "theme_id_as_coded", "finding_ids_as_coded"),
    *("agrees_with_as_coded", "differs_from_as_coded", "anchor", "caveat"),
)


def upgrade() -> None:
    _create("coded_finding", OF_FINDINGS)
    _create("coded_outcome", OF_OUTCOMES)


def _create(name: str, columns: tuple[str, ...]) -> None:
    given = (f"{name}_id", "coder", "stage", "source_id", "paragraph")
    op.create_table(
        name,
        *(sa.Column(column, TEXT, nullable=False) for column in given),
        sa.Column("project_id", TEXT),
        *(sa.Column(column, TEXT) for column in columns),
        _reference(name, ["project_id"], "project"),
        _reference(name, ["source_id", "paragraph"], "paragraph"),
        _reference(name, ["source_id"], "source"),
        sa.PrimaryKeyConstraint(f"{name}_id", name=f"pk_{name}"),
    )
    for column in ("project_id", "source_id"):
        op.create_index(f"ix_{name}_{column}", name, [column])


def _reference(name: str, columns: list[str], to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        columns,
        [f"{to}.{column}" for column in columns],
        name=f"fk_{name}_{'_'.join(columns)}_{to}",
        initially="DEFERRED",
        deferrable=True,
    )


def downgrade() -> None:
    op.drop_table("coded_outcome")
    op.drop_table("coded_finding")
