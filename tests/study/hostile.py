"""Studies that nobody should send, each with the words that its one message must contain."""

from __future__ import annotations

from dataclasses import dataclass

GOOD = """\
title = "Two by two"

[game]
players = ["row", "column"]
strategies = { row = ["C", "D"], column = ["C", "D"] }
payoffs = [
  { profile = ["C", "C"], payoffs = ["R", "R"] },
  { profile = ["C", "D"], payoffs = ["0", "T"] },
  { profile = ["D", "C"], payoffs = ["T", "0"] },
  { profile = ["D", "D"], payoffs = [1, 1] },
]

[regimes]
player = "row"
by_strategy = { C = "trust", D = "war" }

[parameters.R]
bounds = [0, 10]

[parameters.T]
bounds = [0, 10]

[axes]
x = { parameter = "R", from = 0, to = 5 }
y = { parameter = "T", from = 0, to = 5 }
"""


@dataclass(frozen=True)
class Case:
    """A hostile file and what its message must name."""

    name: str
    content: str | bytes
    words: tuple[str, ...]

    @property
    def raw(self) -> bytes:
        return self.content if isinstance(self.content, bytes) else self.content.encode()


def change(old: str, new: str) -> str:
    if old not in GOOD:
        raise ValueError(old)
    return GOOD.replace(old, new, 1)


