"""Learn the weights of checked claims from those of readers, and print what held-out sets say.

Each reader's set is judged by weights that were learnt from the sets of all others. What stands in
`app/check_claim/weights.json` is learnt from all sets; from 0 on a claim is supported, which is so
for 19 of 1,000 held-out false ones.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from app.check_claim import Evidence, evidence_of
from app.check_claim.candidates import candidate_rows
from app.check_claim.readers import claims as claims_of_readers
from app.check_claim.signals import CONSTANT, FILE, FOR, VETOES, Signals, weighed
from app.database import connect, reading
from app.database.migrate import upgrade
from app.evidence import answers
from app.evidence.answers import Release
from app.evidence.ordering import grouped
from app.ingest.load import load
from app.ingest.validate import validate
from app.settings import ROOT, VERSION

RIDGE, STEPS, ROUNDS = 15, 9, 3
"""How much weights are held near 0; steps to fit them; how often the best rows are chosen anew."""
MOST_FALSE = 0.019
NOTHING, VETO = -50.0, -40.0
LEAST = 5e-5
"""A weight that is nearer to 0 is none."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """What each signal weighs, from its usual value on."""

    usual: Numbers
    spread: Numbers
    weights: Numbers

    def score(self, rows: Numbers) -> Numbers:
        """How surely each row says what its claim says."""
        scores: Numbers = (rows - self.usual) / self.spread @ self.weights[:-1] + self.weights[-1]
        return scores


@dataclass(frozen=True)
class Claims:
    """Claims with the signals of the rows beside them; a row may tell of several projects."""

    sets: npt.NDArray[np.str_]
    is_true: npt.NDArray[np.bool_]
    signals: Sequence[str]
    rows: Numbers
    is_vetoed: npt.NDArray[np.bool_]
    asked: Sequence[Sequence[Sequence[int]]]
    """For each claim and each project of it, the numbers of the rows that may say it."""

    def judged(self, scores: Numbers) -> tuple[Numbers, npt.NDArray[np.int64]]:
        """The score of each claim, and the row that it is from: of its projects the worst."""
        known = np.append(np.where(self.is_vetoed, VETO, scores), NOTHING)
        best = [[max([-1, *rows], key=known.__getitem__) for rows in pools] for pools in self.asked]
        chosen = np.array([min(ones, key=known.__getitem__) for ones in best])
        return known[chosen], chosen

    def learn(self, among: npt.NDArray[np.bool_]) -> Weights:
        """Weights by logistic regression on the best row of each claim, chosen anew each round."""
        scores = 10 * self.rows[:, self.signals.index("close")]
        for _ in range(ROUNDS):
            judged, chosen = self.judged(scores)
            used = among & (judged > VETO)
            weights = self._fitted(self.rows[chosen[used]], self.is_true[used])
            scores = weights.score(self.rows)
        return weights

    def _fitted(self, rows: Numbers, is_true: npt.NDArray[np.bool_]) -> Weights:
        """Weights of which none speaks for what it can only speak against, or the reverse."""
        ends = np.array([1 if one in FOR else -1 for one in self.signals])
        weighed = np.ones(len(ends), dtype=bool)
        while True:
            fitted = _fitted(np.where(weighed, rows, 0), is_true)
            wrong = fitted.weights[:-1] * ends < -LEAST
            if not wrong.any():
                return fitted
            weighed &= ~wrong

    def held_out(self) -> Numbers:
        """The score of each claim by weights from the sets of other readers."""
        found = np.empty(len(self.sets))
        for one in dict.fromkeys(self.sets):
            out = self.sets == one
            found[out] = self.judged(self.learn(~out).score(self.rows))[0][out]
        return found


def _fitted(rows: Numbers, is_true: npt.NDArray[np.bool_]) -> Weights:
    usual, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    known = np.c_[(rows - usual) / spread, np.ones(len(rows))]
    weights = np.zeros(known.shape[1])
    held = np.diag([*[RIDGE] * (len(weights) - 1), 1e-6])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(known @ weights, -30, 30)))
        bend = (known.T * (likely * (1 - likely))) @ known + held
        weights -= np.linalg.solve(bend, known.T @ (likely - is_true) + held @ weights)
    return Weights(usual, spread, weights)


def _read(evidence: Evidence) -> Claims:
    """The claims of readers, each beside what the others wrote, as if it were new."""
    of_each = grouped(claims_of_readers(), lambda one: one["set"])
    told: list[Mapping[str, str]] = []
    rows: list[Signals] = []
    asked = []
    for reader, judge in evidence.judges():
        told += of_each[reader]
        for one in of_each[reader]:
            pools = candidate_rows(one["claim"], judge).pools
            known = [(project, number) for project, pool in pools.items() for number in pool]
            asked.append(
                [
                    [
                        len(rows) + at
                        for at, (project, number) in enumerate(known)
                        if one == project or one in evidence.statements[number].projects
                    ]
                    for one in pools
                ]
                or [[]]
            )
            rows += [signals for pool in pools.values() for signals in pool.values()]
    told_of_rows = [weighed(row) for row in rows]
    signals = list(told_of_rows[0])
    return Claims(
        np.array([one["set"] for one in told]),
        np.array([one["is_true"] == "yes" for one in told]),
        signals,
        np.array([[row[name] for name in signals] for row in told_of_rows]),
        np.array([any(row[one] for one in VETOES) for row in rows]),
        asked,
    )


def _evidence(folder: str) -> Evidence:
    engine = connect(f"sqlite:///{folder}/claims.sqlite")
    upgrade(engine)
    load(engine, validate(ROOT / "data"), version=VERSION, now=lambda: datetime.now(UTC))
    with reading(engine) as session:
        return evidence_of(Release(session, answers.catalogue(session)))


def _print(claims: Claims, scores: Numbers, least: float) -> None:
    for one in [*dict.fromkeys(claims.sets), ""]:
        said = [
            scores[((claims.sets == one) | (one == "")) & (claims.is_true == is_true)]
            for is_true in (True, False)
        ]
        counts = (f"{(part >= least).sum()} of {len(part)}" for part in said)
        print(f"| {one or 'all'} | {' | '.join(counts)} |")


def main() -> None:
    """Learn, print and write."""
    with TemporaryDirectory() as folder:
        claims = _read(_evidence(folder))
    held_out = claims.held_out()
    false = np.sort(held_out[~claims.is_true])[::-1]
    least = float(false[int(MOST_FALSE * len(false))]) + 1e-6
    _print(claims, held_out, least)
    learnt = claims.learn(np.ones(len(claims.sets), dtype=bool))
    raw = learnt.weights[:-1] / learnt.spread
    constant = learnt.weights[-1] - raw @ learnt.usual - least
    told = {CONSTANT: constant, **dict(zip(claims.signals, raw, strict=True))}
    rounded = {
        name: round(float(weight), 4) for name, weight in told.items() if abs(weight) >= LEAST
    }
    FILE.write_text(json.dumps(rounded, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
