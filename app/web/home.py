"""The home page: what was learned, worry by worry, and where to go from there."""

from app.evidence import answers
from app.evidence.answers import Release
from app.evidence.vocabulary import FOCUS
from app.web.pages import Context, page
from app.web.places import councils


@page("/", is_open=True)
def show(release: Release) -> Context:
    """What was learned, for whom, and from which sources."""
    return {
        "facts": answers.release_facts(release.session),
        "councils": councils(release),
        "focuses": FOCUS.labels,
        "lessons": answers.lessons(release),
        "spreads": answers.spreads(release),
        "examples": answers.examples(release),
        "short": release.catalogue.projects.short,
    }
