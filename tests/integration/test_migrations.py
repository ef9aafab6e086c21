"""Migrations make the tables that the models say, on both databases, up and down."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from app.database import connect
from app.database.migrate import newest, upgrade
from app.errors import DatabaseError
from app.ingest.load import load
from app.ingest.validate import Dataset
from app.settings import ROOT, VERSION
from tests.conftest import NOW
from tests.databases import NewDatabase

TABLES = SQLModel.metadata.tables


def migrate(
    engine: sa.Engine,
    run: Any,
    *arguments: Any,
    folder: Path = ROOT / "migrations",
    metadata: sa.MetaData = SQLModel.metadata,
    **options: Any,
) -> None:
    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(folder))
    config.attributes["metadata"] = metadata
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        run(config, *arguments, **options)


def test_the_migrated_tables_are_those_of_the_models(empty: sa.Engine) -> None:
    migrate(empty, command.check)


@pytest.mark.one_database
def test_the_newest_migration_is_known_by_the_name_of_its_file() -> None:
    scripts = ScriptDirectory.from_config(Config(str(ROOT / "alembic.ini")))

    assert newest() == scripts.get_current_head()


def test_migrations_run_down_to_nothing_and_up_again(new_database: NewDatabase) -> None:
    engine = connect(new_database())

    upgrade(engine)
    migrate(engine, command.downgrade, "base")
    left = set(sa.inspect(engine).get_table_names())
    upgrade(engine)

    assert left == {"alembic_version"}
    assert set(sa.inspect(engine).get_table_names()) == {*TABLES, "alembic_version"}
    engine.dispose()


@pytest.mark.parametrize("migration", ["0013", "0002_of_another_version"])
def test_a_database_of_another_version_is_not_touched_and_says_what_to_do(
    empty: sa.Engine, migration: str
) -> None:
    version = sa.text("UPDATE alembic_version SET version_num = :migration")
    with empty.begin() as connection:
        connection.execute(version, {"migration": migration})

    with pytest.raises(DatabaseError) as refused:
        upgrade(empty)

    [problem] = refused.value.problems
    assert problem.where == str(empty.url)
    assert problem.message == (
        f"It was made by another version of the program (migration {migration}), and cannot be "
        "brought up to date. Delete it, or name an empty one, and load again: nothing is lost, "
        "since all of it is made from data/ and from the sources that were loaded."
    )


def test_a_migration_that_alembic_writes_adds_a_column_and_takes_it_back(
    empty: sa.Engine, dataset: Dataset, tmp_path: Path
) -> None:
    load(empty, dataset, version=VERSION, now=lambda: NOW)
    folder = Path(shutil.copytree(ROOT / "migrations", tmp_path / "migrations"))
    metadata = sa.MetaData(naming_convention=SQLModel.metadata.naming_convention)
    tables = {each.name: each.to_metadata(metadata) for each in TABLES.values()}
    tables["project"].append_column(sa.Column("trial", sa.Integer(), index=True))
    written: dict[str, Any] = {"folder": folder, "metadata": metadata}

    migrate(empty, command.revision, "trial", True, rev_id="9999_trial", **written)
    migrate(empty, command.upgrade, "head", **written)
    added = {each["name"] for each in sa.inspect(empty).get_columns("project")}
    migrate(empty, command.downgrade, newest(), **written)

    assert "trial" in added
    migrate(empty, command.check)
    with empty.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(TABLES["project"])) == 54


def test_a_database_that_is_up_to_date_is_left_alone(empty: sa.Engine) -> None:
    upgrade(empty)

    migrate(empty, command.check)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_constraint_has_the_name_and_the_words_of_the_models(
    evidence: sa.Engine, name: str
) -> None:
    inspector = sa.inspect(evidence)
    on = TABLES[name]

    migrated = {
        check["name"]: words_of(check["sqltext"]) for check in inspector.get_check_constraints(name)
    }

    assert migrated == {
        f"ck_{name}_{check.name}".replace(f"ck_{name}_ck_{name}_", f"ck_{name}_"): words_of(
            str(
                check.sqltext.compile(
                    compile_kwargs={"literal_binds": True, "render_postcompile": True}
                )
            )
        )
        for check in on.constraints
        if isinstance(check, sa.CheckConstraint)
    }
    assert {key["name"] for key in inspector.get_foreign_keys(name)} == {
        key.name for key in on.foreign_key_constraints
    }
    assert inspector.get_pk_constraint(name)["name"] == f"pk_{name}"


def words_of(check: str) -> set[str]:
    """The quoted words of a CHECK: the databases write the rest of it each in its own way."""
    return set(check.split("'")[1::2])


FILTERED = {
    "project": {"strand", "lead_type", "lead_organisation_id"},
    "finding": {"project_id", "theme_id", "polarity", "overcome", "scope", "source_id"},
    "outcome": {
        *("project_id", "theme_id", "kind", "direction"),
        *("desirability", "unit", "change_percent"),
    },
    "organisation": {"kind"},
    "evaluation": {"project_id"},
    "recommendation": {"kind", "source_id"},
    "audit_condition": {"source_id"},
    "project_focus": {"focus"},
    "project_area": {"area_id"},
    "evaluation_evaluator": {"organisation_id"},
    "project_joint_lead": {"organisation_id"},
    "project_principle": {"project_id"},
    "recommendation_theme": {"theme_id"},
    "audit_condition_theme": {"theme_id"},
}


@pytest.mark.parametrize("name", sorted(FILTERED))
def test_every_column_that_a_filter_reads_is_indexed(evidence: sa.Engine, name: str) -> None:
    inspector = sa.inspect(evidence)

    first = {index["column_names"][0] for index in inspector.get_indexes(name)}

    assert FILTERED[name] <= first | {inspector.get_pk_constraint(name)["constrained_columns"][0]}
