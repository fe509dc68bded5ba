"""
An organization that may leave
==============================

With participation the organization has a third strategy: to exit. Capture costs it autonomy, alpha, so it is captured
only if the rent w makes up for that; otherwise its exit leaves the government to provide the service itself.
"""

import coopgame as cg

model = cg.models.contracting(participation=True)
diagram = cg.phase_diagram(model, x=("p", 0, 10), y=("w", 0, 2), at={"b": 2})
plot = diagram.plot()

# %%
# At equality both regimes are possible:

print(diagram.at(5, "1/2"), diagram.at(5, 1), diagram.at(5, "3/2"))
