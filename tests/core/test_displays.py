"""What a notebook shows of every public result: escaped, accessible tables, deterministic, and cheap."""

from __future__ import annotations

import inspect
import re
from functools import cache
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
import sympy

import coopgame as cg
from coopgame.equilibria import Component, Equilibrium
from coopgame.games.displays import game_html, game_latex
from coopgame.notebook import paragraph, table
from coopgame.reports import Check

HOSTILE = "<img src=x onerror=alert(1)>"

#: How to make one of each public class that a notebook shows as a table or as mathematics.
MAKE = {
    "BayesianGame": lambda: cg.models.contracting_private().game,
    "Belief": lambda: cg.solve(cg.models.beer_quiche()).equilibria[0].beliefs[0],
    "BestResponses": lambda: cg.best_responses(cg.models.inspection(), at={"c": 1}),
    "Boundary": lambda: diagram().boundaries[0],
    "Case": lambda: cases().reports[0].case,
    "CaseReport": lambda: cases().reports[0],
    "CaseTable": lambda: cases(),
    "Closure": lambda: cg.models.burden(),
    "ComparativeStatics": lambda: cg.comparative_statics(cg.solve(cg.models.st_plane())),
    "ComparedRegion": lambda: comparison().regions[0],
    "Comparison": lambda: comparison(),
    "Component": lambda: solved().components[0],
    "Correspondence": lambda: cg.correspondence(cg.models.inspection(), "c", 0, 8, concept=cg.Nash()),
    "Consistency": lambda: cg.consistent(cg.models.contracting(), "capture", ("p", 0, 10), ("b", 0, 10)),
    "CriticalDiscount": lambda: cg.critical_discount(cg.models.prisoners_dilemma(), ("C", "C")),
    "Equilibrium": lambda: solved().equilibria[-1],
    "EquilibriumSet": lambda: solved(),
    "Game": lambda: cg.models.inspection().game,
    "LevelMap": lambda: cg.payoff_map(diagram(), "government"),
    "Model": lambda: cg.models.contracting(),
    "ParameterSpace": lambda: cg.models.contracting().space,
    "PhaseDiagram": lambda: diagram(),
    "Proposition": lambda: cg.proposition(cg.models.inspection()),
    "PublishedCondition": lambda: cg.proposition(cg.models.inspection()).clauses[0].condition,
    "Refined": lambda: cg.refine(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10)),
    "RegimeSensitivity": lambda: cg.regime_sensitivity(cg.models.contracting(), box(), 64, rng=1),
    "RegimeShares": lambda: cg.regime_shares(cg.models.contracting(), cg.design(box(), 64, rng=1, method="random")),
    "RegimeStatics": lambda: cg.regime_statics(cg.models.st_plane(), regimes=["(C,C)"], parameters=["S"]),
    "Region": lambda: diagram().regions[0],
    "Repeated": lambda: cg.Repeated(cg.models.prisoners_dilemma().game, "d"),
    "Report": lambda: solved().verify(points=3),
    "Signalling": lambda: cg.models.beer_quiche().game,
    "SpecialPoint": lambda: diagram().points[0],
    "StageSolution": lambda: cg.ContinuousStage({"i": (0, "oo")}, "2*B*sqrt(i) - i").solve(
        cg.ParameterSpace({"B": (0, "oo")})
    ),
    "Statement": lambda: cg.claims.possible(cg.models.contracting(), "capture"),
    "Study": lambda: cg.read_study("examples/headline.toml"),
    "Sweep": lambda: cg.sweep(cg.models.contracting(), {"p": [1, 5], "b": [1, 5]}),
    "ThinSet": lambda: cg.phase_diagram(cg.models.inspection(), x=("c", 0, 8)).thin[0],
    "Transition": lambda: cg.transition(diagram(), (1, 5), (8, 8)),
    "Tree": lambda: cg.models.entry_deterrence().game,
    "Verdict": lambda: cg.decide(cg.claims.sometimes(cg.claims.possible(cg.models.inspection(), "trust"))),
}
#: Results that are mathematics alone, without a table.
MATHEMATICS = {"Axis": lambda: diagram().x, "Enclosure": lambda: diagram().regions[0].area}
#: Public classes that are shown as plain text, with the reason.
PLAIN = {
    **dict.fromkeys(
        ("Admissible", "BackwardInduction", "BayesianNash", "IntuitiveCriterion", "LeaderBest", "Nash",
         "PayoffDominant", "PerfectBayesian", "PureNash", "Reversion", "RiskDominant", "Stackelberg",
         "SubgamePerfect", "Undominated", "UninformedLeader", "UtilitarianBest"),
        "a concept is an input with a short name",
    ),
    **dict.fromkeys(("ByInformation", "ByProbability", "ByProfile", "ByStrategy", "JoinStrategies"), "a rule"),
    **dict.fromkeys(("Chance", "Decision"), "a node is shown in its tree"),
    "ContinuousStage": "an input; its solution is a table",
    **dict.fromkeys(("Influence", "Occurrence", "SetSensitivity", "Share"), "a row of its table"),
    **dict.fromkeys(("Design", "Run"), "an input"),
    **dict.fromkeys(("Along", "Facets", "Surfaces"), "a stack of maps, to be drawn"),
    "Explorer": "a file that was written",
    "Limits": "numbers with names",
    "Polygon": "coordinates, to be drawn",
}  # fmt: skip
#: Those that are mathematics besides their table.
ALSO_LATEX = {
    "Belief", "BestResponses", "Boundary", "Closure", "ComparedRegion", "Component", "Correspondence",
    "Consistency", "CriticalDiscount", "Equilibrium", "EquilibriumSet", "Game", "PhaseDiagram", "Proposition",
    "PublishedCondition", "Region", "SpecialPoint", "StageSolution", "Statement", "Verdict",
}  # fmt: skip


