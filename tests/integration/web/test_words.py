"""The words of pages: the reader's, and easy to read; a coder's words stay with the data."""

import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from app.web.labels import CAVEAT, GLOSSARY, some
from tests import oracle
from tests.pages import PAGES
from tests.reading import reading_age

pytestmark = pytest.mark.one_database

OURS, STATEMENTS = 12, 14
"""Years of age. A statement that is harder is made plainer in the data, not here."""
ENOUGH_WORDS = 40
"""A page with fewer of our words says too little to be measured."""
TEXTS = {
    "FINDINGS": "statement",
    "OUTCOMES": "caveat",
    "RECOMMENDATIONS": "text_summary",
    "PROJECTS": "summary",
    "THEMES": "definition",
}
FOR_RESEARCHERS = {"data", "columns", "codes", "changes", "about", "coding"}
FOR_RESEARCHERS |= {"to check a claim", "a claim checked", "releases"}
FOR_RESEARCHERS |= {"ask", "to ask", "not understood", "search"}
"""Pages that tell what the coder's words are, or that quote a question or a claim."""
CODERS_WORDS = re.compile(
    r"\b(barriers?|facilitators?|polarity|claims?|neutral|strands?|scope|sub-themes?|chains?|"
    r"outcomes|attribution|coded by)\b",
    re.IGNORECASE,
)
NAMES = re.compile(
    "|".join(
        rf"\b{re.escape(name)}\b"
        for name in sorted(
            {row["name"] for row in [*oracle.PROJECTS, *oracle.ORGANISATIONS, *oracle.AREAS]}
            | {row["alias"] for row in oracle.ALIASES},
            key=len,
            reverse=True,
        )
    )
)
BLOCKS = {
    *("p", "li", "dd", "dt", "th", "td", "h1", "h2", "h3", "label", "summary", "caption"),
    *("option", "button", "legend", "ul", "ol", "dl", "table"),
}


class Blocks(HTMLParser):
    """The text of each block of a page's main part, without drawings and without details."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._words: list[str] = []
        self._hidden = 0
        main = page.partition("<main")[2].partition("</main>")[0]
        self.feed(main.partition("Details for researchers")[0])
        self._end()

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        if tag in ("svg", "code", "pre", "noscript"):
            self._hidden += 1
        if tag in BLOCKS:
            self._end()

    def handle_endtag(self, tag: str) -> None:
        if tag in ("svg", "code", "pre", "noscript"):
            self._hidden -= 1
        if tag in BLOCKS:
            self._end()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._words.append(data)

    def _end(self) -> None:
        text = " ".join("".join(self._words).split())
        self._words = []
        # The address of a page has the names of the data: at its printed head, and in a reference.
        text = re.sub(r"\S*/\S*$", "", text).strip()
        if text and not text.startswith("Wave 1 Evidence, evidence of"):
            self.texts.append(text)


@pytest.fixture(scope="module")
def said() -> list[str]:
    """What the data say in sentences or names."""
    texts = {row[name] for table, name in TEXTS.items() for row in getattr(oracle, table)}
    texts |= {row["label"] for row in oracle.THEMES} | {row["name"] for row in oracle.PROJECTS}
    texts |= {row["measure"] for row in oracle.OUTCOMES} | {row["title"] for row in oracle.SOURCES}
    return sorted(texts - {""}, key=len, reverse=True)


def own_words(page: str, said: list[str]) -> list[str]:
    """The blocks of a page that are not from the data."""
    # A page begins with a capital what the data begin without.
    long = [text.casefold() for text in said if len(text) > 30]
    return [
        block for block in Blocks(page).texts if not any(text in block.casefold() for text in long)
    ]


def age_of_statement(row: oracle.Row) -> float:
    """Its reading age, with each name as short as “Pause”: nobody can put a name more plainly."""
    return reading_age(f"{NAMES.sub('Pause', row['statement'].rstrip('.'))}.")


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_our_words_are_easy_for_a_reader_of_twelve(
    client: TestClient, said: list[str], address: str
) -> None:
    blocks = own_words(client.get(address).text, said)

    prose = " ".join(block for block in blocks if re.search(r"[.!?]$", block))
    if len(prose.split()) >= ENOUGH_WORDS:
        assert reading_age(prose) <= OURS


def test_each_statement_is_easy_for_a_reader_of_fourteen() -> None:
    hard = [row["statement"] for row in oracle.FINDINGS if age_of_statement(row) > STATEMENTS]

    assert hard == []


@pytest.mark.parametrize(
    "address",
    [pytest.param(a, id=name) for name, a in PAGES.items() if name not in FOR_RESEARCHERS],
)
def test_no_page_for_planners_has_a_word_of_the_coders(
    client: TestClient, said: list[str], address: str
) -> None:
    blocks = own_words(client.get(address).text, said)

    # What stands in quotes is printed in a source.
    text = re.sub("“[^”]*”", "", " ".join(blocks))
    for name in said:
        text = text.replace(name, "")
    assert CODERS_WORDS.findall(text) == []


@pytest.mark.parametrize("text", [CAVEAT, *GLOSSARY.values()])
def test_what_explains_is_easy_itself(text: str) -> None:
    assert reading_age(text) <= OURS


@pytest.mark.parametrize(
    "address", ["/worries/staff-and-carers", "/themes/turnover", "/projects", "/places/camden"]
)
def test_no_place_is_left_out_for_the_sake_of_one(client: TestClient, address: str) -> None:
    page = client.get(address).text

    assert re.findall(r"[^>(]* and 1 more[^<]*", page) == []


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Leeds"], "Leeds"),
        (["Leeds", "York", "Hull"], "Leeds, York, Hull"),
        (["Leeds", "York", "Hull", "Wigan"], "Leeds, York and 2 more"),
    ],
)
def test_where_names_are_too_many_at_least_two_are_left_out(
    names: list[str], expected: str
) -> None:
    assert some(names, 2) == expected
