"""A sentence or figure -> whether the evidence says it, and where it differs."""

from app.check_claim.checking import Check, Match, Verdict, check_claim

LONGEST_CLAIM = 500

__all__ = ["LONGEST_CLAIM", "Check", "Match", "Verdict", "check_claim"]
