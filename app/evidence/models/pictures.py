"""The table of pictures, drawn anew for each release."""

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.evidence.models.columns import key


class Picture(SQLModel, table=True):
    """A picture of outcomes as one kind of file, with its size in pixels of a page."""

    release: str = key()
    name: str = key()
    media_type: str = key()
    width: int
    height: int
    content: bytes = Field(sa_type=sa.LargeBinary)
