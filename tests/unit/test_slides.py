"""Slides of outcomes: native charts with every figure, its source and what limits it."""

import io

from pptx import Presentation

from app.charts.presentation import presentation
from tests.unit.test_charts import FALL, GROUPS, LESS, MORE, picture


def test_slides_have_native_charts_with_every_figure_its_source_and_what_limits_it() -> None:
    rows = [
        {**FALL, "outcome_id": f"o{n}", "value": float(n), "caveat": f"Limit {n}."}
        for n in range(7)
    ]

    slides = list(Presentation(io.BytesIO(presentation(picture(rows).slide))).slides)

    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    after = [value for chart in charts for value in list(chart.plots[0].series)[-1].values]
    assert after == [float(n) for n in range(7)]
    said = [
        " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in slides
    ]
    assert all("Source: Ash et al. (2017) On trees." in text for text in said)
    assert all(f"Limit {n}." in " ".join(said) for n in range(7))
    assert [slide.shapes.title.text[-8:] for slide in slides] == ["(1 of 2)", "(2 of 2)"]


def test_directions_are_a_table_on_a_slide() -> None:
    [slide] = Presentation(io.BytesIO(presentation(picture([LESS, MORE]).slide))).slides

    [table] = [shape.table for shape in slide.shapes if shape.has_table]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Days in care (p. 7)", "Fell, for the better · Before and after, no comparison group"],
        ["Days in care (p. 7)", "Rose, for the worse · Before and after, no comparison group"],
    ]


def test_the_title_of_a_few_alike_says_what_they_all_found_and_below_of_whom() -> None:
    other = {**FALL, "outcome_id": "o9", "project_name": "Elm", "population": "a borough"}
    other["coverage"] = "part"

    shown = picture([FALL, other], MORE)
    assert shown.title == "Days in care: fell, for the better; others differ"
    assert shown.detail == (
        "Outcomes of Oak. For Oak (Hull, York) and Elm (a borough). Other results of Oak differ."
    )


def test_the_title_says_what_is_found_and_that_the_rest_of_the_project_differs() -> None:
    shown = picture([FALL, GROUPS], MORE)

    assert shown.title == "Outcomes of Oak: 2 better; others differ"
    assert shown.detail == "For Oak (Hull, York). Other results of Oak differ."
    worse = {**GROUPS, "desirability": "deterioration"}
    assert picture([FALL, worse], MORE).title == "Outcomes of Oak: 1 better, 1 worse"
