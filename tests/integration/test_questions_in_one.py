"""Several questions in one are answered one by one, however long it is."""

from starlette.testclient import TestClient

from tests.integration.test_ask import asked


def test_several_questions_in_one_are_answered_one_by_one(client: TestClient) -> None:
    body = asked(client, "Which councils lost partners, who had data problems and who ran Pause?")

    assert [one["heading"] for one in body["parts"]] == [
        "Which councils lost partners?",
        "Who had data problems?",
        "Who ran Pause?",
    ]
    assert "Pause was led by" in body["answer"]


def test_a_long_question_is_answered_part_by_part(client: TestClient) -> None:
    question = "We are a county council and want to open a home for teenagers. " * 8
    question += "Which projects had trouble with Ofsted? Who found it hard to recruit carers? "
    question += "And how much did turnover fall in North East Lincolnshire?"

    body = asked(client, question)

    assert len(question) > 500
    assert [one["heading"] for one in body["parts"]] == [
        "Which projects had trouble with Ofsted?",
        "Who found it hard to recruit carers?",
        "And how much did turnover fall in North East Lincolnshire?",
    ]
    assert "from 11.9% to 7.4%" in body["answer"]
