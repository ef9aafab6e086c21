"""Claims and events that name a council in which their project did not work."""

import re
from collections import defaultdict
from collections.abc import Iterable

from app.evidence.answers.list_select import Row
from app.evidence.answers.release import Release
from app.evidence.release_cache import cached_per_release

_LONGER = r"(?:\b(?:Greater|North|South|East|West|Inner|Outer|University of|College) )?"
"""What makes the name of a council that of another place or body: Greater Manchester."""


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
