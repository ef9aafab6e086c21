"""Print how well questions in English are understood: by kind, and which themes are confused."""

import argparse
import csv
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from app.ask import Reply, ask
from app.database import connect, reading
from app.database.migrate import upgrade
from app.evidence import answers
from app.evidence.answers import Release
from app.evidence.queries import FINDINGS, Query
from app.ingest.load import load
from app.ingest.validate import validate
from app.search.query import searchable
from app.settings import ROOT, Settings

QUESTIONS = ROOT / "tests" / "questions.csv"
WRITTEN_FROM = Query.of(FINDINGS, source="tr4")
"""The source from which the right answers were written: what others add is not wrong."""


@dataclass(frozen=True)
class Question:
    """A question with the ids that a right answer must name, and those that it may."""

    question_id: str
    part: str
    kind: str
    question: str
    is_answered: bool
    must: frozenset[str]
    may: frozenset[str]
    themes: frozenset[str]


@dataclass(frozen=True)
class Score:
    """How right one reply is."""

    question: Question
    reply: Reply
    precision: float
    recall: float
    seconds: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def questions(path: Path = QUESTIONS) -> list[Question]:
    """The questions of a file, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Question(
                row["question_id"],
                row["part"],
                row["kind"],
                row["question"],
                row["answered"] == "yes",
                _ids(row["must"]),
                _ids(row["may"]),
                _ids(row["theme_ids"]),
            )
            for row in csv.DictReader(file)
        ]


def scored(
    release: Release,
    examples: Iterable[Question],
    clock: Callable[[], float] = time.perf_counter,
) -> list[Score]:
    """Every question asked once, how right its reply is, and how long it took by a clock."""
    scores = []
    for question in examples:
        started = clock()
        reply = ask(release, question.question, WRITTEN_FROM)
        seconds = clock() - started
        scores.append(Score(question, reply, *_rightness(question, reply), seconds))
    return scores


def _rightness(question: Question, reply: Reply) -> tuple[float, float]:
    """Precision and recall of the names; of a refusal, whether it was right to refuse."""
    if not question.is_answered or not reply.is_answered:
        right = float(question.is_answered == reply.is_answered)
        return right, right
    rows, key = reply.projects, "project_id"
    if question.kind == "recommendation":
        rows, key = reply.rows["recommendations"], "recommendation_id"
    named = {row[key] for row in rows}
    accepted = len(named & (question.must | question.may))
    precision = accepted / len(named) if named else 0.0
    recall = len(named & question.must) / len(question.must) if question.must else 1.0
    return precision, recall


def mean_f1(scores: Sequence[Score]) -> float:
    """The mean F1 of some questions."""
    return statistics.fmean(score.f1 for score in scores)


def by_kind(scores: Iterable[Score]) -> dict[str, list[Score]]:
    """The scores of each kind of question."""
    scores_by_kind: defaultdict[str, list[Score]] = defaultdict(list)
    for score in scores:
        scores_by_kind[score.question.kind].append(score)
    return dict(sorted(scores_by_kind.items()))


def confused(scores: Iterable[Score]) -> Counter[tuple[str, str]]:
    """How often a theme was read where another was meant."""
    counts: Counter[tuple[str, str]] = Counter()
    for score in scores:
        read = {part.value for part in score.reply.understood if part.parameter in _OF_THEMES}
        if score.question.themes and not read & score.question.themes:
            for meant in sorted(score.question.themes)[:1]:
                counts[meant, ", ".join(sorted(read)) or "nothing"] += 1
    return counts


_OF_THEMES = {
    f"{name}{operator}"
    for name in ("theme", "barrier", "facilitator")
    for operator in ("", ".all", ".none")
}


def _ids(cell: str) -> frozenset[str]:
    return frozenset(key for key in cell.split(";") if key)


def _print(part: str, scores: Sequence[Score], *, with_misses: bool) -> None:
    print(f"\n{part}: {len(scores)} questions")
    print(f"{'kind':<16} {'questions':>9} {'precision':>9} {'recall':>7} {'F1':>6}")
    for kind, group in [*by_kind(scores).items(), ("all", list(scores))]:
        precision = statistics.fmean(score.precision for score in group)
        recall = statistics.fmean(score.recall for score in group)
        print(f"{kind:<16} {len(group):>9} {precision:>9.3f} {recall:>7.3f} {mean_f1(group):>6.3f}")
    times = sorted(1000 * score.seconds for score in scores)
    last = times[min(len(times) - 1, round(0.99 * len(times)))]
    print(f"median {statistics.median(times):.1f} ms, 99th percentile {last:.1f} ms")
    print("Themes confused (meant, read, times):")
    for (meant, read), times_read in sorted(confused(scores).items()):
        print(f"  {meant} | {read} | {times_read}")
    for score in scores if with_misses else ():
        if score.f1 < 0.999:
            named = ";".join(row["project_id"] for row in score.reply.projects)
            address = score.reply.query.address() if score.reply.query else None
            print(f"\n{score.question.question_id} {score.question.kind} {score.f1:.2f}")
            print(f"  {score.question.question}\n  {address}\n  named {named}")
            print(f"  must {';'.join(sorted(score.question.must))}")
            print(f"  not understood {score.reply.not_understood}")


def _loaded(folder: Path) -> Engine:
    """A database of its own with the data of the project."""
    engine = connect(f"sqlite:///{folder / 'questions.sqlite'}")
    upgrade(engine)
    dataset = validate(Settings.from_environment().data_folder)
    load(engine, dataset, version="questions", now=lambda: datetime.now(UTC))
    return engine


def main(arguments: Sequence[str]) -> int:
    """Score the questions against the data of the project."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("tuning", "test"), help="only this part")
    parser.add_argument("--misses", action="store_true", help="every question that was missed")
    chosen = parser.parse_args(arguments)
    with TemporaryDirectory() as folder, reading(engine := _loaded(Path(folder))) as session:
        sessions = partial(reading, engine)
        release = Release(session, searchable(answers.catalogue(session), sessions, Path(folder)))
        ask(release, "a question that warms up")
        for part in (chosen.part,) if chosen.part else ("tuning", "test"):
            examples = [question for question in questions() if question.part == part]
            scores = scored(release, examples)
            _print(part, scores, with_misses=chosen.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
