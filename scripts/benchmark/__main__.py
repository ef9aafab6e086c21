"""The command `scripts/bench`: reads its options, measures, and writes the page."""

import argparse
import shutil
import signal
import sys
from pathlib import Path

from scripts.benchmark.machine import described
from scripts.benchmark.material import Material
from scripts.benchmark.plan import DATABASES, PAGE, SIZES, WORK, Plan
from scripts.benchmark.postgresql import NoServerError, Postgresql
from scripts.benchmark.report import details, page
from scripts.benchmark.run import measure


def main() -> int:
    """Checks what a run needs, and makes it."""
    options = _options()
    plan = Plan(options.sizes, options.databases, options.seconds, options.rounds)
    output = options.output or ("docs/performance.md" if plan.is_complete else "-")
    file = None if output == "-" else Path(output)
    if file and file.resolve() == PAGE and not plan.is_complete:
        return _refuse("A part does not take the place of the whole page: name another --output.")
    for program in ("wrk", "sqlite3"):
        if shutil.which(program) is None:
            return _refuse(f"{program} is missing. Install it (Debian: apt install {program}).")
    try:
        return _run(plan, file)
    except NoServerError as error:
        return _refuse(f"{error}. Or leave it out: --databases sqlite.")
    except KeyboardInterrupt:
        print("Ended before it was done: nothing was written.", file=sys.stderr)
        return 130


def _run(plan: Plan, file: Path | None) -> int:
    WORK.mkdir(parents=True, exist_ok=True)
    # Ended from outside, it ends its servers all the same.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = Postgresql() if "postgresql" in plan.databases else None
    results = measure(plan, Material(server))
    machine = described(server.version if server else None)
    pages = page(results, plan, machine), details(results, plan)
    if file:
        for path, text in zip((file, file.with_stem(f"{file.stem}-details")), pages, strict=True):
            path.write_text(text, encoding="utf-8")
            print(f"Written: {path}", file=sys.stderr)
    else:
        print(*pages, sep="\n")
    return 1 if results.faults else 0


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 2


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=measure.__doc__)
    whole = Plan()
    parser.add_argument("--sizes", type=_sizes, default=whole.sizes, help="229,10000,1000000")
    parser.add_argument("--databases", type=_databases, default=DATABASES, help=",".join(DATABASES))
    parser.add_argument("--seconds", type=float, default=whole.seconds, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=whole.rounds, help="of all measurements")
    parser.add_argument("--output", help="a file; - is the screen")
    return parser.parse_args()


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(sorted({int(size) for size in text.split(",")}))
    if sizes[0] < SIZES[0]:
        raise argparse.ArgumentTypeError(f"{SIZES[0]} findings at least")
    return sizes


def _databases(text: str) -> tuple[str, ...]:
    if unknown := set(text.split(",")) - set(DATABASES):
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: known are {', '.join(DATABASES)}")
    return tuple(database for database in DATABASES if database in text)


if __name__ == "__main__":
    sys.exit(main())
