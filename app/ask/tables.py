"""The tables that a question is read by: rows of a CSV file beside this one."""

from functools import partial

from app.evidence.vocabulary import rows_beside

rows_of = partial(rows_beside, __file__)
"""The rows of a table, in order."""
