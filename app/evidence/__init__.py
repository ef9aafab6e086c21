"""What we know: the evidence and the questions it can be asked. No HTTP here, and no files."""
