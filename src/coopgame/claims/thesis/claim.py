"""What a claim is: words, the statement that formalises them, where it comes from, and how it is mended if false."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from coopgame.claims.deciding.decide import decide
from coopgame.claims.deciding.verdict import Verdict
from coopgame.claims.language.statements import Statement
from coopgame.deciders import Limits

#: What the thesis says, in the five sentences that the model formalises; claims cite them by number.
SENTENCES: Mapping[int, str] = MappingProxyType(
    {
        1: "Service capability is determined by professional technology and resource mobilisation; service resource is "
        "indispensable; the effect of a service is limited by both abilities of the subjects.",
        2: "The organization is expected to have more technology, the government more resources.",
        3: "In cooperation, the local government is constrained by performance competition and by a second risk that "
        "the organization brings upon it (blame risk).",
        4: "A rational government chooses the strategy that eliminates performance competition and blame risk.",
        5: "Because the government dominates resource mobilisation, its choice decides the type of relationship: "
        "cooperation, capture, restriction, substitution.",
    }
)


@dataclass(frozen=True)
class Variant:
    """A sentence near a claim: the claim under one of several readings, or a true sentence near a false one.

    Examples
    --------
    >>> import coopgame as cg
    >>> [variant.text for variant in cg.claims.thesis()[-3].variants]
    ['without shifting of blame, s = 0', 'with some blame shifted, s > 0']
    """

    text: str
    statement: Statement

    def decide(self, limits: Limits | None = None) -> Verdict:
        """Decide the statement."""
        return decide(self.statement, limits=limits)


@dataclass(frozen=True)
class Claim:
    """A claim about the contracting model: words, statement and source.

    Attributes
    ----------
    number
        Such as ``"3"`` or ``"4b"``.
    text
        The claim in words.
    statement
        What is decided.
    sentence
        Which of :data:`SENTENCES` it comes from.
    variants
        The same claim under each of several readings.
    repair
        A true sentence near it, where the claim is false as worded.

    Examples
    --------
    >>> import coopgame as cg
    >>> claim = next(c for c in cg.claims.thesis() if c.number == "4b")
    >>> claim.text, claim.decide().status
    ('Raising b never moves any regime to capture.', 'proved')
    """

    number: str
    text: str
    statement: Statement
    sentence: int
    variants: tuple[Variant, ...] = ()
    repair: Variant | None = None

    @property
    def source(self) -> str:
        """The sentence of the thesis that it formalises."""
        return SENTENCES[self.sentence]

    def decide(self, limits: Limits | None = None) -> Verdict:
        """Decide the claim as worded."""
        return decide(self.statement, limits=limits)
