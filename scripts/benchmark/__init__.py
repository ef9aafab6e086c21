"""The benchmark: each server alone with one worker, measured beside the others in one run."""
