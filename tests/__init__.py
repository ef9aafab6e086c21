"""The tests: promises, held on both databases."""
