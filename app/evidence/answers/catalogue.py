"""How the names that a release knows are read."""

from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from app.database import LIST_SEPARATOR, ReadConnection, split
from app.errors import NotReadyError, Problem
from app.evidence.answers.compiled import CompiledSelect, compiled, rows
from app.evidence.catalogue import Catalogue, Names
from app.evidence.models import (
    EvaluationEvaluator,
    FindingCount,
    ImportRun,
    Organisation,
    ParagraphText,
    Principle,
    Project,
    ProjectAlias,
    ProjectArea,
    Source,
    SourceAuthor,
    Theme,
    ThemeSynonym,
    WordForm,
    table,
)


def _state() -> sa.Select[tuple[str, str, int]]:
    run, kept = table(ImportRun).c, table(ParagraphText).c.source_id
    sources = sa.select(kept).distinct().order_by(kept).subquery("kept")
    texts = sa.select(sa.func.aggregate_strings(sources.c.source_id, LIST_SEPARATOR))
    return (
        sa.select(run.release, texts.scalar_subquery().label("texts"), run.import_run_id)
        .order_by(run.import_run_id.desc())
        .limit(1)
    )


STATE = _state()
"""Selects what is different after each load: no row where nothing was loaded."""


class StaleCatalogueError(Exception):
    """The database holds another release than the one whose names a query was read with."""


def release(session: Session) -> str:
    """The release that the database holds.

    Raises NotReadyError where nothing has been loaded.
    """
    return state(ReadConnection.of(session))[0]


def state(connection: ReadConnection) -> tuple[str, str]:
    """What an answer depends on besides its query: the release, and the readers' texts with it.

    Raises NotReadyError where nothing has been loaded.
    """
    states = rows(connection, _compiled_state(connection.dialect))
    if not states:
        raise NotReadyError([Problem("not-ready", "database", "Load the data first: wave1 load")])
    [(loaded, texts, _)] = states
    return loaded, texts or ""


def ensure_current(connection: ReadConnection, catalogue: Catalogue) -> None:
    """Raises StaleCatalogueError where the names are not of the release that is read."""
    if state(connection) != (catalogue.release, catalogue.texts):
        raise StaleCatalogueError


@cache
def _compiled_state(dialect: sa.Dialect) -> CompiledSelect:
    return compiled(STATE, dialect)


def catalogue(session: Session) -> Catalogue:
    """Every name of the release that the database holds."""
    theme, area = table(Theme).c, table(ProjectArea).c
    parents = sa.select(theme.theme_id, theme.parent_id).order_by(theme.position)
    areas = session.scalars(sa.select(area.area).distinct().order_by(area.area)).all()
    projects = _labels(session, Project, "project_id", "name")
    loaded, texts = state(ReadConnection.of(session))
    return Catalogue(
        release=loaded,
        texts=texts,
        themes=Names(_labels(session, Theme, "theme_id", "label", by="position")),
        projects=Names(projects, _project_aliases(session)),
        organisations=Names(_labels(session, Organisation, "organisation_id", "name")),
        areas=Names({name: name for name in areas}),
        principles=Names(_labels(session, Principle, "principle_id", "label")),
        sources=Names(_labels(session, Source, "source_id", "title")),
        theme_parents={own: parent for own, parent in session.execute(parents) if parent},
        cited_as=_cited_as(session),
        theme_synonyms=_theme_synonyms(session),
        evaluators=_evaluators(session),
        claimed=_claimed(session),
        word_forms=_word_forms(session),
    )


def _theme_synonyms(session: Session) -> tuple[tuple[str, str], ...]:
    synonym = table(ThemeSynonym).c
    rows = sa.select(synonym.synonym, synonym.theme_id).order_by(synonym.theme_id, synonym.synonym)
    return tuple((name, theme) for name, theme in session.execute(rows))


def _evaluators(session: Session) -> frozenset[str]:
    return frozenset(session.scalars(sa.select(table(EvaluationEvaluator).c.organisation_id)))


def _claimed(session: Session) -> frozenset[tuple[str, str]]:
    """Each sub-theme and theme with each polarity that claims of projects have under it."""
    count, theme = table(FindingCount).c, table(Theme).c
    rows = sa.select(count.theme_id, theme.parent_id, count.polarity).where(
        # Every project has a strand: where the claim is of none, it is blank.
        count.attribute == "strand",
        count.value != "",
        count.theme_id == theme.theme_id,
    )
    found = session.execute(rows.distinct()).all()
    return frozenset((one, polarity) for *themes, polarity in found for one in themes if one)


def _word_forms(session: Session) -> tuple[tuple[str, ...], ...]:
    forms = table(WordForm).c.forms
    return tuple(tuple(split(row)) for row in session.scalars(sa.select(forms).order_by(forms)))


def _labels(
    session: Session, model: type[SQLModel], key: str, label: str, *, by: str | None = None
) -> dict[str, str]:
    own = table(model).c
    rows = session.execute(sa.select(own[key], own[label]).order_by(own[by or key]))
    return dict(rows.all())


def _project_aliases(session: Session) -> dict[str, str]:
    """The project that an alias means; an alias of two projects means neither."""
    alias = table(ProjectAlias).c
    meant: dict[str, list[str]] = {}
    for project_id, name in session.execute(sa.select(alias.project_id, alias.alias)):
        meant.setdefault(name, []).append(project_id)
    return {name: ids[0] for name, ids in meant.items() if len(ids) == 1}


def _cited_as(session: Session) -> dict[str, str]:
    """How a source is cited: first author (or publisher), year, title."""
    source, author = table(Source).c, table(SourceAuthor).c
    surnames: dict[str, list[str]] = {}
    ordered = sa.select(author.source_id, author.author).order_by(author.position)
    for source_id, name in session.execute(ordered):
        surnames.setdefault(source_id, []).append(name.split()[-1])
    rows = session.execute(
        sa.select(source.source_id, source.title, source.published, source.publisher)
    )
    return {
        source_id: f"{_authors(surnames.get(source_id), publisher)} ({_year(published)}) {title}"
        for source_id, title, published, publisher in rows
    }


def _authors(surnames: list[str] | None, publisher: str | None) -> str:
    if not surnames:
        return publisher or "no author"
    return surnames[0] if len(surnames) == 1 else f"{surnames[0]} et al."


def _year(published: str | None) -> str:
    return published[:4] if published else "no date"
