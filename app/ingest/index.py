"""What a search finds: every entry with its words. Made anew at each load."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from app.full_text import stems_of, words_of
from app.ingest.rows import (
    AuditConditionRow,
    FindingRow,
    OrganisationRow,
    OutcomeRow,
    ProjectAliasRow,
    ProjectRow,
    RecommendationRow,
    ThemeRow,
)
from app.ingest.validate import Delivery

R = TypeVar("R")


@dataclass(frozen=True)
class Entry:
    """Something that can be found, and under which words. `also` is searched and not shown."""

    kind: str
    target_id: str
    title: str
    body: str
    also: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        """The row of the table."""
        return {
            "entry_id": f"{self.kind}:{self.target_id}",
            "kind": self.kind,
            "target_id": self.target_id,
            "title": self.title,
            "body": self.body,
            "title_stems": stems_of(self.title),
            "body_stems": stems_of(f"{self.body} {self.also}"),
            "words": " ".join(words_of(f"{self.title} {self.body} {self.also}")),
        }


def entries(delivery: Delivery) -> Iterator[Entry]:
    """Every entry of the delivery."""
    yield from _projects(delivery)
    for organisation in _rows(delivery, "organisations.csv", OrganisationRow):
        name, note = organisation.name, organisation.note or ""
        yield Entry("organisation", organisation.organisation_id, name, note)
    yield from _themed(delivery)


def paragraph_entries(source_id: str, paragraphs: Mapping[str, str]) -> Iterator[Entry]:
    """The paragraphs of a source that a reader brought."""
    for paragraph, text in paragraphs.items():
        yield Entry("paragraph", f"{source_id}:{paragraph}", f"{source_id} {paragraph}", text)


def words(found: Iterable[Mapping[str, Any]]) -> list[str]:
    """Every word that occurs, once."""
    return sorted({word for entry in found for word in entry["words"].split()})


def _projects(delivery: Delivery) -> Iterator[Entry]:
    aliases = _aliases(delivery)
    for project in _rows(delivery, "projects.csv", ProjectRow):
        said = [aliases.get(project.project_id, ""), *project.areas]
        said += [project.summary or "", project.target_population or ""]
        yield Entry("project", project.project_id, project.name, ". ".join(filter(None, said)))


def _aliases(delivery: Delivery) -> dict[str, str]:
    aliases: dict[str, list[str]] = {}
    for row in _rows(delivery, "project_aliases.csv", ProjectAliasRow):
        aliases.setdefault(row.project_id, []).append(row.alias)
    return {project_id: ". ".join(names) for project_id, names in aliases.items()}


def _themed(delivery: Delivery) -> Iterator[Entry]:
    names = {p.project_id: p.name for p in _rows(delivery, "projects.csv", ProjectRow)}
    aliases = _aliases(delivery)
    labels = {}
    for theme in _rows(delivery, "themes.csv", ThemeRow):
        labels[theme.theme_id] = theme.label
        body = f"{theme.definition} {'; '.join(theme.synonyms)}"
        yield Entry("theme", theme.theme_id, theme.label, body)
    for finding in _rows(delivery, "findings.csv", FindingRow):
        about = names.get(finding.project_id or "", "Programme")
        title = f"{about}: {labels[finding.theme_id]}"
        also = aliases.get(finding.project_id or "", "")
        yield Entry("finding", finding.finding_id, title, finding.statement, also)
    for outcome in _rows(delivery, "outcomes.csv", OutcomeRow):
        said = [outcome.value_reported, outcome.population or "", outcome.caveat or ""]
        title = f"{names[outcome.project_id]}: {outcome.measure}"
        also = aliases.get(outcome.project_id, "")
        yield Entry("outcome", outcome.outcome_id, title, ". ".join(filter(None, said)), also)
    for advice in _rows(delivery, "recommendations.csv", RecommendationRow):
        title = ", ".join(labels[theme] for theme in advice.theme_ids)
        yield Entry("recommendation", advice.recommendation_id, title, advice.text_summary)
    for condition in _rows(delivery, "audit_conditions.csv", AuditConditionRow):
        title = ", ".join(labels[theme] for theme in condition.theme_ids)
        yield Entry("audit-condition", condition.condition_id, title, condition.text_summary)


def _rows(delivery: Delivery, name: str, kind: type[R]) -> list[R]:
    return [row for row in delivery.rows[name] if isinstance(row, kind)]
