"""What a reply says: sentences made from the rows of its query, and from nothing else."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from app.ask.tables import wording_of
from app.evidence.answers import Row
from app.evidence.ordering import by_certainty, by_strength, group_same_claims, grouped
from app.evidence.row_wording import counted, fact, has_figure, measured, outcome, way
from app.evidence.words import join_names

MOST_SAID = 4
"""So many claims or figures are said in a sentence each; the rest stand below."""
MOST_LISTED = 6
"""So many projects are named in the sentence; the rest stand below."""

LONGEST_NAME = 30


def some(names: Sequence[str]) -> str:
    names, more = [short(name) for name in names], len(names) - MOST_LISTED
    return join_names([*names[:MOST_LISTED], f"{more} more"] if more > 1 else names)


def how_many(names: Sequence[str]) -> str:
    """How many projects, and which: "3 projects: Pause, Match and SWIFT"."""
    return f"{counted(len(names), 'project')}: {some(names)}"


def short(name: str) -> str:
    """A long name by what stands in brackets at its end: "Match", "SWIFT"."""
    within = re.search(r"\(([^()]+)\)$", name)
    return within[1] if within and len(name) > LONGEST_NAME else name


def projects_in(rows: Iterable[Row]) -> list[str]:
    return [short(name) for name in dict.fromkeys(r["project_name"] for r in rows) if name]


def by_theme(rows: Iterable[Row]) -> str:
    """For each theme who is named there, on which pages of the report, and who elsewhere."""
    by_label = grouped(rows, "theme_label").items()
    return " ".join(f"{label}: {_named_where(claims)}" for label, claims in by_label)


def _named_where(rows: Sequence[Row]) -> str:
    """Who is named in the report, with its pages, and who only in another source."""
    paged = [row for row in rows if row.get("page")]
    names = projects_in(paged)
    others = [name for name in projects_in(rows) if name not in names]
    places = [with_pages(f"{join_names(names)}.", paged).removesuffix(".")] if names else []
    places += [f"{join_names(others)} (in other sources)"] if others else []
    return f"{'; '.join(places)}."


def claim_sentences(
    rows: Sequence[Row], stems: Collection[str] = (), *, most: int = MOST_SAID
) -> str:
    """The claims themselves, each once, those that hold most of some words first."""
    groups = group_same_claims(by_certainty(rows, stems))
    sentences = " ".join(in_turn(groups[:most], []))
    return _and_more(sentences, len(groups) - most, "claim")


def in_turn(groups: Iterable[Sequence[Row]], before: list[Row]) -> Iterator[str]:
    """Each group of claims as a sentence, after the claims before it, which it then joins."""
    for group in groups:
        yield with_others(group, before)
        before += group


def with_others(rows: Sequence[Row], before: Iterable[Row] = ()) -> str:
    """A claim, and of which other projects it is said in the same words."""
    others = projects_in(row for row in rows if row["project_id"] != rows[0]["project_id"])
    also = f" The same is said of {some(others)}." if others else ""
    return f"{claim(rows[0], before)}{also}"


def _and_more(sentences: str, more: int, noun: str) -> str:
    if more < 1:
        return sentences
    others = f"{noun} follows" if more == 1 else f"{counted(more, noun)} follow"
    return f"{sentences} Another {others} below."


def claim(row: Row, before: Iterable[Row] = ()) -> str:
    """A claim as a sentence that says whose it is, and on which page it stands.

    Whether it worked is said only where the problem that it answered is told before it.
    """
    whose = wording_of("scope", row["scope"]) or wording_of("reported_by", row.get("reported_by"))
    sentence = with_pages(f"{whose} {row['statement']}".lstrip(), [row])
    result = wording_of("result", row.get("response_result")).removesuffix(".")
    is_met = row.get("responds_to") in {claim.get("finding_id") for claim in before}
    return f"{sentence} {result} against that problem." if result and is_met else sentence


def with_pages(sentence: str, rows: Iterable[Row]) -> str:
    """What is said, with the pages on which it stands before its full stop."""
    pages = sorted({row["page"] for row in rows if row.get("page")})
    pages_text = f" (p{'p' if pages[1:] else ''}. {join_names([str(page) for page in pages])})."
    return f"{sentence.removesuffix('.')}{pages_text}" if pages else sentence


def figure(row: Row) -> str:
    sentence, caveat = outcome(row), row["caveat"] or ""
    is_disputed = row["differs_from"] and row["direction"] and row["coverage"] != "part"
    if is_disputed and has_figure(row):
        sentence += ", but another source says otherwise"
    elif is_disputed:
        sentence = f"the sources differ on {measured(row)}"
    elif not has_figure(row) and way(row) and "figure" not in caveat:
        sentence += "; no figure is given"
    return with_pages(f"{short(row['project_name'])}: {sentence}. {caveat}".rstrip(), [row])


def outcome_sentences(
    rows: Sequence[Row], stems: Collection[str] = (), *, most: int = MOST_SAID
) -> str:
    """The surest of some outcomes, a sentence each, and how many more there are."""
    claims = surest(rows, stems)
    return _and_more(" ".join(claims[:most]), len(claims) - most, "figure")


def surest(rows: Iterable[Row], stems: Collection[str] = ()) -> list[str]:
    """Outcomes in sentences: what changed before what it saved, the surest figure first."""

    sentences: dict[str, str] = {}
    for row in by_strength(rows, stems):
        # What two sources tell alike is told once.
        if not sentences.keys() & {*row["agrees_with"]}:
            sentences[row["outcome_id"]] = figure(row)
    return list(dict.fromkeys(sentences.values()))


def fact_sentence(row: Row) -> str:
    return f"{fact(row).rstrip('.')}. {row['note'] or ''}".strip()


def advice_sentences(
    rows: Sequence[Row], says: str = "The report advises", *, most: int = 4
) -> str:
    shown = rows[:most]
    sentence = with_pages(f"{says}: {' '.join(row['text_summary'] for row in shown)}", shown)
    return _and_more(sentence, len(rows) - most, "point") if rows else ""


def response_sentences(rows: Sequence[Row], says: str = "What was tried") -> str:
    """What was done about barriers, and what came of it where a source says so."""
    return _of_responses(rows, says, is_of_these=True)


def of_other_problems(rows: Sequence[Row]) -> str:
    """What was done by the means asked about; how it went there says nothing of this problem."""
    problems = join_names(list(dict.fromkeys(row["theme_label"] for row in rows)))
    return _of_responses(rows, f"Tried against other problems, in {problems}", is_of_these=False)


def _of_responses(rows: Sequence[Row], says: str, *, is_of_these: bool) -> str:
    sentences = {}
    for row in sorted(rows, key=lambda row: not wording_of("result", row["response_result"])):
        page = re.search(r"\bp\. (\d+)", row["response_citation"])
        sentence = with_pages(row["response_statement"], [{"page": int(page[1])}] if page else [])
        result = wording_of("result", row["response_result"]) if is_of_these else ""
        sentences[row["response_statement"]] = f"{sentence} {result}".rstrip()
    return f"{says}: {' '.join(list(sentences.values())[:2])}" if sentences else ""
