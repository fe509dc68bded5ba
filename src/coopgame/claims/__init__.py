"""What can be said of a model: conditions fit to print, and propositions."""

from coopgame.claims.proposition import Proposition
from coopgame.claims.propositions import proposition
from coopgame.claims.published import PublishedCondition, published

__all__ = ["Proposition", "PublishedCondition", "proposition", "published"]
