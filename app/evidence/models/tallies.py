"""How many findings there are of each kind: made at load, so that counting costs no reading."""

from typing import Any, ClassVar

from sqlmodel import SQLModel

from app.evidence.models.columns import indexed, key

IN_ALL = " in all"
"""After an attribute: under this stand the sums of its values, whatever the findings are of."""


class FindingTally(SQLModel, table=True):
    """The number of findings that are alike in all that most questions ask about.

    With an attribute, those of projects that have its value: a project with two values counts for
    both, so values of one attribute are never to be added up. A blank is an empty text here.
    Sums over all kinds stand under attributes of their own, with every kind blank.
    """

    __tablename__ = "finding_tally"
    __table_args__: ClassVar[Any] = (
        indexed("finding_tally", "attribute", "theme_id", "polarity", "value"),
    )

    attribute: str = key()
    value: str = key()
    theme_id: str = key()
    polarity: str = key()
    overcome: str = key()
    scope: str = key()
    source_id: str = key()
    finding_count: int
