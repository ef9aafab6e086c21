"""How the names that a release knows are read."""

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from app.database import LIST_SEPARATOR, ReadConnection, split
from app.errors import NotReadyError, Problem
from app.evidence import models as m
from app.evidence.answers.compiled import PreparedSelect
from app.evidence.catalogue import Catalogue, Names, ProjectFacts, SourceFacts


def _state() -> sa.Select[tuple[str, str, int]]:
    run, kept = m.table(m.ImportRun).c, m.table(m.ParagraphText).c.source_id
    sources = sa.select(kept).distinct().order_by(kept).subquery("kept")
    texts = sa.select(sa.func.aggregate_strings(sources.c.source_id, LIST_SEPARATOR))
    return (
        sa.select(run.release, texts.scalar_subquery().label("texts"), run.import_run_id)
        .order_by(run.import_run_id.desc())
        .limit(1)
    )


STATE = _state()
"""Selects what is different after each load: no row where nothing was loaded."""
_STATE = PreparedSelect(STATE)


class StaleCatalogueError(Exception):
    """The database holds another release than the one whose names a query was read with."""


def state(connection: ReadConnection) -> tuple[str, str]:
    """What an answer depends on besides its query: the release, and the readers' texts with it.

    Raises NotReadyError where nothing has been loaded.
    """
    states = _STATE.rows(connection)
    if not states:
        raise NotReadyError([Problem("not-ready", "database", "Load the data first: wave1 load")])
    [(loaded, texts, _)] = states
    return loaded, texts or ""


def release_date(session: Session) -> str:
    """The day on which the release was published: the same on every server, unlike its load."""
    latest = sa.select(sa.func.max(m.table(m.Release).c.release_date))
    return session.scalar(latest) or ""


def ensure_current(connection: ReadConnection, catalogue: Catalogue) -> None:
    """Raises StaleCatalogueError where the names are not of the release that is read."""
    if state(connection) != (catalogue.release, catalogue.texts):
        raise StaleCatalogueError


def catalogue(session: Session) -> Catalogue:
    """Every name of the release that the database holds."""
    theme, paragraph = m.table(m.Theme).c, m.table(m.Paragraph).c.paragraph
    parents = sa.select(theme.theme_id, theme.parent_id).order_by(theme.position)
    paragraphs = session.scalars(sa.select(paragraph).distinct().order_by(paragraph)).all()
    areas = _labels(session, m.Area, "area_id", "name")
    regions, parts = _area_parts(session)
    projects = _labels(session, m.Project, "project_id", "name")
    aliases = m.table(m.ProjectAlias)
    loaded, texts = state(ReadConnection.of(session))
    return Catalogue(
        release=loaded,
        release_date=release_date(session),
        texts=texts,
        themes=Names(_labels(session, m.Theme, "theme_id", "label", by="position")),
        projects=Names(projects, _one_each(_grouped(session, aliases, "alias", "project_id"))),
        organisations=Names(_labels(session, m.Organisation, "organisation_id", "name")),
        areas=Names(areas, _one_each(_grouped(session, m.AREA_ALIAS, "alias", "area_id"))),
        regions=Names({region: areas[region] for region in regions}),
        area_parts=parts,
        sections=Names(_sections(session)),
        paragraphs=Names({place: place for place in paragraphs}),
        renamed_themes=_grouped(session, m.RENAMED_THEME_SUCCESSOR, "old_theme_id", "theme_id"),
        project_facts=_project_facts(session),
        source_facts=_source_facts(session),
        principles=Names(_labels(session, m.Principle, "principle_id", "label")),
        sources=Names(_labels(session, m.Source, "source_id", "title")),
        theme_parents={own: parent for own, parent in session.execute(parents) if parent},
        cited_as=_cited_as(session),
        theme_synonyms=_theme_synonyms(session),
        evaluators=_evaluators(session),
        claimed=_claimed(session),
        word_forms=_word_forms(session),
    )


def _area_parts(session: Session) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    """The regions, and for each of them and for the country the areas in it."""
    area = m.table(m.Area).c
    rows = session.execute(sa.select(area.area_id, area.kind, area.region_id).order_by(area.name))
    regions: list[str] = []
    parts: dict[str, list[str]] = {}
    places = rows.all()
    countries = [area_id for area_id, kind, _ in places if kind == "country"]
    for area_id, kind, region_id in places:
        if kind == "region":
            regions.append(area_id)
        for whole in (*([region_id] if region_id else []), *countries):
            if whole != area_id:
                parts.setdefault(whole, []).append(area_id)
    return regions, {whole: tuple(inside) for whole, inside in parts.items()}


