"""The postings say where every word stands, and a search in them ranks as BM25 is defined."""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.database import connect, reading
from app.database.migrate import upgrade
from app.evidence.models import KIND_CODES, SearchBlock, SearchEntry, SearchPosting, SearchWord
from app.evidence.models import table as table_of
from app.full_text import stem
from app.ingest.load import load
from app.ingest.validate import validate
from app.postings import BODY, ENTRIES, LAST, Block, NewBlock, Vocabulary, places_of, rewritten
from app.ranking import Meant, Ranking
from tests.conftest import NOW, copy_of_data
from tests.corrupt_csv import read, set_cell, write
from tests.databases import NewDatabase

Texts = dict[int, tuple[str, str]]
"""Of each entry of a block its title and its body, in words."""
WORDS = ("delay", "delays", "staff", "of", "late", "carers")


def some_texts(seed: int, count: int = 40) -> Texts:
    chance = random.Random(seed)
    entries = chance.sample(range(200), count)
    return {
        entry: (
            " ".join(chance.choices(WORDS, k=chance.randrange(4))),
            " ".join(chance.choices(WORDS, k=chance.randrange(12))),
        )
        for entry in entries
    }


def block_of(texts: Texts, kind: int = 1) -> NewBlock:
    new = NewBlock(Vocabulary())
    for entry, (title, body) in texts.items():
        new.add(entry, kind, title, body)
    return new


def stands(postings: Iterable[tuple[str, bytes]]) -> dict[str, list[tuple[int, int]]]:
    return {word: [divmod(int(one), ENTRIES) for one in places_of(kept)] for word, kept in postings}


def expected(texts: Texts) -> dict[str, list[tuple[int, int]]]:
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for entry, (title, body) in sorted(texts.items()):
        for start, text in ((0, title), (BODY, body)):
            for place, word in enumerate(text.split(), start):
                found[word].append((entry, place))
    return dict(found)


def ranking_of(blocks: Sequence[Texts], *terms: Meant) -> dict[int, float]:
    """The score of every entry that has the terms, in blocks that a load would make."""
    ranking = Ranking(terms)
    for number, texts in enumerate(blocks):
        new = block_of(texts)
        block = Block.of(number, b"", b"").rewritten((), new)
        ranking.read(block, dict(new.postings()))
    hits = ranking.hits()
    return dict(zip(hits.numbers.tolist(), hits.scores.tolist(), strict=True))


@pytest.mark.one_database
@pytest.mark.parametrize("seed", range(5))
def test_of_every_word_it_is_said_where_it_stands(seed: int) -> None:
    texts = some_texts(seed)

    assert stands(block_of(texts).postings()) == expected(texts)


@pytest.mark.one_database
@pytest.mark.parametrize("seed", range(5))
def test_a_block_is_written_anew_as_if_it_were_made_at_once(seed: int) -> None:
    texts, others = some_texts(seed), some_texts(seed + 100, 10)
    gone = random.Random(seed).sample(sorted(texts), 15)
    kept = {entry: said for entry, said in texts.items() if entry not in {*gone, *others}}
    first, second = block_of(texts, 1), block_of(others, 2)
    block = Block.of(3, b"", b"").rewritten((), first)

    after = rewritten(dict(first.postings()), {*gone, *others}, second)
    block = block.rewritten({*gone, *others}, second)

    assert stands(after) == expected({**kept, **others})
    assert {entry for entry, kind in enumerate(block.kinds) if kind} == {*kept, *others}
    assert {entry for entry, kind in enumerate(block.kinds) if kind == 2} == set(others)
    for entry, (title, body) in {**kept, **others}.items():
        assert block.lengths[entry] == len(title.split()) + len(body.split())


@pytest.mark.one_database
@pytest.mark.parametrize("seed", range(5))
def test_scores_are_those_of_bm25(seed: int) -> None:
    blocks = [some_texts(seed), some_texts(seed + 100)]
    every = {
        number * ENTRIES + entry: said
        for number, texts in enumerate(blocks)
        for entry, said in texts.items()
    }

    found = ranking_of(blocks, Meant((("delay", "delays"),)), Meant((("staff",),)))

    weights = [
        {
            number: sum(5.0 * (word in forms) for word in title.split())
            + sum(1.0 * (word in forms) for word in body.split())
            for number, (title, body) in every.items()
        }
        for forms in (("delay", "delays"), ("staff",))
    ]
    lengths = {number: len(f"{title} {body}".split()) for number, (title, body) in every.items()}
    usual = sum(lengths.values()) / len(lengths)
    scores: dict[int, float] = {}
    for number in every:
        if all(weight[number] for weight in weights):
            scores[number] = sum(
                log(1 + (len(every) - having + 0.5) / (having + 0.5))
                * (weight[number] * 2.2)
                / (weight[number] + 1.2 * (0.25 + 0.75 * lengths[number] / usual))
                for weight in weights
                for having in [sum(1 for one in weight.values() if one)]
            )
    assert scores
    assert found == pytest.approx(scores)


