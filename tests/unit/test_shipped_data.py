"""The shipped evidence: the totals that the report states, and what every reader relies on."""

import csv
import re
from collections import Counter

import pytest

from app.evidence import vocabulary as v
from scripts.coding_agreement import FINDING_FIELDS, OUTCOME_FIELDS, claims
from tests import oracle
from tests.conftest import DATA


def named_under(theme_id: str, polarity: str, paragraph: str) -> set[str]:
    return {
        row["project_id"]
        for row in oracle.FINDINGS
        if (row["theme_id"], row["polarity"], row["paragraph"]) == (theme_id, polarity, paragraph)
        and row["project_id"]
    }


@pytest.mark.parametrize(
    ("theme_id", "polarity", "paragraph", "count"),
    [
        ("set-up.commissioning-and-deregulation", "barrier", "P117", 11),
        ("embedded-research.embedded-researcher", "neutral", "P106", 8),
        ("data-use.data-availability", "barrier", "P100", 6),
        ("set-up.partner-withdrawal", "barrier", "P118", 3),
        ("evidence-base.prior-evidence", "barrier", "P098", 4),
        ("leadership.consistent-leadership", "facilitator", "P077", 4),
        ("recruitment.participants", "barrier", "P121", 4),
        ("population.move-on", "barrier", "P125", 3),
    ],
)
def test_each_list_of_the_report_has_as_many_projects_as_the_report_says(
    theme_id: str, polarity: str, paragraph: str, count: int
) -> None:
    assert len(named_under(theme_id, polarity, paragraph)) == count


def test_the_four_exploitation_projects_lacked_data() -> None:
    assert named_under("data-use.data-availability", "barrier", "P100") >= {
        "sheffield-syep",
        "aycliffe",
        "st-christophers",
        "wigan-rochdale-cse",
    }


def test_every_named_project_has_evidence_and_every_sub_theme_is_used() -> None:
    named = {
        row["project_id"]
        for row in oracle.PROJECT_SOURCES
        if (row["source_id"], row["mention"]) == ("tr4", "named")
    }
    subs = {row["theme_id"] for row in oracle.THEMES if row["parent_id"]}
    coded = [row for row in (*oracle.FINDINGS, *oracle.OUTCOMES) if row["source_id"] == "tr4"]

    assert len(named) == 49
    assert {row["project_id"] for row in coded if row["project_id"]} == named
    assert len(subs) == 47
    assert {row["theme_id"] for row in oracle.FINDINGS} == subs


def test_the_programme_has_57_projects_and_unnamed_ones_are_counted_not_invented() -> None:
    facts = {row["fact"]: int(row["value"]) for row in oracle.rows("programme.csv")[:5]}

    assert len(oracle.PROJECTS) == facts["projects-named-by-a-source"] == 54
    assert facts["projects"] - len(oracle.PROJECTS) == facts["projects-not-named-by-any-source"]


@pytest.mark.parametrize(
    ("project_id", "measure", "figures", "change"),
    [
        ("ne-lincolnshire-csc", "referrals to social care", ("", "", ""), -25.0),
        (
            "ne-lincolnshire-csc",
            "re-referrals (repeat referrals) to social care",
            ("", "", ""),
            -11.0,
        ),
        ("ne-lincolnshire-csc", "social worker turnover rate", ("11.9", "7.4", ""), -37.8),
        ("hertfordshire-family-safeguarding", "days in care", ("20.5", "9.8", ""), -52.2),
        ("hampshire", "share of working time given to families", ("34", "58", ""), 70.6),
        ("daybreak-fgc", "cases in which proceedings were initiated", ("", "29", "50"), None),
    ],
)
def test_figures_are_those_of_the_report_and_changes_are_computed(
    project_id: str, measure: str, figures: tuple[str, str, str], change: float | None
) -> None:
    [row] = [
        row
        for row in oracle.OUTCOMES
        if (row["source_id"], row["project_id"], row["measure"]) == ("tr4", project_id, measure)
    ]

    assert (row["baseline"], row["value"], row["comparator_value"]) == figures
    assert oracle.change_percent(row) == change


