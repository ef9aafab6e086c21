"""The home page: what was learned, worry by worry, and where to go from there."""

from app.dependencies import API
from app.evidence import answers
from app.evidence.answers import Release
from app.evidence.vocabulary import FOCUS
from app.web.pages import page
from app.web.places import councils
from app.web.rendering import Page


@page("/", is_open=True)
def show(release: Release) -> Page:
    """What was learned, for whom, and from which sources."""
    return Page(
        template="home.html",
        heading="What the first innovation projects learned, before you start yours",
        description="What got in the way of the first projects of the Children's Social Care "
        "Innovation Programme, what they tried and what came of it, each with its source.",
        twin=API,
        context={
            "facts": answers.release_facts(release.session),
            "councils": councils(release),
            "focuses": FOCUS.labels,
            "lessons": answers.lessons(release),
            "spreads": answers.spreads(release),
            "examples": answers.examples(release),
            "short": release.catalogue.projects.short,
        },
    )
