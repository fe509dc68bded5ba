"""An independent checker of certificates of exact phase diagrams.

It uses nothing but the standard library and shares no code with the engine that writes the certificates.
"""

from .checking import check
from .report import Report, Step

__all__ = ["Report", "Step", "check"]
