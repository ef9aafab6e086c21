"""The tables. Evidence is put in by ingest/load and read by evidence/answers, nowhere else."""

# ruff: noqa: F403 (every table of these files is one of this room: a list of them would be a copy)

from app.evidence.models.findings import *
from app.evidence.models.projects import *
from app.evidence.models.sources import *
from app.evidence.models.tables import members, table
