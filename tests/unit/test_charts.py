"""Pictures: which a list has, and that each says by itself what its reader must know."""

import struct
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree

import pytest

from app.charts import Picture, pictures_of
from app.charts.slide import FONTS, MAX_PIXELS, WIDTH, has_font, png, svg
from app.errors import NotFoundError
from app.evidence.ordering import figures_first
from app.evidence.row_wording import DIRECTIONS, meaning

SVG = "{http://www.w3.org/2000/svg}"
MADE_ON = "22 November 2026"
needs_font = pytest.mark.skipif(not has_font(FONTS), reason="needs a font: fonts-dejavu-core")

BLANK = dict.fromkeys(
    (
        *("population", "period", "sample_size", "caveat", "baseline", "value", "unit"),
        *("comparator_value", "reported_change", "unit_label", "direction", "direction_label"),
        *("desirability", "desirability_label", "differs_from", "coverage"),
    )
)


def outcome(number: int = 1, **values: Any) -> dict[str, Any]:
    """An outcome that reports nothing but what a test makes it report."""
    own = {
        "outcome_id": f"o{number}",
        "project_id": "oak",
        "project_name": "Oak",
        "area_names": ["Hull", "York"],
        "measure": "days in care",
        "parent_theme_id": "turnover",
        "value_reported": "fell",
        "kind_label": "Comparison",
        "page": 7,
        "design": "before-after",
        "strength": "Before and after",
        "paragraph": "P7",
        "citation": "Ash et al. (2017) On trees, p. 7 (P7)",
    }
    labels = {
        f"{name}_label": value.capitalize()
        for name, value in values.items()
        if name in ("direction", "desirability")
    }
    return {**BLANK, **own, **labels, **values}


PERCENT: dict[str, Any] = {"unit": "percent", "unit_label": "per cent"}
BETTER: dict[str, Any] = {"direction": "decrease", "desirability": "improvement"}
WORSE: dict[str, Any] = {"direction": "increase", "desirability": "deterioration"}
FALL = outcome(1, baseline=21.7, value=10.6, **PERCENT, **BETTER)
GROUPS = outcome(2, comparator_value=50.0, value=29.0, **PERCENT, **BETTER)
DAYS = outcome(3, baseline=20.5, value=9.8, unit="days", unit_label="days per family", **BETTER)
CHANGE = outcome(4, reported_change=-25.0, unit="referrals", **BETTER)
LESS = outcome(5, **BETTER)
MORE = outcome(6, **WORSE)
ALONE = outcome(7, value=15.0, unit="children")
CHANGE_FROM = outcome(8, baseline=4.0, reported_change=-5.0, **BETTER)
ROWS = {"percent": [FALL, GROUPS], "changes": [CHANGE], "directions": [LESS, MORE]}


def ids_of(pictures: list[Picture]) -> dict[str, list[str]]:
    """The outcomes of each picture, by its axis."""
    return {one.axis: [row["outcome_id"] for row in one.rows] for one in pictures}


def picture(rows: list[dict[str, Any]], *others: dict[str, Any]) -> Picture:
    [one] = pictures_of(rows, "Outcomes of Oak", MADE_ON, others)
    return one


def drawn(rows: list[dict[str, Any]], *others: dict[str, Any]) -> ElementTree.Element:
    return ElementTree.fromstring(svg(picture(rows, *others).slide))  # noqa: S314 (drawn here)


def words(elements: Iterable[ElementTree.Element]) -> str:
    """All that is written, its lines joined."""
    return " ".join(one.text or "" for one in elements if one.tag == f"{SVG}text")


@pytest.mark.parametrize(
    ("row", "axes"),
    [
        (FALL, ["percent"]),
        (GROUPS, ["percent"]),
        (DAYS, ["days"]),
        (CHANGE, ["changes"]),
        (CHANGE_FROM, ["changes"]),
        (LESS, ["directions"]),
        (ALONE, []),
    ],
)
def test_an_outcome_stands_in_the_picture_of_its_axis(row: dict[str, Any], axes: list[str]) -> None:
    assert list(ids_of(pictures_of([row], "Outcomes", MADE_ON))) == axes


