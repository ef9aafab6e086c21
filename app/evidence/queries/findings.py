"""The lists of findings, outcomes, chains and themes."""

from app.evidence import models as m
from app.evidence.queries import common
from app.evidence.queries.filters import Filter, Resource, Searched

FINDINGS = Resource(
    "findings",
    m.Finding,
    "The claims of the evaluations: what helped or hindered, and where it is said.",
    filters=(
        common.OF_A_NAMED_PROJECT,
        common.THEME,
        Filter("polarity", "that are: {}"),
        Filter("overcome", "that were overcome: {}"),
        Filter("certainty", "that are said so: {}"),
        Filter("effect", "that led to: {}", denies="that did not lead to: {}"),
        Filter(
            "response",
            "that are responses of which the result is: {}",
            column="response_result",
        ),
        Filter("coded_by", "coded by: {}"),
        Filter("scope", "of the scope {}"),
        *common.PLACE,
        *common.OF_PROJECT,
    ),
    sorts=(
        *("finding_id", "project_id", "theme_id", "polarity", "certainty"),
        *("source_id", "paragraph", "page"),
    ),
    searched=Searched("project_name theme_label", "statement", "project_aliases"),
)

OUTCOMES = Resource(
    "outcomes",
    m.Outcome,
    "The quantities and directions that the sources report for projects.",
    filters=(
        common.PROJECT,
        common.THEME,
        Filter("kind", "of the kind {}"),
        Filter("direction", "with {}"),
        Filter("desirability", "that are: {}"),
        Filter("unit", "in {}"),
        Filter(
            "change_percent",
            "with a change of {} per cent",
            "The change in per cent of the baseline; a fall is negative.",
        ),
        Filter(
            "change_size",
            "with a change of {} per cent, up or down",
            "The size of the change in per cent of the baseline, whichever way it went.",
            "number",
        ),
        Filter("value", "with a value of {}"),
        Filter("baseline", "with a baseline of {}"),
        Filter("comparator_value", "with {} in the other group"),
        Filter("sample_size", "with a sample of {}"),
        Filter("difference", "with a difference of {}"),
        Filter("reported_change", "with a reported change of {}"),
        Filter("domain", "in the domain {}"),
        Filter("design", "by: {}"),
        Filter("coverage", "of which the coverage is: {}"),
        *common.PLACE,
        *common.OF_PROJECT,
    ),
    sorts=(
        *("outcome_id", "project_id", "theme_id", "kind", "domain", "design", "change_percent"),
        *("difference", "reported_change", "source_id", "page"),
        *("value", "baseline", "comparator_value", "sample_size"),
    ),
    unasked=("parent_theme_id",),
    searched=Searched(
        "project_name measure", "value_reported population caveat", "theme_label project_aliases"
    ),
)

CHAINS = Resource(
    "chains",
    m.Chain,
    "Barrier, response, result: what the sources say was done about a barrier, "
    "and what came of it.",
    filters=(
        common.OF_A_NAMED_PROJECT,
        common.THEME,
        Filter("overcome", "of barriers that were overcome: {}"),
        Filter("response", "of which the result is: {}", column="response_result"),
        Filter("source", "from {}", "Id of the source.", "sources", column="response_source_id"),
    ),
    sorts=("response_id", "project_id", "theme_id"),
    unasked=("outcome_measures",),
)

_COUNTS = ("project_count", "facilitator_count", "barrier_count", "neutral_count", "outcome_count")

THEMES = Resource(
    "themes",
    m.Theme,
    "The themes and sub-themes of the codebook, with how often each is met.",
    filters=(
        Filter("theme", "within {}", "A theme with its sub-themes.", denies="outside {}"),
        Filter("part", "that are a: {}"),
    ),
    sorts=("position", "theme_id", "label", *_COUNTS),
    default_sort=("position",),
    unasked=("both_count", "only_a_count", "only_b_count", "f1"),
    searched=Searched("label", "definition synonyms"),
)
