"""The pages for planners: the same queries as the API, in HTML."""
