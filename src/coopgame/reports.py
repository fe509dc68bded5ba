"""Reports of checks: what was checked, whether it passed, and on how much evidence."""

from __future__ import annotations

from dataclasses import dataclass

from coopgame.notebook import table


@dataclass(frozen=True)
class Check:
    """One check: what was looked at, whether it passed, and what was seen."""

    name: str
    passed: bool
    detail: str


@dataclass(frozen=True, repr=False)
class Report:
    """The outcome of several checks.

    Examples
    --------
    >>> report = Report((Check("areas sum to the box", True, "100 = 100"),))
    >>> report.passed
    True
    >>> report
    Report: all 1 checks passed
      passed  areas sum to the box: 100 = 100
    """

    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return all(check.passed for check in self.checks)

    def __bool__(self) -> bool:
        return self.passed

    def __repr__(self) -> str:
        failed = sum(not check.passed for check in self.checks)
        head = f"{failed} of {len(self.checks)} checks FAILED" if failed else f"all {len(self.checks)} checks passed"
        lines = (f"\n  {'passed' if c.passed else 'FAILED'}  {c.name}: {c.detail}" for c in self.checks)
        return f"Report: {head}{''.join(lines)}"

    def _repr_html_(self) -> str:
        rows = ((c.name, "passed" if c.passed else "FAILED", c.detail) for c in self.checks)
        return table(("check", "outcome", "what was seen"), rows, caption=repr(self).partition("\n")[0])
