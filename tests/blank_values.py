"""Generated requests leave out values of nothing but white space, which say nothing by design."""

from typing import Any

import schemathesis


@schemathesis.hook  # type: ignore[untyped-decorator]
def filter_query(_context: Any, query: Any) -> bool:
    """Whether every value of a query says something, or is plainly empty."""
    values = query.values() if isinstance(query, dict) else ()
    parts = [part for value in values for part in (value if isinstance(value, list) else [value])]
    return not any(isinstance(part, str) and part and not part.strip() for part in parts)
