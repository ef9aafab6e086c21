"""An answer is its parts: of which rows each kind is, and that none is told twice."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.ask.parts import KINDS, About, part_of, parts_of
from app.ask.reply import View
from app.database import reading
from app.evidence.answers import Release
from app.evidence.catalogue import Catalogue

pytestmark = pytest.mark.one_database  # Every query is tried on both elsewhere.


@pytest.fixture
def view(evidence: Engine, catalogue: Catalogue) -> Iterator[View]:
    with reading(evidence) as session:
        yield View(Release(session, catalogue))


@pytest.mark.parametrize("kind", KINDS)
def test_a_part_of_no_rows_says_nothing(view: View, kind: str) -> None:
    about = About(view, ["no-theme"], {"project": ["no-project"], "design": ["no-design"]})

    part = part_of(about, kind)

    assert (part.rows, part.text, parts_of(about, kind)) == ([], "", [])


def test_a_part_is_kept_to_its_themes_and_to_what_its_kind_tells(view: View) -> None:
    [trouble] = parts_of(About(view, ["set-up.premises"]), "trouble")

    told = {(row["theme_id"], row["polarity"], row["scope"]) for row in trouble.rows}
    assert told == {("set-up.premises", "barrier", "project")}
    assert trouble.lead.startswith("The sources tell of trouble with premises at ")


def test_what_is_told_already_is_not_told_again(view: View) -> None:
    about = About(view, ["set-up.premises"])
    [trouble] = parts_of(about, "trouble")
    first, *others = {row["project_id"] for row in trouble.rows}

    [rest] = parts_of(About(view, ["set-up.premises"], shown_ids=[first]), "trouble")

    assert {row["project_id"] for row in rest.rows} == {*others}
    assert parts_of(About(view, ["set-up.premises"], shown_ids=[first, *others]), "trouble") == []


def test_a_part_may_be_of_some_projects_alone(view: View) -> None:
    [trouble] = parts_of(About(view, ["set-up.premises"], among=["hackney-flip"]), "trouble")

    assert {row["project_id"] for row in trouble.rows} == {"hackney-flip"}


@pytest.mark.parametrize(
    "question",
    [
        "what is a facilitator",
        "how many evaluation teams were there?",
        "How do I stop staff leaving?",
        "Which councils lost partners, who had data problems and who ran Pause?",
        "what does the report conclude helps innovation?",
    ],
)
def test_an_answer_is_what_its_parts_say_one_after_another(
    client: TestClient, question: str
) -> None:
    body = client.get("/api/v1/ask", params={"q": question}).json()

    assert body["answered"]
    assert body["answer"] == " ".join(part["text"] for part in body["parts"])