@cache
def diagram():
    return cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10))


@cache
def comparison():
    model, axes = cg.models.inspection(), {"x": ("c", 0, 8), "y": ("l", 3, 8)}
    leader = cg.SubgamePerfect(order=("inspector", "inspectee"))
    return cg.compare(cg.phase_diagram(model, **axes), cg.phase_diagram(model, **axes, concept=leader))


@cache
def solved():
    return cg.solve(cg.models.st_plane(), cg.Nash())


def box():
    return {"p": (0, 10), "b": (0, 10)}


@cache
def cases():
    return cg.classify_all(cg.models.contracting(), [cg.Case("A", {"p": 1, "b": 2})])


@cache
def instance(name):
    return MAKE[name]()


def classes():
    found = {name: getattr(cg, name) for name in cg.__all__}
    return {n: v for n, v in found.items() if inspect.isclass(v) and not issubclass(v, Exception)}


def test_every_public_class_is_looked_at():
    assert set(classes()) == {*MAKE, *MATHEMATICS, *PLAIN}


class Reader(HTMLParser):
    """Checks that tags are closed in order, and collects tables with their captions and headers."""

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.scopes = [], [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.seen.append(tag)
        if tag == "th":
            self.scopes.append(dict(attrs).get("scope"))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def check_html(shown):
    reader = Reader()
    reader.feed(shown)
    reader.close()
    assert reader.open == []
    assert "script" not in reader.seen
    assert "img" not in reader.seen
    if "table" in reader.seen:
        assert reader.seen.count("caption") == reader.seen.count("table")
        assert reader.scopes
        assert all(scope in ("row", "col") for scope in reader.scopes)


@pytest.mark.parametrize("name", MAKE)
def test_tables_are_accessible_and_the_same_each_time(name):
    made = instance(name)
    assert type(made) is classes()[name]
    check_html(made._repr_html_())
    again = MAKE[name]() if name in {"BestResponses", "Correspondence", "Game", "LevelMap", "Model"} else made
    assert made._repr_html_() == again._repr_html_()
    assert len(repr(made)) < 4000


def check_latex(shown):
    assert shown.count("{") == shown.count("}")
    assert shown.count("$") % 2 == 0
    assert len(re.findall(r"\\left\b", shown)) == len(re.findall(r"\\right\b", shown))
    assert shown.count(r"\begin") == shown.count(r"\end")


@pytest.mark.parametrize("name", sorted(ALSO_LATEX))
def test_mathematics_is_balanced(name):
    check_latex(instance(name)._repr_latex_())


@pytest.mark.parametrize("name", MATHEMATICS)
def test_mathematics_alone(name):
    made = MATHEMATICS[name]()
    assert type(made) is classes()[name]
    check_latex(made._repr_latex_())


def test_who_has_mathematics_is_listed():
    has = {name for name, kind in classes().items() if hasattr(kind, "_repr_latex_")}
    assert has == ALSO_LATEX | set(MATHEMATICS)


def test_hostile_words_are_escaped():
    players = (HOSTILE, "b & c")
    names = ((HOSTILE, "x < y"), ("$", "{"))
    payoffs = {(r, c): (sympy.Integer(1), sympy.Integer(0)) for r in names[0] for c in names[1]}
    game = SimpleNamespace(players=players, strategies=names, payoffs=payoffs)
    mixtures = tuple(((own[0], sympy.Integer(1)),) for own in names)
    found = Equilibrium(players, mixtures, (sympy.Integer(1), sympy.Integer(0)))
    space = cg.ParameterSpace({"a": (0, 1)}, meanings={"a": HOSTILE})
    report = cg.Report((Check(HOSTILE, True, HOSTILE),))
    tables = [table((HOSTILE, ""), [(HOSTILE, HOSTILE)], caption=HOSTILE), paragraph(HOSTILE), game_html(game)]
    tables += [shown._repr_html_() for shown in (found, Component.single(found), space, report)]
    for shown in tables:
        check_html(shown)
        assert not re.search(r"&(?!amp;|lt;|gt;|quot;|#)", shown)
    for shown in (game_latex(game), found._repr_latex_(), Component.single(found)._repr_latex_()):
        assert shown.replace(r"\{", "").replace(r"\}", "").count("{") == shown.replace(r"\}", "").replace(
            r"\{", ""
        ).count("}")
        assert "b & c" not in shown


def test_a_cell_that_is_not_escaped_is_noticed():
    with pytest.raises(AssertionError):
        check_html(f"<table><caption>x</caption><tr><td>{HOSTILE}</td></tr></table>")


def test_a_payoff_table_has_both_payoffs_in_each_cell():
    shown = cg.Game.from_bimatrix([[1, "S"]], [[1, "T"]], strategies=[["C"], ["C", "D"]])
    assert "<td>S, T</td>" in shown._repr_html_()
    assert r"\text{C} & 1,\; 1 & S,\; T" in shown._repr_latex_()
