"""The list of chains."""

from app.evidence.queries.common import PROJECT, THEME
from app.evidence.queries.filters import Filter, Resource
from app.evidence.records import ChainRecord
from app.evidence.vocabulary import OVERCOME

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
