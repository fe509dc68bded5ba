"""
The S-T plane: several equilibria
=================================

Symmetric 2×2 games with R = 1 and P = 0.  The four names belong to sets of equilibria in pure strategies; stripes mean
that several are possible.
"""

import coopgame as cg

diagram = cg.phase_diagram(cg.models.st_plane(), x=("S", -1, 1), y=("T", 0, 2))
plot = diagram.plot()

# %%
# Each region lists the equilibria that are possible in it.

for region in diagram.regions:
    print(f"{region.name}: {' and '.join(region.regimes)}")
