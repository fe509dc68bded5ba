"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass


class Rejected(Exception):  # noqa: N818 - a verdict on the certificate, not an error of the program
    """The certificate does not prove what it claims; the message says what and where."""


@dataclass(frozen=True)
class Step:
    """One step of the proof.

    Parameters
    ----------
    name
        What the step proves.
    passed
        Whether the proof went through.
    detail
        What was proved, or what is wrong and where.
    """

    name: str
    passed: bool
    detail: str


@dataclass(frozen=True)
class Report:
    """The steps of a check, in order.

    Parameters
    ----------
    steps
        Every step that was tried.

    Examples
    --------
    >>> report = Report((Step("format", True, "2 columns"), Step("areas", False, "region 0 is too large")))
    >>> report.passed
    False
    >>> print(report)
    ok      format: 2 columns
    FAILED  areas: region 0 is too large
    """

    steps: tuple[Step, ...]

    @property
    def passed(self) -> bool:
        """Whether every step passed."""
        return bool(self.steps) and all(step.passed for step in self.steps)

    def __str__(self) -> str:
        return "\n".join(f"{'ok     ' if s.passed else 'FAILED '} {s.name}: {s.detail}" for s in self.steps)
