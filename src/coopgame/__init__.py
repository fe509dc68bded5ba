"""coopgame: non-cooperative strategic games with symbols in their payoffs, solved exactly and mapped exactly.

Every public name is listed here with the module that defines it; modules are loaded when a name is first used, so
``import coopgame`` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from coopgame._version import __version__

if TYPE_CHECKING:
    from coopgame import models as models
    from coopgame.equilibria import (
        ByProfile as ByProfile,
    )

_HOME = {
    "ByProfile": "coopgame.equilibria",
    "ByStrategy": "coopgame.equilibria",
    "Closure": "coopgame.models",
    "CoopgameError": "coopgame.errors",
    "Equilibrium": "coopgame.equilibria",
    "EquilibriumSet": "coopgame.equilibria",
    "Game": "coopgame.games",
    "InputError": "coopgame.errors",
    "JoinStrategies": "coopgame.equilibria",
    "Model": "coopgame.models",
    "ParameterSpace": "coopgame.parameters",
    "PhaseDiagram": "coopgame.results",
    "PureNash": "coopgame.equilibria",
    "SubgamePerfect": "coopgame.equilibria",
    "UnsupportedError": "coopgame.errors",
    "figures": "coopgame.figures",
    "latex": "coopgame.export",
    "models": "coopgame.models",
    "phase_diagram": "coopgame.results",
    "read_study": "coopgame.study",
    "solve": "coopgame.equilibria",
}

__all__ = ["__version__", *sorted(_HOME)]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'coopgame' has no attribute {name!r}")
    module = importlib.import_module(home)
    value = module if home.rpartition(".")[2] == name else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
