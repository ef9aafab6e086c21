"""The table of what is to be shown, and whether what was measured shows it."""

from dataclasses import dataclass

from scripts.benchmark.plan import (
    DATABASES,
    NAMES,
    SHIPPED,
    SIZES,
    Figure,
    Place,
    Results,
    said_size,
)


@dataclass(frozen=True)
class Limit:
    """What a figure must reach at least, or must not exceed."""

    name: str
    unit: str
    bound: float
    is_least: bool = False
    digits: int = 2
    is_strict: bool = False
    """Whether it must stay below the bound rather than reach it at most."""

    def is_met(self, value: float) -> bool:
        """Whether a figure is within the limit. Nothing is rounded before it is compared."""
        if self.is_least:
            return value >= self.bound
        return value < self.bound if self.is_strict else value <= self.bound


@dataclass(frozen=True)
class Measure:
    """A row of the table."""

    key: str
    title: str
    target: str
    limits: tuple[Limit, ...]
    sizes: tuple[int, ...] = SIZES[-1:]

    def places(self) -> list[Place]:
        """Where it is to be measured."""
        return [Place(size, database) for database in DATABASES for size in self.sizes]


MEASURES = (
    Measure(
        "cached",
        "findings by theme and polarity, 25 a page, answered before",
        "at least 40 times Datasette's requests per second; at least 0.75 of the bare ASGI limit",
        (
            Limit("datasette", "times Datasette", 40, is_least=True, digits=1),
            Limit("bare", "of the bare ASGI limit", 0.75, is_least=True),
        ),
        SIZES,
    ),
    Measure(
        "uncached",
        "the same, never asked before (cache off)",
        "at least 4 times Datasette's",
        (Limit("datasette", "times Datasette", 4, is_least=True, digits=1),),
        SIZES,
    ),
    Measure(
        "project",
        "the HTML page of a project, never asked before, against Datasette's page of a row",
        "at least 2 times Datasette's",
        (Limit("datasette", "times Datasette", 2, is_least=True, digits=1),),
        SIZES[:1],
    ),
    Measure(
        "unchanged",
        "304 for a known ETag",
        "at least 0.8 of the bare ASGI limit",
        (Limit("bare", "of the bare ASGI limit of a 304", 0.8, is_least=True),),
        SIZES,
    ),
    Measure(
        "flat",
        "median of a filtered page at 1,000,000 findings against 229, cache off",
        "at most 2 times",
        (Limit("times", "times", 2),),
    ),
    Measure(
        "paging",
        "page 10,000 by cursor against page 1",
        "at most 1.2 times",
        (Limit("times", "times", 1.2),),
    ),
    Measure(
        "map",
        "evidence map and facets at 1,000,000, cache off",
        "under 50 ms",
        (
            Limit("map", "ms (map)", 50, digits=1, is_strict=True),
            Limit("facets", "ms (slowest facets)", 50, digits=1, is_strict=True),
        ),
    ),
    Measure(
        "search",
        "ranked search for two common words at 1,000,000",
        "at most 15 ms, and at least 2 times Datasette's full-text search",
        (
            Limit("ms", "ms", 15, digits=1),
            Limit("datasette", "times as fast as Datasette", 2, is_least=True),
        ),
    ),
    Measure(
        "search-shipped",
        "the same in the shipped data",
        "at most 1 ms",
        (Limit("ms", "ms", 1),),
        (SHIPPED,),
    ),
    Measure(
        "csv",
        "CSV of all 1,000,000 findings",
        "at least 0.4 of `sqlite3 -csv`, memory growth under 64 MB",
        (
            Limit("sqlite3", "of `sqlite3 -csv`", 0.4, is_least=True),
            Limit("growth", "MB more memory", 64, digits=0, is_strict=True),
        ),
    ),
    Measure(
        "load",
        "load of 1,000,000 findings, validated, with indexes and full text",
        "at most 6 times `sqlite3 .import` with the same indexes",
        (Limit("times", "times", 6),),
    ),
    Measure(
        "memory",
        "memory of one worker after all of it",
        "under 250 MB",
        (Limit("rss", "MB", 250, digits=0, is_strict=True),),
    ),
    Measure(
        "start",
        "start with the shipped data to the first answer",
        "under 1.5 s",
        (Limit("seconds", "s", 1.5, is_strict=True),),
        (SHIPPED,),
    ),
)


def measured(measure: Measure, results: Results) -> str:
    """Every figure of a row, by database and size."""
    parts = []
    for limit in measure.limits:
        figures = [figure for figure in _figures(measure, results) if figure.limit == limit.name]
        parts_of_limit = [
            f"{NAMES[database]} {_values(measure, limit, on_database)}"
            for database in DATABASES
            if (on_database := [figure for figure in figures if figure.place.database == database])
        ]
        if parts_of_limit:
            parts.append(f"{'; '.join(parts_of_limit)} {limit.unit}")
    return ".<br>".join(parts) or "-"


def verdict(measure: Measure, results: Results) -> str:
    """Whether every figure of a row is within its limit, and which one is not."""
    figures = [figure for figure in _figures(measure, results) if figure.place in measure.places()]
    missing = _missing(measure, figures, results)
    limits = {limit.name: limit for limit in measure.limits}
    missed = [figure for figure in figures if not limits[figure.limit].is_met(figure.value)]
    if not figures:
        return f"not measured: {missing}"
    if missed:
        text = f"**not met** {_places(missed, figures)}"
    else:
        text = "met where it was measured" if missing else "met"
    return f"{text}. Not measured: {missing}" if missing else text


def _figures(measure: Measure, results: Results) -> list[Figure]:
    return [figure for figure in results.figures if figure.measure == measure.key]


def _values(measure: Measure, limit: Limit, figures: list[Figure]) -> str:
    def value(figure: Figure) -> str:
        text = f"{figure.value:,.{limit.digits}f}"
        is_elsewhere = figure.place.size not in measure.sizes
        return f"{text} (at {said_size(figure.place.size)})" if is_elsewhere else text

    return " · ".join(
        value(figure) for figure in sorted(figures, key=lambda figure: figure.place.size)
    )


def _places(missed: list[Figure], figures: list[Figure]) -> str:
    places = list(dict.fromkeys(str(figure.place) for figure in missed))
    everywhere = {str(figure.place) for figure in figures}
    return "anywhere" if set(places) == everywhere else f"at {', '.join(places)}"


def _missing(measure: Measure, figures: list[Figure], results: Results) -> str:
    has = {(figure.place, figure.limit) for figure in figures}
    wanted = [
        place
        for place in measure.places()
        if any((place, limit.name) not in has for limit in measure.limits)
    ]
    reasons: dict[str, list[str]] = {}
    for place in wanted:
        why = results.faults.get((measure.key, place), "left out of this run")
        reasons.setdefault(why, []).append(str(place))
    return "; ".join(f"{', '.join(where)} ({why})" for why, where in reasons.items())