def test_figures_of_different_units_never_share_an_axis() -> None:
    pictures = pictures_of([FALL, LESS, DAYS, GROUPS], "Outcomes", MADE_ON)

    assert ids_of(pictures) == {"days": ["o3"], "percent": ["o1", "o2"], "directions": ["o5"]}


def test_directions_stand_in_order_of_judgement_improvements_first() -> None:
    pictures = pictures_of([MORE, LESS], "Outcomes", MADE_ON)

    assert ids_of(pictures) == {"directions": ["o5", "o6"]}


def test_a_value_before_and_after_comes_before_a_figure_and_a_figure_before_a_word() -> None:
    assert figures_first([LESS, ALONE, FALL, MORE, CHANGE, GROUPS]) == [
        *(FALL, GROUPS),
        *(ALONE, CHANGE),
        *(LESS, MORE),
    ]


def test_an_outcome_that_another_source_denies_is_judged_neither_way() -> None:
    assert meaning(LESS) == "Fell, for the better"
    assert meaning({**LESS, "differs_from": ["o6"]}) == "Sources differ"
    assert meaning({**MORE, "differs_from": ["o5"], "coverage": "part"}) == "Rose, for the worse"


def test_an_axis_of_more_rows_than_can_be_read_has_no_picture() -> None:
    many = [outcome(number, **BETTER) for number in range(61)]

    pictures = pictures_of([*many, FALL], "Outcomes", MADE_ON)

    assert ids_of(pictures) == {"percent": ["o1"]}


def test_a_picture_says_by_itself_what_whose_where_when_and_by_whom() -> None:
    row = {**FALL, "measure": "turnover rate", "population": "one of three boroughs"}
    row |= {"period": "a year", "sample_size": 1200, "caveat": "Holds for a single borough."}

    assert words(drawn([row])) == (
        "Turnover rate: fell from 21.7% to 10.6% (for the better) "
        "Figures in per cent · Oak · Hull, York Before After "
        "One of three boroughs, a year, 1,200 cases (p. 7) "
        "Fell, for the better · Before and after, no comparison group 21.7 10.6 "
        "One of three boroughs, a year, 1,200 cases (p. 7): Holds for a single borough. "
        "Outcomes of Oak. For Oak (Hull, York). "
        "Source: Ash et al. (2017) On trees. Wave 1 Evidence, 22 November 2026."
    )


def test_rows_of_several_projects_and_sources_each_say_theirs() -> None:
    other = {**DAYS, "project_id": "elm", "project_name": "Elm", "area_names": []}
    other["citation"] = "Ivy (2018) On elms, p. 7 (P7)"

    written = words(drawn([DAYS, other]))

    assert "Oak · Hull, York (Ash et al. (2017), p. 7)" in written
    assert "Elm (Ivy (2018), p. 7)" in written
    assert "Source: Ash et al. (2017) On trees; Ivy (2018) On elms. Wave 1" in written


def test_a_group_is_compared_not_said_to_have_fallen() -> None:
    written = words(drawn([GROUPS]))

    assert "Other group Project" in written
    assert "Against another group, for the better" in written
    assert "Less" not in written


def test_a_third_figure_has_a_bar_of_its_own() -> None:
    [row] = picture([{**FALL, "comparator_value": 50.0}]).slide.rows

    assert row.values == [21.7, 50.0, 10.6]


@pytest.mark.parametrize(
    ("row", "bars"),
    [
        (FALL, [("before", "21.7%", 0, 100), ("after", "10.6%", 0, 48.8)]),
        (CHANGE, [("change", "−25%", 0, 100)]),
        (LESS, []),
    ],
    ids=["figures", "a fall", "a direction"],
)
def test_a_bar_is_as_long_as_its_figure(
    row: dict[str, Any], bars: list[tuple[str, str, float, float]]
) -> None:
    assert picture([row]).bars(row) == bars


@pytest.mark.parametrize(
    "other",
    [
        MORE,
        outcome(9, measure="absence", desirability="neutral", direction="no-change"),
        {**MORE, "desirability": None, "desirability_label": None},
    ],
    ids=["deterioration", "neutral on the same theme", "another way of the same measure"],
)
def test_a_contrary_result_of_the_project_stands_in_the_picture(other: dict[str, Any]) -> None:
    written = words(drawn([FALL], FALL, other))

    assert f"Also reported for Oak: {other['measure']} {DIRECTIONS[other['direction']]}" in written


