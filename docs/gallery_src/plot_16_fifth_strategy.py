"""
A fifth relationship
====================

The table of strategies is data. Here the government may also audit: half of the competition is gone, at a cost, and
everything else stays as in cooperation. The new regime gets a colour of its own that can be told from the other four.
"""

import coopgame as cg

audit = cg.models.ContractStrategy(
    name="audit",
    value="V",
    removes_p="1/2",
    removes_b=0,
    cost="k_M",
    rent="w",
    gain="g/2",
    regime="audited cooperation",
)
model = cg.models.contracting([*cg.models.CONTRACT_STRATEGIES, audit], bounds={"k_M": (0, 5)}, baseline={"k_M": 1})
diagram = cg.phase_diagram(model, x=("p", 0, 10), y=("b", 0, 10))
plot = diagram.plot()

# %%
# Who borders on whom, and how far its colour is from the others:

for border in diagram.boundaries:
    print(border.between, border.formula)
for pair, distance in plot.colour_distances.items():
    print(pair, round(distance, 1))
