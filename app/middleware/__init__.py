"""What every answer passes, page or API: cache, headers, faults, limits."""
