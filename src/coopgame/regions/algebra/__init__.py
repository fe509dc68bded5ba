"""Polynomials and real algebraic numbers in exact arithmetic."""
