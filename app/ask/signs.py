"""Closed lists of words by what they do in a question: deny, order, group, introduce a name."""

from app.ask.tables import rows_of

SIGNS = {row["kind"]: frozenset(row["words"].split()) for row in rows_of("signs")}
