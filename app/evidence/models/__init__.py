"""The tables. Evidence is put in by ingest/load and read by evidence/answers, nowhere else."""

# ruff: noqa: F403 (the package exports every table)

from app.evidence.models.findings import *
from app.evidence.models.projects import *
from app.evidence.models.sources import *
from app.evidence.models.tables import members, table
