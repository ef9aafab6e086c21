"""What planners worry about before they start, each with the themes that it is made of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Worry:
    """A worry in a planner's words.

    `lesson_id` and `help_id` name the claims that say best what went wrong, and what helped
    with just that.
    """

    worry_id: str
    label: str
    question: str
    theme_ids: tuple[str, ...]
    lesson_id: str
    help_id: str


_ALL = (
    Worry(
        "delays",
        "Delays in starting",
        "What held projects up before they could begin?",
        (
            *("set-up.late-start", "set-up.commissioning-and-deregulation"),
            *("set-up.partner-withdrawal", "set-up.legal-and-governance"),
        ),
        "tr4-f179",
        "tr4-f058",
    ),
    Worry(
        "staff-and-carers",
        "Finding staff and carers",
        "Who was hard to find, and who left?",
        ("recruitment.staff", "recruitment.carers", "turnover"),
        "tr4-f165",
        "tr4-f168",
    ),
    Worry(
        "ofsted-and-buildings",
        "Ofsted and buildings",
        "What went wrong with registration, planning and premises?",
        ("set-up.registration", "set-up.premises"),
        "tr4-f209",
        "tr4-f210",
    ),
    Worry(
        "too-few-referrals",
        "Too few referrals",
        "Why did fewer people take part than planned?",
        ("referrals", "recruitment.participants"),
        "tr4-f226",
        "tr4-f232",
    ),
    Worry(
        "wrong-referrals",
        "The wrong referrals",
        "What happened when other people came than the project was for?",
        ("population",),
        "tr4-f286",
        "tr4-f252",
    ),
    Worry(
        "leaders-and-partners",
        "Leaders and partners",
        "What if leaders change, staff hold back or agencies do not join in?",
        (
            *("leadership", "collaboration", "objectives.ownership-divide"),
            "objectives.unclear-or-changed",
        ),
        "tr4-f285",
        "tr4-f044",
    ),
    Worry(
        "data-and-proof",
        "Data and proof",
        "Will we be able to show that it worked?",
        # Too little time is about showing results, not about starting.
        (
            *("data-use", "attribution", "evidence-base", "embedded-research"),
            "set-up.too-little-time",
        ),
        "tr4-f110",
        "tr4-f129",
    ),
    Worry(
        "keeping-it-going",
        "Keeping it going",
        "What threatens a project once it runs, and after the money ends?",
        ("sustainability", "pressures"),
        "tr4-f253",
        "tr4-f260",
    ),
)
WORRIES = {worry.worry_id: worry for worry in _ALL}
"""In the order of a planner's work: before the start, at the start, and after it."""
