"""The public rows: each column's name, type, title and definition."""

# ruff: noqa: F403 (every record of these files is one of this room: a list of them would be a copy)

from app.evidence.records.columns import Record
from app.evidence.records.lists import *
