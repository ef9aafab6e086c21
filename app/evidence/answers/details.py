"""What is said of one thing: a project, what brought it into a list, a finding, a council."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from app.database import Session, compiled, slot
from app.errors import Problem, TooManyError
from app.evidence import models as m
from app.evidence.answers.derived_columns import FINDING, LIST_SELECTS
from app.evidence.answers.list_select import Row
from app.evidence.answers.read_catalogue import release_date
from app.evidence.answers.release import Release
from app.evidence.catalogue import Catalogue
from app.evidence.queries import FINDINGS, PROJECTS, Query
from app.evidence.queries.filters import OF_SOURCES
from app.evidence.queries.query import Values
from app.evidence.release_cache import cached_per_release
from app.evidence.vocabulary import BLANK, EVIDENCE_STATUS, POLARITY


def project(release: Release, project_id: str, **of_sources: Values) -> Row | None:
    """A project with its findings, outcomes and evaluations; nothing where there is none.

    Where it is kept to some sources, claims are those of these alone, and so are their numbers.
    """
    if project_id not in release.catalogue.projects.labels:
        return None
    [row] = release.rows("projects", project=project_id)
    findings = release.rows("findings", project=project_id, **of_sources)
    outcomes = release.rows("outcomes", project=project_id, **of_sources)
    hindered = {finding["theme_id"] for finding in findings if finding["polarity"] == "barrier"}
    if of_sources:
        row |= _of_sources(release, project_id, findings, outcomes, of_sources)
    return {
        **row,
        "themes": _themes(findings, row["evidence_status"], release.catalogue),
        "findings": findings,
        "outcomes": outcomes,
        "evaluations": release.rows("evaluations", project=project_id),
        "recommendations": advice_on(release, hindered),
    }


def _of_sources(
    release: Release,
    project_id: str,
    findings: list[Row],
    outcomes: list[Row],
    of_sources: dict[str, Values],
) -> Row:
    """What a project says of its evidence, as some sources alone tell it."""
    named = release.rows("project-sources", project=project_id, **of_sources)
    mentions = {each["mention"] for each in named}
    status = "not-coded" if "not-coded" in mentions else "not-named"
    if findings or outcomes or "named" in mentions:
        status = "coded"
    counts = Counter(finding["polarity"] for finding in findings)
    return {
        **{f"{code}_count": counts[code] for code in POLARITY.codes},
        "outcome_count": len(outcomes),
        "evidence_status": status,
        "evidence_status_label": EVIDENCE_STATUS.labels[status],
    }


def included(release: Release, name: str, project_ids: list[str]) -> dict[str, list[Row]]:
    """The findings, outcomes or evaluations of some projects, by project."""
    by_project: dict[str, list[Row]] = {project_id: [] for project_id in project_ids}
    for row in release.rows(name, project=tuple(project_ids)):
        by_project[row["project_id"]].append(row)
    return by_project


def _themes(findings: list[Row], status: str, catalogue: Catalogue) -> list[Row]:
    """Every theme with its counts. Where there are none, which blank it is is said."""
    counts = Counter((finding["parent_theme_id"], finding["polarity"]) for finding in findings)
    blank = "not-mentioned" if status == "coded" else status
    of_none = {"blank": blank, "blank_label": BLANK.labels[blank]}
    of_some = {"blank": None, "blank_label": None}
    has_claims, codes = {theme for theme, _ in counts}, POLARITY.codes
    return [
        {
            "theme_id": theme,
            "theme_label": label,
            **{f"{code}_count": counts[theme, code] for code in codes},
            **(of_some if theme in has_claims else of_none),
        }
        for theme, label in catalogue.themes.labels.items()
        if theme not in catalogue.theme_parents
    ]


def advice_on(release: Release, themes: Iterable[str]) -> list[Row]:
    """What is recommended on themes: what bears on all of a theme bears on its parts."""
    return bearing_on(themes, advice(release), release.catalogue)


def bearing_on(themes: Iterable[str], rows: Iterable[Row], catalogue: Catalogue) -> list[Row]:
    """The rows that bear on any of the themes, on a part of one or on all of which it is a part."""
    related = catalogue.related(*themes)
    return [row for row in rows if related & set(row["theme_ids"])]


@cached_per_release
def advice(release: Release) -> list[Row]:
    """Every recommendation: those on the themes of a project's barriers are picked from them."""
    return release.rows("recommendations")


def theme_filters(query: Query) -> dict[str, tuple[str, ...]]:
    """The themes that a list of projects is asked for by, under the filter that asks."""
    themes: dict[str, tuple[str, ...]] = {}
    for condition in query.conditions if query.evidence_list == PROJECTS else ():
        if condition.filter.name in _OF_THEMES and condition.operator != "none":
            name = condition.filter.name
            themes[name] = (*themes.get(name, ()), *condition.values)
    return themes


def theme_values(query: Query | None) -> list[str]:
    """The themes that a query of any list asks for, in its order."""
    conditions = query.conditions if query else ()
    return [theme for c in conditions if c.filter.name in _OF_THEMES for theme in c.values]


_OF_THEMES = LIST_SELECTS["projects"].of_claims


def matched_claims(release: Release, query: Query, project_ids: tuple[str, ...]) -> list[Row]:
    """The claims of some projects under the themes that a query asks for, each once."""
    claims: dict[str, Row] = {}
    sources = {name: query.values[name] for name in query.values if name in OF_SOURCES}
    for polarity, themes in theme_filters(query).items():
        narrowed = {"project": project_ids, "theme": themes, **sources}
        if polarity != "theme":
            narrowed["polarity"] = (polarity,)
        for row in release.rows("findings", **narrowed):
            claims[row["finding_id"]] = row
    return [claims[key] for key in sorted(claims)]


