"""Which pictures a list of outcomes has. Drawing them is in `drawing`, for a process of its own."""

from app.charts.pictures import (
    MOST_ROWS,
    PICTURED,
    Picture,
    pictures_of,
    subject_of,
)

__all__ = ["MOST_ROWS", "PICTURED", "Picture", "pictures_of", "subject_of"]
