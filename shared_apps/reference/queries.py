"""Look-ups of published facts. They are the same for everybody, so no viewer is asked for."""

from datetime import date
from functools import lru_cache

from shared_apps.reference import loading, loading_assessment
from shared_apps.reference.distribution import DistributionRules
from shared_apps.reference.facts import (
    BehaviourItem,
    Echelon,
    EducationLevel,
    EmploymentType,
    FunctionalLevel,
    Grade,
    Holiday,
    PositionType,
    RaterProfile,
    Region,
    ResultColumn,
    UnitType,
)
from shared_apps.reference.rules import normalise, pns_grade_label, pppk_grade_text


def regions(level: str | None = None) -> tuple[Region, ...]:
    """All regions in the order of their codes, or those of one level: province, regency, city."""
    return tuple(region for region in loading.regions().values() if level in (None, region.level))


def region(code: str) -> Region | None:
    """The region under a Kemendagri code such as 15 or 33.72."""
    return loading.regions().get(code.strip())


def employment_types() -> tuple[EmploymentType, ...]:
    """PNS, CPNS, PPPK, PPPK part time."""
    return tuple(dict.fromkeys(loading.employment_types().values()))


def employment_type(text: str) -> EmploymentType | None:
    """By code or any known spelling."""
    return loading.employment_types().get(normalise(text))


def grades(scheme: str) -> tuple[Grade, ...]:
    """All grades of `pns` or `pppk`, lowest first."""
    return tuple(grade for grade in loading.grades() if grade.scheme == scheme)


@lru_cache(maxsize=4096)  # a sheet of 40,000 people repeats some fifty texts
def grade(text: str, employment_type_code: str) -> Grade | None:
    """A grade however it is typed; the employment type tells which list counts, since III is one only of PPPK."""
    kind = employment_type(employment_type_code)
    if kind is None:
        return None
    wanted = normalise(text)
    label = normalise((pns_grade_label(text) if kind.scheme == "pns" else pppk_grade_text(text)) or "")
    for candidate in grades(kind.scheme):
        names = {normalise(candidate.label), candidate.code}
        if wanted in names or label in names or (candidate.rank and wanted == normalise(candidate.rank)):
            return candidate
    return None


def grade_by_code(code: str, scheme: str) -> Grade | None:
    """The grade stored under a code: 31 is III/a of PNS, 9 is IX of PPPK."""
    return next((candidate for candidate in grades(scheme) if candidate.code == code), None)


def position_types() -> tuple[PositionType, ...]:
    """All position types, highest first."""
    return tuple(dict.fromkeys(loading.position_types().values()))


def position_type(text: str) -> PositionType | None:
    """By code, Indonesian label or a known spelling."""
    return loading.position_types().get(normalise(text))


def functional_level(title: str) -> FunctionalLevel | None:
    """Level named at the end of a functional title: 'Arsiparis Ahli Muda' is ahli_muda."""
    plain = normalise(title)
    for level in loading.functional_levels():
        if plain.endswith(" " + level.code.replace("_", " ")):
            return level
    return None


def retirement_age(kind: PositionType, title: str = "") -> int | None:
    """Age of retirement; for functional positions the level in the title decides. Unverified: warn only."""
    if kind.retirement_age is not None:
        return kind.retirement_age
    level = functional_level(title)
    return level.retirement_age if level else None


def functional_levels() -> tuple[FunctionalLevel, ...]:
    """All levels of functional positions, of expertise and of skill."""
    return loading.functional_levels()


def echelons() -> tuple[Echelon, ...]:
    """All echelons, highest first."""
    return tuple(loading.echelons().values())


# ESELON_ID of BKN's tables: the first digit is the number of the echelon, the second its letter
_SIASN_ECHELONS = {
    f"{number}{place}": f"{roman}{letter}"
    for number, roman in enumerate(("i", "ii", "iii", "iv"), start=1)
    for place, letter in enumerate("ab", start=1)
} | {"51": "v", "52": "v"}


def echelon(text: str) -> Echelon | None:
    """An echelon however it is typed: 'II.b', 'II b', 'IIb', 'Eselon II/b', or as SIASN numbers it: '22'."""
    plain = normalise(text).removeprefix("eselon").removeprefix("es.")
    letters = "".join(letter for letter in plain if letter.isalnum())
    return loading.echelons().get(_SIASN_ECHELONS.get(letters, letters))


def education_levels() -> tuple[EducationLevel, ...]:
    """All levels of education, lowest first."""
    return tuple(dict.fromkeys(loading.education_levels().values()))


def education_level(text: str) -> EducationLevel | None:
    """By code, label or a known spelling; a field of study behind the level is ignored ('S-1 Akuntansi')."""
    known = loading.education_levels()
    plain = normalise(text)
    return known.get(plain) or known.get(plain.partition(" ")[0])


def unit_types() -> tuple[UnitType, ...]:
    """All kinds of organisation units."""
    return tuple(dict.fromkeys(loading.unit_types().values()))


def unit_type(text: str) -> UnitType | None:
    """By code, label or a known spelling."""
    return loading.unit_types().get(normalise(text))


def predicate_of(text: str, scale: str) -> str | None:
    """Code on the scale `predicate`, `rating` or `organisation_rating`; none for unknown or doubtful text."""
    return loading.aliases()[scale].get(normalise(text))


def doubt_about(text: str, scale: str) -> str | None:
    """Why a text must be asked about and not guessed, if it is one of those."""
    return loading.doubts().get((scale, normalise(text)))


def result_columns() -> tuple[ResultColumn, ...]:
    """Columns of the results sheet in the order they are written."""
    return loading_assessment.result_columns()


def distribution_rules() -> DistributionRules:
    """Patterns of SE MenPANRB 3/2023 and our policy for what it leaves open."""
    return loading_assessment.distribution_rules()


@lru_cache
def holidays(year: int) -> tuple[Holiday, ...]:
    """Holidays and joint leave of a year in the order of days; empty for a year we have no list of."""
    return tuple(holiday for holiday in loading.holidays() if holiday.day.year == year)


def is_holiday(day: date) -> bool:
    """Whether offices are closed by a holiday or joint leave; weekends are not asked here."""
    return any(holiday.day == day for holiday in holidays(day.year))


def behaviour_items() -> tuple[BehaviourItem, ...]:
    """The 21 BerAKHLAK items in their official order."""
    return loading_assessment.behaviour_items()


def rater_profile(code: str) -> RaterProfile | None:
    """Example weights of 360 raters for a position profile."""
    return loading_assessment.rater_profiles().get(code)
