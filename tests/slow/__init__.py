"""Tests that take long: killed loads, replicas, workers, a million rows."""
