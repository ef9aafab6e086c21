"""The pages of one statement, result or recommendation, each with its receipt: where it is said."""

import re

from app.evidence import answers, saying
from app.evidence.answers import Release, Row
from app.web.lists import missing
from app.web.pages import Context, page


@page("/findings/{finding_id}")
def show_finding(finding_id: str, release: Release) -> Context:
    """One claim with its receipt: where it is said, who coded it, what it belongs to."""
    finding = answers.finding(release, finding_id)
    if finding is None:
        raise missing("statement", finding_id, "/findings")
    of_project = {"project": (finding["project_id"],)}
    results = release.rows("outcomes", **of_project) if finding["project_id"] else []
    return {
        "heading": finding["statement"],
        "finding": finding,
        "source": release.record("sources", finding["source_id"]),
        "passage": _passage(finding),
        "results": [row for row in results if finding_id in row["finding_ids"]],
    }


@page("/outcomes/{outcome_id}")
def show_outcome(outcome_id: str, release: Release) -> Context:
    """One outcome: the figure, what limits it, how it was come by, and where it is said."""
    outcome = release.record("outcomes", outcome_id)
    if outcome is None:
        raise missing("result", outcome_id, "/outcomes")
    heading = f"{outcome['project_name']}: {saying.judged(saying.outcome(outcome), outcome)}"
    heading = f"{heading[:1].upper()}{heading[1:]}"
    return {
        "heading": heading,
        "description": f"{heading}: the figure, what limits it, and where it is said.",
        "outcome": outcome,
        "findings": [release.record("findings", key) for key in outcome["finding_ids"]],
        "source": release.record("sources", outcome["source_id"]),
    }


@page("/recommendations/{recommendation_id}")
def show_recommendation(recommendation_id: str, release: Release) -> Context:
    """One recommendation, what it bears on, and where it is said."""
    row = release.record("recommendations", recommendation_id)
    if row is None:
        raise missing("recommendation", recommendation_id, "/recommendations")
    return {
        "heading": row["text_summary"],
        "description": f"{row['kind_label']}: {row['text_summary']}",
        "recommendation": row,
        "source": release.record("sources", row["source_id"]),
    }


def _passage(finding: Row) -> tuple[str, str, str] | None:
    """The paragraph before, at and after the anchor, where the reader's copy is loaded."""
    if finding["paragraph_text"] is None:
        return None
    text = _printed(finding["paragraph_text"])
    words = [_in_any_form(word) for word in _printed(finding["anchor"]).split()]
    match = re.search(r"\s+".join(words), text, re.IGNORECASE)
    if match is None:
        return text, "", ""
    return text[: match.start()], match[0], text[match.end() :]


def _printed(text: str) -> str:
    """The words as a reader sees them: no Markdown, no footnote numbers."""
    return re.sub(r"<sup>.*?</sup>|<[^>]+>|\]\([^)]*\)|[*_#\[\]]", "", text)


def _in_any_form(word: str) -> str:
    """A pattern of a word, with quotation marks and dashes of whichever form."""
    kinds = ("'‘’", '"“”', "-–—")
    return "".join(
        next((f"[{kind}]" for kind in kinds if character in kind), re.escape(character))
        for character in word
    )
