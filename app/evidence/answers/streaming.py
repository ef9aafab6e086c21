"""How a whole list is read: every row of it, some at a time."""

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing

from sqlalchemy.orm import Session

from app.database import ReadConnection
from app.evidence.answers.compiled import CompiledSelect, batches, compiled
from app.evidence.answers.listing import Listing, Row, narrow, ordered
from app.evidence.answers.pages import as_block
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Query
from app.evidence.records.columns import Block, by_row
from app.evidence.release_cache import ReleaseCache


def stream(session: Session, listing: Listing, query: Query, catalogue: Catalogue) -> Iterator[Row]:
    """Every row of the list, in order: an export is the whole answer."""
    with closing(blocks(session, listing, query, catalogue)) as found:
        for block in found:
            yield from by_row(block)


def blocks(
    session: Session, listing: Listing, query: Query, catalogue: Catalogue
) -> Generator[Block]:
    """The same by column, some rows at a time."""
    connection = ReadConnection.of(session)
    dialect = connection.dialect

    def compile_select() -> CompiledSelect:
        return compiled(ordered(listing, query, narrow(listing, query, catalogue)), dialect)

    key = (dialect.name, query)
    # The ids that a search finds are part of the statement: too many to keep.
    select = compile_select() if query.has_text else _STATEMENTS.get(catalogue, key, compile_select)
    with closing(batches(connection, select)) as found:
        for batch in found:
            block = listing.public(as_block(select.columns, batch), catalogue)
            yield {name: block[name] for name in query.columns}


def rows_with(
    session: Session,
    listing: Listing,
    narrowed: Mapping[str, tuple[str, ...]],
    catalogue: Catalogue,
) -> list[Row]:
    """Every row that has any of the values of each filter."""
    return list(stream(session, listing, Query.of(listing.resource, narrowed), catalogue))


_STATEMENTS = ReleaseCache[tuple[str, Query], CompiledSelect]()
