"""What a study file may say, as pydantic models; every key and type that is not listed here is refused."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StrictBool, StrictInt, StrictStr, Tag

from coopgame.study.fields import (
    LIST,
    TABLE,
    Bound,
    Claim,
    Discount,
    Expression,
    FigureFile,
    Leads,
    ModelName,
    Name,
    Number,
    Observed,
    Punishment,
    Words,
    kind_of_values,
)


class Section(BaseModel):
    """A table of the file; keys that it does not know are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Row(Section):
    """One strategy of the government in the contracting model."""

    name: Name
    value: Expression
    removes_p: Expression
    removes_b: Expression
    cost: Expression
    rent: Expression
    gain: Expression
    regime: Name


class ShippedClosure(Section):
    """One of the closures of the library, with its options."""

    use: Literal["proportional_competition", "burden", "capability"]
    patronage: StrictBool | None = None
    blame: StrictBool | None = None
    own_failures: StrictBool | None = None
    technology: Literal["product", "min", "leontief", "cobb-douglas", "ces"] | None = None


class Parameter(Section):
    """Bounds, value and meaning of a parameter that the study itself introduces."""

    bounds: Annotated[list[Bound], Field(min_length=2, max_length=2)]
    value: Number | None = None
    meaning: Words = ""


class ModelSection(Section):
    """A model of the library."""

    use: ModelName
    entrants: StrictInt | None = None
    rounds: StrictInt | None = None
    pie: StrictInt | None = None
    participation: StrictBool = False
    strategies: Annotated[list[Row], Field(min_length=1, max_length=12)] | None = None
    extra_strategies: Annotated[list[Row], Field(max_length=12)] = []
    without: list[Name] = []
    closures: Annotated[list[ShippedClosure], Field(max_length=10)] = []


class Payoffs(Section):
    """The payoffs at one profile."""

    profile: Annotated[list[Name], Field(min_length=1, max_length=6)]
    payoffs: Annotated[list[Expression], Field(min_length=1, max_length=6)]


class GameSection(Section):
    """A game of the user's own."""

    players: Annotated[list[Name], Field(min_length=1, max_length=6)]
    strategies: dict[Name, Annotated[list[Name], Field(min_length=1, max_length=12)]]
    payoffs: Annotated[list[Payoffs], Field(min_length=1, max_length=400)]


class BranchSection(Section):
    """A branch of a move of chance."""

    probability: Expression
    to: Leads


class NodeSection(Section):
    """A decision of a player, or a move of chance."""

    player: Name | None = None
    actions: Annotated[dict[Name, Leads], Field(max_length=24)] | None = None
    information: Name | None = None
    chance: Annotated[dict[Name, BranchSection], Field(max_length=24)] | None = None


class TreeSection(Section):
    """A game of the user's own in the form of a tree, node by node."""

    players: Annotated[list[Name], Field(min_length=1, max_length=6)]
    start: Name
    nodes: Annotated[dict[Name, NodeSection], Field(min_length=1, max_length=400)]


class ProfileRegime(Section):
    """The regime of one profile."""

    profile: Annotated[list[Name], Field(min_length=1, max_length=6)]
    regime: Name


class BandRegime(Section):
    """The regime of a band of probabilities."""

    lowest: Number = Field(alias="from")
    highest: Number = Field(alias="to")
    regime: Name


class Regimes(Section):
    """How equilibria are read: by the strategy of one player, by its probability, or by profile."""

    player: Name | None = None
    strategy: Name | None = None
    by_strategy: dict[Name, Name] = {}
    by_probability: Annotated[list[BandRegime], Field(max_length=12)] = []
    by_profile: list[ProfileRegime] = []

    @property
    def named(self) -> tuple[str, ...]:
        """Every regime that is named."""
        bands = [row.regime for row in self.by_probability]
        return (*self.by_strategy.values(), *bands, *(row.regime for row in self.by_profile))


class SetName(Section):
    """A name for a set of regimes."""

    regimes: list[Name]
    name: Name


class OwnClosure(Section):
    """Definitions of the study's own."""

    define: dict[Name, Expression]
    where: list[StrictStr] = []
    source: Words = ""


