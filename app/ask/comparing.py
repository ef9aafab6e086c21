"""Two or three projects side by side: what they met alike, what only one did, what changed."""

from collections.abc import Sequence
from dataclasses import replace

from app.ask.answering import in_parts
from app.ask.parts import About, parts_of
from app.ask.reading import Reading
from app.ask.reply import Reply, View, named
from app.evidence.answers import Row
from app.evidence.answers.alike import in_common, silence
from app.evidence.queries.reading import MAX_COMPARED
from app.evidence.words import listing

PART = ("ask", "polarity", "overcome", "effect", "measure", "direction")
"""What is said of projects where not all that is told of them is asked for."""
BETTER = ("better", "worse")
"""Words that ask which project is the better one, of which no source judges."""


def of_compared(reading: Reading, view: View) -> Reply | None:
    """The projects that are named, compared as a whole: nothing more is asked of them."""
    several = reading.mentioned.projects
    content = [word for word in reading.content if not word.text.startswith("compar")]
    asked = [one for one in reading.mentioned.of(*PART) if one.written.casefold() not in BETTER]
    is_whole = not (content or reading.topics or asked)
    if "compare" not in reading.kinds or not 1 < len(several) <= MAX_COMPARED or not is_whole:
        return None
    ids = sorted({one for ids in several for one in ids})
    own = {"project": ids}
    projects = view.part("Compared", "projects", own)
    claims = view.rows(view.query("findings", own))
    said = [one.told(view.catalogue) for one in in_common(projects.rows, claims, view.catalogue)]
    said += _silence(projects.rows, claims)
    first = f"{listing([row['name'] for row in projects.rows])} side by side."
    if reading.mentioned.of("polarity"):
        first = f"The sources do not say which of them is better. {first}"
    compared = replace(projects, lead=" ".join([first, *said]))
    changed = parts_of(About(view, own=own), "changed")
    parts = [compared, *changed]
    return in_parts(reading, parts, view, projects=named(ids, view.catalogue))


def _silence(projects: Sequence[Row], claims: Sequence[Row]) -> list[str]:
    """Of whom nothing is told that got in the way, and that this proves nothing."""
    met = {row["project_id"] for row in claims if row["polarity"] == "barrier"}
    spared = [row["name"] for row in projects if row["project_id"] not in met]
    return [silence("problem", spared)] if spared else []
