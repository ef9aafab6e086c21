"""What must be true between rows: places, the rules of the codebook, the meanings of phrases."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from app.database import split
from app.errors import Problem, did_you_mean
from app.evidence.words import tidied, words_in
from app.ingest.contradictions import CONTRADICTIONS
from app.ingest.data_files import FILES, FileRows, Files
from app.ingest.references import CheckedFile, dangling_references, repeated_keys

MAX_PROBLEMS_OF_A_RULE = 5_000
"""After so many the problems of a rule are counted but not listed."""


def problems_between(checked: Mapping[str, CheckedFile]) -> tuple[list[Problem], int]:
    """Everything that is wrong between the rows of all files, and how much more is not listed.

    Each fault is reported once: a reference to a row that is refused is not a second fault.
    """
    problems: list[Problem] = []
    unlisted = 0
    for of_rule in _problems_by_rule(checked):
        problems += islice(of_rule, MAX_PROBLEMS_OF_A_RULE)
        if more := sum(1 for _ in of_rule):
            message = f"{more:,} more problems of this kind are counted but not listed."
            where = problems[-1].where.partition(",")[0]
            problems.append(Problem("too-many-problems", where, message))
            unlisted += more - 1
    return problems, unlisted


def _problems_by_rule(checked: Mapping[str, CheckedFile]) -> Iterator[Iterator[Problem]]:
    files = {name: file.rows for name, file in checked.items()}
    for file in FILES:
        yield repeated_keys(file, files[file.name])
        yield dangling_references(file, checked)
    for rule in _RULES:
        yield rule(files)


def _places(files: Files) -> Iterator[Problem]:
    paragraphs = files["paragraphs.csv"]
    places = paragraphs.keys(("source_id", "paragraph"))
    pages = dict(zip(places, paragraphs["page"], strict=True))
    spans: dict[str, list[str]] = {}
    for source, paragraph in places:
        spans.setdefault(source, []).append(paragraph)
    for file in FILES if pages else ():
        if not file.is_placed:
            continue
        rows = files[file.name]
        row_places = rows.keys(("source_id", "paragraph"))
        row_pages = rows["page"] if "page" in rows.columns else map(pages.get, row_places)
        for number, place, page in zip(rows.numbers, row_places, row_pages, strict=True):
            true_page = pages.get(place)
            if page == true_page and place in pages:
                continue
            source, paragraph = place
            if place not in pages:
                ids = spans.get(source)
                span = f"{ids[0]} to {ids[-1]}" if ids else "none is known"
                message = f"found {paragraph!r}. Paragraphs of {source}: {span}."
                yield rows.refused("unknown-paragraph", number, "paragraph", message)
            else:
                message = f"found {page}. {paragraph} is on page {true_page}."
                yield rows.refused("wrong-page", number, "page", message)


def _themes(files: Files) -> Iterator[Problem]:
    rows = files["themes.csv"]
    for number, theme, parent in rows.numbered("theme_id", "parent_id"):
        true_parent = theme.rpartition(".")[0] or None
        if parent != true_parent:
            message = f"found {parent!r}. {theme!r} belongs to {true_parent!r}."
            yield rows.refused("wrong-parent", number, "parent_id", message)


def _sub_themes(files: Files) -> Iterator[Problem]:
    themes = set(files["themes.csv"]["theme_id"])
    subs = sorted(theme for theme in themes if "." in theme)
    whole = themes - set(subs)
    for rows in (files["findings.csv"], files["outcomes.csv"]):
        for number, theme in rows.numbered("theme_id"):
            if theme in whole:
                hint = did_you_mean(theme, subs)
                message = f"found {theme!r}, a theme. Use a sub-theme. {hint}"
                yield rows.refused("not-a-sub-theme", number, "theme_id", message)


_CLAIM = ("project_id", "theme_id", "polarity", "source_id", "paragraph")


def _findings(files: Files) -> Iterator[Problem]:
    rows = files["findings.csv"]
    repeated = _repeated_claims(rows)
    targets = set(rows["responds_to"]) - {None}
    by_id = {
        finding_id: (polarity, project)
        for _, finding_id, polarity, project in rows.numbered(
            "finding_id", "polarity", "project_id"
        )
        if finding_id in targets
    }
    fields = ("scope", "overcome", "responds_to", "response_result", "effect")
    cells = rows.numbered(*fields, *_CLAIM)
    for number, scope, overcome, responds_to, result, effect, *claim in cells:
        project, theme, polarity, _, paragraph = claim
        if (scope == "project") != (project is not None):
            message = f"found {project!r}. The scope is {scope!r}."
            yield rows.refused("scope-and-project", number, "project_id", message)
        if overcome and polarity != "barrier":
            message = f"found {overcome!r}. Only a barrier can be overcome."
            yield rows.refused("overcome-without-barrier", number, "overcome", message)
        if tuple(claim) in repeated:
            message = f"found {theme!r}. The project has this claim twice in {paragraph}."
            yield rows.refused("repeated-claim", number, "theme_id", message)
        barrier = by_id.get(responds_to)
        if barrier and barrier != ("barrier", project):
            message = f"found {responds_to!r}. A response answers a barrier of its project."
            yield rows.refused("wrong-response", number, "responds_to", message)
        if (responds_to is None) != (result is None):
            message = f"found {result!r}. It is given where a finding responds to another."
            yield rows.refused("response-without-result", number, "response_result", message)
        if effect and polarity != "barrier":
            message = f"found {effect!r}. Only a barrier has an effect."
            yield rows.refused("effect-without-barrier", number, "effect", message)


def _repeated_claims(rows: FileRows) -> set[tuple[Any, ...]]:
    """The claims about a project that stand more than once."""
    claims = zip(rows["scope"], *(rows[column] for column in _CLAIM), strict=True)
    # Equal claims have equal hashes: a million claims are only counted where two hashes collide.
    hashes = {hash(claim) for claim in claims if claim[0] == "project"}
    if len(hashes) == rows["scope"].count("project"):
        return set()
    claims = zip(rows["scope"], *(rows[column] for column in _CLAIM), strict=True)
    counts = Counter(claim[1:] for claim in claims if claim[0] == "project")
    return {claim for claim, count in counts.items() if count > 1}


def _outcomes(files: Files) -> Iterator[Problem]:
    numbers = ("baseline", "value", "comparator_value", "reported_change")
    rows = files["outcomes.csv"]
    cells = rows.numbered("unit", "kind", "direction", "desirability", *numbers)
    for number, unit, kind, direction, desirability, *values in cells:
        has_number = any(value is not None for value in values)
        if has_number != (unit is not None):
            message = f"found {unit!r}. A number needs a unit, and a unit a number."
            yield rows.refused("unit-and-number", number, "unit", message)
        if kind == "qualitative" and has_number:
            message = "found 'qualitative'. A direction without a number has no number."
            yield rows.refused("number-of-qualitative", number, "kind", message)
        if direction and not desirability:
            message = "found None. It is given where a direction is given."
            yield rows.refused("direction-and-desirability", number, "desirability", message)


def _programme(files: Files) -> Iterator[Problem]:
    rows = files["programme.csv"]
    for number, source, paragraph in rows.numbered("source_id", "paragraph"):
        if (not source) != (not paragraph):
            message = "A source and a paragraph go together."
            yield rows.refused("half-a-place", number, "paragraph", message)


def _named_back(files: Files) -> Iterator[Problem]:
    """Two claims that agree or differ are of two sources, and each names the other."""
    for name, key in (("findings.csv", "finding_id"), ("outcomes.csv", "outcome_id")):
        for column in ("agrees_with", "differs_from"):
            rows = files[name]
            cells = list(rows.numbered(key, "source_id", column))
            partners = {claim: (source, set(others)) for _, claim, source, others in cells}
            for number, claim, source, others in cells:
                for other in others:
                    partner = partners.get(other)
                    if partner and (partner[0] == source or claim not in partner[1]):
                        message = f"found {other!r}. It is of another source and names this one."
                        yield rows.refused("not-named-back", number, column, message)


def _events(files: Files) -> Iterator[Problem]:
    rows = files["project_events.csv"]
    paragraphs = files["paragraphs.csv"]
    places = set(paragraphs.keys(("source_id", "paragraph")))
    for number, source, paragraph, url in rows.numbered("source_id", "paragraph", "source_url"):
        if not source and not url:
            message = "An event names a source with a paragraph, or the page on which it was seen."
            yield rows.refused("needed", number, "source_id", message)
        elif source and (source, paragraph) not in places and places:
            message = f"found {paragraph!r}, which is no paragraph of {source}."
            yield rows.refused("unknown-paragraph", number, "paragraph", message)


def _audit_orders(files: Files) -> Iterator[Problem]:
    rows = files["audit_conditions.csv"]
    seen: set[int] = set()
    for number, order in rows.numbered("order"):
        if order in seen:
            message = f"found {order}, which an earlier row has. Use another number."
            yield rows.refused("repeated-order", number, "order", message)
        seen.add(order)


def _word_forms(files: Files) -> Iterator[Problem]:
    rows = files["word_forms.csv"]
    seen: set[tuple[str, ...]] = set()
    for number, cell in rows.numbered("forms"):
        forms = split(cell)
        words = [tuple(words_in(tidied(form))[0]) for form in forms]
        if len(forms) < 2 or not all(words):
            message = "two forms or more belong in a row."
            yield rows.refused("too-few-forms", number, "forms", message)
        for form, key in zip(forms, words, strict=True):
            if key in seen:
                message = f"found {form!r} a second time. A form stands in one row only."
                yield rows.refused("repeated-form", number, "forms", message)
            seen.add(key)


_RULES: tuple[Callable[[Files], Iterator[Problem]], ...] = (
    _places,
    _themes,
    _sub_themes,
    _findings,
    _outcomes,
    _programme,
    _named_back,
    _events,
    _audit_orders,
    _word_forms,
    *CONTRADICTIONS,
)
