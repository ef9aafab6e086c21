"""A link to a file says about how large it is: within a third, whatever the format."""

import re

import pytest
from starlette.testclient import TestClient

from app.exports import FORMATS, Format
from app.exports.formats import csv_lines
from app.web.rendering import sizes_of

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    "address",
    [
        *("/findings?theme=referrals", "/projects?barrier=referrals", "/outcomes", "/chains"),
        *("/recommendations", "/themes"),
    ],
)
@pytest.mark.parametrize(("title", "ending"), [(f.title, f.ending) for f in FORMATS.values()])
def test_a_link_to_a_file_says_about_how_large_it_is(
    client: TestClient, address: str, title: str, ending: str
) -> None:
    page = client.get(address).text
    path, _, query = address.partition("?")

    size = len(client.get(f"/api/v1{path}.{ending}?{query}").content) / 1000
    [said] = re.findall(rf"download>{title} \(about ([\d,]+) kB\)<", page)
    assert int(said.replace(",", "")) == pytest.approx(size, rel=0.3)


def test_a_new_format_of_text_has_a_size_without_a_line_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [{"project_id": "pause", "name": "Pause"}]
    known = sizes_of(rows, 1_000)

    monkeypatch.setitem(FORMATS, "tsv", Format("tsv", "TSV", "text/plain", csv_lines))

    assert sizes_of(rows, 1_000) == {**known, "TSV": "about 11 kB"}


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/data", "/themes/referrals", "/projects/pause", "/worries/delays", "/findings"),
    ],
)
def test_no_link_to_a_file_of_data_leaves_its_size_out(client: TestClient, address: str) -> None:
    page = client.get(address).text

    links = re.findall(r"<a [^>]*/api/[^>]*download>(.*?)</a>", page)
    assert [each for each in links if "kB)" not in each and "(ZIP)" not in each] == []
