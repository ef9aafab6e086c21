"""What is learnt of the sentences that readers wrote."""

from app.check_claim.readers import Known, Readers, pairs
from app.check_claim.sentences import sentence

SAID = sentence("Mothers were helped to keep their children.")
OTHER = sentence("It cost more than was planned for.")


def test_sentences_about_projects_that_a_release_does_not_know_are_not_learnt() -> None:
    known = Known("a reader", frozenset(), SAID.terms, pairs(SAID), 0)

    assert Readers([known] * 3).vote(SAID, []) == 0


def test_a_sentence_like_true_ones_about_its_project_is_voted_for() -> None:
    known = Known("a reader", frozenset({"pause"}), SAID.terms, pairs(SAID), 0)
    other = Known("a reader", frozenset(), OTHER.terms, pairs(OTHER), 1)

    assert Readers([*[known] * 2, *[other] * 3]).vote(SAID, ["pause"]) > 0
