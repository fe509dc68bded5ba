"""
Six assumptions about one situation
===================================

The contracting game under six assumptions about timing, commitment, information and repetition.  The page on the six
assumptions says what each one means and what separates the maps.
"""

import matplotlib.pyplot as plt

import coopgame as cg

axes = {"x": ("p", 0, 10), "y": ("b", 0, 10)}
model, private = cg.models.contracting(), cg.models.contracting_private()
follow = cg.SubgamePerfect(order=("organization", "government"))
maps = {
    "Government leads": cg.phase_diagram(model, **axes),
    "Organization leads": cg.phase_diagram(model, **axes, concept=follow),
    "Simultaneous": cg.phase_diagram(model, **axes, concept=cg.Nash()),
    "Private type, μ = 1/2": cg.phase_diagram(private, **axes, at={"mu": "1/2"}),
    "Repeated, d = 1/2": cg.phase_diagram(cg.models.repeated(model, discount="d"), **axes, at={"d": "1/2"}),
    "Committed": cg.phase_diagram(model, **axes, concept=cg.Stackelberg("government")),
}
figure, panels = plt.subplots(2, 3, figsize=(7.48, 5.4), layout="constrained")
for ax, (name, diagram) in zip(panels.flat, maps.items(), strict=True):
    diagram.plot(ax=ax, formulas=False, legend=False, points=False)
    ax.set_title(name, family="STIXGeneral", size=9)
figure.set_label("Six maps of performance competition and burden, one for each assumption: " + ", ".join(maps))
