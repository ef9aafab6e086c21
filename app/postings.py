"""Postings: where each word stands in a block of entries, as a load writes it."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

ENTRIES = 2**16
"""So many entries share a block: entry 70,000 is the 4,464th of block 1."""
BODY = 2**12
"""The first place in the body; those before are the title's, and one between them stays free."""
LAST = 60_000
"""No place is further on: words that follow stand there, and are in a row with no other."""

Places = npt.NDArray[np.uint32]
"""Where a word stands in a block, in order: entry in the block * 65,536 + place in its text."""


class Vocabulary(dict[str, int]):
    """Numbers of words, in the order in which they are first met."""

    def __missing__(self, word: str) -> int:
        """The next number."""
        number = self[word] = len(self)
        return number


class NewBlock:
    """Entries of one block as a load meets them, in any order."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._titles: dict[str, array[int]] = {}
        self._said = array("I")
        self._entries, self._title_lengths, self._body_lengths = array("I"), array("I"), array("I")
        self.kinds = array("B")

    @property
    def entries(self) -> Sequence[int]:
        """The entries, each by its place in the block."""
        return self._entries

    def add(self, entry: int, kind: int, title: str, body: str) -> None:
        """An entry, by its place in the block: the code of its kind, its words with blanks."""
        said_in_title = self._titles.get(title)
        if said_in_title is None:
            said_in_title = array("I", map(self._words.__getitem__, title.split()))
            self._titles[title] = said_in_title
        said_in_body = array("I", map(self._words.__getitem__, body.split()))
        self._said += said_in_title
        self._said += said_in_body
        self._entries.append(entry)
        self._title_lengths.append(len(said_in_title))
        self._body_lengths.append(len(said_in_body))
        self.kinds.append(kind)

    @property
    def lengths(self) -> list[int]:
        """How many words each entry has, as far as places are counted."""
        both = zip(self._title_lengths, self._body_lengths, strict=True)
        return [min(title + body, LAST) for title, body in both]

    def postings(self) -> Iterator[tuple[str, bytes]]:
        """Each word that is said, with its places."""
        titles, bodies, entries, said = (
            np.asarray(one, np.int64)
            for one in (self._title_lengths, self._body_lengths, self._entries, self._said)
        )
        lengths = titles + bodies
        place = np.arange(len(said)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        in_title = np.repeat(titles, lengths)
        in_body = np.minimum(place - in_title + BODY, LAST)
        place = np.where(place < in_title, np.where(place < BODY - 1, place, LAST), in_body)
        # One order puts words side by side, and the places of each in order.
        stands = said << 32 | np.repeat(entries, lengths) << 16 | place
        stands.sort()
        words, places = stands >> 32, stands.astype("<u4")
        starts = np.flatnonzero(words[1:] != words[:-1]) + 1
        named = list(self._words)
        for start, end in zip([0, *starts], [*starts, len(words)], strict=True):
            if start < end:
                yield named[int(words[start])], places[start:end].tobytes()


def rewritten(
    before: Mapping[str, bytes], gone: Iterable[int], new: NewBlock
) -> Iterator[tuple[str, bytes]]:
    """The words of a block with their places, without entries that are gone, and with new ones."""
    is_gone = np.zeros(ENTRIES, bool)
    is_gone[list(gone)] = True
    added = dict(new.postings())
    for word in {**before, **added}:
        places = places_of(before.get(word, b""))
        kept = places[~is_gone[places >> 16]]
        if word in added:
            kept = np.sort(np.concatenate([kept, places_of(added[word])]))
        if len(kept):
            yield word, kept.tobytes()


@dataclass(frozen=True)
class Block:
    """A block as it is kept: of each entry the code of its kind, 0 where it is gone, and length."""

    number: int
    kinds: npt.NDArray[np.uint8]
    lengths: npt.NDArray[np.uint16]

    @classmethod
    def of(cls, number: int, kinds: bytes, lengths: bytes) -> "Block":
        """A block as a table holds it."""
        return cls(number, np.frombuffer(kinds, np.uint8), np.frombuffer(lengths, "<u2"))

    def rewritten(self, gone: Iterable[int], new: NewBlock) -> "Block":
        """The block without entries that are gone, and with new ones."""
        size = max(len(self.kinds), max(new.entries, default=-1) + 1)
        kinds, lengths = np.zeros(size, np.uint8), np.zeros(size, "<u2")
        kinds[: len(self.kinds)], lengths[: len(self.kinds)] = self.kinds, self.lengths
        kinds[list(gone)] = lengths[list(gone)] = 0
        kinds[list(new.entries)], lengths[list(new.entries)] = new.kinds, new.lengths
        return Block(self.number, kinds, lengths)


def places_of(kept: bytes) -> Places:
    """Places as a table holds them."""
    return np.frombuffer(kept, "<u4")
