"""A page for a board: the same points in the browser and in Word, each with its source."""

import io
import re
from html import unescape

import pytest
from docx import Document
from starlette.testclient import TestClient

from app.evidence.worries import WORRIES
from app.web.words import CAVEAT

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize("worry", WORRIES)
def test_the_document_holds_the_points_of_the_page_and_the_caveat(
    client: TestClient, worry: str
) -> None:
    page = client.get(f"/worries/{worry}/board").text
    content = client.get(f"/worries/{worry}/board.docx").content

    paragraphs = Document(io.BytesIO(content)).paragraphs
    points = re.findall(r'<li>(.*?) <span class="receipt">(.*?)</span></li>', page)
    assert [
        each.text for each in paragraphs if each.style and each.style.name == "List Bullet"
    ] == [unescape(f"{text} ({place})") for text, place in points]
    assert CAVEAT in [each.text for each in paragraphs]


@pytest.mark.parametrize("worry", WORRIES)
def test_every_point_of_a_board_says_where_it_is_said(client: TestClient, worry: str) -> None:
    page = client.get(f"/worries/{worry}/board").text

    places = re.findall(r'<li>.*? <span class="receipt">(.*?)</span></li>', page)
    assert places != []
    assert "" not in places


@pytest.mark.parametrize("ending", ["", ".docx"])
def test_there_is_no_page_for_a_board_on_what_is_no_worry(client: TestClient, ending: str) -> None:
    assert client.get(f"/worries/delay/board{ending}").status_code == 404
