"""Attacks and load, and what a normal reader meets meanwhile."""
