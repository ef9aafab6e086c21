"""Search: an index of words for each release, and what is found in it, best first."""
