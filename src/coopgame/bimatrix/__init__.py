"""All Nash equilibria of two-player games with rational payoffs, by two algorithms that share only the payoffs."""

from coopgame.bimatrix.payoffs import Mixture, Profile
from coopgame.bimatrix.regret import regrets
from coopgame.bimatrix.subsets import Component, NashSubset, components, nash_subsets
from coopgame.bimatrix.supports import extreme_equilibria_by_supports
from coopgame.bimatrix.vertices import extreme_equilibria

__all__ = [
    "Component",
    "Mixture",
    "NashSubset",
    "Profile",
    "components",
    "extreme_equilibria",
    "extreme_equilibria_by_supports",
    "nash_subsets",
    "regrets",
]
