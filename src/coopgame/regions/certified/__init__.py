"""Maps beyond polynomials: certified subdivision with ball arithmetic."""
