"""
Three parameters at once: a sweep
=================================

A map shows two parameters.  A sweep takes as many as one likes: here competition, burden and the value of the service,
at 160 × 160 × 3 points, with the conditions of the exact side evaluated in floating point.
"""

import coopgame as cg

model = cg.models.contracting()
swept = cg.sweep(
    model,
    {"p": (0, 10, 160), "b": (0, 10, 160), "V": [6, 10, 14]},
    run=cg.Run(keep=("regimes", "margins")),
)

# %%
# Slices are sweeps, drawn like maps; their borders are zeros of signed margins.

small = swept.select({"V": 6}).plot()

# %%

large = swept.select({"V": 14}).plot()

# %%
# The exact borders over the regions of the sweep show how close the two are:

exact = cg.phase_diagram(model, x=("p", 0, 10), y=("b", 0, 10), at={"V": 10})
over = swept.select({"V": 10}).plot(borders=exact)

# %%
# Shares under a distribution of all three parameters come from quasi-random points:

drawn = cg.design({"p": (0, 10), "b": (0, 10), "V": (6, 14)}, 2**14, rng=2020)
for regimes, share in cg.sweep(model, drawn).shares().items():
    print(f"{' or '.join(regimes)}: {share:.3f}")
