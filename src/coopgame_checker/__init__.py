"""An independent checker of certificates of exact phase diagrams."""
