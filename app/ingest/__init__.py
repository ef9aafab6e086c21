"""How evidence gets in: files are read, checked as a whole, and loaded in one transaction."""
