"""The releases that were: kept, compared, and opened to be asked again."""

from app.releases.archive import NAME, Archive, keep, opened
from app.releases.shelf import (
    CURRENT,
    KINDS,
    Cell,
    Change,
    Difference,
    Shelf,
    compared,
    counted,
    difference,
    listed,
    readers_engine,
)
