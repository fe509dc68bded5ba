"""How large an expression from a file may be, so that reading it is quick whatever it says.

The numbers are read through this module at each use.  Nothing here bounds what a Python program builds with SymPy
itself.
"""

from __future__ import annotations

from typing import Final

CHARACTERS: Final = 2_000
NODES: Final = 500
DEPTH: Final = 60
RESULT_NODES: Final = 2_000
# An absolute value is max(a, -a): nested ones double at every level.
ABSOLUTE_NODES: Final = 150
NAME_LENGTH: Final = 64
EXPONENT: Final = 64
EXPONENT_DENOMINATOR: Final = 1_000
# See the module on roots; from 1 024 bits on, SymPy's test for perfect powers may overflow a float.
ROOT_BITS: Final = 1_000
DIGITS: Final = 60
DECIMAL_EXPONENT_DIGITS: Final = 2
# Up to here SymPy is asked about signs and compares the arguments of Max and Min in pairs; on large expressions one
# question about a sign can take minutes.
ASKED_NODES: Final = 40
ASKED_ARGUMENTS: Final = 8
# The root of a product or a power makes SymPy ask about signs whether it is wanted or not.
ROOTED_NODES: Final = 80
