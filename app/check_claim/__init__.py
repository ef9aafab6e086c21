"""A sentence or figure -> whether the evidence says it, and where it differs."""

from app.check_claim.checking import check_claim
from app.check_claim.evidence import Evidence, evidence_of
from app.check_claim.matches import Match
from app.check_claim.verdicts import MEANINGS, WRONG, Check, Verdict
from app.check_claim.wordings import ListName

LONGEST_CLAIM = 500

__all__ = [
    "LONGEST_CLAIM",
    "MEANINGS",
    "WRONG",
    "Check",
    "Evidence",
    "ListName",
    "Match",
    "Verdict",
    "check_claim",
    "evidence_of",
]
