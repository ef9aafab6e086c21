"""The releases that were: kept, compared, and opened to be asked again."""

from app.releases.archive import NAME, Archive, keep
from app.releases.changes import Change, Difference, difference
from app.releases.shelf import Shelf, compared, counted, listed
