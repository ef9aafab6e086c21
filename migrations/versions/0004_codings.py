"""The tables of the evidence: one baseline, since the database is built anew from `data/`.

It stands for the three migrations that led to it, and has the name of the last: whatever has had
that one is up to date. The tables themselves stand in a file of its name.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004_codings"
down_revision = None
branch_labels = None
depends_on = None

# Text sorts by code point on both databases, whatever the locale of the server.
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "": TEXT,
    "integer": sa.Integer(),
    "double": sa.Double(),
    "moment": sa.DateTime(timezone=True),
}


@dataclass(frozen=True)
class Table:
    """A table in few words.

    A column is `*name` where it is of the key, `name?` where it may be blank, and `name:type` where
    it is no text. A reference is `column>table.column`, or `column>table` where both columns have
    one name. An index of several columns joins them by `+`. `words` are the codes that a column may
    hold, `checks` other conditions.
    """

    columns: str
    references: str = ""
    indexes: str = ""
    words: dict[str, str] = field(default_factory=dict)
    checks: dict[str, str] = field(default_factory=dict)


TABLES = {
    name: Table(**table)
    for name, table in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")).items()
}

LISTS = {
    "area_alias": "area_id>area alias",
    "source_author": "source_id>source author",
    "theme_synonym": "theme_id>theme synonym",
    "project_area": "project_id>project area_id>area",
    "project_focus": "project_id>project focus",
    "project_joint_lead": "project_id>project organisation_id>organisation",
    "project_source_url": "project_id>project source_url",
    "audit_condition_theme": "condition_id>audit_condition theme_id>theme",
    "evaluation_author": "evaluation_id>evaluation author",
    "evaluation_evaluator": "evaluation_id>evaluation organisation_id>organisation",
    "recommendation_theme": "recommendation_id>recommendation theme_id>theme",
    "evaluation_design": "evaluation_id>evaluation design",
    "finding_effect": "finding_id>finding effect",
    "finding_agreement": "finding_id>finding agrees_with>finding.finding_id",
    "finding_conflict": "finding_id>finding differs_from>finding.finding_id",
    "outcome_finding": "outcome_id>outcome finding_id>finding",
    "outcome_agreement": "outcome_id>outcome agrees_with>outcome.outcome_id",
    "outcome_conflict": "outcome_id>outcome differs_from>outcome.outcome_id",
    "renamed_theme_successor": "old_theme_id>renamed_theme theme_id>theme",
    "citation_author": "citation_id>citation author",
}
"""The lists of rows: by the key of its owner each member, which may be a row of another table."""
MEMBERS = {
    "project_focus": "social-work-practice whole-system-change workforce children-in-need "
    "early-help family-support edge-of-care child-sexual-exploitation female-genital-mutilation "
    "domestic-abuse mental-health substance-misuse harmful-sexual-behaviour fostering adoption "
    "residential-care care-leavers recurrent-care care-proceedings disabled-children education "
    "commissioning infants",
    "evaluation_design": TABLES["outcome"].words["design"],
    "finding_effect": "delay fewer-people changed-plan poorer-service burden weaker-evaluation "
    "higher-cost threat",
}
"""The words of the lists whose members are words."""


def _list(name: str, written: str) -> Table:
    """The table of a list; members that are looked for have an index."""
    owner, member = written.split()
    column, is_row, _ = member.partition(">")
    words = MEMBERS.get(name, "")
    is_looked_for = (is_row or words) and name != "renamed_theme_successor"
    return Table(
        f"*{owner.partition('>')[0]} *{column} position:integer",
        references=written if is_row else owner,
        indexes=column if is_looked_for else "",
        words={column: words} if words else {},
    )


TABLES |= {name: _list(name, written) for name, written in LISTS.items()}


def upgrade() -> None:
    """Make every table; those that others refer to come first."""
    for name, table in TABLES.items():
        columns = table.columns.split()
        op.create_table(
            name,
            *map(_column, columns),
            sa.PrimaryKeyConstraint(
                *(_column(each).name for each in columns if each.startswith("*")), name=f"pk_{name}"
            ),
            *(_reference(name, reference) for reference in table.references.split()),
            *(_words(name, column, codes) for column, codes in table.words.items()),
            *(
                sa.CheckConstraint(condition, name=op.f(f"ck_{name}_{what}"))
                for what, condition in table.checks.items()
            ),
        )
        for index in table.indexes.split():
            op.create_index(f"ix_{name}_{index.replace('+', '_')}", name, index.split("+"))


def downgrade() -> None:
    """Drop every table."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _column(written: str) -> sa.Column[Any]:
    name, _, kind = written.strip("*?").partition(":")
    return sa.Column(name, TYPES[kind], nullable=written.endswith("?"))


def _reference(name: str, written: str) -> sa.ForeignKeyConstraint:
    own, _, target = written.partition(">")
    other, _, key = target.partition(".")
    # Checked when the transaction ends: a load puts rows in in any order.
    return sa.ForeignKeyConstraint(
        own.split("+"),
        [f"{other}.{column}" for column in (key or own).split("+")],
        name=f"fk_{name}_{own.replace('+', '_')}_{other}",
        deferrable=True,
        initially="DEFERRED",
    )


def _words(name: str, column: str, codes: str) -> sa.CheckConstraint:
    words = ", ".join(f"'{code}'" for code in codes.split())
    return sa.CheckConstraint(f"{column} IN ({words})", name=op.f(f"ck_{name}_{column}"))
