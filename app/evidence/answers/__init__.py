"""How a query is answered. All SQL that reads evidence is in this package."""

# ruff: noqa: F403 (the package exports every public name of these modules)

from app.evidence.answers.counts import *
from app.evidence.answers.cursors import *
from app.evidence.answers.derived_columns import *
from app.evidence.answers.details import *
from app.evidence.answers.evidence_map import *
from app.evidence.answers.examples import *
from app.evidence.answers.list_select import *
from app.evidence.answers.read_catalogue import *
from app.evidence.answers.release import *
from app.evidence.answers.shared_themes import *
from app.evidence.answers.worries import *
