"""The kinds of published facts, as frozen values. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from shared_apps.reference.rules import normalise


@dataclass(frozen=True, slots=True)
class Region:
    """A province, regency or city under its Kemendagri code."""

    code: str
    name: str
    level: str
    parent_code: str | None
    population: int | None

    @property
    def full_name(self) -> str:
        """Name with the word that tells a province from a city of the same name."""
        return f"Provinsi {self.name}" if self.level == "province" else self.name


@dataclass(frozen=True, slots=True)
class EmploymentType:
    """Kind of civil servant; `scheme` names the list of grades that counts."""

    code: str
    label: str
    scheme: str


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade; sort by `order`, never by the text: IX stands before V there."""

    code: str
    scheme: str
    order: int
    label: str
    rank: str

    @property
    def full_label(self) -> str:
        """Rank and grade as letters print them."""
        return f"{self.rank} ({self.label})" if self.rank else self.label


@dataclass(frozen=True, slots=True)
class PositionType:
    """Kind of position with the profile of raters and the retirement age, where one age holds for all."""

    code: str
    label: str
    managerial: bool
    order: int
    retirement_age: int | None
    rater_profile: str


@dataclass(frozen=True, slots=True)
class FunctionalLevel:
    """Level of a functional position, read from the end of its title."""

    code: str
    category: str
    order: int
    retirement_age: int

    @property
    def label(self) -> str:
        """As titles end: `ahli_muda` is Ahli Muda."""
        return self.code.replace("_", " ").title()


@dataclass(frozen=True, slots=True)
class Echelon:
    """Echelon of a managerial post; minimum grades only warn."""

    code: str
    position_type: str | None
    minimum_grade: str
    historic: bool


@dataclass(frozen=True, slots=True)
class EducationLevel:
    """Level of formal education; `talent_code` is its level in the national talent rubric, if it has one."""

    code: str
    label: str
    order: int
    talent_code: str | None


@dataclass(frozen=True, slots=True)
class UnitType:
    """Kind of organisation unit."""

    code: str
    label: str
    order: int


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday or a day of joint leave; tentative until the joint decree fixes it."""

    day: date
    name: str
    kind: str
    tentative: bool


@dataclass(frozen=True, slots=True)
class BehaviourItem:
    """One of the 21 BerAKHLAK behaviour guides."""

    code: str
    value_code: str
    value: Mapping[str, str]
    title: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RaterProfile:
    """Weights of the 360 raters for one kind of position."""

    code: str
    label: str
    weights: Mapping[str, int]


@dataclass(frozen=True)
class ResultColumn:
    """A column of the results sheet: the measure it fills and what its texts mean."""

    header: str
    title: str
    measure: str
    kind: str
    aliases: tuple[str, ...]
    labels: Mapping[str, str]
    texts: Mapping[str, str] = field(repr=False)
    unclear: tuple[str, ...] = ()

    def code_of(self, text: str) -> str | None:
        """Code of a choice or flag; none for a text nobody has given a meaning."""
        return self.texts.get(normalise(text))

    def label_of(self, code: str) -> str:
        """What to write into the sheet for this code."""
        return self.labels[code]

    def is_unclear(self, text: str) -> bool:
        """Whether it speaks of an office where a whole government may be meant."""
        words = f" {normalise(text)} ".replace("antar", " ").replace("lintas", " ")
        return any(f" {word} " in words for word in self.unclear)
