"""Plans: queries that may answer a question, and the words that each part stands for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from app.ask.choosing import is_introduced, loose_subjects
from app.ask.lexicon import Mention
from app.ask.mentioned import FACETS, ROLES
from app.ask.reading import Reading
from app.ask.reply import View
from app.ask.words import positions, positions_of, stems
from app.evidence.queries import EVIDENCE_LISTS, Query
from app.evidence.queries.values import LARGEST
from app.evidence.vocabulary import AUTHORITIES

FACTS = {
    "lead": ("lead_organisation_name", "was led by {}", "who led {}"),
    "evaluator": ("evaluator_names", "was evaluated by {}", "who evaluated {}"),
    "funding": ("funding_gbp", "was given {}", "how much money {} was given"),
    "area": ("area_names", "worked in {}", "where {} worked"),
    "principle": ("principle_ids", "is given as an example of {}", "that {} is one"),
}
"""What can be asked of a project itself: the column that tells it, how it is said, or is not."""


@dataclass(frozen=True)
class PlanFilter:
    """A parameter of a query, and the words of the question that it stands for."""

    words: str
    parameter: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """A query that may answer a question.

    `of_projects` narrows, through the projects they leave, a list that has no such filters.
    """

    list: str
    filters: tuple[PlanFilter, ...]
    of_projects: tuple[PlanFilter, ...] = ()


def filter_values(filters: Iterable[PlanFilter]) -> dict[str, tuple[str, ...]]:
    """The parameters of a query with all values that are said of each."""
    narrowed: dict[str, tuple[str, ...]] = {}
    for condition in filters:
        narrowed[condition.parameter] = (*narrowed.get(condition.parameter, ()), *condition.values)
    return narrowed


def query_of_plan(plan: Plan, view: View) -> Query | None:
    """The query of a plan; None where no project is left.

    A list that has not all filters of projects is narrowed to the projects that these leave.
    """
    parameters = EVIDENCE_LISTS[plan.list].parameters
    direct = [f for f in plan.of_projects if f.parameter in parameters]
    through = [f for f in plan.of_projects if f not in direct]
    narrowed = filter_values([*plan.filters, *direct])
    if direct and plan.list == "findings":
        # What holds of the programme is not of projects of some kind, or of all but some.
        narrowed = {"scope": ("project",), **narrowed}
    if through:
        if not (ids := view.projects(filter_values(through))):
            return None
        narrowed["project"] = (*narrowed.get("project", ()), *ids)
    return view.query(plan.list, narrowed)


def project_of(reading: Reading) -> list[PlanFilter]:
    ids = reading.mentioned.values("project")
    words = reading.mentioned.written("project")
    return [PlanFilter(words, "project", tuple(sorted(ids)))] if ids else []


def on_topics(reading: Reading) -> list[PlanFilter]:
    topics = [topic for topic in reading.topics if not topic.is_without]
    themes = tuple(sorted({theme for topic in topics for theme in topic.themes}))
    return [PlanFilter(" ".join(t.wording for t in topics), "theme", themes)] if themes else []


def project_filters(reading: Reading) -> list[PlanFilter]:
    mentioned = reading.mentioned
    filters: list[PlanFilter] = []
    for kind in (*FACETS, "area", *ROLES):
        words = mentioned.written(kind)
        named = {kind: mentioned.values(kind), f"{kind}.none": mentioned.denied_values(kind)}
        filters += [
            PlanFilter(words, name, tuple(sorted(ids))) for name, ids in named.items() if ids
        ]
    if denied := mentioned.denied_values("project"):
        filters.append(PlanFilter(" ".join(denied), "project.none", tuple(sorted(denied))))
    if reading.amount and reading.amount.kind != "percent":
        name = "funding_gbp" if reading.amount.kind == "pounds" else reading.amount.kind
        for bound, value in reading.amount.bounds:
            filters.append(
                PlanFilter(
                    reading.amount.wording, f"{name}.{bound}", (f"{min(value, LARGEST):.0f}",)
                )
            )
    return filters


def claims(name: str, reading: Reading, filters: list[PlanFilter]) -> Plan:
    """A list of claims, narrowed by itself and by the projects that the claims are about."""
    return Plan(name, (*filters, *project_of(reading)), tuple(project_filters(reading)))


def of_whole_places(reading: Reading, view: View) -> Reading:
    """The reading with every project that a council led, where one is called by its place."""
    mentioned = reading.mentioned
    areas = view.catalogue.areas
    by_place = [
        m for m in mentioned.of("project") if areas.find(" ".join(word.text for word in m.words))
    ]
    led = {ids: _led_by_the_same(ids, view) for ids in {m.values for m in by_place}}
    whole = {m: replace(m, values=led[m.values]) for m in by_place}
    mentions = tuple(whole.get(m, m) for m in mentioned.all)
    denied = frozenset(whole.get(m, m) for m in mentioned.denied)
    return replace(reading, mentioned=replace(mentioned, all=mentions, denied=denied))


def of_claims_that_say(reading: Reading, view: View) -> Reading:
    """The reading, with a subject replaced by the projects whose claims mention it.

    Only where claims of projects on other subjects mention it too: a mental health service may
    answer "Who could not recruit foster carers?".
    """
    mentioned = reading.mentioned
    subjects = loose_subjects(mentioned, reading.words, "focus")
    if not subjects or not (topics := on_topics(reading)):
        return reading
    named = [*subjects, *reading.passing]
    narrowing = {"theme": topics[0].values, "polarity": filter(None, (reading.polarity,))}
    runs = [frozenset(word.stem for word in m.words) for m in named]
    project_ids = {
        row["project_id"]
        for row in view.rows_of("findings", narrowing)
        if row["project_id"] and any(run <= {*stems(row["statement"])} for run in runs)
    }
    if project_ids <= {*view.projects({"focus": mentioned.values("focus")})}:
        return reading
    first = replace(subjects[0], kind="project", values=tuple(sorted(project_ids)))
    return replace(reading, mentioned=mentioned.replacing({*named}, first))


def _led_by_the_same(ids: tuple[str, ...], view: View) -> tuple[str, ...]:
    rows = view.rows_of("projects", {"project": ids})
    leads = {row["lead_organisation_id"] for row in rows if row["lead_type"] in AUTHORITIES}
    led = view.projects({"lead": leads}) if leads else []
    return (*ids, *sorted({*led} - {*ids}))


def outcome_plans(reading: Reading) -> Iterator[Plan]:
    """Outcomes, where a measure and a direction are asked for, or a change of some size."""
    mentioned = reading.mentioned
    amount = reading.amount if reading.amount and reading.amount.kind == "percent" else None
    directions = [amount.direction] if amount and amount.direction else []
    # "Cut spending" is a saving: no spending is said to have fallen.
    within = positions_of(m for m in mentioned.of("measure") if m.polarity)
    ways = {v for m in mentioned.of("direction") if not m.positions & within for v in m.values}
    directions = directions or [way for way in mentioned.values("direction") if way in ways]
    desirability = mentioned.values("desirability")
    measured, subject = measured_by(reading), _changed_subject(reading)
    is_changed = bool((measured or subject) and (directions or desirability))
    if not _is_of_outcomes(reading, is_changed):
        return
    if subject and not measured:
        # "Did mental health improve?" asks for results on it, of whatever projects.
        of_all = replace(reading, mentioned=mentioned.without({subject}))
        changes = _changed(reading, directions, desirability)
        yield claims(
            "outcomes", of_all, [PlanFilter(subject.wording, "q", (subject.wording,)), *changes]
        )
    filters = measured or on_topics(reading)
    filters = [*filters, *_changed(reading, directions, desirability)]
    if amount:
        sizes = [(bound, f"{min(size, LARGEST):.10g}") for bound, size in amount.bounds]
        filters += [
            PlanFilter(amount.wording, f"change_size.{bound}", (size,)) for bound, size in sizes
        ]
    yield claims("outcomes", reading, filters)
    if reading.topics and not measured:
        yield claims("outcomes", reading, [f for f in filters if f.parameter != "theme"])


def _changed_subject(reading: Reading) -> Mention | None:
    """The one subject that is said to change, where it does not say which projects are meant."""
    subjects = reading.mentioned.of("focus")
    is_one = len(subjects) == 1 and not is_introduced(subjects[0], reading.words)
    return subjects[0] if is_one and not reading.mentioned.denied else None


def _is_of_outcomes(reading: Reading, is_changed: bool) -> bool:
    mentioned = reading.mentioned
    if reading.loose_negatives and not mentioned.of("overcome"):
        # What did not fall rose, or stayed as it was.
        return bool(is_changed and left_by_denial(reading))
    measures = mentioned.of("measure")
    is_asked = "outcomes" in mentioned.asks and (measures or not reading.topics)
    is_asked = is_asked and "share" not in reading.kinds
    # "What happened to turnover?" asks of a figure; of a project it asks what became of it.
    is_asked |= bool("became" in reading.kinds and measures and not mentioned.of("project"))
    is_sized = reading.amount and reading.amount.kind == "percent"
    if is_asked or is_sized:
        return True
    is_told = any(m.polarity for m in measures) or mentioned.names_result
    is_told |= is_of_a_measure_alone(reading)
    is_change = is_changed or bool(mentioned.of("desirability"))
    is_change |= mentioned.values("direction") == ["no-change"]
    return bool(is_told or (is_change and reading.polarity != "barrier"))


def is_of_a_measure_alone(reading: Reading) -> bool:
    """Whether nothing is asked for but what was measured: "emergency admissions".

    Bodies and themes are called by such words as well: "the police", "referrals".
    """
    mentioned, labels = reading.mentioned, reading.lexicon.catalogue.themes.labels
    named = [m for m in mentioned.of("measure") if m.values[0].startswith("q=")]
    is_all = positions(reading.content) <= positions_of(named)
    is_other = mentioned.of("project") or mentioned.bodies or reading.polarity
    is_theme = any(reading.stems == {*stems(label)} for label in labels.values())
    return bool(named) and is_all and not (is_other or is_theme)


def measured_by(reading: Reading) -> list[PlanFilter]:
    """What was measured, by the longest phrase that says it."""
    measures = reading.mentioned.of("measure")
    if not measures:
        return []
    longest = max(measures, key=lambda m: len(m.words))
    parameter = longest.values[0].partition("=")[0]
    same = [m for m in measures if m.values[0].startswith(f"{parameter}=")]
    values = {value.partition("=")[2] for m in same for value in m.values}
    words = " ".join(m.wording for m in same)
    return [PlanFilter(words, parameter, tuple(sorted(values)))]


def _changed(reading: Reading, directions: list[str], desirability: list[str]) -> list[PlanFilter]:
    """The direction of the change, or whether it was wanted."""
    if left := left_by_denial(reading):
        return [PlanFilter(" ".join(w.wording for w in reading.loose_negatives), "direction", left)]
    if len(directions) == 1:
        words = reading.mentioned.written("direction")
        measured = measured_by(reading)
        is_told_alike = bool(measured) and measured[0].parameter == "q"
        if is_told_alike and directions == ["increase"] and measured[0].values[1:]:
            # More children in care is not what is told of those who were kept out of it.
            return [PlanFilter(words, "desirability", ("deterioration",))]
        if is_told_alike:
            # A single figure, as of children kept out of care, has no direction.
            others = tuple(sorted({"increase", "decrease", "no-change"} - {*directions}))
            return [PlanFilter(words, "direction.none", others)]
        return [PlanFilter(words, "direction", tuple(directions))]
    if desirability:
        words = reading.mentioned.written("desirability")
        return [PlanFilter(words, "desirability", tuple(desirability[:1]))]
    return []


def left_by_denial(reading: Reading) -> tuple[str, ...]:
    """The directions that are left where one is denied: "did not reduce turnover"."""
    denied = {value for m in reading.denied_changes for value in m.values}
    return tuple(sorted({"increase", "decrease", "no-change"} - denied)) if denied else ()
