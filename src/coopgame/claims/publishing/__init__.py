"""Conditions fit to print: short, without implied comparisons, solved for what the author wants on the left."""
