"""Tests against a real database and the whole service."""
