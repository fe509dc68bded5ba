"""What can be said of a model: conditions fit to print, and propositions."""

from coopgame.claims.published import PublishedCondition, published

__all__ = ["PublishedCondition", "published"]
