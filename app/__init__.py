"""Wave 1 Evidence: what the evaluations of 57 projects found, and where it is said."""