def payoff(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return change('payoffs = ["R", "R"]', f'payoffs = ["{quoted}", "R"]')


CODE = {
    "import": "__import__('os').system('touch canary')",
    "attribute": "R.__class__.__mro__",
    "lambda": "lambda: R",
    "comprehension": "[R for R in (1,)]",
    "generator": "sum(R for R in (1, 2))",
    "eval": 'eval("1")',
    "open": "open('canary', 'w')",
    "format": "f'{R}'",
    "walrus": "(R := 1)",
    "subscript": "R[0]",
    "conditional": "R if T else 1",
    "semicolon": "R; T",
    "call_of_a_number": "1(R)",
    "star": "max(*R)",
}
BOMBS = {
    "tower": ("9**9**9", "exponent"),
    "power": ("R**1000000", "exponent"),
    "negative_power": ("R**-1000000", "exponent"),
    "exponent": ("1e999999", "exponent"),
    "digits": ("1" * 1999, "10**60"),
    "long": ("R+" * 2000 + "1", "at most 2000"),
    "brackets": ("(" * 500 + "R" + ")" * 500, "deep"),
    "signs": ("-" * 400 + "R", "deep"),
    "not_ascii": ("٣*R", "Unexpected"),
    "null": ("1/0", "zero"),
}
_IN_PAYOFF = [Case(f"payoff_{k}", payoff(v), ("payoff of row at (C, C)",)) for k, v in CODE.items()]
_IN_PAYOFF += [Case(f"payoff_{k}", payoff(v), ("payoff of row", words)) for k, (v, words) in BOMBS.items()]

SYSTEM = CODE["import"]
_CODE_ELSEWHERE = [
    Case("definition", GOOD + f'[[closures]]\ndefine = {{ R = "{SYSTEM}" }}\n', ("Unexpected",)),
    Case("defined_name", GOOD + f'[[closures]]\ndefine = {{ "{SYSTEM}" = "T" }}\n', ("definitions", "import")),
    Case("condition", f'where = ["{SYSTEM}"]\n' + GOOD, ("side condition", "Unexpected")),
    Case("condition_lambda", 'where = ["(lambda: R)() < 1"]\n' + GOOD, ("side condition", "lambda")),
    Case("parameter_name", GOOD + f'[parameters."{SYSTEM}"]\nbounds = [0, 1]\n', ("bounds", "import")),
    Case("parameter_dunder", GOOD + "[parameters.__class__]\nbounds = [0, 1]\n", ("__class__",)),
    Case("parameter_keyword", GOOD + "[parameters.lambda]\nbounds = [0, 1]\n", ("lambda_",)),
    Case("player_name", change('"column"]', '"col\\u001b[2J"]').replace("column", '"col\\u001b[2J"'), ("col",)),
    Case("regime_name", change('"trust"', '"{T.__class__}"'), ("regime", "{")),
    Case("at_name", GOOD + f'[at]\n"{SYSTEM}" = 1\n', ("at", "import")),
    Case("axis_name", change('parameter = "R"', f'parameter = "{SYSTEM}"'), ("x", "import")),
]

_NUMBERS = [
    Case("nan", change("bounds = [0, 10]", "bounds = [0, nan]"), ("nan", '"oo"')),
    Case("inf", change("bounds = [0, 10]", "bounds = [0, -inf]"), ("inf", '"oo"')),
    Case("nan_text", change("bounds = [0, 10]", 'bounds = [0, "nan"]'), ("parameters.R.bounds.1", "'nan'")),
    Case("inf_text", change("bounds = [0, 10]", 'bounds = [0, "inf"]'), ("parameters.R.bounds.1", "'inf'")),
    Case("infinite_axis", change("from = 0, to = 5", 'from = 0, to = "oo"'), ("axes.x.to", "'oo'")),
    Case("nan_payoff", payoff("nan"), ("game.payoffs", "nan has no bounds")),
    Case("bool", change("bounds = [0, 10]", "bounds = [0, true]"), ("parameters.R.bounds.1", "True")),
    Case("bool_payoff", change("payoffs = [1, 1]", "payoffs = [1, false]"), ("game.payoffs.3", "False")),
    Case("date", change("bounds = [0, 10]", "bounds = [0, 1979-05-27]"), ("parameters.R.bounds.1", "1979-05-27")),
    Case("decimal_digits", change("payoffs = [1, 1]", f"payoffs = [1, {'1' * 5000}.0]"), ("line 10", "digits")),
    Case("integer", change("bounds = [0, 10]", f"bounds = [0, 1{'0' * 5000}]"), ("line 18", "digits")),
    Case("hexadecimal", change("bounds = [0, 10]", f"bounds = [0, 0x{'f' * 5000}]"), ("line 18", "digits")),
    Case("medium_hexadecimal", change("to = 5", f"to = 0x{'f' * 190}"), ("axes.x.to", "10**60")),
    Case("integer_text", change("to = 5", f'to = "{"1" * 5000}"'), ("axes.x.to", "too long")),
    Case("exponent", change("to = 5", "to = 1e999999999"), ("axes.x.to", "10**60")),
    Case("tiny", change("to = 5", "to = 1e-999999999"), ("axes.x.to", "10**60")),
    Case("zero_denominator", change("to = 5", 'to = "1/0"'), ("axes.x.to", "zero")),
]

_AXES = [
    Case("empty_axis", change("from = 0, to = 5", "from = 5, to = 5"), ("x", "single point")),
    Case("reversed_axis", change("from = 0, to = 5", "from = 5, to = 0"), ("x", "reversed")),
    Case("axis_too_long", change("from = 0, to = 5", "from = 0, to = 50"), ("x", "[0, 10]")),
    Case("same_axes", change('parameter = "T"', 'parameter = "R"'), ("Both axes are R",)),
    Case("unknown_axis", change('parameter = "T"', 'parameter = "Tt"'), ("y", "Did you mean 'T'")),
    Case("reversed_bounds", change("bounds = [0, 10]", "bounds = [10, 0]"), ("bounds of R", "reversed")),
    Case("empty_bounds", change("bounds = [0, 10]", "bounds = [3, 3]"), ("bounds of R", "single point")),
    Case("three_bounds", change("bounds = [0, 10]", "bounds = [0, 1, 2]"), ("parameters.R.bounds", "2 items")),
    Case("unknown_value", GOOD + "[at]\nZ = 1\n", ("at", "Z")),
    Case("axis_fixed", GOOD + "[at]\nR = 1\n", ("at", "R is an axis")),
    Case("no_value", change('y = { parameter = "T", from = 0, to = 5 }', ""), ("T has no value",)),
]

_KEYS = [
    Case("unknown_table", change("[axes]", "[axis]"), ("axis", "unknown key", "Did you mean 'axes'")),
    Case("one_bracket", GOOD + '[case]\nname = "A"\n', ("case: expected a list of tables", "[[case]]")),
    Case("unknown_key", change("bounds =", "bound ="), ("parameters.R.bound", "Did you mean 'bounds'")),
    Case("key_with_escapes", change("bounds =", '"bo\\u001b[31m\\nunds" ='), ("unknown key", "\\x1b", "\\n")),
    Case("unknown_model", '[model]\nuse = "hod"\n[axes]\nx = { parameter = "C", from = 0, to = 1 }\n', ("'hood'",)),
    Case("both", GOOD + '[model]\nuse = "hood"\n', ("both [model] and [game]",)),
    Case("neither", "[axes]\nx = { parameter = 'p', from = 0, to = 1 }\n", ("neither [model] nor [game]",)),
    Case("number_for_list", change('player = "row"', 'player = ["row"]'), ("regimes.player", "string")),
    Case("text_for_list", 'where = "R < T"\n' + GOOD, ("where", "list")),
    Case("list_for_number", change("to = 5", "to = [5]"), ("axes.x.to", "expected a number")),
    Case("list_for_payoff", change('payoffs = ["R", "R"]', 'payoffs = [["R"], "R"]'), ("game.payoffs.0", "expected")),
    Case("text_for_bounds", change("bounds = [0, 10]", 'bounds = "01"'), ("parameters.R.bounds", "list")),
    Case("foreign_parameter", '[model]\nuse = "hood"\n[parameters.m]\nbounds = [0, 9]\nvalue = 7\n'
         "[axes]\nx = { parameter = 'C', from = 0, to = 1 }\n", ("parameters.m", "[at]")),
    Case("no_leader", GOOD + '[timing]\nplay = "leader-follower"\n', ("timing.leader", "row, column")),
    Case("unknown_leader", GOOD + '[timing]\nplay = "leader-follower"\nleader = "rwo"\n', ("timing.leader", "'row'")),
    Case("name_of_nothing", GOOD + '[[names]]\nregimes = ["trsut"]\nname = "x"\n', ("names", "Did you mean 'trust'")),
    Case("unknown_option", '[model]\nuse = "contracting"\nclosures = [{ use = "burden", technology = "ces" }]\n'
         "[axes]\nx = { parameter = 'p', from = 0, to = 1 }\n", ("model.closures", "'technology'")),
]  # fmt: skip

_ROW = '  { profile = ["C", "D"], payoffs = ["0", "T"] },\n'
_GAME = [
    Case("missing_profile", change(_ROW, ""), ("payoffs", "(C, D)")),
    Case("missing_payoff", change('["0", "T"]', '["0"]'), ("payoffs at (C, D)", "got 1")),
    Case("no_payoffs", change(', payoffs = ["0", "T"]', ""), ("game.payoffs.1.payoffs", "missing")),
    Case("profile_twice", change('"C", "D"], p', '"C", "C"], p'), ("game.payoffs", "given twice")),
    Case("unknown_strategy", change('"C", "D"], p', '"C", "E"], p'), ("payoffs", "'E'")),
    Case("many_strategies", change('row = ["C", "D"]', f"row = {[f's{k}' for k in range(20000)]}"), ("12 items",)),
    Case("many_profiles", change("payoffs = [\n", "payoffs = [\n" + _ROW * 15000), ("game.payoffs", "400 items")),
    Case("regime_twice", change('player = "row"\nby_strategy = { C = "trust", D = "war" }',
         'by_profile = [{ profile = ["C", "C"], regime = "a" }, { profile = ["C", "C"], regime = "b" }]'),
         ("regimes.by_profile", "given twice")),
    Case("no_bounds", payoff("Q"), ("game.payoffs", "Q has no bounds")),
]  # fmt: skip

_UNIT = '[axes]\nx = { parameter = "R", from = 0, to = 1 }\n'
_FILES = [
    Case("two_megabytes", b"#" + b"x" * 2_000_000 + b"\n" + GOOD.encode(), ("1000000 bytes",)),
    Case("dotted_key", ".".join(["a"] * 20000) + " = 1\n" + GOOD, ("line 1", "8 dotted")),
    Case("dotted_header", "[" + ".".join(["a"] * 20000) + "]\n", ("line 1", "8 dotted")),
    Case("dotted_quoted", ' . '.join(['"a"'] * 20000) + " = 1\n", ("line 1", "8 dotted")),
    Case("dotted_inside", "x = { " + ".".join(["a"] * 20000) + " = 1 }\n", ("line 1", "8 dotted")),
    Case("dotted_hidden", '# """\n' + ".".join(["a"] * 20000) + ' = 1\n# """\n', ("line 2", "8 dotted")),
    Case("nested_lists", "x = " + "[" * 5000 + "]" * 5000, ("line 1", "20 deep")),
    Case("nested_tables", "x = " + "{a=" * 5000 + "1" + "}" * 5000, ("line 1", "20 deep")),
    Case("nested_behind_text", "x = '''\n#\n'''\ny = " + "[" * 5000, ("line 4", "20 deep")),
    Case("nested_behind_quotes", 'x = {a = """a"""", b = ' + "[" * 5000 + ', c = "d"}', ("line 1", "20 deep")),
    Case("unterminated", 'x = "' + '\\"' * 400_000, ("not valid TOML",)),
    Case("unterminated_block", 'x = """' + '\\"""' * 200_000 + "\\", ("not valid TOML",)),
    Case("many_tables", "".join(f"[a{k}]\n" for k in range(20000)), ("unknown key",)),
    Case("latin", GOOD.encode().replace(b"Two", b"\xe9"), ("UTF-8", "byte 9")),
    Case("utf16", GOOD.encode("utf-16"), ("UTF-8",)),
    Case("zeros", b"\0" * 100, ("not valid TOML",)),
    Case("not_toml", "a study", ("not valid TOML", "line 1")),
    Case("empty", "", ("axes", "missing")),
    Case("title_escape", change('"Two by two"', '"Two\\u001b]0;owned\\u0007"'), ("title", "\\x1b")),
    Case("title_null", change('"Two by two"', '"Two\\u0000"'), ("title", "\\x00")),
    Case("title_reversed", change('"Two by two"', '"Two\\u202Eowt"'), ("title", "\\u202e")),
    Case("meaning_escape", change("bounds = [0, 10]", 'bounds = [0, 10]\nmeaning = "a\\u0008"'), ("meaning", "\\x08")),
    Case("reading_lines", 'reading = """a\nb"""\n' + GOOD, ("reading", "\\n")),
    Case("title_long", change('"Two by two"', f'"{"x" * 500}"'), ("title", "400")),
]  # fmt: skip

PATHS = ["../x.pdf", "/canary.pdf", "a/../../x.pdf", "way_out/x.pdf", ".pdf/../../x.pdf"]
_PATHS = [Case(f"path_{k}", GOOD + f'[output]\nfile = "{p}"\n', ("output.file", p)) for k, p in enumerate(PATHS)]
_PATHS += [
    Case("path_ending", GOOD + '[output]\nfile = "x.exe"\n', ("output.file", ".pdf, .svg, .png")),
    Case("path_of_study", GOOD + '[output]\nfile = "study.toml"\n', ("output.file", ".pdf, .svg, .png")),
    Case("path_empty", GOOD + '[output]\nfile = ""\n', ("output.file", ".pdf, .svg, .png")),
    Case("path_null", GOOD + '[output]\nfile = "x\\u0000.pdf"\n', ("output.file", "\\x00")),
    Case("path_escape", GOOD + '[output]\nfile = "\\u001b[31m.pdf"\n', ("output.file", "\\x1b")),
    Case("path_long", GOOD + f'[output]\nfile = "{"x" * 300}.pdf"\n', ("output.file", "200")),
]

_SWEEP = "[sweep.axes]\nT = [1]\n"
_MANY = "{ from = 0, to = 5, count = 100000 }"
_SWEEPS = [
    Case("sweep_name", GOOD + f'{_SWEEP}"{SYSTEM}" = [1]\n', ("sweep.axes", "import")),
    Case("sweep_value", GOOD + f'{_SWEEP}R = ["{SYSTEM}"]\n', ("sweep.axes.R.0", "import")),
    Case("sweep_end", GOOD + f'{_SWEEP}R = {{ from = 0, to = "{SYSTEM}", count = 2 }}\n', ("sweep.axes.R.to",)),
    Case("sweep_bomb", GOOD + f'{_SWEEP}R = ["9**9**9"]\n', ("sweep.axes.R.0", "9**9**9")),
    Case("sweep_count", GOOD + f"{_SWEEP}R = {{ from = 0, to = 5, count = 999999999 }}\n", ("sweep.axes.R.count",)),
    Case("sweep_list", GOOD + f"{_SWEEP}R = {[*range(120_000)]}\n", ("sweep.axes.R", "10000 items")),
    Case("sweep_names", GOOD + _SWEEP + "".join(f"a{k} = [1]\n" for k in range(5000)), ("sweep.axes", "12 items")),
    Case("sweep_size", f"{GOOD}[sweep]\naxes = {{ T = [1] }}\ndesign = {{ size = {10**15}, seed = 1 }}\n",
         ("sweep.design.size",)),
    Case("sweep_points", f"{GOOD}[sweep.axes]\n" + "".join(f"{name} = {_MANY}\n" for name in ("R", "T", "q")),
         ("sweep.axes", "10**12")),
]  # fmt: skip

_BORDERS = [Case("degree", payoff("R**50*T**3 + 1"), ("degree",))]

#: Borders that are not straight, with the status of their map.
BENT = [
    Case("curved_border", payoff("R*T + 1"), ("exact",)),
    Case("curved_condition", 'where = ["R**2 + T**2 < 5"]\n' + GOOD, ("exact",)),
    Case("roots", payoff("R**(1/3) + R**(2/3)"), ("certified",)),
    Case("exponential", payoff("exp(R)"), ("certified",)),
]

READ = [*_IN_PAYOFF, *_CODE_ELSEWHERE, *_NUMBERS, *_AXES, *_KEYS, *_GAME, *_FILES, *_PATHS, *_SWEEPS]
RUN = _BORDERS
