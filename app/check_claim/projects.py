"""The projects that a text names, by any of their names."""

import re

from app.check_claim.sentences import sentence
from app.evidence.catalogue import Catalogue


class ProjectNames:
    """The names of the projects of a release, the longest first."""

    def __init__(self, names: Catalogue) -> None:
        self._names = names.projects
        spellings = sorted(
            {*names.projects.labels.values(), *names.projects.other_names}, key=len, reverse=True
        )
        # A name of one word may be a word: SHARE, Keep.
        either = "|".join(f"(?i:{re.escape(n)})" if " " in n else re.escape(n) for n in spellings)
        self._pattern = re.compile(rf"\b(?:{either})\b(?:'s)?")
        self._words: dict[str, set[str]] = {project: set() for project in names.projects.labels}
        for name, project in [
            *((label, project) for project, label in names.projects.labels.items()),
            *names.projects.other_names.items(),
        ]:
            self._words[project] |= sentence(name).words

    def taken_out(self, text: str) -> tuple[str, set[str]]:
        """A text without the names of projects, and the projects that it names.

        A name without capitals is a thing that many do: it counts where no other is named.
        """
        straight = text.replace("’", "'")
        found = [
            (match.span(), match[0], self._of(match[0]))
            for match in self._pattern.finditer(straight)
        ]
        if any(name != name.lower() for _, name, _ in found):
            found = [one for one in found if one[1] != one[1].lower()]
        for (first, last), _, _ in reversed(found):
            straight = f"{straight[:first]} {straight[last:]}"
        return straight, {project for *_, project in found}

    def words(self, project: str | None) -> frozenset[str]:
        """The words of the names of a project."""
        return frozenset(self._words.get(project or "", ()))

    def _of(self, name: str) -> str:
        found = self._names.find(name) or self._names.find(name.removesuffix("'s"))
        return found or name
