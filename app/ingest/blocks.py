"""Entries and the postings of their words -> tables, block by block."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, islice

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.evidence.models import (
    KIND_CODES,
    SearchBlock,
    SearchEntry,
    SearchPosting,
    SearchWord,
    table,
)
from app.full_text import stem
from app.ingest.bulk import insert
from app.ingest.index import SHOWN, Entry
from app.postings import ENTRIES, Block, NewBlock, Vocabulary, rewritten

ENTRY, WORD = table(SearchEntry), table(SearchWord)
POSTING, BLOCK = table(SearchPosting), table(SearchBlock)


def put_all(session: Session, found: Iterable[Entry]) -> None:
    """Put entries into empty tables, with numbers in their order, and all their words."""
    words, rest = Vocabulary(), iter(found)
    for number in count():
        first = next(rest, None)
        if first is None:
            break
        some = chain([first], islice(rest, ENTRIES - 1))
        new = NewBlock(words)
        _put_in(session, enumerate(some, number * ENTRIES), {number: new})
        _put_postings(session, number, new.postings())
        _put_block(session, Block.of(number, b"", b"").rewritten((), new))
    insert(session, WORD, ("word", "stem"), ((word, stem(word)) for word in sorted(words)))


def replace(session: Session, which: sa.ColumnElement[bool], found: Iterable[Entry]) -> None:
    """Put entries in the place of some, and write anew the blocks that this concerns."""
    number = ENTRY.c.entry_number
    gone = session.scalars(sa.select(number).where(which).order_by(number)).all()
    newest = session.scalar(sa.select(sa.func.max(number)))
    session.execute(sa.delete(ENTRY).where(which))
    free = chain(gone, count(0 if newest is None else newest + 1))
    words = Vocabulary()
    new: defaultdict[int, NewBlock] = defaultdict(lambda: NewBlock(words))
    _put_in(session, zip(free, found, strict=False), new)
    gone_from: defaultdict[int, list[int]] = defaultdict(list)
    for one in gone:
        gone_from[one // ENTRIES].append(one % ENTRIES)
    for block in sorted({*gone_from, *new}):
        _rewrite(session, block, gone_from[block], new[block])
    _keep_words(session, words)


def _put_in(
    session: Session, numbered: Iterable[tuple[int, Entry]], new: Mapping[int, NewBlock]
) -> None:
    """Put entries into their table, and their words into the blocks that they belong to."""

    def noted() -> Iterator[tuple[int | str, ...]]:
        for number, (*shown, title, body) in numbered:
            new[number // ENTRIES].add(number % ENTRIES, KIND_CODES[shown[1]], title, body)
            yield (number, *shown)

    insert(session, ENTRY, ("entry_number", *SHOWN), noted())


def _rewrite(session: Session, number: int, gone: Sequence[int], new: NewBlock) -> None:
    own = POSTING.c.block_number == number
    before = session.execute(sa.select(POSTING.c.word, POSTING.c.places).where(own)).all()
    after = list(rewritten(dict(before), gone, new))
    session.execute(sa.delete(POSTING).where(own))
    _put_postings(session, number, after)
    kept = session.execute(sa.select(BLOCK).where(BLOCK.c.block_number == number)).one_or_none()
    block = Block.of(*kept) if kept else Block.of(number, b"", b"")
    session.execute(sa.delete(BLOCK).where(BLOCK.c.block_number == number))
    _put_block(session, block.rewritten(gone, new))


def _put_postings(session: Session, number: int, postings: Iterable[tuple[str, bytes]]) -> None:
    rows = ((word, number, places) for word, places in postings)
    insert(session, POSTING, ("word", "block_number", "places"), rows)


def _put_block(session: Session, block: Block) -> None:
    row = (block.number, block.kinds.tobytes(), block.lengths.tobytes())
    insert(session, BLOCK, ("block_number", "kinds", "lengths"), [row])


def _keep_words(session: Session, new: Iterable[str]) -> None:
    """Keep the words that occur: some of these are new, and others may be said no more."""
    is_said = sa.exists().where(POSTING.c.word == WORD.c.word)
    session.execute(sa.delete(WORD).where(~is_said))
    known = set(session.scalars(sa.select(WORD.c.word)))
    rows = ((word, stem(word)) for word in sorted({*new} - known))
    insert(session, WORD, ("word", "stem"), rows)
