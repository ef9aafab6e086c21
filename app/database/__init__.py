"""The connection, and every difference between SQLite and PostgreSQL."""

from app.database.engine import connect, fault_of, is_read_only, time_limit
from app.database.sessions import (
    CompiledSelect,
    ReadConnections,
    Rows,
    Session,
    Slot,
    compiled,
    detached,
    reading,
    slot,
    writing,
)
from app.database.text import (
    CONSTRAINT_NAMES,
    LIST_SEPARATOR,
    EvidenceText,
    UtcDateTime,
    among,
    folded,
    in_order,
    is_text,
    joined,
    split,
)
