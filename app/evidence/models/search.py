"""The tables that are searched: made at load from the others."""

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from app.evidence.models.columns import key, text


class SearchEntry(SQLModel, table=True):
    """Something that can be found: a finding, a project, a theme, a paragraph."""

    __tablename__ = "search_entry"

    entry_number: int | None = Field(default=None, primary_key=True)
    entry_id: str = text(is_indexed=True)
    kind: str = text(is_indexed=True)
    target_id: str = text()
    title: str = text()
    body: str = text()


class SearchWord(SQLModel, table=True):
    """A word that occurs, and the stem that it shares with its other forms."""

    __tablename__ = "search_word"

    word: str = key()
    stem: str = text(is_indexed=True)


class SearchPosting(SQLModel, table=True):
    """Where a word stands in the entries of a block, as `app/postings.py` writes it."""

    __tablename__ = "search_posting"

    word: str = key()
    block_number: int = Field(primary_key=True)
    places: bytes = Field(sa_type=LargeBinary)


class SearchBlock(SQLModel, table=True):
    """Of each entry of a block, the code of its kind and how many words it has."""

    __tablename__ = "search_block"

    block_number: int = Field(primary_key=True)
    kinds: bytes = Field(sa_type=LargeBinary)
    lengths: bytes = Field(sa_type=LargeBinary)


KIND_CODES = {
    "project": 1,
    "finding": 2,
    "outcome": 3,
    "theme": 4,
    "organisation": 5,
    "recommendation": 6,
    "audit-condition": 7,
    "paragraph": 8,
}
"""What an entry can be, and its code in a block. Codes that were given stay what they are."""
