"""How the names that a release knows are read, and found by what has been typed so far."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from app.database import LIST_SEPARATOR, Session, split
from app.errors import NotReadyError, Problem
from app.evidence import models as m
from app.evidence.catalogue import Catalogue, Names
from app.evidence.models.columns import LOOKED_UP
from app.evidence.models.tables import lists_of, table_named


def _state() -> sa.Select[tuple[str, str, int]]:
    run, source_ids = m.table(m.ImportRun).c, m.table(m.ParagraphText).c.source_id
    sources = sa.select(source_ids).distinct().order_by(source_ids).subquery("sources_of_texts")
    texts = sa.select(sa.func.aggregate_strings(sources.c.source_id, LIST_SEPARATOR))
    text_names = sa.func.coalesce(texts.scalar_subquery(), "").label("texts")
    return (
        sa.select(run.release, text_names, run.import_run_id)
        .order_by(run.import_run_id.desc())
        .limit(1)
    )


STATE = _state()
"""Selects what is different after each load: no row where nothing was loaded."""


def state(session: Session) -> tuple[str, str]:
    """What an answer depends on besides its query: the release, and the readers' texts with it.

    Raises NotReadyError where nothing has been loaded.
    """
    states = session.fetched(STATE)
    if not states:
        raise NotReadyError([Problem("not-ready", "database", "Load the data first: wave1 load")])
    [(loaded, texts, _)] = states
    return loaded, texts


def is_loaded(session: Session, release: str) -> bool:
    """Whether this release is the one that the database holds."""
    return any(loaded == release for loaded, *_ in session.fetched(STATE))


def release_date(session: Session) -> str:
    """The day on which the release was published: the same on every server, unlike its load.

    It is never before the last day on which one of its pages was seen.
    """
    published, seen = m.table(m.PublishedRelease).c.release_date, m.table(m.Source).c.seen_on
    days = sa.union_all(sa.select(published), sa.select(seen)).subquery("days").c
    [(day,)] = session.read(sa.select(sa.func.max(days.release_date)))
    return day or ""


def catalogue(session: Session) -> Catalogue:
    """Every name of the release that the database holds."""

    def rows(*columns: sa.ColumnElement[Any], by: sa.ColumnElement[Any] | None = None) -> list[Any]:
        ordered = sa.select(*columns).order_by(*columns if by is None else [by])
        return session.read(ordered)

    def names(of: sa.Table, by: str | None = None, **others: dict[str, str]) -> Names:
        key, label = of.primary_key.columns[0], next(of.c[c] for c in _LABELS if c in of.c)
        return Names(dict(rows(key, label, by=of.c[by or key.name])), **others)

    theme, area = m.table(m.Theme), m.table(m.Area)
    place = m.table(m.Paragraph)
    synonyms = m.members(m.Theme, "synonyms").c
    evaluators = m.members(m.Evaluation, "evaluator_ids").c
    area_aliases = rows(*m.members(m.Area, "aliases").c["alias", "area_id"])
    aliases = rows(*m.table(m.ProjectAlias).c["alias", "project_id"])
    codes = {code: key for key, code in rows(*area.c["area_id", "ons_code"]) if code}
    areas = names(area, other_names=_one_each(area_aliases) | codes)
    regions, parts = _area_parts(rows(*area.c["area_id", "kind", "region_id"], by=area.c.name))
    headings = rows(place.c.section_id, place.c.heading, place.c.source_id, place.c.paragraph)
    parents = rows(*theme.c["theme_id", "parent_id"], by=theme.c.position)
    theme_parents = {key: parent for key, parent in parents if parent}
    loaded, texts = state(session)
    return Catalogue(
        release=loaded,
        release_date=release_date(session),
        texts=texts,
        themes=names(theme, "position"),
        projects=names(m.table(m.Project), other_names=_one_each(aliases)),
        organisations=names(m.table(m.Organisation)),
        areas=areas,
        regions=Names(
            {region: areas.labels[region] for region in regions},
            {code: key for code, key in codes.items() if key in regions},
        ),
        ons_codes=Names({code: code for code in codes}),
        area_parts=parts,
        sections=Names(_sections(headings)),
        paragraphs=Names({each: each for each in sorted({row[-1] for row in headings})}),
        renamed_themes=_lists(rows, m.members(m.RenamedTheme, "theme_ids")),
        facts={name: _fact(rows, *of.split(".")) for name, of in LOOKED_UP.items()},
        principles=names(m.table(m.Principle)),
        sources=names(m.table(m.Source)),
        theme_parents=theme_parents,
        cited_as=_cited_as(rows),
        theme_synonyms=tuple(
            (synonym, key) for key, synonym in rows(*synonyms["theme_id", "synonym"])
        ),
        telling_count=_telling(session),
        evaluators=frozenset(each for [each] in rows(evaluators.organisation_id)),
        measures=tuple(dict.fromkeys(each for [each] in rows(m.table(m.Outcome).c.measure))),
        claims=_claims(session),
        word_forms=tuple(tuple(split(forms)) for [forms] in rows(m.table(m.WordForm).c.forms)),
    )


_LABELS = ("label", "name", "title")
Rows = Callable[..., list[Any]]
"""Reads columns of every row, in their order."""


def _fact(rows: Rows, table: str, column: str) -> Mapping[str, Any]:
    """What a column or a list of a table says of each row."""
    fact_table = table_named(table)
    lists = lists_of(fact_table)
    if column in lists:
        return _lists(rows, lists[column])
    return dict(rows(fact_table.primary_key.columns[0], fact_table.c[column]))


def _cited_as(rows: Rows) -> dict[str, str]:
    """How a source is cited: first author (or publisher), year, title."""
    source, authors = m.table(m.Source).c, _lists(rows, m.members(m.Source, "authors"))
    year = sa.func.coalesce(sa.func.substr(source.published, 1, 4), "no date")
    return {
        key: f"{_who(authors.get(key, ()), publisher)} ({published}) {title}"
        for key, title, published, publisher in rows(
            source.source_id, source.title, year, source.publisher
        )
    }


def _lists(rows: Rows, of: sa.Table) -> dict[str, tuple[str, ...]]:
    """The members of lists by their owners, in order."""
    owner, member, position = of.columns
    return _grouped(rows(owner, member, by=position))


def _area_parts(areas: list[Any]) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    """The regions, and for each of them and for the country the areas in it."""
    countries = [area_id for area_id, kind, _ in areas if kind == "country"]
    parts = _grouped(
        (whole, area_id)
        for area_id, _, region_id in areas
        for whole in (*([region_id] if region_id else []), *countries)
        if whole != area_id
    )
    return [area_id for area_id, kind, _ in areas if kind == "region"], parts


def _sections(places: list[Any]) -> dict[str, str]:
    """The sections of the sources, each with the heading of its first paragraph."""
    headings: dict[str, str] = {}
    for section_id, heading, *_ in sorted(places, key=lambda place: place[2:]):
        if section_id:
            headings.setdefault(section_id, heading)
    return headings


def _claims(session: Session) -> dict[str, frozenset[tuple[str, str]]]:
    """Each sub-theme and polarity that claims of a project have, by project."""
    finding = m.table(m.Finding).c
    rows = sa.select(*finding["project_id", "theme_id", "polarity"]).distinct()
    claims: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for project, theme, polarity in session.read(rows.where(finding.project_id.is_not(None))):
        claims[project].add((theme, polarity))
    return {project: frozenset(each) for project, each in claims.items()}


def _telling(session: Session) -> int:
    """How many sources there are claims from."""
    sources = (m.table(each).c.source_id for each in (m.Finding, m.Outcome))
    telling = sa.union(*map(sa.select, sources)).subquery("telling")
    [(number,)] = session.read(sa.select(sa.func.count()).select_from(telling))
    return int(number)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _one_each(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What a name means; a name of two things means neither."""
    return {name: ids[0] for name, ids in _grouped(pairs).items() if len(ids) == 1}


def _who(authors: tuple[str, ...], publisher: str | None) -> str:
    """By whom a source is cited: its first author, else its publisher."""
    if not authors:
        return publisher or "no author"
    first = authors[0].removesuffix(" and others")
    is_alone = len(authors) == 1 and first == authors[0]
    return first.split()[-1] + ("" if is_alone else " et al.")
