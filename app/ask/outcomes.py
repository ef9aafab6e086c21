"""Plans for outcomes: what was measured, which way it changed, and by how much."""

import re
from collections.abc import Iterator

from app.ask.plans import Plan, Said, claims, on_topics, project_of
from app.ask.reading import Reading

_FIGURE = re.compile(
    r"\bhow (?:often|much|long)\b|\b(?:percentage|figures?|before and after)\b|\bhow many "
    r"(?!(?:of (?:the|them) ?)?(?:projects|schemes|councils|places|authorities|sites|services|"
    r"areas|charities))"
)


def outcome_plans(reading: Reading) -> Iterator[Plan]:
    """Outcomes, where a measure and a direction are asked for, or a change of some size."""
    mentioned = reading.mentioned
    amount = reading.amount if reading.amount and reading.amount.kind == "percent" else None
    directions = [amount.direction] if amount and amount.direction else []
    directions = directions or mentioned.values("direction")
    desirability = mentioned.values("desirability")
    measured = _measured(reading)
    is_told = any(one.polarity for one in mentioned.of("measure"))
    if not _is_of_outcomes(reading, bool(measured and (directions or desirability))):
        return
    said = measured or on_topics(reading)
    if not is_told:
        said = [*said, *_changed(reading, directions, desirability)]
    if amount:
        said += _limits(reading, directions)
    project = project_of(reading)
    if said or project or mentioned.narrowing:
        yield claims("outcomes", reading, [*said, *project])
    if (amount or _is_plain(reading)) and reading.topics and not measured:
        rest = [one for one in said if one.parameter != "theme"]
        yield claims("outcomes", reading, [*rest, *project])


def is_for_a_figure(reading: Reading) -> bool:
    """Whether a quantity is asked for, and not a number of projects."""
    return bool(_FIGURE.search(reading.question.casefold()))


def _is_of_outcomes(reading: Reading, is_changed: bool) -> bool:
    mentioned = reading.mentioned
    if "share" in reading.kinds:
        return False
    if reading.loose_negatives and not mentioned.of("overcome"):
        # What did not fall is not what fell.
        return False
    measures = mentioned.of("measure")
    is_figure = measures and is_for_a_figure(reading)
    is_asked = is_figure or ("outcomes" in mentioned.asks and (measures or not reading.topics))
    is_sized = reading.amount and reading.amount.kind == "percent"
    if is_asked or is_sized:
        return True
    if len({topic.themes for topic in reading.topics}) > 1:
        return False
    if any(one.polarity for one in measures) or mentioned.of("desirability"):
        return True
    return reading.polarity != "barrier" and bool(is_changed or _is_plain(reading))


def _is_plain(reading: Reading) -> bool:
    changes = reading.mentioned.values("direction")
    return bool(reading.mentioned.of("desirability")) or changes == ["no-change"]


def _measured(reading: Reading) -> list[Said]:
    """What was measured, by the longest phrase that says it."""
    measures = reading.mentioned.of("measure")
    if not measures:
        return []
    # "How many children" counts something else that is named, where anything is.
    measures = [one for one in measures if one.words[0].text != "how"] or measures
    longest = max(measures, key=lambda one: len(one.words))
    parameter = longest.values[0].partition("=")[0]
    same = [m for m in measures if m.values[0].startswith(f"{parameter}=")]
    if parameter == "q":
        same = [longest]
    values = {value.partition("=")[2] for m in same for value in m.values}
    words = " ".join(one.written for one in same)
    return [Said(words, parameter, tuple(sorted(values)))]


def _changed(reading: Reading, directions: list[str], desirability: list[str]) -> list[Said]:
    """The direction of the change, or whether it was wanted."""
    if len(directions) == 1:
        words = " ".join(one.written for one in reading.mentioned.of("direction"))
        measured = _measured(reading)
        if measured and measured[0].parameter == "q":
            # A single figure, as of children kept out of care, has no direction.
            others = tuple(sorted({"increase", "decrease", "no-change"} - {*directions}))
            return [Said(words, "direction.none", others)]
        written = words or (reading.amount.written if reading.amount else "")
        return [Said(written, "direction", tuple(directions))]
    if desirability:
        words = " ".join(one.written for one in reading.mentioned.of("desirability"))
        return [Said(words, "desirability", tuple(desirability[:1]))]
    return []


def _limits(reading: Reading, directions: list[str]) -> Iterator[Said]:
    amount = reading.amount
    assert amount is not None  # noqa: S101 (for the reader of types)
    for bound, size in amount.bounds:
        if directions == ["decrease"]:
            name = f"change_percent.{_MIRRORED[bound]}"
            yield Said(amount.written, name, (f"{-size:g}",))
            if bound in ("lt", "lte"):
                yield Said(amount.written, "change_percent.lt", ("0",))
        elif directions == ["increase"]:
            yield Said(amount.written, f"change_percent.{bound}", (f"{size:g}",))
        else:
            yield Said(amount.written, f"change_size.{bound}", (f"{size:g}",))


_MIRRORED = {"gt": "lt", "gte": "lte", "lt": "gt", "lte": "gte"}
