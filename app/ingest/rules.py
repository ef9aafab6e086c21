"""What must be true between rows: the rules of the codebook, and what contradicts another."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from app.database import folded, split
from app.errors import Problem, did_you_mean
from app.evidence.words import tidied, words_in
from app.ingest.data_files import FILES, FileRows, Files
from app.ingest.references import dangling_references, repeated_keys, wrong_places

MAX_ROUNDING = 0.0006
"""By which a share of three decimals may differ from what it is computed from."""
MAX_PROBLEMS_OF_A_RULE = 5_000
"""After so many the problems of a rule are not listed."""


def problems_between(files: Files) -> Iterator[Problem]:
    """Everything that is wrong between the rows of all files.

    Each fault is reported once: a reference to a row that is refused is not a second fault.
    """
    for of_rule in _problems_by_rule(files):
        yield from islice(of_rule, MAX_PROBLEMS_OF_A_RULE)
        if more := next(of_rule, None):
            message = "There are more problems of this kind: they are not listed."
            yield Problem("too-many-problems", more.where.partition(",")[0], message)


def _problems_by_rule(files: Files) -> Iterator[Iterator[Problem]]:
    for file in FILES:
        yield repeated_keys(file, files[file.name])
        yield dangling_references(file, files)
    yield from (rule(files) for rule in _RULES)


def _themes(files: Files) -> Iterator[Problem]:
    rows = files["themes.csv"]
    for number, theme, parent in rows.numbered("theme_id", "parent_id"):
        true_parent = theme.rpartition(".")[0] or None
        if parent != true_parent:
            message = f"found {parent!r}. {theme!r} belongs to {true_parent!r}."
            yield rows.cell_problem("wrong-parent", number, "parent_id", message)


def _sub_themes(files: Files) -> Iterator[Problem]:
    themes = set(files["themes.csv"]["theme_id"])
    subs = sorted(theme for theme in themes if "." in theme)
    whole = themes - set(subs)
    for rows in (files["findings.csv"], files["outcomes.csv"]):
        for number, theme in rows.numbered("theme_id"):
            if theme in whole:
                hint = did_you_mean(theme, subs)
                message = f"found {theme!r}, a theme. Use a sub-theme. {hint}"
                yield rows.cell_problem("not-a-sub-theme", number, "theme_id", message)


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
            yield rows.cell_problem("scope-and-project", number, "project_id", message)
        if overcome and polarity != "barrier":
            message = f"found {overcome!r}. Only a barrier can be overcome."
            yield rows.cell_problem("overcome-without-barrier", number, "overcome", message)
        if tuple(claim) in repeated:
            message = f"found {theme!r}. The project has this claim twice in {paragraph}."
            yield rows.cell_problem("repeated-claim", number, "theme_id", message)
        barrier = by_id.get(responds_to)
        if barrier and barrier != ("barrier", project):
            message = f"found {responds_to!r}. A response answers a barrier of its project."
            yield rows.cell_problem("wrong-response", number, "responds_to", message)
        if (responds_to is None) != (result is None):
            message = f"found {result!r}. It is given where a finding responds to another."
            yield rows.cell_problem("response-without-result", number, "response_result", message)
        if effect and polarity != "barrier":
            message = f"found {effect!r}. Only a barrier has an effect."
            yield rows.cell_problem("effect-without-barrier", number, "effect", message)


def _repeated_claims(rows: FileRows) -> set[tuple[Any, ...]]:
    """The claims about a project that stand more than once."""
    claims = rows.numbered("scope", *_CLAIM)
    counts = Counter(tuple(claim) for _, scope, *claim in claims if scope == "project")
    return {claim for claim, count in counts.items() if count > 1}


def _outcomes(files: Files) -> Iterator[Problem]:
    numbers = ("baseline", "value", "comparator_value", "reported_change")
    rows = files["outcomes.csv"]
    cells = rows.numbered("unit", "kind", "direction", "desirability", *numbers)
    for number, unit, kind, direction, desirability, *values in cells:
        has_number = any(value is not None for value in values)
        if has_number != (unit is not None):
            message = f"found {unit!r}. A number needs a unit, and a unit a number."
            yield rows.cell_problem("unit-and-number", number, "unit", message)
        if kind == "qualitative" and has_number:
            message = "found 'qualitative'. A direction without a number has no number."
            yield rows.cell_problem("number-of-qualitative", number, "kind", message)
        if direction and not desirability:
            message = "found None. It is given where a direction is given."
            yield rows.cell_problem("direction-and-desirability", number, "desirability", message)


def _named_back(files: Files) -> Iterator[Problem]:
    """Two claims that agree or differ are of two sources, and each names the other."""
    for name, key in (("findings.csv", "finding_id"), ("outcomes.csv", "outcome_id")):
        for column in ("agrees_with", "differs_from"):
            rows = files[name]
            cells = list(rows.numbered(key, "source_id", column))
            naming = [cell for cell in cells if cell[-1]]
            named = {other for *_, others in naming for other in others}
            partners = {
                claim: (source, others) for _, claim, source, others in cells if claim in named
            }
            for number, claim, source, others in naming:
                for other in others:
                    partner = partners.get(other)
                    if partner and (partner[0] == source or claim not in partner[1]):
                        message = f"found {other!r}. It is of another source and names this one."
                        yield rows.cell_problem("not-named-back", number, column, message)


def _events(files: Files) -> Iterator[Problem]:
    rows = files["project_events.csv"]
    for number, source, url in rows.numbered("source_id", "source_url"):
        if not source and not url:
            message = "An event names a source with a paragraph, or the page on which it was seen."
            yield rows.cell_problem("needed", number, "source_id", message)


def _word_forms(files: Files) -> Iterator[Problem]:
    rows = files["word_forms.csv"]
    seen: set[tuple[str, ...]] = set()
    for number, cell in rows.numbered("forms"):
        forms = split(cell)
        words = [tuple(words_in(tidied(form))[0]) for form in forms]
        if len(forms) < 2 or not all(words):
            message = "two forms or more belong in a row."
            yield rows.cell_problem("too-few-forms", number, "forms", message)
        for form, key in zip(forms, words, strict=True):
            if key in seen:
                message = f"found {form!r} a second time. A form stands in one row only."
                yield rows.cell_problem("repeated-form", number, "forms", message)
            seen.add(key)


def _names_of_projects(files: Files) -> Iterator[Problem]:
    """A name, an alias or an id leads to one project alone."""
    projects = files["projects.csv"]
    owners = {folded(project): project for project in projects["project_id"]}
    for rows, column in ((projects, "name"), (files["project_aliases.csv"], "alias")):
        for number, project, name in rows.numbered("project_id", column):
            owner = owners.setdefault(folded(name), project)
            if owner != project:
                message = f"found {name!r}, which means the project {owner!r} already."
                yield rows.cell_problem("ambiguous-name", number, column, message)


def _repeated(files: Files) -> Iterator[Problem]:
    """A name leads to one organisation, a label to one theme; a place in an order is one's own."""
    for file, column, code, advice in (
        ("organisations.csv", "name", "ambiguous-name", "Give each a name of its own."),
        ("themes.csv", "label", "ambiguous-name", "Give each a name of its own."),
        ("audit_conditions.csv", "order", "repeated-order", "Use another number."),
    ):
        rows, first = files[file], dict[str, int]()
        for number, cell in rows.numbered(column):
            row = first.setdefault(folded(str(cell)), number)
            if row != number:
                message = f"found {cell!r}, as in row {row}. {advice}"
                yield rows.cell_problem(code, number, column, message)


