"""The lists of what each coder had, before the two compared."""

from app.evidence.queries import common
from app.evidence.queries.filters import Filter, Resource
from app.evidence.records import CodedFindingRecord, CodedOutcomeRecord
from app.evidence.vocabulary import CODER, CODING_STAGE

_CODING = (
    Filter("coder", CODER, "by: {}", "Which of the two coders."),
    Filter("stage", CODING_STAGE, "at the stage: {}", "Which stage of coding."),
    common.SOURCE,
    common.PARAGRAPH,
)

CODED_FINDINGS = Resource(
    name="coded-findings",
    record=CodedFindingRecord,
    title="Findings as coded",
    key="coded_finding_id",
    description="Each claim as each of the two coders had it, before they compared.",
    filters=(
        *_CODING,
        common.OF_A_NAMED_PROJECT,
        *common.presence(
            *("claim", "scope", "theme_id_as_coded", "polarity", "certainty", "effect", "overcome"),
            *(
                "responds_to_as_coded",
                "response_result",
                "agrees_with_as_coded",
                "differs_from_as_coded",
                "statement",
            ),
            *("anchor", "note"),
        ),
    ),
    sorts=(
        "coded_finding_id",
        "source_id",
        "paragraph",
        "project_id",
        "theme_id_as_coded",
        "coder",
    ),
    default_sort=("coded_finding_id",),
)
CODED_OUTCOMES = Resource(
    name="coded-outcomes",
    record=CodedOutcomeRecord,
    title="Outcomes as coded",
    key="coded_outcome_id",
    description="Each outcome as each of the two coders had it, before they compared.",
    filters=(
        *_CODING,
        common.OF_A_NAMED_PROJECT,
        *common.presence(
            *("claim", "measure", "population", "kind", "baseline", "value", "comparator_value"),
            *("unit", "reported_change", "value_reported", "direction", "desirability", "period"),
            *(
                "sample_size",
                "domain",
                "design",
                "coverage",
                "theme_id_as_coded",
                "finding_ids_as_coded",
            ),
            *("agrees_with_as_coded", "differs_from_as_coded", "anchor", "caveat"),
        ),
    ),
    sorts=(
        "coded_outcome_id",
        "source_id",
        "paragraph",
        "project_id",
        "theme_id_as_coded",
        "coder",
    ),
    default_sort=("coded_outcome_id",),
)
