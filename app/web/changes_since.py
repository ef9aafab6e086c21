"""What changed since a link was made, for a reader who opens it later."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from fastapi import Request

from app.database import split
from app.dependencies import release_store_of
from app.evidence.answers import Release
from app.evidence.catalogue import Catalogue
from app.releases import Change, changes_between
from app.web.corrections import Corrected, corrected, is_of_figure, label_of, state_of

_COUNTING = ("/", "/overview", "/map")
"""Pages that count all the evidence: what they show cannot be told from the rows they lead to."""
MOST_NAMED = 5
"""Projects that are named as new on a page, or as gone; of more the number is told."""
_PAGE_OF_PROJECT = re.compile(r"/projects/([^/]+)")
_NAMED = re.compile(r'(?:/|id=")([\w.-]+)(?=["?#])')
"""The id of a row in the HTML of a page: at the end of an address, or as an anchor."""
_PROJECT = re.compile(r'"/projects/([\w.-]+)["?#]')
"""The id of a project that a page leads to."""


@dataclass(frozen=True)
class PageContent:
    """The projects that a page shows, by their ids; of another list how many rows it has.

    `ids` are those of everything that it leads to, and `text` is what can be read on it. On a
    list of projects little is said of each.
    """

    projects: Mapping[str, str]
    row_count: int | None = None
    ids: Set[str] = frozenset()
    text: str = ""
    is_list: bool = False

    @property
    def count(self) -> int:
        return len(self.projects) if self.row_count is None else self.row_count


@dataclass(frozen=True)
class Since:
    """The release that a link names, and what changed since then; nothing where it is not kept.

    `changes` are those of the rows that the page shows or, where that cannot be told, all of
    them: of what is said at a `place`. `elsewhere` are the others of the projects of a list.
    `then` and `now` are what the page showed and shows.
    """

    release: str
    catalogue: Catalogue
    day: str = ""
    changes: Sequence[Change] | None = None
    place: str = "in the evidence"
    elsewhere: Sequence[Change] = ()
    then: PageContent = PageContent({})
    now: PageContent = PageContent({})

    def of_page(self, request: Request, now: PageContent, then: PageContent | None) -> "Since":
        """The same with what changed on a page."""
        path = request.url.path
        if path in _COUNTING:
            return self
        before = then or now
        shown = now.ids | before.ids
        here = [change for change in self.changes or () if change.row_id in shown]
        if then:
            here = [self._as_read(change, then.text, now.text) for change in here]
        here = [change for change in here if change.kind != "changed" or change.cells]
        if project := _PAGE_OF_PROJECT.fullmatch(path):
            # It also leads to other projects, and tells what is advised to all.
            of_project = _of_projects(here, project.groups())
            return replace(self, changes=of_project, place="about this project")
        others = _of_projects(self.changes or (), now.projects if now.is_list else ())
        place = "on this page"
        return replace(self, changes=here, place=place, elsewhere=others, then=before, now=now)

    def _as_read(self, change: Change, then: str, now: str) -> Change:
        """A change as far as it can be read on a page, which tells little of most projects."""
        if change.file != "projects.csv":
            return change
        read = (
            cell
            for cell in change.cells
            for code in {*split(cell.old), *split(cell.new)}
            for words in [label_of(cell.column, code, self.catalogue)]
            if now.count(words) != then.count(words)
        )
        return replace(change, cells=tuple(dict.fromkeys(read)))

    @property
    def is_other(self) -> bool:
        """Whether the page shows more, fewer or other rows than it did."""
        return self.then.count != self.now.count or bool(self.moved)

    @property
    def in_short(self) -> str:
        """What a reader would first want to know of what was quoted from the page."""
        changes, place, sentences = self.changes or (), self.place, []
        if self.is_other:
            thing = "project" if self.now.row_count is None else "row"
            then, now = self.then.count, self.now.count
            sentences.append(
                f"this page shows {now:,} {thing}{'' if now == 1 else 's'}, and showed {then:,}"
                if then != now
                else f"this page shows other {thing}s"
            )
        if figures := sum(map(is_of_figure, changes)):
            sentences.append(f"{figures:,} figure{'' if figures == 1 else 's'} {place} changed")
        if sentences:
            return "; ".join(sentences)
        if self.corrected:
            return f"no figure {place} changed, but this was corrected"
        if self.corrected_elsewhere:
            return f"no figure {place} changed, but projects on it were corrected"
        return f"{'only words or details' if changes else 'nothing'} {place} changed"

    @property
    def corrected(self) -> list[Corrected]:
        return corrected(self.changes or (), self.catalogue)

    @property
    def corrected_elsewhere(self) -> list[tuple[str, str]]:
        """The projects of a list that were corrected, but for those whose correction it shows."""
        shown = {each.project_id for each in self.corrected}
        every = corrected(self.elsewhere, self.catalogue)
        return [(each.project_id, each.name) for each in every if each.project_id not in shown]

    @property
    def moved(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The projects that came and those that went, under a heading each."""
        then, now = self.then.projects.items(), self.now.projects.items()
        apart = (("New", now, self.then), ("No longer here", then, self.now))
        moves = [(head, [p for p in of if p[0] not in other.projects]) for head, of, other in apart]
        return [(head, projects) for head, projects in moves if projects]


def since_of(request: Request, catalogue: Catalogue) -> Since | None:
    """The notice of a page; none where the link names no release, or the one that is shown."""
    release = request.scope.get("state", {}).get("since")
    if not release or release == catalogue.release:
        return None
    before, after = (release_store_of(request).find(name) for name in (release, catalogue.release))
    if before is None or after is None:
        return Since(release[:80], catalogue)
    changes = changes_between(before, after).changes
    return Since(release, catalogue, state_of(before, release_store_of(request)), changes)


def _of_projects(changes: Iterable[Change], projects: Collection[str]) -> list[Change]:
    return [change for change in changes if change.row.get("project_id") in projects]


def shown_on(
    context: Mapping[str, Any], html: str, release: Release | None, catalogue: Catalogue
) -> PageContent:
    """What a page shows: the whole of its list, or else the projects that it names."""
    query, ids = context.get("query"), frozenset(_NAMED.findall(html))
    is_list = False
    text = unescape(re.sub("<[^>]+>", "", html))
    if query is None or release is None:
        keys = set(_PROJECT.findall(html))
    elif query.evidence_list.name != "projects":
        return PageContent({}, context["answer"].count, ids, text)
    else:
        is_list = True
        keys = {key for (key,) in release.distinct(query, "project_id")}
    labels = catalogue.projects.labels
    return PageContent(
        {key: labels[key] for key in labels if key in keys}, None, ids, text, is_list
    )
