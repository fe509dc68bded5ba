"""Comparative statics: signs of derivatives, and how regimes move."""
