"""The connection, and every difference between SQLite and PostgreSQL."""

# ruff: noqa: F403 (a list of what these files hold would be a copy)

from app.database.engine import connect, database_problem, is_read_only, time_limit
from app.database.sessions import *
from app.database.text import *
