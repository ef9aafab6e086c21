"""Tests of one part by itself: no database, no server."""
