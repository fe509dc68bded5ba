"""``python -m coopgame_checker certificate.json`` checks a certificate and says what was proved."""

from __future__ import annotations

import sys
from pathlib import Path

from .checking import check


def main(arguments: list[str]) -> int:
    """Check the certificate in a file; 0 if it is proved, 1 if not, 2 if there is nothing to check."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m coopgame_checker certificate.json\n")
        return 2
    try:
        source = Path(arguments[0]).read_bytes()
    except OSError as error:
        sys.stderr.write(f"{arguments[0]}: {error.strerror}\n")
        return 2
    report = check(source)
    sys.stdout.write(f"{report}\n")
    return 0 if report.passed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
