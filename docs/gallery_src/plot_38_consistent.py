"""
What an observed regime says of the parameters
==============================================

Capture was observed, and nothing else is known but that capture loses between a tenth and three tenths of the value.
The region contains every point at which some loss in that range makes capture an outcome.
"""

import coopgame as cg

known = cg.Case("what is known", {"delta": (0.1, 0.3)})
found = cg.consistent(cg.models.contracting(), "capture", x=("p", 0, 10), y=("b", 0, 10), case=known)
plot = found.plot()

# %%
# The condition, the area, and the losses that are consistent at all:

print(found)
