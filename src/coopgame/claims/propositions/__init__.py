"""Propositions for a paper, from maps, equilibria, models and verdicts."""
