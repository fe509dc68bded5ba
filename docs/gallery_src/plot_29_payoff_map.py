"""
What equilibrium pays
=====================

The government's payoff over both burdens.  Across heavy lines another regime takes over; the payoff has a kink there
but no jump, because the government chooses.  In the mixed equilibrium of symmetric games level curves bend.
"""

import coopgame as cg

diagram = cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10))
government = cg.payoff_map(diagram, "government")
kinks = government.plot()

# %%
plane = cg.phase_diagram(cg.models.st_plane(), x=("S", -1, 1), y=("T", 0, 2), concept=cg.Nash())
bent = cg.payoff_map(plane, "row", equilibrium="C+D, C+D").plot()
