"""The projects that a text names, and the long forms of what it abbreviates."""

import re
from collections.abc import Iterable, Sequence

from app.check_claim.lexicon import pairs
from app.evidence.catalogue import Catalogue


class ProjectNames:
    """The names of the projects of a release, the longest first."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._names = catalogue.projects
        spellings = sorted(
            {*catalogue.projects.labels.values(), *catalogue.projects.other_names},
            key=len,
            reverse=True,
        )
        # A name of one word may be a word: SHARE, Keep.
        either = "|".join(f"(?i:{re.escape(n)})" if " " in n else re.escape(n) for n in spellings)
        self._pattern = re.compile(rf"\b(?:{either})\b(?:'s)?")
        self._spellings: dict[str, set[str]] = {
            project: {label} for project, label in catalogue.projects.labels.items()
        }
        for name, project in catalogue.projects.other_names.items():
            self._spellings[project].add(name)

    def taken_out(self, text: str) -> tuple[str, set[str]]:
        """A text without the names of projects, and the projects that it names.

        A name without capitals is a thing that many do: it counts where no other is named.
        """
        straight = text.replace("’", "'")
        found = [
            (match.span(), self._of(match[0]), _is_written_as_a_name(match))
            for match in self._pattern.finditer(straight)
        ]
        if any(is_name for *_, is_name in found):
            found = [one for one in found if one[2]]
        for (first, last), _, _ in reversed(found):
            straight = f"{straight[:first]} {straight[last:]}"
        return re.sub(" +", " ", straight), {project for _, project, _ in found}

    def names(self, project: str | None) -> set[str]:
        """Every name of a project."""
        return self._spellings.get(project or "", set())

    def _of(self, name: str) -> str:
        found = self._names.find(name) or self._names.find(name.removesuffix("'s"))
        return found or name


def _is_written_as_a_name(match: re.Match[str]) -> bool:
    # The first letter of a text is a capital in any case: "Family group conferencing saved".
    begins_text = match.start() == 0 and " " in match[0]
    return match[0][begins_text:] != match[0][begins_text:].lower()


class LongForms:
    """Acronyms, other spellings and words cut short, each with the form that stands for all."""

    def __init__(self, forms: Iterable[Sequence[str]]) -> None:
        known = (*forms, *pairs("short_words.txt", "=>"))
        self._long = {form: ones[1] for ones in known for form in ones if len(ones) > 1}
        either = "|".join(map(re.escape, sorted(self._long, key=len, reverse=True)))
        self._pattern = re.compile(rf"\b(?:{either})\b")

    def written_out(self, text: str) -> str:
        """A text with long forms in place of the others."""
        return self._pattern.sub(lambda match: self._long[match[0]], text)
