"""Statements: what they are made of, how they are joined, and the words of theorists."""
