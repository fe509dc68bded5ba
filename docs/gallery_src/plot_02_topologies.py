"""
The topologies of the theorem
=============================

Three thresholds decide what the map looks like: P*, B* and D*, what capture, restriction and substitution cost the
government relative to cooperation.  The seven cases of the theorem, in its order.
"""

import string

from matplotlib.figure import Figure

import coopgame as cg

cases = {
    "D* > P* + B*": {"V_G": 1},
    "D* = P* + B*": {"V_G": 3},
    "max(P*, B*) < D* < P* + B*": {"V_G": "9/2"},
    "P* < D* ≤ B*": {"V_G": "13/2"},
    "B* < D* ≤ P*": {"V_G": "11/2", "k_K": 3},
    "0 < D* ≤ min(P*, B*)": {"V_G": 8},
    "D* ≤ 0": {"V_G": 11},
}

# %%
# One map for each case, drawn into axes of one figure.  Texts are placed for the size that axes have when a map is
# drawn into them, so the layout comes first.

figure = Figure(figsize=(9.5, 10), label="Seven maps, one for each topology of the theorem")
panels = figure.subplots(3, 3, gridspec_kw={"hspace": 0.3, "wspace": 0.2}).flat
figure.subplots_adjust(left=0.06, right=0.99, bottom=0.05, top=0.97)
for letter, ax, (title, values) in zip(string.ascii_lowercase, panels, cases.items(), strict=False):
    diagram = cg.phase_diagram(cg.models.contracting(), x=("p", 0, 8), y=("b", 0, 8), at=values)
    diagram.plot(ax=ax, formulas=False, legend=False)
    ax.set_title(f"({letter}) {title}", fontsize=9)
for ax in figure.axes[len(cases) :]:
    ax.remove()

# %%
# At equality a regime can survive on an edge of the quadrant, without area: a thin set.

edge = cg.phase_diagram(cg.models.contracting(), x=("p", 0, 8), y=("b", 0, 8), at={"V_G": 7})
for thin in edge.thin:
    print(thin.regimes, "on", thin.path)
