"""The page that checks a claim: what the evidence says of it, and where."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from app.check_claim import (
    LONGEST_CLAIM,
    WRONG,
    Check,
    Match,
    Verdict,
    check_claim,
    evidence_of,
)
from app.dependencies import API
from app.errors import Problem, QueryError
from app.evidence.answers import Release, Row
from app.evidence.queries.reading import read_compared
from app.evidence.row_wording import fact
from app.web.filter_labels import words_of
from app.web.list_pages import ROW_PAGES
from app.web.pages import Context, page

HEADINGS = words_of("verdicts")
SIGNS = words_of("verdicts-at-a-glance")
INFERRED = "No source here says who evaluated it: that is inferred."
OTHER_VOICES = words_of("other-voices")
"""In place of the heading of what is supported, where it is the word of these alone."""

_COUNTED: dict[str, frozenset[Verdict]] = {
    "right": frozenset({"supported"}),
    "in part": frozenset({"in-part"}),
    "wrong": WRONG,
    "without an answer": frozenset({"perhaps", "not-found"}),
}


@page("/check-claim", "claim", "project")
def show(release: Release, claim: str = "", project: str = "") -> Context:
    """The verdict with the nearest rows; without a claim, the form alone."""
    if len(claim) > LONGEST_CLAIM:
        message = f"String should have at most {LONGEST_CLAIM} characters."
        raise QueryError([Problem("too-long", "query parameter claim", message)])
    projects = read_compared([project], release.catalogue) if project else []
    context: Context = {"claim": claim.strip(), "project": "".join(projects), "check": None}
    if claim.strip():
        check = check_claim(claim, evidence_of(release), *projects[:1])
        heading = _heading(check)
        is_ours = heading not in OTHER_VOICES.values()
        context["sign"] = SIGNS[check.verdict] if is_ours else "! Take care."
        context["mood"] = check.verdict if is_ours else "not-found"
        pairs = {"claim": claim, **({"project": projects[0]} if projects else {})}
        context |= {"heading": heading, "json_address": f"{API}/check-claim?{urlencode(pairs)}"}
        context["crumbs"] = (("Check a sentence", "/check-claim"),)
        context["parts"] = [
            (part, SIGNS[checked.verdict], [_citation(match.row) for match in checked.matches[:1]])
            for part, checked in check.parts.items()
        ]
        context |= {"check": check, "rows": list(map(_shown, _each_once(check.matches)))}
    return context | {"names": release.catalogue.projects.labels}


def cautions(row: Row, claim: str = "") -> list[str]:
    """What limits a row: the caveat of an outcome and the strength of its evidence, the note of a
    fact, and of what is known of a project what bears on a claim.
    """
    if "outcome_id" in row:
        limits = [row["caveat"], row["strength"]]
    elif "fact" in row:
        limits = [row["note"]]
    elif "summary" in row:
        is_inferred = row["evaluator_certainty"] == "inferred" and "evaluat" in claim.casefold()
        limits = [row["funding_note"] if "£" in claim else "", INFERRED if is_inferred else ""]
    else:
        limits = []
    return [limit for limit in limits if limit]


def _heading(check: Check) -> str:
    """The verdict in words: what is a provider's own news is never told as if evaluated; of a
    draft, how many of its sentences are right.
    """
    if check.is_draft:
        verdicts = [each.verdict for each in check.parts.values()]
        counts = {words: sum(map(ones.__contains__, verdicts)) for words, ones in _COUNTED.items()}
        shares = (f"{count} {words}" for words, count in counts.items() if count)
        return f"Of {len(verdicts)} sentences: {', '.join(shares)}"
    voices = [str(match.row.get("reported_by")) for match in check.matches if match.says_it]
    is_evaluated = not voices or any(voice not in OTHER_VOICES for voice in voices)
    if check.verdict != "supported" or is_evaluated:
        return HEADINGS[check.verdict]
    return OTHER_VOICES[voices[0]]


def _each_once(matches: Iterable[Match]) -> list[Match]:
    """Matches without a statement whose figure stands before it as a result."""
    firsts: list[Match] = []
    for match in matches:
        key = match.row.get("finding_id")
        if not any(key in (first.row.get("finding_ids") or ()) for first in firsts if key):
            firsts.append(match)
    return firsts


def _shown(match: Match) -> dict[str, Any]:
    name, key = match.statement.list_name, match.key
    return {
        "text": _text(match),
        "citation": _citation(match.row),
        "project": match.row.get("project_name"),
        "link": f"/{name}/{key}" if name in ROW_PAGES else f"{API}/{name}/{key}",
        "voice": match.row.get("reported_by_label"),
        "cautions": cautions(match.row, match.claim.typed),
        "differs": match.in_words,
    }


def _citation(row: Row) -> str | None:
    return row.get("citation") or row.get("source_title")


def _text(match: Match) -> str:
    row = match.row
    if "measure" in row:
        measure = row["measure"][:1].upper() + row["measure"][1:]
        whom = f" ({row['population']})" if row["population"] else ""
        return f"{measure}{whom}: {row['value_reported'] or row['direction_label']}"
    if "fact" in row:
        return fact(row)
    if "summary" in row:
        return f"{row['name']}: {row['summary'] or 'what is known of it'}"
    text: str = row.get("statement") or row["text_summary"]
    return text
