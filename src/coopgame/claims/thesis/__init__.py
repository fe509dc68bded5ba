"""The sixteen claims about the decay of cooperation, each as a statement that the library decides."""

from coopgame.claims.thesis.claim import SENTENCES, Claim, Variant
from coopgame.claims.thesis.claims import thesis

__all__ = ["SENTENCES", "Claim", "Variant", "thesis"]
