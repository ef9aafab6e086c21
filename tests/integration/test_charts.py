"""Pictures: what stands in which, that they say the same each time, and where they are kept."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx2
import orjson
import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.charts import Picture, pictures_of
from app.charts.drawing import Drawn, drawn
from app.database import connect, reading
from app.database.migrate import upgrade
from app.draw import draw
from app.evidence import answers, models
from app.ingest.load import load
from app.ingest.pictures import keep_pictures
from app.ingest.validate import Delivery
from app.main import create_app
from app.settings import ROOT, VERSION
from tests.commands import Environment, served
from tests.conftest import NOW, NewDatabase

PICTURE = models.table(models.Picture)
SVG = "{http://www.w3.org/2000/svg}"


def outcome(number: int = 1, **said: Any) -> dict[str, Any]:
    """An outcome that says nothing but what a test makes it say."""
    blank = dict.fromkeys(
        ("baseline", "value", "comparator_value", "reported_change", "unit", "unit_label")
    )
    words = dict.fromkeys(("direction", "desirability", "desirability_label"))
    own = {"outcome_id": f"o{number}", "project_id": "oak", "project_name": "Oak"}
    return {**blank, **words, **own, "measure": "days in care", **said}


RISE = outcome(baseline=1.0, value=2.5, unit="percent", unit_label="per cent")
GROUPS = outcome(2, comparator_value=50.0, value=29.0, unit="percent", unit_label="per cent")
DAYS = outcome(3, baseline=20.5, value=9.8, unit="days-per-family", unit_label="days per family")
CHANGE = outcome(4, reported_change=-25.0, unit="referrals", direction="decrease")
LESS = outcome(5, direction="decrease", desirability="improvement")
ALONE = outcome(6, value=15.0, unit="children")


@pytest.fixture(scope="module")
def pictured(new_database: NewDatabase, delivery: Delivery) -> Iterator[sa.Engine]:
    """The shipped evidence with its pictures. Tests only read it."""
    address = new_database()
    engine = connect(address)
    upgrade(engine)
    load(engine, delivery, version=VERSION, now=lambda: NOW)
    draw(address)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def reader(pictured: sa.Engine) -> Iterator[TestClient]:
    with TestClient(create_app(pictured)) as client:
        yield client


@pytest.fixture(scope="module")
def release(pictured: sa.Engine) -> str:
    with reading(pictured) as session:
        return answers.release(session)


@pytest.mark.parametrize(
    ("row", "names"),
    [
        (RISE, ["oak-percent"]),
        (GROUPS, ["oak-percent"]),
        (DAYS, ["oak-days-per-family"]),
        (CHANGE, ["oak-changes"]),
        (LESS, ["oak-directions"]),
        (ALONE, []),
    ],
)
def test_an_outcome_stands_in_the_picture_of_its_axis(
    row: dict[str, Any], names: list[str]
) -> None:
    assert [one.name for one in pictures_of("oak", "Outcomes", [row])] == names


def test_figures_of_different_units_never_share_an_axis() -> None:
    found = pictures_of("oak", "Outcomes", [RISE, DAYS, GROUPS])

    assert [[row["outcome_id"] for row in one.rows] for one in found] == [["o3"], ["o1", "o2"]]


def test_directions_stand_in_groups_the_wanted_first() -> None:
    worse = outcome(7, direction="increase", desirability="deterioration")

    [found] = pictures_of("oak", "Outcomes", [worse, LESS])

    assert [row["outcome_id"] for row in found.rows] == ["o5", "o7"]


def test_what_stands_for_a_picture_says_its_figures_and_that_the_table_follows() -> None:
    [found] = pictures_of("oak", "Outcomes of Oak", [RISE, GROUPS])

    assert found.alt == (
        "Outcomes of Oak: figures in per cent. Oak, days in care: from 1 to 2.5; "
        "Oak, days in care: 29 against 50. The table that follows says the same, row by row."
    )


ROWS = {"figures": [RISE, GROUPS], "changes": [CHANGE], "directions": [LESS]}


def picture(form: str) -> Picture:
    [found] = pictures_of("oak", "Outcomes of Oak", ROWS[form])
    return found


def files(form: str) -> dict[str, Drawn]:
    return {file.media_type: file for file in drawn(picture(form), "Wave 1 Evidence")}


@pytest.mark.parametrize("form", ROWS)
def test_the_same_outcomes_give_the_same_bytes(form: str) -> None:
    assert files(form) == files(form)


@pytest.mark.parametrize("form", ROWS)
def test_a_picture_is_narrow_and_asks_for_nothing_from_elsewhere(form: str) -> None:
    file = files(form)["image/svg+xml"]

    svg = ElementTree.fromstring(file.content)  # noqa: S314 (drawn a line above)
    tags = {element.tag.removeprefix(SVG) for element in svg.iter()}

    assert file.width <= 375 - 2 * 7
    assert (svg.get("width"), svg.get("height")) == (str(file.width), str(file.height))
    assert tags <= {"svg", "g", "rect", "path", "line", "text", "tspan", "defs", "clipPath"}
    assert not [element for element in svg.iter() if "style" in element.attrib]


def test_the_figures_of_a_picture_stand_in_it_as_words() -> None:
    svg = ElementTree.fromstring(  # noqa: S314 (drawn a line below)
        files("figures")["image/svg+xml"].content
    )

    words = {element.text for element in svg.iter(f"{SVG}text")}

    assert {"1", "2.5", "29", "50", "before", "after: more", "other group"} <= words


def test_the_specification_holds_the_rows_that_are_drawn() -> None:
    spec = orjson.loads(files("figures")["application/json"].content)

    rows = [row for rows in spec["datasets"].values() for row in rows if "outcome_id" in row]

    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    assert {row["outcome_id"] for row in rows} == {"o1", "o2"}


def test_the_renderer_is_never_in_a_process_that_serves() -> None:
    said = "import sys, app.cli, app.main; print({'altair', 'vl_convert'} & set(sys.modules))"

    found = subprocess.run(
        [sys.executable, "-c", said], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert found.stdout == "set()\n"


@pytest.mark.one_database("postgresql")
def test_every_picture_is_kept_as_svg_png_and_specification(pictured: sa.Engine) -> None:
    with reading(pictured) as session:
        rows = session.execute(sa.select(PICTURE.c.name, PICTURE.c.media_type)).all()

    kinds = ["image/svg+xml", "image/png", "application/json"]
    names = {name for name, _ in rows}
    assert {"all-percent", "project-daybreak-fgc-percent", "theme-turnover-directions"} <= names
    assert {tuple(row) for row in rows} == {(name, kind) for name in names for kind in kinds}


@pytest.mark.one_database("postgresql")
@pytest.mark.parametrize(
    ("ending", "media_type", "first"),
    [
        ("svg", "image/svg+xml", b"<svg "),
        ("png", "image/png", b"\x89PNG"),
        ("json", "application/json", b"{"),
    ],
)
def test_a_picture_is_served_to_be_kept_for_long(
    reader: TestClient, release: str, ending: str, media_type: str, first: bytes
) -> None:
    answer = reader.get(f"/pictures/{release}/all-percent.{ending}")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.content.startswith(first)


@pytest.mark.one_database("postgresql")
def test_a_drawn_page_shows_each_picture_with_words_and_a_table(
    reader: TestClient, release: str
) -> None:
    page = reader.get("/outcomes?theme=turnover")

    at = f"/pictures/{release}/theme-turnover-"
    assert page.text.count('<figure class="picture">') == 2
    assert f'src="{at}percent.svg" alt="Outcomes on Turnover of staff: figures' in page.text
    assert f'href="{at}directions.json" download' in page.text
    assert "<caption>Figures in per cent, as a table</caption>" in page.text
    assert page.headers["etag"]


def test_pictures_of_a_release_replace_those_of_any_before(
    empty: sa.Engine, delivery: Delivery
) -> None:
    load(empty, delivery, version=VERSION, now=lambda: NOW)
    with reading(empty) as session:
        release = answers.release(session)
    first, second = (
        [vars(one) for one in drawn(picture(form), "Oak")] for form in ("changes", "directions")
    )

    kept = [keep_pictures(empty, release, first), keep_pictures(empty, release, second)]

    assert kept == [True, True]
    with reading(empty) as session:
        names = set(session.scalars(sa.select(PICTURE.c.name)))
    assert names == {"oak-directions"}


def test_pictures_of_a_release_that_is_gone_are_not_kept(
    empty: sa.Engine, delivery: Delivery
) -> None:
    load(empty, delivery, version=VERSION, now=lambda: NOW)

    is_kept = keep_pictures(empty, "0.0.1+gone", [vars(one) for one in files("changes").values()])

    assert not is_kept
    with reading(empty) as session:
        assert session.scalars(sa.select(PICTURE.c.name)).all() == []


@pytest.mark.one_database("postgresql")
def test_serve_draws_beside_its_answers(environment: Environment, data: Path) -> None:
    outcomes = data / "outcomes.csv"
    few = outcomes.read_text(encoding="utf-8").splitlines(keepends=True)[:9]
    outcomes.write_text("".join(few), encoding="utf-8")
    here = {**environment, "WAVE1_PICTURES": "yes", "WAVE1_DATA": str(data)}

    with served(here) as address:
        before = httpx2.get(f"{address}/outcomes").text
        deadline = time.monotonic() + 150
        while "/pictures/" not in (after := httpx2.get(f"{address}/outcomes").text):
            assert time.monotonic() < deadline, "no picture came"
            time.sleep(0.5)

    assert "The picture of this follows" in before
    assert "The picture of this follows" not in after