def finding(release: Release, finding_id: str) -> Row | None:
    """A finding with the findings it belongs to and its place; nothing where there is none."""
    claim = release.record("findings", finding_id)
    if claim is None:
        return None
    answered = claim["responds_to"]
    barrier = answered and release.record("findings", answered)
    responses = release.session.fetched(_RESPONSES, key=finding_id)
    place = {name: claim[name] for name in ("source_id", "paragraph")}
    [(heading, printed)] = release.session.fetched(_PLACE, **place)
    return {
        **claim,
        "section_heading": heading,
        "paragraph_text": printed,
        "answers": barrier,
        "responses": release.records(LIST_SELECTS["findings"], responses),
    }


_RESPONSES = (
    LIST_SELECTS["findings"]
    .rows.where(FINDING.responds_to == slot("key", FINDING.finding_id))
    .order_by(FINDING.finding_id)
)


_WHERE, _TEXT = m.table(m.Paragraph), m.table(m.ParagraphText)
_SAME: Any = sa.and_(
    _TEXT.c.source_id == _WHERE.c.source_id, _TEXT.c.paragraph == _WHERE.c.paragraph
)
_PLACE = (
    sa.select(_WHERE.c.heading, _TEXT.c.text)
    .select_from(_WHERE.outerjoin(_TEXT, _SAME))
    .where(
        _WHERE.c.source_id == slot("source_id", _WHERE.c.source_id),
        _WHERE.c.paragraph == slot("paragraph", _WHERE.c.paragraph),
    )
)


def mentions_of_councils(release: Release, area_ids: Iterable[str]) -> list[Row]:
    """The claims and events that name some councils, of projects that did not work there."""
    of_each = _by_council(release)
    rows = [row for area_id in area_ids for row in of_each.get(area_id, ())]
    return list({row.get("finding_id") or row["event_id"]: row for row in rows}.values())


@cached_per_release
def _by_council(release: Release) -> dict[str, list[Row]]:
    """The claims and events by the councils that they name."""
    areas = release.rows("areas")
    ids = {name: row["area_id"] for row in areas for name in (row["name"], *row["aliases"])}
    councils = {row["area_id"] for row in areas if row["kind"] not in {"country", "region"}}
    # A longer name is tried before the shorter one that it begins with.
    each = "|".join(map(re.escape, sorted(ids, key=len, reverse=True)))
    named = re.compile(rf"({_LONGER})\b({each})\b(?! [A-Z])")
    projects = release.rows("projects")
    worked = {row["project_id"]: {*row["areas"]} for row in projects}
    mentions: dict[str, dict[tuple[str, ...], Row]] = defaultdict(dict)
    for row in (r for n in ("findings", "events") for r in release.rows(n)):
        if not (project := row["project_id"]):
            continue
        there = {ids[name] for longer, name in named.findall(row["statement"]) if not longer}
        for area_id in (there & councils) - worked[project]:
            # What a claim and an event tell of one passage is told once.
            passage = (project, row["source_id"], row["paragraph"] or row["statement"])
            mentions[area_id].setdefault(passage, row)
    return {area_id: list(rows.values()) for area_id, rows in mentions.items()}


_LONGER = r"(?:\b(?:Greater|North|South|East|West|Inner|Outer|University of|College) )?"
"""What makes the name of a council that of another place or body: Greater Manchester."""


_COUNT = sa.select(sa.func.count())
_COUNTED = [m.table(each) for each in (m.Project, m.Finding, m.Outcome)]


def release_facts(session: Session) -> dict[str, Any]:
    """The last load: its version, its day, its files, and how much they hold.

    Not its moment, which is another on each server: the same release has the same tags.
    """
    file = m.table(m.ImportFile)
    [(run_id, release, version, *_)] = session.fetched(LAST_LOAD)
    columns = file.c["file", "sha256", "row_count"]
    of_last = sa.select(*columns).where(file.c.import_run_id == run_id).order_by(file.c.file)
    counts = (session.read(_COUNT.select_from(each)) for each in _COUNTED)
    return {
        "release": release,
        "version": version,
        "release_date": release_date(session),
        **{f"{each.name}_count": n for each, [(n,)] in zip(_COUNTED, counts, strict=True)},
        "files": [dict(zip(columns.keys(), row, strict=True)) for row in session.read(of_last)],
    }


_RUN = m.table(m.ImportRun).c
LAST_LOAD = (
    sa.select(*_RUN["import_run_id", "release", "version", "finished_at"])
    .order_by(_RUN.import_run_id.desc())
    .limit(1)
)
"""Selects the load that readers are answered from."""


MOST_SENTENCES = 5_000
"""Findings that are read sentence by sentence: ten times as many as are published.

To read 20,000 takes a minute and a half, longer than whoever asks first would wait.
"""


def ensure_readable(release: Release) -> None:
    """Raise TooManyError where a release has more findings than are read sentence by sentence."""
    number = release.count(Query(FINDINGS))
    if number > MOST_SENTENCES:
        message = (
            f"{number:,} findings are not read sentence by sentence (at most {MOST_SENTENCES:,}): "
            "take lists, a search or files."
        )
        raise TooManyError([Problem("too-many-findings", "release", message)])


def paragraph_texts(session: Session) -> Iterator[tuple[str, str, str]]:
    """Each paragraph of the reader's own copies: its source, its number, its text."""
    text = m.table(m.ParagraphText)
    select = sa.select(text).order_by(*text.primary_key)
    for batch in session.batches(compiled(select, session.dialect), {}):
        yield from batch
