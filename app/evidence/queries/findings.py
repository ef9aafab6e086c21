"""The lists of findings, outcomes, chains and themes."""

from app.evidence.queries.common import OF_PROJECT, PROJECT, SOURCE, THEME, text
from app.evidence.queries.filters import RANGE, Filter, Resource
from app.evidence.records import ChainRecord, FindingRecord, OutcomeRecord, ThemeRecord
from app.evidence.vocabulary import (
    DESIRABILITY,
    DIRECTION,
    OUTCOME_KIND,
    OVERCOME,
    POLARITY,
    SCOPE,
    UNIT,
)

FINDINGS = Resource(
    name="findings",
    record=FindingRecord,
    title="Findings",
    key="finding_id",
    description="The claims of the evaluations: what helped or hindered, and where it is said.",
    filters=(
        PROJECT,
        THEME,
        Filter("polarity", POLARITY, "that are: {}", "that are not: {}", "Helped or hindered."),
        Filter(
            "overcome",
            OVERCOME,
            "that were overcome: {}",
            "that were not overcome: {}",
            "Whether the source says that the barrier was overcome.",
        ),
        Filter(
            "scope", SCOPE, "of the scope {}", "not of the scope {}", "About what the claim is."
        ),
        SOURCE,
        *OF_PROJECT,
        text(),
    ),
    sorts=("finding_id", "project_id", "theme_id", "polarity", "page"),
    default_sort=("finding_id",),
)

OUTCOMES = Resource(
    name="outcomes",
    record=OutcomeRecord,
    title="Outcomes",
    key="outcome_id",
    description="The quantities and directions that the sources report for projects.",
    filters=(
        PROJECT,
        THEME,
        Filter("kind", OUTCOME_KIND, "of the kind {}", "not of the kind {}", "Kind of figure."),
        Filter("direction", DIRECTION, "with {}", "without {}", "Direction of the change."),
        Filter(
            "desirability",
            DESIRABILITY,
            "that are: {}",
            "that are not: {}",
            "Whether the change was wanted.",
        ),
        Filter("unit", UNIT, "in {}", "not in {}", "What the numbers count."),
        Filter(
            "change_percent",
            "number",
            "with a change of {} per cent",
            "",
            "The change in per cent of the baseline; a fall is negative.",
            RANGE,
        ),
        Filter(
            "change_size",
            "number",
            "with a change of {} per cent, up or down",
            "",
            "The size of the change in per cent of the baseline, whichever way it went.",
            RANGE,
        ),
        *OF_PROJECT,
        text(),
    ),
    sorts=("outcome_id", "project_id", "theme_id", "kind", "change_percent", "page"),
    default_sort=("outcome_id",),
)

CHAINS = Resource(
    name="chains",
    record=ChainRecord,
    title="Chains",
    key="response_id",
    description="Barrier, response, result: what the sources say was done about a barrier, "
    "and what came of it.",
    filters=(
        PROJECT,
        THEME,
        Filter(
            "overcome",
            OVERCOME,
            "of barriers that were overcome: {}",
            "of barriers that were not overcome: {}",
            "Whether the source says that the barrier was overcome.",
        ),
    ),
    sorts=("response_id", "project_id", "theme_id"),
    default_sort=("response_id",),
)

THEMES = Resource(
    name="themes",
    record=ThemeRecord,
    title="Themes",
    key="theme_id",
    description="The themes and sub-themes of the codebook, with how often each is met.",
    filters=(
        Filter("theme", "themes", "within {}", "outside {}", "A theme with its sub-themes."),
        text(),
    ),
    sorts=("position", "theme_id", "label"),
    default_sort=("position",),
)
