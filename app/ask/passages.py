"""What the sources say, passage by passage, and how near each passage is to some words.

A passage is what one paragraph says on one sub-theme, of one project or of several together.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain

import numpy as np
import numpy.typing as npt

from app.ask.embedding import Vectors, vectors
from app.ask.lexicon import Lexicon
from app.ask.reading import Reading
from app.ask.reply import View
from app.ask.tables import like_words, rows_of
from app.ask.words import Word, read_words, stems
from app.evidence.answers import Release, Row
from app.evidence.file_cache import cached_in_file
from app.evidence.queries import EVIDENCE_LISTS
from app.evidence.release_cache import cached_per_release
from app.evidence.words import STOP_WORDS

UNLIKE, LIKE = 0.35, 0.75
"""Words whose vectors are less alike say nothing of each other; from the other on they do."""
SYNONYM, ALIKE = 0.8, 0.5
OF_MEANING, OF_THEME, OF_MAIN_THEME = 0.4, 0.5, 0.7
"""What likeness of the whole counts beside the words, and that of the theme."""
OF_EMPTY = 0.25
"""What a word that says little by itself weighs."""
TEXTS: Mapping[str, tuple[str, ...]] = {
    "findings": ("statement", "anchor", "theme_label"),
    "outcomes": ("measure", "population", "value_reported", "anchor", "project_name"),
    "events": ("statement",),
    "projects": ("name", "summary", "target_population"),
    "recommendations": ("text_summary", "anchor"),
    "audit-conditions": ("text_summary", "anchor"),
    "programme": ("fact", "value", "note"),
    "paragraphs": ("heading",),
}
"""The columns in which each list says what it says."""
_TOGETHER: Mapping[str, Callable[[Row], tuple[object, ...]]] = {
    "findings": lambda row: (row["paragraph"], row["theme_id"], row["polarity"], row["scope"]),
    "outcomes": lambda row: (row["project_id"], row["measure"]),
}
"""What rows of one passage have in common, besides their source."""

StemmedWords = tuple[tuple[str, str], ...]
"""The words that tell anything, each by its stem and as it is compared."""
Gains = Callable[[str, Row], float | None]
"""Score that a row gains for matching the question in other ways; None excludes the row."""
Together = Callable[[str, Row], tuple[object, ...]]
"""What the rows of one passage have in common."""


@dataclass(frozen=True)
class Passage:
    """Rows of the list of a name that say one thing, of one project or of several."""

    name: str
    rows: tuple[Row, ...]
    share: float = 0.0
    """The share of the weight of the words asked that the best of its rows holds."""
    rank: float = 0.0
    """The share, and how near it is in meaning and in theme."""
    words: StemmedWords = ()
    own_coverage: Vectors = field(default_factory=lambda: np.zeros(0, np.float32))
    """How much of each word that is asked its rows say themselves."""
    coverage_with_questions: Vectors = field(default_factory=lambda: np.zeros(0, np.float32))
    """The same, with the questions that readers may ask for them."""

    @property
    def missed(self) -> frozenset[str]:
        """The words asked of which its rows say nothing."""
        pairs = zip(self.words, self.own_coverage, strict=True)
        return frozenset(text for (_, text), part in pairs if not part)

    @property
    def first(self) -> Row:
        return self.rows[0]

    @property
    def projects(self) -> list[str]:
        return list(dict.fromkeys(r["project_id"] for r in self.rows if r.get("project_id")))


@dataclass(frozen=True, eq=False)
class PassageIndex:
    """Every row that says something, ready to be compared with the words of a question."""

    rows: tuple[tuple[str, Row], ...]
    starts: npt.NDArray[np.int64]
    places: npt.NDArray[np.int64]
    """The words of each row, then those of its questions; `starts` says where each begins."""
    alike: Mapping[str, list[int]]
    """The words of each stem, which a space goes before, and of each group of like meaning."""
    words: Vectors
    meanings: Vectors
    weights: Mapping[str, float]
    unknown: float

    @classmethod
    def of(cls, view: View) -> "PassageIndex":
        rows = [(name, row) for name in TEXTS for row in _rows(name, view)]
        questions = [
            _questions().get((name, str(row.get(EVIDENCE_LISTS[name].key))), ())
            for name, row in rows
        ]
        own_words = [_said(name, row, view.catalogue.same_forms) for name, row in rows]
        pairs = list(zip(own_words, (_read(" ".join(texts)) for texts in questions), strict=True))
        every_word = dict.fromkeys(word for words in chain(*pairs) for word in words)
        numbers = {word: n for n, word in enumerate(every_word)}
        alike: defaultdict[str, list[int]] = defaultdict(list)
        for (stem, _), n in numbers.items():
            alike[f" {stem}"].append(n)
            if group := like_words().get((stem,)):
                alike[group].append(n)
        texts = [tuple(dict.fromkeys(words + of_questions)) for words, of_questions in pairs]
        # How much a word tells is judged by what is claimed, not by what projects set out to do.
        claimed = [text for (name, _), text in zip(rows, texts, strict=True) if name != "projects"]
        counts = Counter(stem for words in claimed for stem in {stem for stem, _ in words})
        return cls(
            tuple(rows),
            np.cumsum([0, *map(len, chain(*pairs))])[:-1],
            np.array([numbers[word] for words in chain(*pairs) for word in words]),
            alike,
            vectors([text for _, text in numbers]),
            vectors([" ".join(text for _, text in words) for words in texts]),
            {stem: math.log(1 + len(texts) / (1 + n)) for stem, n in counts.items()},
            math.log(1 + len(texts)),
        )

    def nearest(
        self, words: Sequence[Word], lexicon: Lexicon, gains: Gains, together: Together
    ) -> list[Passage]:
        """The passages among the rows that gain any score, the nearest first."""
        asked_words = content_words(words)
        gained = [(n, gain) for n, row in enumerate(self.rows) if (gain := gains(*row)) is not None]
        among = [n for n, _ in gained]
        if not asked_words or not among:
            return []
        by_text, with_questions = (parts[among] for parts in _coverage(self, asked_words))
        weights = np.array([self.weight(stem, lexicon) for stem, _ in asked_words])
        shares = with_questions @ weights / max(weights.sum(), 1.0)
        meaning = self.meanings[among] @ vectors([" ".join(text for _, text in asked_words)])[0]
        likely = {t.theme_id: t.score for t in lexicon.themes.likely(words, lexicon.empty)}
        themes = np.array([_likely(likely, self.rows[n][1]) for n in among])
        more = np.array([gain for _, gain in gained])
        ranks = np.round(shares + OF_MEANING * meaning + OF_THEME * themes + more, 4)
        groups: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
        for n in np.argsort(-ranks, kind="stable"):
            groups[together(*self.rows[among[n]])].append(int(n))
        passages = list(groups.values())
        starts = np.cumsum([0, *map(len, passages[:-1])])
        order = np.concatenate(passages)
        each = [np.maximum.reduceat(shares[order], starts) for shares in (by_text, with_questions)]
        return [
            Passage(
                self.rows[among[numbers[0]]][0],
                tuple(self.rows[among[n]][1] for n in numbers),
                round(float(shares[numbers[0]]), 4),
                float(ranks[numbers[0]]),
                words=asked_words,
                own_coverage=own_coverage,
                coverage_with_questions=coverage,
            )
            for numbers, own_coverage, coverage in zip(passages, *each, strict=True)
        ]

    def weight(self, stem: str, lexicon: Lexicon) -> float:
        weight = self.weights.get(stem, self.unknown)
        return weight * OF_EMPTY if stem in lexicon.empty else weight


@lru_cache(maxsize=1)
def _coverage(index: PassageIndex, words: StemmedWords) -> tuple[Vectors, Vectors]:
    """How well each row covers each word of the question: exactly, by a synonym, by likeness.

    First by its own text, then also by the questions that readers may ask for it. One question
    looks for passages up to three times, among other rows.
    """
    near = index.words @ vectors([text for _, text in words]).T
    parts = ALIKE * np.clip((near - UNLIKE) / (LIKE - UNLIKE), 0, 1)
    groups = like_words()
    for column, (stem, _) in enumerate(words):
        parts[index.alike.get(groups.get((stem,), ""), []), column] = SYNONYM
        parts[index.alike.get(f" {stem}", []), column] = 1.0
    covered: Vectors = np.maximum.reduceat(parts[index.places], index.starts).astype(np.float32)
    by_text = covered[::2]
    return by_text, np.maximum(by_text, covered[1::2])


def content_words(words: Iterable[Word]) -> StemmedWords:
    return tuple(dict.fromkeys((w.stem, w.text) for w in words if w.text not in STOP_WORDS))


@cached_per_release
def index_of(release: Release) -> PassageIndex:
    return cached_in_file(release.catalogue, "passages", lambda: PassageIndex.of(View(release)))


def of_one_paragraph(name: str, row: Row) -> tuple[object, ...]:
    together = _TOGETHER.get(name)
    return (name, row.get("source_id"), *together(row)) if together else (name, str(row))


def nearest(
    reading: Reading,
    view: View,
    lists: Collection[str],
    gains: Gains = lambda _name, _row: 0.0,
    together: Together = of_one_paragraph,
) -> list[Passage]:
    def gain(name: str, row: Row) -> float | None:
        return gains(name, row) if name in lists and view.tells(row) else None

    index = index_of(view.release)
    return index.nearest(reading.telling, reading.lexicon, gain, together)


def _rows(name: str, view: View) -> list[Row]:
    """The rows of a list; of the paragraphs of a section only the first."""
    rows = view.rows_of(name)
    if name != "paragraphs":
        return rows
    sections = {(row["source_id"], row["section_id"]): row for row in reversed(rows)}
    return [row for row in sections.values() if row["heading"]]


def _said(name: str, row: Row, same: Mapping[tuple[str, ...], tuple[str, ...]]) -> StemmedWords:
    """What tells anything in a row, in each of its forms: OBA, outcomes-based accountability."""
    text = " ".join(str(row[column] or "-") for column in TEXTS[name])
    run = f" {' '.join(stems(text))} "
    forms = [
        form for term, forms_of in same.items() if f" {' '.join(term)} " in run for form in forms_of
    ]
    return _read(" ".join([text, *forms]))


def _read(text: str) -> StemmedWords:
    return content_words(read_words(text.replace("-", " "))) or (("", ""),)


@cache
def _questions() -> Mapping[tuple[str, str], list[str]]:
    questions: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows_of("row_questions"):
        questions[row["list"], row["row_id"]].append(row["question"])
    return questions


def _likely(themes: Mapping[str, float], row: Row) -> float:
    """How likely a theme of a row is what the words are about; a main theme less than its own."""
    theme_ids = row.get("theme_ids") or [row.get("theme_id") or ""]
    scores = [(themes.get(t, 0.0), themes.get(t.partition(".")[0], 0.0)) for t in theme_ids]
    return max(max(exact, OF_MAIN_THEME * main) for exact, main in scores)