def _sections(session: Session) -> dict[str, str]:
    """The sections of the sources, each with the heading of its first paragraph."""
    place = m.table(m.Paragraph).c
    rows = sa.select(place.section_id, place.heading).where(place.section_id.is_not(None))
    headings: dict[str, str] = {}
    for section, heading in session.execute(rows.order_by(place.source_id, place.paragraph)):
        headings.setdefault(section, heading)
    return headings


def _project_facts(session: Session) -> dict[str, ProjectFacts]:
    project = m.table(m.Project).c
    areas = _grouped(session, m.PROJECT_AREA, "project_id", "area_id")
    rows = session.execute(sa.select(project.project_id, project.strand, project.lead_type))
    return {own: ProjectFacts(strand, lead, areas.get(own, ())) for own, strand, lead in rows}


def _source_facts(session: Session) -> dict[str, SourceFacts]:
    source = m.table(m.Source).c
    rows = session.execute(sa.select(source.source_id, source.reported_by, source.kind))
    return {source_id: SourceFacts(word, kind) for source_id, word, kind in rows}


def _theme_synonyms(session: Session) -> tuple[tuple[str, str], ...]:
    synonym = m.THEME_SYNONYM.c
    rows = sa.select(synonym.synonym, synonym.theme_id).order_by(synonym.theme_id, synonym.synonym)
    return tuple((name, theme) for name, theme in session.execute(rows))


def _evaluators(session: Session) -> frozenset[str]:
    return frozenset(session.scalars(sa.select(m.EVALUATION_EVALUATOR.c.organisation_id)))


def _claimed(session: Session) -> frozenset[tuple[str, str]]:
    """Each sub-theme and theme with each polarity that claims of projects have under it."""
    count, theme = m.table(m.FindingCount).c, m.table(m.Theme).c
    rows = sa.select(count.theme_id, theme.parent_id, count.polarity).where(
        # Every project has a strand: where the claim is of none, it is blank.
        count.attribute == "strand",
        count.value != "",
        count.theme_id == theme.theme_id,
    )
    found = session.execute(rows.distinct()).all()
    return frozenset((one, polarity) for *themes, polarity in found for one in themes if one)


def _word_forms(session: Session) -> tuple[tuple[str, ...], ...]:
    forms = m.table(m.WordForm).c.forms
    return tuple(tuple(split(row)) for row in session.scalars(sa.select(forms).order_by(forms)))


def _labels(
    session: Session, model: type[SQLModel], key: str, label: str, *, by: str | None = None
) -> dict[str, str]:
    own = m.table(model).c
    rows = session.execute(sa.select(own[key], own[label]).order_by(own[by or key]))
    return dict(rows.all())


def _grouped(session: Session, of: sa.Table, by: str, each: str) -> dict[str, tuple[str, ...]]:
    """Values of one column by those of another, in their order."""
    order = [of.c.position] if "position" in of.c else [of.c[each]]
    groups: dict[str, tuple[str, ...]] = {}
    for key, value in session.execute(sa.select(of.c[by], of.c[each]).order_by(*order)):
        groups[key] = (*groups.get(key, ()), value)
    return groups


def _one_each(groups: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """What a name means; a name of two things means neither."""
    return {name: ids[0] for name, ids in groups.items() if len(ids) == 1}


def _cited_as(session: Session) -> dict[str, str]:
    """How a source is cited: first author (or publisher), year, title."""
    source = m.table(m.Source).c
    authors = _grouped(session, m.SOURCE_AUTHOR, "source_id", "author")
    year = sa.func.coalesce(sa.func.substr(source.published, 1, 4), "no date")
    rows = session.execute(sa.select(source.source_id, source.title, year, source.publisher))
    return {
        key: f"{_who(authors.get(key, ()), publisher)} ({published}) {title}"
        for key, title, published, publisher in rows
    }


def _who(authors: tuple[str, ...], publisher: str | None) -> str:
    if not authors:
        return publisher or "no author"
    first = authors[0].removesuffix(" and others")
    is_alone = len(authors) == 1 and first == authors[0]
    return first.split()[-1] + ("" if is_alone else " et al.")
