"""What is told of what projects have in common: the problems of several, and what helped them."""

from collections.abc import Iterable

from app.evidence.answers import Row
from app.evidence.answers.shared_themes import SharedThemes
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import grouped
from app.evidence.words import inside, join_names
from app.web.labels import trouble


def in_common(
    shared: Iterable[SharedThemes],
    chains: Iterable[Row],
    catalogue: Catalogue,
    *,
    is_told: bool,
) -> list[str]:
    """Which problems two of the projects had, whether a source says what they did, and what helped.

    That no source says it is left out where it `is_told` how one of them went on.
    Where no two had the same, who had problems of one kind.
    """
    several = [one for one in shared if one.is_of_several]
    problems = [one for one in several if one.is_problem]
    themes = {theme for one in problems for theme in one.theme_ids}
    met = _together("Problems in common", problems, catalogue)
    if themes and not is_told and not any(row["theme_id"] in themes for row in chains):
        met.append(f"No source says what they did about {'it' if len(themes) == 1 else 'them'}.")
    helped = [one for one in several if not one.is_problem]
    return [
        *(met or [_of_one_kind(shared, catalogue)]),
        *_together("What helped more than one", helped, catalogue),
    ]


def _of_one_kind(shared: Iterable[SharedThemes], catalogue: Catalogue) -> str:
    """That no two projects had just the same problem, and who had problems of one kind."""
    names = catalogue.themes.labels
    met = [
        (theme, one.projects[0])
        for one in shared
        if one.polarity == "barrier"
        for theme in one.theme_ids
    ]
    said = []
    for kind, own in grouped(met, lambda each: catalogue.with_parent(each[0])[-1]).items():
        of_each = grouped(own, lambda each: each[1]).items()
        troubles = (
            f"{project}: {join_names([trouble(one, names[one]) for one, _ in several])}"
            for project, several in of_each
        )
        if len(of_each) > 1:
            said.append(f"{inside(names[kind])} ({'; '.join(troubles)})")
    if not said:
        return "No source names a problem that two of them shared."
    none = "No source says that two of them had just the same problem."
    return f"{none} Of one kind: {join_names(said)}."


def _together(head: str, shared: list[SharedThemes], catalogue: Catalogue) -> list[str]:
    """Themes with the projects that share them, in one sentence; nothing where there are none."""
    called = trouble if any(one.is_problem for one in shared) else lambda _, label: label
    parts = [
        f"{', '.join(called(each, catalogue.themes.labels[each]) for each in one.theme_ids)} "
        f"({join_names(one.projects)})"
        for one in shared
    ]
    return [f"{head}: {'; '.join(parts)}."] if parts else []
