"""What an explanation consists of: one step per key, down to the measures, every number as it was used."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from shared_apps.scoring_templates.rules import decimals
from shared_apps.scoring_templates.rules.decimals import EXACT
from shared_apps.scoring_templates.rules.fields import Title
from shared_apps.scoring_templates.rules.sections import Measure

Value = Decimal | str | None


class State(StrEnum):
    """A key has a value, is absent (not there), or refused (needs verification)."""

    VALUE = "value"
    ABSENT = "absent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Division:
    """A quotient as it is shown: `5.690 ÷ 70 = 81,2857…`, then rounded once."""

    numerator: Decimal
    divisor: Decimal
    places: int

    @property
    def exact(self) -> Fraction:
        """The exact rational value."""
        return Fraction(self.numerator) / Fraction(self.divisor)

    @property
    def shown(self) -> Decimal:
        """The quotient cut off (not rounded) two decimals beyond the rounding."""
        scale = 10 ** (self.places + 2)
        whole = abs(self.exact.numerator) * scale // self.exact.denominator
        cut = Decimal(whole).scaleb(-self.places - 2, EXACT)
        return -cut if self.exact < 0 else cut

    @property
    def goes_on(self) -> bool:
        """Whether digits follow the shown ones."""
        return Fraction(self.shown) != self.exact

    @property
    def rounded(self) -> Decimal:
        """The value that is stored."""
        return decimals.with_places(decimals.round_half_up(self.exact, self.places), self.places)


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure: as the room gave it, rounded, within its range or scale."""

    measure: Measure
    given: Value


@dataclass(frozen=True, slots=True)
class GroupSum:
    """A checked subtotal of weights, for display only."""

    key: str
    title: Title | None
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Weighted:
    """Σ w·v ÷ Σ w over what is present."""

    total: Decimal
    present: Decimal
    minimum: Decimal | None
    groups: tuple[GroupSum, ...]
    division: Division | None


@dataclass(frozen=True, slots=True)
class Combined:
    """Sum, mean, least or greatest of what is present."""

    how: str
    present: int
    minimum: int | None
    division: Division | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of a rubric: a code, or a band [low, high)."""

    code: str | None
    low: Decimal | None
    high: Decimal | None
    points: Decimal
    chosen: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A rubric, from the worst row to the best as written."""

    rows: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A curve: the two corners around the value; None where the value lies outside."""

    corners: tuple[tuple[Decimal, Decimal], ...]
    start: tuple[Decimal, Decimal] | None
    end: tuple[Decimal, Decimal] | None
    division: Division | None


@dataclass(frozen=True, slots=True)
class Limits:
    """A clamp: what came in and its floor and cap."""

    floor: Decimal | None
    cap: Decimal | None


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The sum of base, bonuses and deductions before the floor, the cap and the rounding."""

    before: Decimal | None
    floor: Decimal | None
    cap: Decimal | None


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a rating; the worst has no cut."""

    code: str
    comparator: str | None
    cut: Decimal | None
    clause: str | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Rated:
    """Round, then compare."""

    compared: Decimal | None
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Where both axes meet."""

    axes: tuple[tuple[str, str | None], ...]


Step = Measured | Weighted | Combined | Table | Line | Limits | Adjusted | Rated | Cell


@dataclass(frozen=True, slots=True)
class Input:
    """One thing a step used, with its weight as written and as used."""

    explanation: "Explanation"
    role: str
    used: bool
    weight: Decimal | None = None
    share: Fraction | None = None
    product: Decimal | None = None
    times: Decimal | None = None
    at_most: Decimal | None = None
    group: str | None = None
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one value came about. `hidden`: neither value nor inputs may be shown; `closed`: the value only."""

    key: str
    kind: str
    title: Title | None
    clause: str | None
    state: State
    value: Value
    reason: str | None = None
    counted_as_zero: bool = False
    step: Step | None = None
    inputs: tuple[Input, ...] = field(default=())
    hidden: bool = False
    closed: bool = False
