"""The tables of what words mean, in a question and in a search."""

from typing import Any, ClassVar

from sqlmodel import SQLModel

from app.evidence.models.columns import blank_text, key, text, word_of
from app.evidence.vocabulary import POLARITY, WORD_FORM_KIND


class QuestionPhrase(SQLModel, table=True):
    """Words that a question may use, of one kind of meaning."""

    __tablename__ = "question_phrase"
    # No CHECK of the kind: a new kind of question is to need no migration; a load checks it.
    __table_args__: ClassVar[Any] = (word_of(POLARITY),)

    phrase: str = key()
    kind: str = key()
    meaning: str | None = blank_text()
    polarity: str | None = blank_text()


class WordForm(SQLModel, table=True):
    """Forms that mean the same wherever words are looked for."""

    __tablename__ = "word_form"
    __table_args__: ClassVar[Any] = (word_of(WORD_FORM_KIND),)

    forms: str = key()
    kind: str = text()
    note: str | None = blank_text()
