import os
import subprocess
import sys

import pytest

PROGRAM = """
from coopgame.errors import ExpressionError
from coopgame.expressions import parse_condition, parse_expression, to_text
for read, texts in (
    (parse_expression, ["max(d*x, c, b/y, a)", "z + y*x + x*y*w", "min(max(b, a), max(c, a))",
                        "exp(x/7000 + 900*log(y))", "max(h, g, f, e, d, c, b, a, 2, 1, 2*a)",
                        "sqrt((a - b)**2) + sqrt((c - d)**2)"]),
    (parse_condition, ["b < a or d > c or b == a", "not (b < a and d < c and x != y)", "3 > c > b > a > 2"]),
):
    for text in texts:
        try:
            print(to_text(read(text)))
        except ExpressionError as error:
            print(error)
"""


def output(seed):
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, check=True).stdout


@pytest.mark.thorough
@pytest.mark.parametrize("seed", ["1", "2"])
def test_results_and_messages_do_not_depend_on_the_hash_seed(seed):
    assert output(seed) == output("0")
