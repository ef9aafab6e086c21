"""The entries that a search finds, ranked: read from the postings of the words that it means."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import ReadConnection
from app.evidence.answers.compiled import compiled, rows
from app.evidence.models import SearchBlock, SearchPosting, SearchWord, table
from app.full_text import Sought, Term
from app.postings import Block
from app.ranking import Hits, Meant, Ranking

WORD, POSTING, BLOCK = table(SearchWord).c, table(SearchPosting).c, table(SearchBlock).c

BLOCKS_AT_ONCE = 8
"""Of so many blocks postings are held in memory at once: some megabytes for common words."""


def words_sought(session: Session, sought: Sought) -> dict[str, str]:
    """Every word that occurs and is meant by a search, with its stem."""
    stems = [stem for term in sought.terms for stem in term.stems]
    beginnings = [term.beginning for term in sought.terms if term.beginning]
    # No sign of a word sorts after z, and "{" is the next.
    begun = (sa.and_(one <= WORD.word, WORD.word < f"{one}{{") for one in beginnings)
    means = sa.or_(WORD.stem.in_(stems), *begun)
    return dict(session.execute(sa.select(WORD.word, WORD.stem).where(means)).all())


def ranked(session: Session, sought: Sought, words: Mapping[str, str]) -> Hits:
    """The entries that have every term of a search, in words that it means, each with its score."""
    meant = [_meant(term, words) for term in sought.terms]
    ranking, read = Ranking(meant), ReadConnection.of(session)
    if all(all(term.forms) for term in meant):
        blocks = [Block.of(*row) for row in _rows(read, sa.select(*BLOCK))]
        for start in range(0, len(blocks), BLOCKS_AT_ONCE):
            some = blocks[start : start + BLOCKS_AT_ONCE]
            postings = _postings(read, words, [block.number for block in some])
            for block in some:
                ranking.read(block, postings[block.number])
    return ranking.hits()


def _meant(term: Term, words: Mapping[str, str]) -> Meant:
    if term.beginning:
        begun = tuple(word for word in words if word.startswith(term.beginning))
        return Meant((begun,), is_beginning=True)
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for word, stem in words.items():
        forms[stem].append(word)
    return Meant(tuple(tuple(forms[stem]) for stem in term.stems))


def _postings(
    read: ReadConnection, words: Iterable[str], blocks: Sequence[int]
) -> Mapping[int, Mapping[str, bytes]]:
    """In each of some blocks, the places of the words."""
    asked = sa.select(*POSTING).where(
        POSTING.word.in_(list(words)), POSTING.block_number.in_(blocks)
    )
    found: defaultdict[int, dict[str, bytes]] = defaultdict(dict)
    for word, block, places in _rows(read, asked):
        found[block][word] = places
    return found


def _rows(read: ReadConnection, asked: sa.Select[Any]) -> list[tuple[Any, ...]]:
    return rows(read, compiled(asked, read.dialect))
