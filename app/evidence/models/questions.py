"""The table of what the words of a question mean."""

from typing import Any, ClassVar

from sqlmodel import SQLModel

from app.evidence.models.columns import blank_text, key, word_of
from app.evidence.vocabulary import PHRASE_KIND, POLARITY


class QuestionPhrase(SQLModel, table=True):
    """Words that a question may use, of one kind of meaning."""

    __tablename__ = "question_phrase"
    __table_args__: ClassVar[Any] = (word_of(PHRASE_KIND), word_of(POLARITY))

    phrase: str = key()
    kind: str = key()
    meaning: str | None = blank_text()
    polarity: str | None = blank_text()