class AxisSection(Section):
    """A parameter and its range."""

    parameter: Name
    lower: Number = Field(alias="from")
    upper: Number = Field(alias="to")


class Axes(Section):
    """The horizontal axis, and the vertical one unless one parameter is mapped."""

    x: AxisSection
    y: AxisSection | None = None


class RangeSection(Section):
    """Values at equal distances, or a range to draw from."""

    lower: Number = Field(alias="from")
    upper: Number = Field(alias="to")
    count: Annotated[StrictInt, Field(ge=2, le=100_000)] | None = None


#: Values of a swept parameter, by their range or one by one.
Values = Annotated[
    Annotated[RangeSection, Tag(TABLE)] | Annotated[list[Number], Field(min_length=1, max_length=10_000), Tag(LIST)],
    Discriminator(kind_of_values),
]


class DesignSection(Section):
    """Points that are drawn instead of a grid."""

    method: Literal["sobol", "latin", "random"] = "sobol"
    size: Annotated[StrictInt, Field(ge=1, le=10_000_000)]
    seed: Annotated[StrictInt, Field(ge=0, le=2**63 - 1)]


class SweepSection(Section):
    """The same model at many points, numerically."""

    axes: Annotated[dict[Name, Values], Field(min_length=1, max_length=12)]
    design: DesignSection | None = None
    keep: Annotated[
        list[Literal["regimes", "count", "margin", "margins", "payoffs", "probabilities"]], Field(max_length=6)
    ] = ["regimes", "count", "margin"]
    route: Literal["conditions", "payoffs"] | None = None


Play = Literal["leader-follower", "simultaneous", "repeated", "commitment"]
PLAYS: tuple[str, ...] = get_args(Play)


class Timing(Section):
    """The solution concept."""

    play: Play | None = None
    mixed: StrictBool = False
    leader: Name | None = None
    ties: Literal["all", "favourable", "adverse"] = "all"
    discount: Discount | None = None
    punishment: Punishment | None = None
    select: (
        Literal["risk-dominant", "payoff-dominant", "undominated", "admissible", "leader-best", "utilitarian-best"]
        | None
    ) = None


class LimitsSection(Section):
    """What the map may cost."""

    terms: Annotated[StrictInt, Field(ge=1)] | None = None
    degree: Annotated[StrictInt, Field(ge=1)] | None = None
    curves: Annotated[StrictInt, Field(ge=1)] | None = None
    seconds: Annotated[StrictInt, Field(ge=1)] | None = None
    certified: StrictBool | None = None


class StatementSection(Section):
    """A sentence about the model, to be decided."""

    claim: Claim
    name: Words = ""
    text: Words = ""
    given: Annotated[list[StrictStr], Field(max_length=20)] = []
    at: dict[Name, Number] | None = None
    expect: Literal["proved", "refuted", "conditional", "undecided"] | None = None


class CaseSection(Section):
    """What field work says of the parameters."""

    name: Name
    values: Annotated[dict[Name, Observed], Field(max_length=100)] = {}
    free: Annotated[list[Name], Field(max_length=100)] = []
    note: Words = ""
    citation: Words = ""
    draw: StrictBool = True


class Output(Section):
    """Where and how the figure is written."""

    file: FigureFile | None = None
    width: Literal["elsevier-single", "elsevier-one-and-half", "elsevier-double", "nature-single", "nature-double"] = (
        "elsevier-single"
    )


class StudyFile(Section):
    """A whole study."""

    title: Words = ""
    reading: Words = ""
    model: ModelSection | None = None
    game: GameSection | None = None
    tree: TreeSection | None = None
    regimes: Regimes | None = None
    names: list[SetName] = []
    closures: list[OwnClosure] = []
    parameters: dict[Name, Parameter] = {}
    where: list[StrictStr] = []
    at: dict[Name, Number] = {}
    axes: Axes
    timing: Timing | None = None
    statement: Annotated[list[StatementSection], Field(max_length=100)] = []
    case: Annotated[list[CaseSection], Field(max_length=100)] = []
    sweep: SweepSection | None = None
    limits: LimitsSection = LimitsSection()
    output: Output = Output()