@pytest.mark.parametrize(
    "other",
    [
        {**MORE, "project_id": "elm"},
        {**MORE, "parent_theme_id": "referrals"},
        LESS,
        ALONE,
    ],
    ids=["of another project", "on another theme", "to the same effect", "not judged"],
)
def test_what_contradicts_nothing_is_not_in_the_picture(other: dict[str, Any]) -> None:
    assert "Also" not in words(drawn([FALL], other))


def test_contrary_results_that_are_drawn_are_not_said_again() -> None:
    assert "Also" not in words(drawn([LESS, MORE], LESS, MORE))


def test_a_contrary_result_is_said_once_with_its_figures() -> None:
    written = words(drawn([MORE, {**MORE, "outcome_id": "o9"}], FALL))

    said = "Also reported for Oak: days in care fell from 21.7% to 10.6% (for the better)."
    assert written.count(said) == 1


@pytest.mark.parametrize("axis", ROWS)
def test_a_drawing_is_an_image_with_a_name_and_nothing_but_words_and_shapes(axis: str) -> None:
    drawing = drawn(ROWS[axis])

    names = [drawing[0].get("id"), drawing[1].get("id")]
    assert drawing.get("role") == "img"
    assert drawing.get("aria-labelledby") == " ".join(map(str, names))
    assert {one.tag.removeprefix(SVG) for one in drawing.iter()} <= {
        *("svg", "title", "desc", "rect", "text")
    }
    assert not [one for one in drawing.iter() if {"style", "href"} & set(one.attrib)]
    assert svg(picture(ROWS[axis]).slide) == svg(picture(ROWS[axis]).slide)


def test_a_picture_is_described_with_its_figures_and_what_limits_them() -> None:
    assert picture([{**FALL, "caveat": "In one year."}]).slide.description == (
        "Figures in per cent · Oak · Hull, York. Days in care (p. 7): 21.7, 10.6. "
        "Days in care (p. 7): Fell, for the better · Before and after, no comparison group. "
        "In one year. Outcomes of Oak. For Oak (Hull, York). "
        "Source: Ash et al. (2017) On trees. Wave 1 Evidence, 22 November 2026."
    )


def test_signs_of_markup_and_what_xml_cannot_hold_do_no_harm() -> None:
    measure = '<b a="1">&amp;\x01\ufffe\u00a0care</b>'

    written = words(drawn([{**LESS, "measure": measure}]))

    assert '<b a="1">&amp; care</b>' in written


def test_bars_are_as_long_as_their_figures() -> None:
    widths = [float(one.attrib["width"]) for one in drawn([FALL]).iter(f"{SVG}rect")]

    *_, before, after = widths
    assert after / before == pytest.approx(10.6 / 21.7, abs=0.001)


def test_no_line_of_words_is_wider_than_the_picture() -> None:
    row = {**DAYS, "measure": "w" * 200, "caveat": "long words " * 30, "population": "x" * 90}

    lines = list(drawn([row]).iter(f"{SVG}text"))

    assert max(float(one.attrib["x"]) + len(one.text or "") * 5 for one in lines) <= WIDTH


@needs_font
@pytest.mark.parametrize(("number", "is_wide"), [(5, True), (30, False)])
def test_a_png_has_the_shape_of_a_slide_as_far_as_its_rows_fit(number: int, is_wide: bool) -> None:
    file = png(picture([outcome(n, **BETTER) for n in range(number)]).slide)

    width, height = struct.unpack(">II", file[16:24])
    assert file.startswith(b"\x89PNG\r\n\x1a\n")
    assert ((width, height) == (1920, 1080)) == is_wide


@needs_font
def test_a_long_picture_is_a_png_that_programs_can_open() -> None:
    file = png(picture([outcome(number, **BETTER) for number in range(60)]).slide)

    assert struct.unpack(">II", file[16:24])[1] <= MAX_PIXELS


@pytest.mark.skipif(has_font("There is no such font"), reason="another font stands in for any")
def test_without_a_font_a_png_is_refused_not_written_without_words() -> None:
    with pytest.raises(NotFoundError, match="has no font to write a PNG with"):
        png(picture([FALL]).slide, "There is no such font")
