"""The tables that are searched: made at load from the others."""

from sqlmodel import SQLModel

from app.evidence.models.columns import key, text


class SearchEntry(SQLModel, table=True):
    """Something that can be found: a finding, a project, a theme, a paragraph."""

    __tablename__ = "search_entry"

    entry_id: str = key()
    kind: str = text(is_indexed=True)
    target_id: str = text()
    title: str = text()
    body: str = text()
    title_stems: str = text()
    body_stems: str = text()
    words: str = text()


class SearchWord(SQLModel, table=True):
    """A word that occurs: what a misspelt one may have meant."""

    __tablename__ = "search_word"

    word: str = key()
