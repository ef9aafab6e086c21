"""The lists of findings, outcomes, chains and themes."""

from dataclasses import replace

from app.evidence import vocabulary as v
from app.evidence.queries import common
from app.evidence.queries.filters import MANY, RANGE, Filter, Resource
from app.evidence.records import ChainRecord, FindingRecord, OutcomeRecord, ThemeRecord

FINDINGS = Resource(
    name="findings",
    record=FindingRecord,
    title="Findings",
    key="finding_id",
    description="The claims of the evaluations: what helped or hindered, and where it is said.",
    filters=(
        common.OF_A_NAMED_PROJECT,
        common.THEME,
        Filter(
            "polarity", v.POLARITY, "that are: {}", "Helped or hindered.", denies="that are not: {}"
        ),
        Filter(
            "overcome",
            v.OVERCOME,
            "that were overcome: {}",
            "Whether the source says that the barrier was overcome.",
            may_be_blank=True,
            denies="that were not overcome: {}",
        ),
        Filter(
            "certainty",
            v.CLAIM_CERTAINTY,
            "that are said so: {}",
            "How surely it is said of the project: stated, listed or implied.",
            denies="that are not said so: {}",
        ),
        Filter(
            "effect",
            v.EFFECT,
            "that led to: {}",
            "What the barrier did, where the source says so.",
            MANY,
            denies="that did not lead to: {}",
        ),
        Filter(
            "response",
            v.RESPONSE_RESULT,
            "that are responses of which the result is: {}",
            "Of what was done about a barrier: whether it worked.",
            may_be_blank=True,
            denies="that are not responses of which the result is: {}",
        ),
        Filter(
            "coded_by", v.CODED_BY, "coded by: {}", "Whether both coders had it, or it was settled."
        ),
        Filter("scope", v.SCOPE, "of the scope {}", "About what the claim is."),
        *common.PLACE,
        *common.OF_PROJECT,
        *common.presence("responds_to", "agrees_with", "differs_from", "note"),
        common.text(),
    ),
    sorts=(
        *("finding_id", "project_id", "theme_id", "polarity", "certainty"),
        *("source_id", "paragraph", "page"),
    ),
)

_QUANTITIES = {
    "value": "with a value of {}",
    "baseline": "with a baseline of {}",
    "comparator_value": "with {} in the other group",
    "sample_size": "with a sample of {}",
}


def _quantity(name: str, says: str) -> Filter:
    title = name.replace("_", " ")
    description = f"The {title}, in the unit of the outcome; an outcome without one is left out."
    return Filter(name, "number", says, description, RANGE, may_be_blank=True)


OUTCOMES = Resource(
    name="outcomes",
    record=OutcomeRecord,
    title="Outcomes",
    key="outcome_id",
    description="The quantities and directions that the sources report for projects.",
    filters=(
        common.PROJECT,
        replace(common.THEME, may_be_blank=True),
        Filter("kind", v.OUTCOME_KIND, "of the kind {}", "Kind of figure."),
        Filter(
            "direction",
            v.DIRECTION,
            "with {}",
            "Direction of the change.",
            may_be_blank=True,
            denies="without {}",
        ),
        Filter(
            "desirability",
            v.DESIRABILITY,
            "that are: {}",
            "Whether the change was wanted.",
            may_be_blank=True,
            denies="that are not: {}",
        ),
        Filter("unit", v.UNIT, "in {}", "What the numbers count.", may_be_blank=True),
        Filter(
            "change_percent",
            "number",
            "with a change of {} per cent",
            "The change in per cent of the baseline; a fall is negative.",
            RANGE,
            may_be_blank=True,
        ),
        Filter(
            "change_size",
            "number",
            "with a change of {} per cent, up or down",
            "The size of the change in per cent of the baseline, whichever way it went.",
            RANGE,
        ),
        *(_quantity(name, says) for name, says in _QUANTITIES.items()),
        *common.numbers("difference", "reported_change", may_be_blank=True),
        Filter("domain", v.DOMAIN, "in the domain {}", "What was measured."),
        Filter("design", v.DESIGN, "by: {}", "How the figure was come by."),
        Filter(
            "coverage",
            v.COVERAGE,
            "of which the coverage is: {}",
            "Whether the figure is of the whole project.",
            denies="of which the coverage is not: {}",
        ),
        *common.PLACE,
        *common.OF_PROJECT,
        *common.presence(
            "population", "period", "finding_ids", "agrees_with", "differs_from", "caveat"
        ),
        common.text(),
    ),
    sorts=(
        *("outcome_id", "project_id", "theme_id", "kind", "domain", "design"),
        *("change_percent", "difference", "reported_change", "source_id", "page", *_QUANTITIES),
    ),
)

CHAINS = Resource(
    name="chains",
    record=ChainRecord,
    title="Chains",
    key="response_id",
    description="Barrier, response, result: what the sources say was done about a barrier, "
    "and what came of it.",
    filters=(
        common.OF_A_NAMED_PROJECT,
        common.THEME,
        Filter(
            "overcome",
            v.OVERCOME,
            "of barriers that were overcome: {}",
            "Whether the source says that the barrier was overcome.",
            may_be_blank=True,
            denies="of barriers that were not overcome: {}",
        ),
        Filter(
            "response",
            v.RESPONSE_RESULT,
            "of which the result is: {}",
            "Whether the response worked.",
            denies="of which the result is not: {}",
        ),
        common.SOURCE,
        *common.presence("outcome_ids"),
    ),
    sorts=("response_id", "project_id", "theme_id"),
)

_COUNTS = (
    *("project_count", "facilitator_count", "barrier_count", "neutral_count", "outcome_count"),
)

THEMES = Resource(
    name="themes",
    record=ThemeRecord,
    title="Themes",
    key="theme_id",
    description="The themes and sub-themes of the codebook, with how often each is met.",
    filters=(
        Filter("theme", "themes", "within {}", "A theme with its sub-themes.", denies="outside {}"),
        Filter(
            "part", v.PART, "that are a: {}", "Condition or further barrier.", may_be_blank=True
        ),
        *common.numbers(*_COUNTS),
        *common.presence("parent_id", "report_section", "synonyms"),
        common.text(),
    ),
    sorts=("position", "theme_id", "label", *_COUNTS),
    default_sort=("position",),
)