@pytest.mark.one_database
@pytest.mark.parametrize("seed", range(5))
def test_words_in_a_row_are_in_a_row_in_one_text(seed: int) -> None:
    texts = some_texts(seed, 150)
    row = Meant((("delay", "delays"), ("of",), ("staff", "carers")))

    found = ranking_of([texts], row)

    written = {
        entry
        for entry, both in texts.items()
        for first in ("delay", "delays")
        for last in ("staff", "carers")
        if any(f" {first} of {last} " in f" {text} " for text in both)
    }
    assert set(found) == written


@pytest.mark.one_database
def test_words_far_behind_are_counted_and_in_a_row_with_none() -> None:
    far = f"{'late ' * (LAST - BODY + 10)}delay of staff"

    found = ranking_of([{7: ("", far), 8: ("x " * BODY, "delay of staff")}], Meant((("staff",),)))
    in_a_row = Meant((("delay",), ("of",), ("staff",)))
    across = Meant((("x",), ("delay",)))

    assert set(found) == {7, 8}
    assert set(ranking_of([{7: ("", far), 8: ("", "delay of staff")}], in_a_row)) == {8}
    assert ranking_of([{8: ("x " * BODY, "delay of staff")}], across) == {}


@pytest.mark.one_database
def test_a_page_has_all_that_tie_with_its_first_and_its_last() -> None:
    texts = {entry: ("", "delay" if entry < 6 else "delay of staff") for entry in range(10)}
    ranking = Ranking([Meant((("delay",),))])
    new = block_of(texts)
    ranking.read(Block.of(0, b"", b"").rewritten((), new), dict(new.postings()))
    hits = ranking.hits()

    assert (hits.tied_with(2, 3)[0], sorted(hits.tied_with(2, 3)[1])) == (0, [*range(6)])
    assert (hits.tied_with(7, 9)[0], sorted(hits.tied_with(7, 9)[1])) == (6, [*range(6, 10)])
    assert sorted(hits.tied_with(5, 2)[1]) == [*range(10)]
    assert hits.tied_with(10, 5) == (10, {})
    assert hits.counts() == {1: 10}
    assert hits.among([2]).counts() == {}


def said_by(engine: sa.Engine) -> set[tuple[object, ...]]:
    """Of every entry its kind and length, and each word with its place."""
    entry, block = table_of(SearchEntry).c, table_of(SearchBlock).c
    posting, word = table_of(SearchPosting).c, table_of(SearchWord).c
    with reading(engine) as session:
        rows = session.execute(sa.select(entry.entry_number, entry.entry_id, entry.kind)).all()
        blocks = [Block.of(*row) for row in session.execute(sa.select(*block))]
        postings = session.execute(sa.select(*posting)).all()
        words = dict(session.execute(sa.select(word.word, word.stem)).all())
    names: Mapping[int, str] = {number: name for number, name, _ in rows}
    codes = {
        one.number * ENTRIES + place: (int(one.kinds[place]), int(one.lengths[place]))
        for one in blocks
        for place in range(len(one.kinds))
        if one.kinds[place]
    }
    assert {number: code for number, (code, _) in codes.items()} == {
        number: KIND_CODES[kind] for number, _, kind in rows
    }
    assert words == {one.word: stem(one.word) for one in postings}
    lengths = {(names[number], length) for number, (_, length) in codes.items()}
    return lengths | {
        (names[one.block_number * ENTRIES + place // ENTRIES], one.word, place % ENTRIES)
        for one in postings
        for place in places_of(one.places).tolist()
    }


def test_the_index_says_the_same_whether_it_was_made_at_once_or_little_by_little(
    new_database: NewDatabase, empty: sa.Engine, tmp_path: Path
) -> None:
    folder = copy_of_data(tmp_path / "grown")
    rows = read(folder / "findings.csv")
    write(folder / "findings.csv", rows[:150])
    load(empty, validate(folder), version="1", now=lambda: NOW)
    write(folder / "findings.csv", [*rows[20:150], *rows[160:]])
    load(empty, validate(folder), version="1", now=lambda: NOW, allow_removals=True)
    write(folder / "findings.csv", rows)
    set_cell(folder, "findings.csv", 2, "statement", "Quokkas helped.")
    set_cell(folder, "recommendations.csv", 2, "text_summary", "Ask a quokka first.")
    load(empty, validate(folder), version="1", now=lambda: NOW)

    at_once = connect(new_database())
    upgrade(at_once)
    load(at_once, validate(folder), version="1", now=lambda: NOW)

    assert said_by(empty) == said_by(at_once)
    assert ("finding:tr4-f001", "quokkas", BODY) in said_by(empty)
    at_once.dispose()
