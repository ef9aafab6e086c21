"""Answers with a few of the claims on a theme, where the question fits only those."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from app.ask.answering import reply_of_parts
from app.ask.embedding import Vectors
from app.ask.nearest_passages import passages_part, replied
from app.ask.parts import TRIED, UNNAMED, About, parts_of
from app.ask.passages import Passage, index_of, nearest, of_one_paragraph
from app.ask.plans import project_filters
from app.ask.reading import Reading
from app.ask.reply import Part, Reply, View
from app.ask.sentences import claim_sentences, response_sentences
from app.ask.tables import like_words
from app.ask.thresholds import AS_NEAR, FEWEST_WORDS_APART, MARGIN_APART, MOST_IN_OTHERS
from app.ask.words import Word, positions_of, stems
from app.evidence import answers
from app.evidence.answers import Row
from app.evidence.ordering import in_same_words
from app.evidence.queries import Query


def of_some_claims(reading: Reading, query: Query, rows: Sequence[Row], view: View) -> Reply | None:
    """An answer from a few claims on the theme, or nothing where the question fits all of them."""
    of_nobody = _of_nobody_by_name(reading, query, rows, view)
    return of_nobody or _of_few_projects(reading, query, rows, view)


def _of_few_projects(
    reading: Reading, query: Query, rows: Sequence[Row], view: View
) -> Reply | None:
    """The claims on a few of the listed projects that fit the question much better.

    "Where did staff resent the pilot team?" asks for less than all that is said of its subject.
    Of projects of a kind, that kind is all that is asked.
    """
    is_whole = "count" in reading.mentioned.asks or any(t.is_without for t in reading.topics)
    is_whole = is_whole or bool(project_filters(reading))
    ids = tuple(row["project_id"] for row in rows)
    if is_whole or not reading.topics:
        return None
    claims = answers.matched_claims(view.release, query, ids)
    apart = told_apart(reading, view, {row["finding_id"] for row in claims})
    if not apart:
        return None
    reply = replied(reading, apart, passages_part(apart), view)
    met = {row["finding_id"] for passage in apart for row in passage.rows}
    tried = view.part(TRIED, "chains", {"project": {name for p in apart for name in p.projects}})
    done = [row for row in tried.rows if row["barrier_id"] in met]
    part = replace(tried, rows=done, row_text=response_sentences(done), kind="tried")
    return replace(reply, parts=(*reply.parts, *([part] if done else [])))


def _of_nobody_by_name(
    reading: Reading, query: Query, rows: Sequence[Row], view: View
) -> Reply | None:
    """The claims that name no project, where only they have the words of the question.

    "Who was hit by an Ofsted inspection?" is not asking whose councils had elections, though one
    theme is about both.
    """
    themes = answers.theme_filters(query)
    if not themes or project_filters(reading) or any(topic.is_without for topic in reading.topics):
        return None
    about = positions_of(reading.topics)
    words = [word for word in reading.content if word.position in about]
    claims = answers.matched_claims(view.release, query, tuple(r["project_id"] for r in rows))
    narrowing = {"theme": {theme for ids in themes.values() for theme in ids}, "scope": UNNAMED}
    narrowing |= {"polarity": {*themes}} if "theme" not in themes else {}
    others = view.rows_of("findings", narrowing)
    unnamed = [row for row in others if words and {w.stem for w in words} <= {*_stems(row)}]
    if not unnamed or any(_is_like(row, words) for row in claims):
        return None
    lead = "No source here says it of a project by name."
    first = Part("", lead, view.query("findings", narrowing), unnamed, claim_sentences(unnamed))
    about_it = About(view, narrowing["theme"], shown_ids={row["finding_id"] for row in unnamed})
    kinds = ("others", "advice") if "barrier" in themes else ()
    return reply_of_parts(reading, [first, *parts_of(about_it, *kinds)], view, projects=[])


def _stems(row: Row) -> tuple[str, ...]:
    return stems(row["statement"])


def _is_like(row: Row, words: Sequence[Word]) -> bool:
    groups = like_words()
    claim_groups, word_groups = (
        {groups.get((s,), s) for s in run} for run in (_stems(row), [word.stem for word in words])
    )
    return not claim_groups.isdisjoint(word_groups)


def told_apart(reading: Reading, view: View, ids: Collection[str]) -> list[Passage]:
    """The claims that fit the question much better than the others: "nurses for nights".

    They are told apart one by one, or else paragraph by paragraph.
    """

    def gain(_name: str, row: Row) -> float | None:
        return 0.0 if row["finding_id"] in ids else None

    weight = index_of(view.release).weight
    for together in (lambda _, row: in_same_words(row), of_one_paragraph):
        passages = nearest(reading, view, ["findings"], gain, together)
        words = passages[0].words if passages else ()
        weights = [weight(stem, reading.lexicon) * (stem in reading.stems) for stem, _ in words]
        if apart := _apart(passages, np.array(weights)):
            return apart
    return []


def _apart(passages: Sequence[Passage], weights: npt.NDArray[np.float64]) -> list[Passage]:
    """The passages that cover the words which set projects apart far better than the rest do.

    One word alone that they hold and the others do not is chance.
    """
    every = {project for p in passages for project in p.projects}
    common = [_most(passages, {project}) for project in every]
    shares = [float(np.clip(_held(p) - np.min(common, axis=0), 0, 1) @ weights) for p in passages]
    apart = [p for p, n in zip(passages, shares, strict=True) if n >= AS_NEAR * max(shares)]
    fitting = {project for p in apart for project in p.projects}
    rest = [n for p, n in zip(passages, shares, strict=True) if not fitting.issuperset(p.projects)]
    if not rest or max(rest) > MOST_IN_OTHERS * max(shares):
        return []
    more = _most(apart, fitting) - _most(passages, every - fitting)
    is_surely = np.count_nonzero(weights * (more >= MARGIN_APART)) >= FEWEST_WORDS_APART
    lost, won = (float(np.clip(change, 0, 1) @ weights) for change in (-more, more))
    return apart if is_surely and lost <= MOST_IN_OTHERS * won else []


def _held(passage: Passage) -> Vectors:
    """The share of each word in a passage; half where only a reader's question for it has it."""
    shares: Vectors = (passage.own_coverage + passage.coverage_with_questions) / np.float32(2)
    return shares


def _most(passages: Iterable[Passage], projects: Collection[str]) -> Vectors:
    shares = [_held(p) for p in passages if not {*p.projects}.isdisjoint(projects)]
    most: Vectors = np.max(shares, axis=0)
    return most
