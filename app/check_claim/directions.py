"""Where a claim and a statement point: up or down, good or bad, and whether they agree."""

from collections.abc import Iterable, Set

from app.check_claim.lexicon import VALUED
from app.check_claim.sentences import Sign

Signs = Set[Sign]

_ENDS = {"+": "-", "-": "+"}


def points_elsewhere(said: Signs, own: Signs, end: str | None) -> bool:
    """Whether a statement, or a row with an end of its own, points the other way."""
    return _is_opposite(said, own) or any(
        end == _ENDS.get(end_of_claim) and _has_no_other(axis, end_of_claim, own)
        for axis, end_of_claim in _single_ends(said) - own
    )


def is_bad_news_alone(said: Signs, own: Signs) -> bool:
    """Whether a statement is bad news and a claim is not."""
    is_bad = "-" in _valued(said) or ("staying", "-") in said
    return "-" in _valued(_single_ends(own)) and not is_bad


def _is_opposite(said: Signs, own: Signs) -> bool:
    is_mixed = len(_valued(said)) > 1
    for axis, end in _single_ends(said):
        same = {other_end for other, other_end in own if other == axis}
        ends = same or (_valued(own) if axis in VALUED and not is_mixed else set())
        if ends and end not in ends:
            return True
    return False


def _has_no_other(axis: str, end: str, own: Signs) -> bool:
    """Whether nothing in a statement is what a claim says, where its row is the opposite."""
    return axis == "ease" or (axis in VALUED and end not in _valued(own))


def _single_ends(signs: Signs) -> set[Sign]:
    """Where a text points; challenges that were overcome point nowhere."""
    return {(axis, end) for axis, end in signs if (axis, _ENDS.get(end)) not in signs}


def _valued(signs: Iterable[Sign]) -> set[str | None]:
    return {end for axis, end in signs if axis in VALUED}
