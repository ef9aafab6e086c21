"""The tables of the evidence: one baseline, since the database is built anew from `data/`.

It stands for the three migrations that led to it, and has the name of the last: whatever has had
that one is up to date.
"""

from dataclasses import dataclass, field
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


POLARITY = "facilitator barrier neutral"
PLACE = "source_id+paragraph>paragraph"
AUTHORITIES = "county-council unitary-authority metropolitan-borough london-borough"
BODIES = (
    "local-authority-partnership childrens-services-trust council-owned-company "
    "voluntary-organisation private-or-social-enterprise nhs-trust academy-trust national-body "
    "public-body"
)
LEAD_TYPE = f"{AUTHORITIES} {BODIES}"
DESIGN = "randomised comparison-group before-after after-only estimate not-said"
TABLES = {
    "finding_count": Table(
        "*attribute *value *theme_id *polarity *overcome *scope *source_id finding_count:integer",
        indexes="attribute+theme_id+polarity+value",
    ),
    "import_run": Table(
        "*import_run_id:integer started_at:moment finished_at:moment version release"
    ),
    "organisation": Table(
        "*organisation_id name kind note?",
        indexes="kind",
        words={
            "kind": f"local-authority {BODIES} university research-organisation "
            "government-department"
        },
    ),
    "principle": Table("*principle_id label definition"),
    "word_form": Table("*forms kind note?", words={"kind": "acronym spelling"}),
    "source": Table(
        "*source_id kind reported_by title published? publisher? url? seen_on? extent? sha256? "
        "licence? note?",
        indexes="reported_by",
        words={
            "kind": "thematic-report evaluation-report report-abstract programme-site "
            "provider-page evaluator-page trade-press public-audit",
            "reported_by": "evaluator programme provider press auditor",
            "extent": "whole part",
        },
    ),
    "area": Table(
        "*area_id name kind region_id? ons_code? dfe_number? note?",
        references="region_id>area.area_id",
        indexes="kind region_id",
        words={
            "kind": "country region county-council unitary-authority metropolitan-borough "
            "london-borough other"
        },
    ),
    "area_neighbour": Table(
        "*area_id *neighbour_id rank:integer closeness",
        references="area_id>area neighbour_id>area.area_id",
        indexes="neighbour_id",
        words={"closeness": "extremely-close very-close close somewhat-close not-close"},
    ),
    "renamed_theme": Table("*old_theme_id since"),
    "field_agreement": Table("*source *field compared_count:integer agreed_count:integer"),
    "theme": Table(
        "*theme_id parent_id? label definition report_section? part? position:integer",
        references="parent_id>theme.theme_id",
        indexes="parent_id",
        words={"part": "condition further-barrier without-the-programme"},
    ),
    "coding_agreement": Table(
        "*theme_id both_count:integer only_a_count:integer only_b_count:integer f1:double?",
        references="theme_id>theme",
    ),
    "import_file": Table(
        "*import_run_id:integer *file sha256 row_count:integer added_count:integer "
        "changed_count:integer unchanged_count:integer removed_count:integer",
        references="import_run_id>import_run",
    ),
    "paragraph": Table(
        "*source_id *paragraph page:integer? section_id? heading", references="source_id>source"
    ),
    "project": Table(
        "*project_id name lead_organisation_id? lead_type? strand target_population? "
        "funding_gbp:integer? funding_note? summary? certainty note?",
        references="lead_organisation_id>organisation.organisation_id",
        indexes="funding_gbp lead_organisation_id lead_type name strand",
        words={
            "certainty": "seen inferred",
            "lead_type": LEAD_TYPE,
            "strand": "social-work adolescents other",
        },
    ),
    "audit_condition": Table(
        "*condition_id order:integer text_summary source_id paragraph page:integer? anchor",
        references=f"source_id>source {PLACE}",
        indexes="source_id",
    ),
    "coding_decision": Table(
        "*decision_id source_id paragraph project_id? coder_a? coder_b? stands? why",
        references=f"project_id>project source_id>source {PLACE}",
        indexes="project_id source_id",
    ),
    "evaluation": Table(
        "*evaluation_id project_id title? published? series_number? source_url? certainty isbn? "
        "doi? comparison_group? sample? period? note?",
        references="project_id>project",
        indexes="project_id published",
        words={"certainty": "seen inferred", "comparison_group": "yes no"},
    ),
    "finding": Table(
        "*finding_id project_id? scope theme_id polarity certainty overcome? responds_to? "
        "response_result? statement "
        "source_id paragraph page:integer? anchor coded_by note?",
        references="project_id>project responds_to>finding.finding_id theme_id>theme "
        f"source_id>source {PLACE}",
        indexes=(
            "certainty+finding_id overcome+finding_id polarity+finding_id "
            "project_id+finding_id responds_to "
            "scope+finding_id source_id+finding_id theme_id+finding_id "
            "theme_id+polarity+finding_id"
        ),
        words={
            "certainty": "stated listed implied",
            "coded_by": "both settled",
            "response_result": "worked partly failed not-said",
            "overcome": "yes partly no",
            "polarity": POLARITY,
            "scope": "project programme unnamed",
        },
        checks={
            "overcome_barrier": "overcome IS NULL OR polarity = 'barrier'",
            "response_and_result": "(responds_to IS NULL) = (response_result IS NULL)",
            "scope_project": "(scope = 'project') = (project_id IS NOT NULL)",
        },
    ),
    "outcome": Table(
        "*outcome_id project_id measure population? kind baseline:double? value:double? "
        "comparator_value:double? unit? reported_change:double? difference:double? "
        "change_percent:double? value_reported direction? desirability? period? "
        "sample_size:integer? domain design coverage theme_id? source_id paragraph page:integer? "
        "anchor caveat?",
        references=f"project_id>project source_id>source theme_id>theme {PLACE}",
        indexes="change_percent design desirability direction domain kind project_id source_id "
        "theme_id unit",
        words={
            "coverage": "whole part not-said",
            "design": DESIGN,
            "domain": "care-and-placement safety health family-relationships education-and-work "
            "workforce service-use practice money reach",
            "desirability": "improvement deterioration neutral",
            "direction": "increase decrease no-change",
            "kind": "before-after comparison single-figure cost reach qualitative",
            "unit": "percent days-per-family children children-per-year families conferences "
            "managers local-authorities providers reviews referrals re-referrals gbp "
            "gbp-per-family gbp-per-year staff people sites cases gbp-per-gbp",
        },
    ),
    "paragraph_text": Table("*source_id *paragraph text", references=PLACE),
    "programme_fact": Table(
        "*fact value source_id? paragraph? note?",
        references=f"source_id>source {PLACE}",
        indexes="source_id",
    ),
    "project_alias": Table("*project_id *alias", references="project_id>project"),
    "project_event": Table(
        "*event_id project_id date? kind statement source_id? paragraph? anchor? certainty "
        "source_url?",
        references=f"project_id>project source_id>source {PLACE}",
        indexes="kind project_id source_id",
        words={
            "certainty": "seen inferred",
            "kind": "started closed continued spread re-evaluated",
        },
    ),
    "project_source": Table(
        "*project_id *source_id mention",
        references="project_id>project source_id>source",
        indexes="source_id",
        words={"mention": "named not-named not-coded"},
    ),
    "project_principle": Table(
        "*principle_id *project_id source_id paragraph anchor",
        references=f"principle_id>principle project_id>project {PLACE}",
        indexes="project_id",
    ),
    "recommendation": Table(
        "*recommendation_id kind text_summary source_id paragraph page:integer? anchor",
        references=f"source_id>source {PLACE}",
        indexes="kind source_id",
        words={"kind": "recommendation supporting-condition"},
    ),
    "uncoded_mention": Table(
        "*source_id *paragraph *project_id why", references=f"project_id>project {PLACE}"
    ),
    "citation": Table(
        "*citation_id source_id footnote:integer? title published? publisher? url? "
        "evaluation_id? paragraph page:integer? note?",
        references=f"evaluation_id>evaluation source_id>source {PLACE}",
        indexes="evaluation_id source_id",
    ),
    "release": Table("*release_date summary"),
    "coded_finding": Table(
        "*coded_finding_id coder stage source_id paragraph project_id? claim? scope? "
        "theme_id_as_coded? polarity? certainty? effect? overcome? responds_to_as_coded? "
        "response_result? agrees_with_as_coded? differs_from_as_coded? statement? anchor? note?",
        references=f"project_id>project source_id>source {PLACE}",
        indexes="project_id source_id",
    ),
    "coded_outcome": Table(
        "*coded_outcome_id coder stage source_id paragraph project_id? claim? measure? population? "
        "kind? baseline? value? comparator_value? unit? reported_change? value_reported? "
        "direction? desirability? period? sample_size? domain? design? coverage? "
        "theme_id_as_coded? finding_ids_as_coded? agrees_with_as_coded? differs_from_as_coded? "
        "anchor? caveat?",
        references=f"project_id>project source_id>source {PLACE}",
        indexes="project_id source_id",
    ),
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
    "evaluation_design": DESIGN,
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
