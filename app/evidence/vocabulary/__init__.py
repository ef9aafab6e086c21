"""The closed lists of words the evidence is coded in, each with its meaning."""

# ruff: noqa: F403, F405 (every list of these files is one of this room)

from app.evidence.vocabulary.claims import *
from app.evidence.vocabulary.projects import *
from app.evidence.vocabulary.words import Vocabulary, Word

VOCABULARIES = (
    *(POLARITY, SCOPE, OVERCOME, CODED_BY, CODER, CODING_STAGE),
    *(OUTCOME_KIND, DIRECTION, DESIRABILITY, UNIT),
    *(STRAND, FOCUS, LEAD_TYPE, ORGANISATION_KIND, RECOMMENDATION_KIND, CERTAINTY),
    *(EVIDENCE_STATUS, BLANK, WORD_FORM_KIND, YES_NO),
    *(CLAIM_CERTAINTY, EFFECT, RESPONSE_RESULT, DOMAIN, DESIGN, COVERAGE, SOURCE_KIND),
    *(REPORTED_BY, EXTENT, MENTION, AREA_KIND, CLOSENESS, EVENT_KIND, PART),
)
"""Every closed list of words."""
