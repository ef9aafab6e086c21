"""The pages of themes and of worries: what was met there, what was tried, what came of it."""

from fastapi import Response
from fastapi.responses import RedirectResponse

from app.evidence.answers import Release
from app.evidence.answers.worries import WORRIES, Worry, near_to
from app.evidence.catalogue import Catalogue
from app.web.lists import missing
from app.web.pages import Context, page
from app.web.theme_evidence import evidence_on


@page("/themes/{theme_id}")
def show_one(theme_id: str, release: Release) -> Context | Response:
    """One theme: what belongs there, its claims, what was done, what is recommended."""
    if theme_id in release.catalogue.renamed_themes:
        return RedirectResponse(f"/themes?theme={theme_id}", 301)
    if theme_id not in release.catalogue.themes.labels:
        raise missing("theme", theme_id, release.catalogue.themes)
    theme = release.record("themes", theme_id) or {}
    parent = theme["parent_id"]
    above = ((theme["parent_label"], f"/themes/{parent}"),) if parent else ()
    evidence = evidence_on(release, (theme_id,))
    return {"crumbs": above, "theme": theme, "worry": None, "near": None, "evidence": evidence}


@page("/worries/{worry_id}")
def show_worry(worry_id: str, release: Release) -> Context:
    """One worry of a planner: what is said on all its themes together."""
    worry, theme_ids = worry_of(worry_id, release.catalogue)
    evidence = evidence_on(release, theme_ids, worry.domains)
    return {"worry": worry, "near": near_to(release, worry), "evidence": evidence}


def worry_of(worry_id: str, catalogue: Catalogue) -> tuple[Worry, tuple[str, ...]]:
    """A worry and its themes. Raises NotFoundError where there is none of that name."""
    worry = WORRIES.get(worry_id)
    themes = worry.themes_in(catalogue) if worry else ()
    if worry is None or not themes:
        raise missing("worry", worry_id, WORRIES)
    return worry, themes
