"""The REST API: a query from a URL, an answer as JSON or a file."""
