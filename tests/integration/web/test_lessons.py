"""The examples of worries and their slides: the commonest cause, the nearest advice, the size."""

import io

import pytest
import sqlalchemy as sa
from pptx import Presentation
from starlette.testclient import TestClient

from app.database import reading
from app.evidence.answers.planning import examples
from app.evidence.catalogue import Catalogue

pytestmark = pytest.mark.one_database

API = "/api/v1"


def test_where_no_source_tells_an_answer_the_example_is_of_what_most_projects_met(
    client: TestClient, evidence: sa.Engine, catalogue: Catalogue
) -> None:
    with reading(evidence) as session:
        found = {
            lesson.worry.worry_id: each
            for each in examples(session, catalogue)
            for lesson in each[:1]
        }

    lesson, problem, _ = found["staff-and-carers"]
    counts = {
        theme: client.get(f"{API}/projects?barrier={theme}").json()["meta"]["count"]
        for theme in ("recruitment.staff", "recruitment.carers", "turnover.staff-turnover")
    }
    assert problem["theme_id"] == max(counts, key=counts.__getitem__) == "recruitment.staff"
    assert (problem["project_id"] is None, problem["reported_by"]) == (False, "evaluator")
    # What the report advises is on recruiting staff, not on turnover.
    assert lesson.advice
    assert "recruitment" in lesson.advice["theme_ids"]


def test_a_row_that_stands_alone_on_a_slide_has_larger_letters(client: TestClient) -> None:
    sizes = {}
    for chosen in ("delays", "delays,too-few-referrals"):
        content = client.get(f"/overview/lessons.pptx?worries={chosen}").content
        [slide] = Presentation(io.BytesIO(content)).slides
        [table] = [shape.table for shape in slide.shapes if shape.has_table]
        sizes[chosen] = table.cell(1, 1).text_frame.paragraphs[0].font.size.pt

    assert sizes == {"delays": 20, "delays,too-few-referrals": 16}