def _leads(files: Files) -> Iterator[Problem]:
    """Who leads a project leads it once; there is no joint lead without a lead."""
    kinds = dict(files["organisations.csv"].keys(("organisation_id", "kind")))
    rows = files["projects.csv"]
    cells = rows.numbered("lead_organisation_id", "joint_lead_ids", "lead_type")
    for number, lead, joint, lead_type in cells:
        if joint and (not lead or lead in joint):
            message = f"found {';'.join(joint)!r}. It names the bodies beside {lead!r}."
            yield rows.cell_problem("joint-lead", number, "joint_lead_ids", message)
        if lead_type and not lead:
            message = f"found {lead_type!r}. There is no lead of this type."
            yield rows.cell_problem("type-without-lead", number, "lead_type", message)
        elif lead_type and lead in kinds and not _agree(lead_type, kinds[lead]):
            message = f"found {lead_type!r}. {lead!r} is a body of the kind {kinds[lead]!r}."
            yield rows.cell_problem("wrong-lead-type", number, "lead_type", message)


def _agree(lead_type: str, kind: str) -> bool:
    """Whether a lead may be of this type: an authority has finer types than kinds."""
    if kind == "local-authority":
        return lead_type.endswith(("-council", "-borough", "-authority", "-partnership"))
    return lead_type == kind


