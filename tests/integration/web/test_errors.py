"""Pages that say what is wrong, and what may have been meant."""

import pytest
from starlette.testclient import TestClient

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            "/projects/hackney",
            '<a href="/projects/hackney-flip">Family Learning Intervention Programme (FLIP)</a>?',
        ),
        ("/places/sufolk", '<a href="/places/suffolk">Suffolk</a>'),
        (
            "/places/hounslow?worry=referrals",
            '<a href="/places/hounslow?worry=too-few-referrals">Too few referrals</a>',
        ),
        (
            "/places/hounslow?focus=xqzk",
            "<strong>What it is about</strong>: There is no focus “xqzk”.",
        ),
        ("/projects?barrier=nonsense", "There is no theme “nonsense”.</li>"),
        (
            "/projects?barrier=referal&focus=adoption",
            '<a href="/projects?barrier=referrals&amp;focus=adoption">Referrals</a>',
        ),
    ],
)
def test_what_may_have_been_meant_is_a_link_to_it(
    client: TestClient, address: str, said: str
) -> None:
    page = client.get(address).text

    assert said in page
    assert "query parameter" not in page
