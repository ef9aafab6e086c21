"""What is learnt of the sentences that readers wrote."""

import numpy as np

from app.check_claim.lessons import Lessons
from app.check_claim.readers import ReaderSentence, word_pairs
from app.check_claim.sentences import Sentence, sentence
from app.check_claim.term_index import TermIndex

SAID = sentence("Mothers were helped to keep their children.")
OTHER = sentence("It cost more than was planned for.")


VOCABULARY = TermIndex([SAID.terms], [OTHER.terms], [])


def known(said: Sentence, *projects: str) -> ReaderSentence:
    return ReaderSentence("a reader", True, frozenset(projects), said, word_pairs(said))


def vote(about: list[str], *readers: ReaderSentence) -> float:
    """What sentences of readers say to the first sentence as one about some projects."""
    likeness = VOCABULARY.likeness(SAID.terms)
    weights = np.ones(len(SAID.terms), dtype=np.float32)
    return Lessons(readers, VOCABULARY).learnt().beside(SAID, [], about, likeness, weights).vote


def test_sentences_about_projects_that_a_release_does_not_know_are_not_learnt() -> None:
    assert vote([], *[known(SAID)] * 3) == 0


def test_a_sentence_like_true_ones_about_its_project_is_voted_for() -> None:
    assert vote(["pause"], *[known(SAID, "pause")] * 2, *[known(OTHER)] * 3) > 0
