"""The tables that are searched: made at load from the others."""

from sqlmodel import Field, SQLModel

from app.database import EvidenceText
from app.evidence.models.columns import key, text


class SearchEntry(SQLModel, table=True):
    """Something that can be found: a finding, a project, a theme, a paragraph.

    What it is found by stands in columns besides, which each database has of its own kind.
    """

    __tablename__ = "search_entry"

    entry_number: int | None = Field(default=None, primary_key=True)
    entry_id: str = Field(sa_type=EvidenceText, index=True, unique=True)
    kind: str = text(is_indexed=True)
    target_id: str = text()
    title: str = text()
    body: str = text()


class SearchWord(SQLModel, table=True):
    """A word that occurs: what a misspelt one may have meant."""

    __tablename__ = "search_word"

    word: str = key()
