"""Statements in study files: what they mean, what is refused, and with which message."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

import coopgame as cg
from coopgame.claims import (
    adjacent,
    all_hold,
    always,
    chosen,
    coexist,
    exists,
    fact,
    forall,
    grows_in,
    has_area,
    just_above,
    just_below,
    leaves,
    moves,
    no_equilibrium,
    passes,
    payoff,
    possible,
    probability,
    raising,
    shrinks_in,
    some_hold,
    sometimes,
    unique,
)
from coopgame.errors import CoopgameError, StudyError
from coopgame.study.sentences import Meaning, parse_sentence
from coopgame.study.sentences.words import COMPARISONS, QUANTITIES, VERBS, WORDS
from tests.laws import assert_caught, law, scaled
from tests.study.hostile import GOOD

AXES = ("R", "T")
EXAMPLES = Path(__file__).parents[2] / "examples"
Make = Callable[[Any], Any]

#: Claims of a study, and the same in Python.
VOCABULARY: dict[str, Make] = {
    "possible(trust)": lambda m: possible(m, "trust"),
    "possible(trust, war)": lambda m: possible(m, "trust", "war"),
    "chosen('war')": lambda m: chosen(m, "war"),
    'chosen(trust, "war")': lambda m: chosen(m, "trust", "war"),
    "no_equilibrium()": no_equilibrium,
    "unique()": unique,
    "R + T <= 3": lambda _: fact("R + T <= 3"),
    "(R + T)*2 <= 3": lambda _: fact("(R + T)*2 <= 3"),
    "0 < R < 1": lambda _: fact("0 < R < 1"),
    "max(R, T) > 1/3": lambda _: fact("max(R, T) > 1/3"),
    "not chosen(war)": lambda m: ~chosen(m, "war"),
    "R < 1 and T < 1 or R > 3": lambda _: some_hold(all_hold("R < 1", "T < 1"), "R > 3"),
    "R < 1 and (T < 1 or R > 3)": lambda _: all_hold("R < 1", some_hold("T < 1", "R > 3")),
    "R < 1 implies chosen(war)": lambda m: fact("R < 1") >> chosen(m, "war"),
    "R < 1 iff chosen(war)": lambda m: (fact("R < 1") >> chosen(m, "war")) & (chosen(m, "war") >> fact("R < 1")),
    "always: chosen(war)": lambda m: always(chosen(m, "war")),
    "always given R < T: chosen(war)": lambda m: always(chosen(m, "war"), given=fact("R < T")),
    "not sometimes: chosen(war)": lambda m: ~sometimes(chosen(m, "war")),
    "sometimes given R > T: chosen(war)": lambda m: sometimes(chosen(m, "war"), given=fact("R > T")),
    "forall R: possible(trust)": lambda m: forall("R", possible(m, "trust")),
    "forall R, T given R < T: chosen(war)": lambda m: forall(["R", "T"], chosen(m, "war"), given=fact("R < T")),
    "forall R in [1, 3): chosen(war)": lambda m: forall("R", chosen(m, "war"), given=fact("R >= 1 and R < 3")),
    "exists R > 2: chosen(war)": lambda m: exists("R", chosen(m, "war"), given=fact("R > 2")),
    "exists c in [0, 1/2]: c*R > T": lambda _: exists({"c": (0, "1/2")}, "c*R > T"),
    "exists c >= 0: c*R > T": lambda _: exists({"c": (0, "oo")}, "c*R > T"),
    "exists c <= 1: c*R > T": lambda _: exists({"c": ("-oo", 1)}, "c*R > T"),
    "exists c in [0, oo): forall T given T >= c: chosen(war)": lambda m: exists(
        {"c": (0, "oo")}, forall("T", chosen(m, "war"), given=fact("T >= c"))
    ),
    "exists R: always: chosen(war)": lambda m: exists("R", forall(["T"], chosen(m, "war"))),
    "chosen(war) at (R = 0, T = R + T)": lambda m: chosen(m, "war").at({"R": 0, "T": "R + T"}),
    "moves(T, to = war)": lambda m: moves(m, "T", to="war"),
    "moves(T, to = war, start = trust)": lambda m: moves(m, "T", to="war", start="trust"),
    "leaves(T, war)": lambda m: leaves(m, "T", "war"),
    "grows_in(trust, R)": lambda m: grows_in(m, "trust", "R"),
    "shrinks_in(trust, T)": lambda m: shrinks_in(m, "trust", "T"),
    "passes(T, trust, war)": lambda m: passes(m, "T", "trust", "war"),
    "raising(T, not possible(trust), chosen(war))": lambda m: raising("T", ~possible(m, "trust"), chosen(m, "war")),
    "just_above(chosen(war), T)": lambda m: just_above(chosen(m, "war"), "T"),
    "just_below(possible(trust) or R < 1, R)": lambda m: just_below(some_hold(possible(m, "trust"), "R < 1"), "R"),
    "has_area(war)": lambda m: has_area(m, "war", AXES),
    "has_area(trust, war, axes = (T, R))": lambda m: has_area(m, ("trust", "war"), ("T", "R")),
    "has_area(war, axes = T)": lambda m: has_area(m, "war", ["T"]),
    "adjacent(trust, war)": lambda m: adjacent(m, "trust", "war", AXES),
    "coexist()": lambda m: coexist(m, AXES),
    "coexist(trust, war, axes = R)": lambda m: coexist(m, ["R"], ["trust", "war"]),
    "probability(row, C) <= 1/2": lambda m: probability(m, "row", "C").at_most("1/2"),
    "probability(row, C) at_most R/2": lambda m: probability(m, "row", "C").at_most("R/2"),
    "payoff(column) == R - T": lambda m: payoff(m, "column").compared("=", "R - T"),
    "payoff(column) > 0 and R < 1": lambda m: all_hold(payoff(m, "column").compared(">", 0), "R < 1"),
    **{
        f"probability(column, 'D') {verb} T": lambda m, verb=verb: getattr(probability(m, "column", "D"), verb)("T")
        for verb in VERBS
    },
}


def written(folder: Path, *tables: str, model: str = GOOD) -> Path:
    path = folder / "study.toml"
    path.write_text(model + "".join(f"\n[[statement]]\n{table}\n" for table in tables), encoding="utf-8")
    return path


def claim(text: str) -> str:
    return f'claim = """{text}"""'


@pytest.fixture(scope="module")
def meaning(tmp_path_factory: pytest.TempPathFactory) -> Meaning:
    path = written(tmp_path_factory.mktemp("good"), claim("always: possible(war)"))
    (model,) = cg.read_study(path).statements[0].statement.models
    return Meaning(model, {}, AXES)


@pytest.mark.parametrize("text", VOCABULARY)
def test_a_claim_means_what_it_means_in_python(text: str, meaning: Meaning) -> None:
    assert meaning.statement(parse_sentence(text)).node == VOCABULARY[text](meaning.model).node


def test_every_word_is_tried() -> None:
    whole = " ".join(VOCABULARY)
    assert [word for word in (*WORDS, *QUANTITIES, *VERBS) if word not in whole] == []
    assert set(COMPARISONS) >= {"<", "<=", "==", ">=", ">", "at_most"}


def test_swapped_words_are_noticed(meaning: Meaning) -> None:
    """The comparison with Python can fail."""
    assert (
        meaning.statement(parse_sentence("grows_in(war, R)")).node
        != VOCABULARY["grows_in(trust, R)"](meaning.model).node
    )


STATUSES = {
    "always: possible(war)": "proved",
    "possible(trust)": "conditional",
    "sometimes: no_equilibrium()": "refuted",
    "always: possible(trust) iff R >= T": "proved",
    "forall R given R >= T: possible(trust)": "proved",
    "exists R: chosen(war)": "conditional",
    "always: grows_in(trust, R) and shrinks_in(trust, T)": "proved",
    "always: grows_in(trust, T)": "refuted",
    "has_area(war)": "proved",
    "adjacent(trust, war)": "refuted",
    "always: payoff(row) >= 0": "proved",
    "forall T given R < T: payoff(row) independent_of T": "proved",
}


@pytest.mark.thorough
def test_verdicts(tmp_path: Path) -> None:
    study = cg.read_study(written(tmp_path, *map(claim, STATUSES)))
    verdicts = study.decide()
    assert dict(zip(STATUSES, (v.status for v in verdicts), strict=True)) == STATUSES
    assert str(verdicts[1].condition) == "R >= T"


@pytest.mark.thorough
def test_values_and_closures_of_the_study_apply(tmp_path: Path) -> None:
    model = GOOD.replace(
        "[axes]", '[[closures]]\ndefine = { T = "2*k" }\n[parameters.k]\nbounds = [0, 5]\nvalue = 1\n[axes]'
    )
    model = model.replace('y = { parameter = "T", from = 0, to = 5 }', "") + "[at]\nk = 2\n"
    path = written(
        tmp_path,
        claim("possible(trust)"),
        claim("possible(trust)") + "\nat = { k = 1 }",
        claim("always: possible(trust) iff R >= T and T == 2*k"),
        claim("possible(trust)") + "\nat = {}",
        claim("possible(trust)") + '\ngiven = ["R > 2*T"]',
        model=model,
    )
    own, other, with_names, nothing_fixed, given_more = cg.read_study(path).decide()
    assert (str(own.condition), str(other.condition)) == ("R >= 4", "R >= 2")
    assert [v.status for v in (with_names, given_more)] == ["proved", "proved"]
    assert str(nothing_fixed.condition) in ("R >= 2*k", "k <= R/2")
    assert str(own.assumptions[0]) == "Eq(k, 2)"
    assert "over k = 2, R >= 0" in repr(own)


@pytest.mark.thorough
def test_the_timing_of_the_study_applies(tmp_path: Path) -> None:
    leading = GOOD + '[timing]\nplay = "leader-follower"\nleader = "row"\n'
    text = claim("always given R > 1 and R > T: chosen(trust)")
    assert [cg.read_study(written(tmp_path, text, model=m)).decide()[0].status for m in (GOOD, leading)] == [
        "refuted",
        "proved",
    ]


#: Tables of statements that are wrong, each with words of its message.
WRONG: dict[str, tuple[str, ...]] = {
    claim("chosen(trusst)"): ("statement.0.claim", "Did you mean 'trust'"),
    claim("choosen(trust)"): ("Unknown word 'choosen' at character 1", "Did you mean 'chosen'"),
    claim("always: RR < T"): ("at character 9", "Unknown name 'RR'", "Did you mean 'R'"),
    claim("forall RR: R < T"): ("Unknown parameter 'RR'", "Did you mean 'R'"),
    claim("moves(S, to = war)"): ("Unknown parameter 'S'", "Known: R, T"),
    claim("moves(T)"): ("to = …",),
    claim("moves(T, too = war)"): ("No option 'too'", "Did you mean 'to'"),
    claim("leaves(T)"): ("Expected leaves(parameter, regime)", "1 arguments"),
    claim("unique(war)"): ("Expected unique()",),
    claim("chosen war"): ("'chosen' lacks its arguments",),
    claim("chosen(war"): ("at the end",),
    claim("always chosen(war)"): ("Expected ':'",),
    claim("chosen(war) given R < T"): ("Unexpected 'given'",),
    claim("R = T"): ("Write equality as ==",),
    claim("R"): ("Expected a statement such as",),
    claim("true"): ("Expected a statement such as",),
    claim("  "): ("empty",),
    claim("R < 1 and"): ("at the end",),
    claim("R < 1 iff R < 2 iff R < 3"): ("brackets", "'iff'"),
    claim("payoff(roww) > 0"): ("Did you mean 'row'",),
    claim("probability(row, E) > 0"): ("has no strategy 'E'",),
    claim("payoff(row) rise_in T"): ("Did you mean 'rises_in'",),
    claim("payoff(row)"): ("Expected what is said of payoff",),
    claim("payoff(row) > 0 > 1"): ("Expected one expression",),
    claim("adjacent(trust, war, axes = (R, R))"): ("two different axes",),
    claim("adjacent(trust, war, axes = R)"): ("two axes",),
    claim("exists c in [1, 0]: c > R"): ("lower < upper",),
    claim("exists c in [0, R]: c > R"): ("bounds of c",),
    claim("exists R: exists R: R < T"): ("bound twice",),
    claim("exists c > 0, c > 1: c > R"): ("bound twice",),
    claim("exists if > 0: R < T"): ("keyword",),
    claim("chosen(war) at (R = 0, R = 1)"): ("given twice",),
    claim("chosen(war) at (Q = 0)"): ("Unknown parameter 'Q'",),
    claim("(exists R: chosen(war)) at (R = 0)"): ("bound inside",),
    claim("R < T") + "\nat = { R = 11 }": ("statement.0.at", "bounds"),
    claim("R < T") + "\nat = { Q = 1 }": ("statement.0.at", "Q is not a parameter"),
    claim("forall R: R < T") + "\nat = { R = 1 }": ("R is 1 in this study",),
    claim("R < T") + '\ngiven = ["Q < 1"]': ("statement.0.given", "Unknown name 'Q'"),
    claim("R < T") + '\ngiven = "R < 1"': ("statement.0.given", "list"),
    claim("R < T") + '\nexpect = "true"': ("statement.0.expect", "'true'", "Known: proved"),
    claim("R < T") + '\nproof = "yes"': ("statement.0.proof", "unknown key"),
    claim("R < T") + '\ntext = "a\\u001b[2J"': ("statement.0.text", "not allowed"),
    "claim = 3": ("statement.0.claim", "string"),
    'text = "no claim"': ("statement.0.claim", "missing"),
    claim("not " * 30 + "R < T"): ("nest deeper than 20",),
    claim("(" * 30 + "R < T" + ")" * 30): ("nest deeper than 20",),
    claim("always: " * 30 + "R < T"): ("nest deeper than 20",),
    claim("(" * 9 + "R < 1" + " iff R < 2)" * 9): ("more than 300 statements",),
    claim("R < 1 and " * 250 + "R < 1"): ("2000 characters",),
    claim("R < " + "9**9**9"): ("exponent",),
    claim("__import__('os').system('touch canary')"): ("Unknown word '__import__'",),
    claim("chosen(__import__('os').system('touch canary'))"): ("is not a regime",),
    claim("R.__class__ < T"): ("Unexpected '.'",),
    claim("R < (lambda: T)()"): ("lambda",),
    claim("é < T"): ("Unexpected 'é'",),
}


@pytest.mark.parametrize("table", WRONG, ids=range(len(WRONG)))
def test_a_wrong_statement_is_refused_with_its_place(table: str, tmp_path: Path) -> None:
    with pytest.raises(StudyError) as caught:
        cg.read_study(written(tmp_path, table)).statements  # noqa: B018
    message = str(caught.value)
    assert message.startswith("study.toml: ")
    assert "\n" not in message
    assert [words for words in WRONG[table] if words not in message] == [], message
    assert [p.name for p in tmp_path.iterdir()] == ["study.toml"]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (claim("always given R < 0: chosen(war)"), "speaks of nothing"),
        (claim("possible(trust)") + '\ngiven = ["R > T", "R < T"]', "parameter space is empty"),
        (claim("possible(trust)") + '\ngiven = ["1 < 0"]', "never holds"),
    ],
)
def test_contradictions_are_found_when_deciding(table: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=words) as caught:
        cg.read_study(written(tmp_path, table)).decide()
    assert str(caught.value).startswith("study.toml: statement.0.claim: ")


def test_a_study_reads_syntax_at_once_and_names_when_they_are_needed(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="Unexpected"):
        cg.read_study(written(tmp_path, claim("chosen(war) chosen(war)")))
    study = cg.read_study(written(tmp_path, claim("chosen(peace)")))
    with pytest.raises(StudyError, match="peace"):
        study.decide()


def test_a_study_without_statements_has_nothing_to_decide(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"no \[\[statement\]\]"):
        cg.read_study(written(tmp_path)).decide()


def test_names_of_regimes_may_contain_brackets_blanks_and_commas(tmp_path: Path) -> None:
    plane, hood = ((EXAMPLES / f"{name}.toml").read_text(encoding="utf-8") for name in ("st-plane", "hood"))
    for whole, text in ((plane, "possible((C,C), '(D,D)')"), (hood, "possible(blame shift, deadlock)")):
        (one,) = cg.read_study(written(tmp_path, claim(text), model=whole)).statements
        assert str(one.statement) in ("(C,C) and (D,D) are possible", "blame shift and deadlock are possible")


PIECES = [*WORDS, *QUANTITIES, *VERBS, *COMPARISONS, "always", "sometimes", "forall", "exists", "given", "at", "in"]
PIECES += [
    "and",
    "or",
    "not",
    "implies",
    "iff",
    "(",
    ")",
    "[",
    "]",
    ",",
    ":",
    "=",
    "+",
    "*",
    "R",
    "T",
    "c",
    "trust",
    "war",
]
PIECES += ["row", "C", "1", "0.5", "'war'", '"', "é", "\n", "axes", "to", "oo"]


def refused(meaning: Meaning, text: str) -> bool:
    """Whether a text is refused, which is the only way in which reading it may end without a statement."""
    try:
        meaning.statement(parse_sentence(text))
    except CoopgameError:
        return True
    return False


TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))


@pytest.mark.usefixtures("meaning")
def test_any_text_is_read_or_refused(meaning: Meaning) -> None:
    @law(300, TEXTS)
    def check(text: str) -> None:
        refused(meaning, text)

    check()


def test_a_text_that_escapes_is_noticed(meaning: Meaning, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise IndexError

    monkeypatch.setattr("coopgame.study.sentences.slices.Cursor.expect", stumble)
    assert_caught(lambda text: refused(meaning, text) and None, TEXTS)


def test_mutilated_claims_are_read_or_refused(meaning: Meaning) -> None:
    draw = random.Random(0)  # noqa: S311
    texts = []
    for text in VOCABULARY:
        for _ in range(scaled(4)):
            i, j = sorted(draw.choices(range(len(text) + 1), k=2))
            texts.append(text[:i] + text[j:])
    assert len(VOCABULARY) < sum(refused(meaning, text) for text in texts) < len(texts)