def test_the_single_grant_of_the_national_implementation_service_is_counted_once() -> None:
    nis = [row for row in oracle.PROJECTS if row["project_id"].startswith("nis-")]

    assert len(nis) == 5
    assert {row["funding_gbp"] for row in nis} == {""}
    assert all("one grant" in row["funding_note"] for row in nis)


def test_the_advice_is_complete() -> None:
    kinds = [row["kind"] for row in oracle.RECOMMENDATIONS]
    orders = [row["order"] for row in oracle.AUDIT_CONDITIONS]

    assert (kinds.count("recommendation"), kinds.count("supporting-condition")) == (12, 5)
    assert orders == [str(number) for number in range(1, 11)]
    assert len(oracle.rows("principles.csv")) == 5
    assert {row["principle_id"] for row in oracle.PROJECT_PRINCIPLES} == {
        row["principle_id"] for row in oracle.rows("principles.csv")
    }


def test_every_claim_is_in_a_coding_or_explained_by_a_decision() -> None:
    both = {"a": claims("a"), "b": claims("b")}
    decided = {(row["paragraph"], row["project_id"]) for row in oracle.rows("coding_decisions.csv")}

    for row in oracle.FINDINGS:
        if row["source_id"] != "tr4":
            continue
        claim = (
            row["paragraph"],
            row["project_id"],
            row["scope"],
            row["theme_id"],
            row["polarity"],
        )
        found_by = {coder for coder, coded in both.items() if claim in coded}
        if row["coded_by"] != "both" or found_by != {"a", "b"}:
            assert (row["paragraph"], row["project_id"]) in decided, claim


def test_every_claim_of_only_one_coder_was_resolved() -> None:
    decided = {(row["paragraph"], row["project_id"]) for row in oracle.rows("coding_decisions.csv")}
    alone = claims("a") ^ claims("b")

    assert {(paragraph, project) for paragraph, project, *_ in alone} <= decided


def test_each_outcome_of_a_page_is_counted_once_in_the_agreement() -> None:
    kinds = {row["source_id"]: row["kind"] for row in oracle.SOURCES}
    coded = [
        kinds[row["source_id"]]
        for row in oracle.rows("coded_outcomes.csv")
        if row["source_id"] != "tr4"
    ]

    counted = {
        row["source"]: int(row["compared_count"]) + int(row["agreed_count"])
        for row in oracle.rows("field_agreement.csv")
        if row["field"] == "outcome" and row["source"] != "tr4" and row["compared_count"] != "0"
    }

    assert counted == {"pages": len(coded), **Counter(coded)}


def test_the_agreement_has_every_field_of_every_kind_of_source() -> None:
    rows = oracle.rows("field_agreement.csv")

    kinds = {row["source_id"]: row["kind"] for row in oracle.SOURCES}
    files = ("coded_findings.csv", "coded_outcomes.csv")
    read = {kinds[row["source_id"]] for file in files for row in oracle.rows(file)}
    sources = {"tr4", "pages", *read} - {"thematic-report"}
    assert {(row["source"], row["field"]) for row in rows} == {
        (source, field)
        for source in sources
        for field in ("claim", *FINDING_FIELDS, "outcome", *OUTCOME_FIELDS)
    }


def test_ids_are_lower_case_words_and_in_order() -> None:
    ids = [row["finding_id"] for row in oracle.FINDINGS if row["source_id"] == "tr4"]

    assert ids == sorted(ids)
    assert all(re.fullmatch(r"tr4-f\d{3}", one) for one in ids)
    assert all(
        re.fullmatch(rf"{row['source_id']}-f\d+", row["finding_id"]) for row in oracle.FINDINGS
    )


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.csv")), ids=lambda path: path.name)
def test_every_file_is_plain_csv(path: object) -> None:
    content = path.read_bytes()  # type: ignore[attr-defined]
    rows = list(csv.reader(content.decode("utf-8").splitlines()))

    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert len({len(row) for row in rows}) == 1


def test_every_code_of_a_closed_list_has_a_label_and_a_meaning() -> None:
    for words in vars(v).values():
        if isinstance(words, v.Vocabulary):
            assert len(set(words.codes)) == len(words.words)
            assert all(word.label and word.meaning for word in words.words)
