"""The evidence as tools of the Model Context Protocol, over the same queries as the API."""
