"""What is posted to the self-audit and is not its form is refused, with reasons."""

import pytest
from starlette.testclient import TestClient

from tests.integration.web.test_audit_document import DOCUMENT, FORM, problems

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ("tr4-a11.now=x", 422, "There is no field"),
        ("service=a&service=b", 422, "Name of the service: This was given twice"),
        ("tr4-a01.readiness=ready", 422, "There is no choice"),
        ("service", 400, "could not be read as a form"),
        ("service=%ff", 400, "could not be read as a form"),
        (b"service=\xff", 400, "could not be read as a form"),
        ("&".join(f"f{number}=x" for number in range(500)), 400, "could not be read as a form"),
    ],
)
def test_what_the_form_does_not_ask_is_refused(
    client: TestClient, body: str, status: int, said: str
) -> None:
    answer = client.post(DOCUMENT, content=body, headers={"Content-Type": FORM})

    assert answer.status_code == status
    assert said in problems(answer)
    assert "<h1>The document was not made</h1>" in answer.text


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", ""])
def test_a_body_that_is_no_form_is_refused(client: TestClient, kind: str) -> None:
    answer = client.post(DOCUMENT, content="{}", headers={"Content-Type": kind})

    assert answer.status_code == 415
    assert "What was sent is not a form" in problems(answer)


def test_a_form_that_says_it_is_too_large_is_refused_before_it_is_read(client: TestClient) -> None:
    headers = {"Content-Type": FORM, "Content-Length": "500001"}

    answer = client.post(DOCUMENT, content=b"service=Ours", headers=headers)

    assert answer.status_code == 413
    assert "larger than 500 kB" in problems(answer)


def test_a_form_that_does_not_say_how_large_it_is_is_read_no_further_than_that(
    client: TestClient,
) -> None:
    parts = (b"service=" + b"a" * 100_000 for _ in range(6))

    answer = client.post(DOCUMENT, content=parts, headers={"Content-Type": FORM})

    assert answer.status_code == 413


def test_a_parameter_of_the_address_is_refused_here_too(client: TestClient) -> None:
    answer = client.post(f"{DOCUMENT}?release=1", data={"service": "Ours"})

    assert answer.status_code == 422
    assert "There is no parameter" in problems(answer)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_document_is_posted_for_and_not_fetched(client: TestClient, method: str) -> None:
    assert client.request(method, DOCUMENT).status_code == 405


def test_every_field_that_is_too_long_is_named(client: TestClient) -> None:
    answer = client.post(DOCUMENT, data={"service": "a" * 5_001, "tr4-a10.progress": "b" * 6_000})

    assert answer.text.count("<strong>Name of the service</strong>") == 1
    assert answer.text.count("<strong>Condition 10, How it will progress</strong>") == 1
