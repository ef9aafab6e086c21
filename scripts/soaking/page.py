"""What was seen, as a page."""

import os
import platform
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from scripts.soaking.watching import Seen

_MB = 2**20


@dataclass(frozen=True)
class Trial:
    """An attack, how often it was done, and what was seen meanwhile."""

    title: str
    seconds: float
    count: int
    load: float
    seen: Seen


def line(trial: Trial) -> str:
    """A row of the table."""
    seen = trial.seen
    cells = (
        trial.title.rstrip("."),
        f"{trial.count:,}",
        f"{seen.worst['reader']:.2f}",
        _statuses(seen.statuses["reader"]),
        f"{1_000 * seen.worst['health']:.0f}",
        _statuses(seen.statuses["health"]),
        f"{seen.most_memory / _MB:.0f}",
        f"{seen.last_memory / _MB:.0f}",
        f"{seen.most_descriptors}",
        f"{trial.load:.1f}",
    )
    return f"| {' | '.join(cells)} |"


def _statuses(statuses: Counter[int]) -> str:
    return ", ".join(f"{count} × {status or 'none'}" for status, count in statuses.most_common())


AIMS = "the reader's worst under 1 s, `/health` under 100 ms, memory under 300 MB"


def beyond(trials: Iterable[Trial]) -> str:
    """The attacks in which an aim was missed, as a list."""
    missed = []
    for trial in trials:
        seen = trial.seen
        what = {
            f"reader {seen.worst['reader']:.2f} s": seen.worst["reader"] >= 1,
            f"`/health` {1_000 * seen.worst['health']:.0f} ms": seen.worst["health"] >= 0.1,
            f"memory {seen.most_memory / _MB:.0f} MB": seen.most_memory >= 300 * _MB,
        }
        if any(what.values()):
            words = ", ".join(text for text, is_missed in what.items() if is_missed)
            missed.append(f"- {trial.title.rstrip('.')}: {words}.")
    return "\n".join(missed) or "None was missed."


APART = "## Run apart"
"""What follows this heading is written by hand, and stays."""


def page(trials: Sequence[Trial], said: Iterable[str], before: str) -> str:
    """The whole page; of the one before, what was run apart stays."""
    *_, apart = before.partition(APART)
    *attacks, mixed = trials
    lines = [each for each in said if not each.startswith("  ")]
    rows = "\n".join(map(line, trials))
    return f"""# Reliability: what one worker withstands

Measured on {datetime.now(UTC):%d %B %Y} by `scripts/soak --seconds {attacks[0].seconds:g} \
--minutes {mixed.seconds / 60:g}`; this page is written by it. One worker over SQLite with the \
shipped
evidence, Python {platform.python_version()}, {os.cpu_count()} cores which the attackers and the \
reader shared, before whatever else the machine had to do; no proxy in front. Attackers and reader \
have one address, so that no limit of one client's helps the reader.

During each attack, and for three seconds after it, a normal reader asks for a page or a list ten \
times a second over a new connection, and so does a
health check. *Worst* is their slowest answer, connecting included; `503` tells the reader to come \
again. Memory (RSS) and descriptors are those of
the worker, in the order of the rows: it is not started anew in between. *Load* is the load \
average of the machine when the attack ended.

| attack | done | reader's worst, s | reader's answers | `/health`, worst ms | its answers | \
memory, most MB | afterwards MB | descriptors, most | load |
| --- | ---: | ---: | --- | ---: | --- | ---: | ---: | ---: | ---: |
{rows}

The log of all this has {len(lines)} lines, {sum("Traceback" in each for each in lines)} of them \
the beginning of a traceback.

## Aims that were missed

The aims are {AIMS}.

{beyond(trials)}

What each limit is, and where a proxy is needed, is told in [deploy](how-to/deploy.md) and \
[scale](how-to/scale.md#too-many-requests-at-once).
To measure for an hour: `scripts/soak --minutes 60`.

{APART}{apart.rstrip()}
"""
