"""What one valid row of each data file is."""
