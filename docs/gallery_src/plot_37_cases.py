"""
Empirical cases on a map
========================

Four invented cases, each bounded by what interviews and files say.  A box is a case with two intervals, a bar one with
an interval and a value, a diamond one with two values.
"""

import coopgame as cg

cases = [
    cg.Case("Night shelter", {"p": (1, 2.5), "b": (2, 5)}),
    cg.Case("Elderly care", {"p": (7, 9), "b": 2}),
    cg.Case("Legal aid", {"p": 1, "b": (6, 8)}),
    cg.Case("Youth work", {"p": 7.5, "b": 8}),
]
model = cg.models.contracting()
diagram = cg.phase_diagram(model, x=("p", 0, 10), y=("b", 0, 10))
plot = diagram.plot(cases=cases)

# %%
# What each case makes possible, and what it makes certain, exactly:

for report in cg.classify_all(model, cases):
    print(report.sentence)