def _named(files: Files) -> Iterator[Problem]:
    """No claim of a source is about a project that the source is said not to name."""
    mentions = files["project_sources.csv"].keys(("project_id", "source_id", "mention"))
    unnamed = {(project, source) for project, source, mention in mentions if mention == "not-named"}
    for rows in (files["findings.csv"], files["outcomes.csv"]):
        for number, project, source in rows.numbered("project_id", "source_id"):
            if (project, source) in unnamed:
                message = f"found {project!r}. project_sources.csv says {source} does not name it."
                yield rows.cell_problem("not-named", number, "project_id", message)


def _numbers(files: Files) -> Iterator[Problem]:
    """A direction is that of its numbers, and a level in percent is from 0 to 100."""
    levels = ("baseline", "value", "comparator_value")
    rows = files["outcomes.csv"]
    cells = rows.numbered("direction", "unit", "reported_change", *levels)
    for number, direction, unit, reported, *values in cells:
        baseline, value, _ = values
        change = reported if baseline is None or value is None else value - baseline
        if direction and change is not None and direction != _direction(change):
            message = f"found {direction!r}. Its numbers say {_direction(change)!r}."
            yield rows.cell_problem("wrong-direction", number, "direction", message)
        for column, level in zip(levels, values, strict=True):
            if unit == "percent" and level is not None and not 0 <= level <= 100:
                message = f"found {level:g}. A level in percent is from 0 to 100."
                yield rows.cell_problem("out-of-range", number, column, message)


def _direction(change: float) -> str:
    return "increase" if change > 0 else "decrease" if change < 0 else "no-change"


def _agreement(files: Files) -> Iterator[Problem]:
    """The agreement of two coders is that of its counts."""
    rows = files["coding_agreement.csv"]
    cells = rows.numbered("both_count", "only_a_count", "only_b_count", "f1")
    for number, both, only_a, only_b, f1 in cells:
        claims = 2 * both + only_a + only_b
        expected = 2 * both / claims if claims else None
        if f1 is None or expected is None:
            is_right = f1 is expected
        else:
            is_right = abs(f1 - expected) <= MAX_ROUNDING
        if not is_right:
            right = "blank" if expected is None else f"{expected:.3f}"
            message = f"found {f1}. Of these counts it is {right}."
            yield rows.cell_problem("wrong-agreement", number, "f1", message)


_RULES: tuple[Callable[[Files], Iterator[Problem]], ...] = (
    wrong_places,
    _themes,
    _sub_themes,
    _findings,
    _outcomes,
    _named_back,
    _events,
    _word_forms,
    _names_of_projects,
    _repeated,
    _leads,
    _named,
    _numbers,
    _agreement,
)
