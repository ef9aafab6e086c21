"""The badge of a figure follows from recorded facts by a written rule."""

import pytest
from starlette.testclient import TestClient

from tests import oracle
from tests.queries import all_rows

pytestmark = pytest.mark.one_database

DESIGNS = {
    "randomised": "Randomised trial",
    "comparison-group": "Comparison group",
    "before-after": "Before and after",
    "after-only": "After only",
    "estimate": "Estimate",
    "not-said": "How it was measured is not recorded",
}
COVERAGES = {"whole": ", the whole project", "part": ", a part of the project", "not-said": ""}


def test_the_badge_says_the_design_or_that_it_is_not_recorded(client: TestClient) -> None:
    rows = all_rows(client, "outcomes", [("page_size", "1000")])

    samples = {
        row["outcome_id"]: f", sample of {int(row['sample_size']):,}" if row["sample_size"] else ""
        for row in oracle.OUTCOMES
    }
    assert {row["outcome_id"]: row["strength"] for row in rows} == {
        row["outcome_id"]: DESIGNS[row["design"]]
        + COVERAGES[row["coverage"]]
        + samples[row["outcome_id"]]
        for row in oracle.OUTCOMES
    }
