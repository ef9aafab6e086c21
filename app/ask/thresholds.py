"""How sure is sure: every threshold of the reading, with what is lost without it.

Measured as the mean F1 of the tuning questions and of the test questions.
"""

SURE_ENOUGH = 0.42
"""A theme that is less likely is not what was meant. Its effect is measured in the how-to."""
SURE_OF_PART = 0.7
"""Each of two themes that a question is about at once is at least so likely."""
SURE_OF_ADVICE = 0.3
"""The same as `SURE_ENOUGH` where a recommendation is asked for: it is about one of the themes."""
SURE_BESIDE_A_FACET = 0.95
"""A theme that only common words tell, beside a subject of projects."""
TELLING_SHARE = 0.25
"""A word speaks for a theme where so much of its use belongs to it."""
SURE_OF_CLAIM = 0.7
"""A single claim that holds so much of what a question asks is meant."""
NEAR_A_CLAIM = 0.45
"""A claim that holds so much of it is offered."""
RARE = 0.65
"""A word counts as rare where it weighs so much of the rarest word that a claim holds."""
