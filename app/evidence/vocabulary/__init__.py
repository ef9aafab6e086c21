"""The closed lists of words the evidence is coded in, each with its meaning."""

from app.evidence.vocabulary.claims import (
    BLANK,
    CLAIM_CERTAINTY,
    CODED_BY,
    CODER,
    CODING_STAGE,
    EFFECT,
    EVIDENCE_STATUS,
    OVERCOME,
    PART,
    POLARITY,
    RECOMMENDATION_KIND,
    RESPONSE_RESULT,
    SCOPE,
    WORD_FORM_KIND,
    YES_NO,
)
from app.evidence.vocabulary.outcomes import (
    COVERAGE,
    DESIGN,
    DESIRABILITY,
    DIRECTION,
    DOMAIN,
    OUTCOME_KIND,
    UNIT,
)
from app.evidence.vocabulary.projects import (
    AREA_KIND,
    AUTHORITIES,
    CERTAINTY,
    CLOSENESS,
    EVENT_KIND,
    FOCUS,
    LEAD_TYPE,
    ORGANISATION_KIND,
    STRAND,
)
from app.evidence.vocabulary.sources import (
    EXTENT,
    MENTION,
    REPORTED_BY,
    SOURCE_KIND,
)
from app.evidence.vocabulary.words import Vocabulary, Word

VOCABULARIES = (
    *(
        POLARITY,
        SCOPE,
        OVERCOME,
        CODED_BY,
        CODER,
        CODING_STAGE,
        OUTCOME_KIND,
        DIRECTION,
        DESIRABILITY,
        UNIT,
    ),
    *(STRAND, FOCUS, LEAD_TYPE, ORGANISATION_KIND, RECOMMENDATION_KIND, CERTAINTY),
    *(EVIDENCE_STATUS, BLANK, WORD_FORM_KIND, YES_NO),
    *(CLAIM_CERTAINTY, EFFECT, RESPONSE_RESULT, DOMAIN, DESIGN, COVERAGE, SOURCE_KIND),
    *(REPORTED_BY, EXTENT, MENTION, AREA_KIND, CLOSENESS, EVENT_KIND, PART),
)
"""Every closed list of words."""
