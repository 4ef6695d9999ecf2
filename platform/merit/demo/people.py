"""Invented employees of a demo region: valid numbers, plausible chairs, nobody alive; one seed, one set of people."""

import csv
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from merit.demo.organisation import DATA, MAIL_DOMAINS, Unit, units
from merit.demo.titles import Chair, academic_titles, head_chair, staff_chair

COLUMNS = (
    "NIP", "Nama", "Gelar depan", "Gelar belakang", "Jenis pegawai", "Golongan", "Jabatan", "Jenis jabatan",
    "Kode unit", "Kepala unit", "Email", "NIP atasan", "Pendidikan", "TMT jabatan",
)  # fmt: skip
FIRST_BIRTH_YEAR, LAST_BIRTH_YEAR = 1880, 1904  # nobody born then is alive, so no number can be a real person's
RATNA_NIP = "190004171924032001"
RATNA_UNIT = "Bidang Mutasi dan Promosi"


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the people sheet."""

    nip: str
    name: str
    front_title: str
    back_title: str
    employment_type: str
    grade: str
    position: str
    position_type: str
    unit_code: str
    is_head: bool
    email: str
    superior_nip: str
    education: str
    position_since: date

    def as_row(self) -> tuple[str | date, ...]:
        """In the order of COLUMNS."""
        return (
            self.nip, self.name, self.front_title, self.back_title, self.employment_type, self.grade, self.position,
            self.position_type, self.unit_code, "ya" if self.is_head else "tidak", self.email, self.superior_nip,
            self.education, self.position_since,
        )  # fmt: skip


def employees(region: str, count: int = 1200, seed: int = 1) -> list[Person]:
    """This many employees: a head for nearly every unit, then staff; in Surakarta Ratna Andini is one of them."""
    chance = random.Random(f"{region}:{seed}")  # noqa: S311  invented people need to be repeatable, not secret
    chart = [unit for unit in units(region) if unit.echelon]
    heads = _headed(chart, count, chance)
    makers = _Makers(region=region, chance=chance)
    people = [makers.person(unit, head_chair(unit, chance), is_head=True) for unit in heads]
    if region == "surakarta" and len(people) < count:
        people.append(_ratna(chart))
    places = _places(chart, max(count - len(people), 0), chance)
    people += [makers.person(unit, staff_chair(unit.name, chance), is_head=False) for unit in places]
    return _some_overrides(people, chance)


def _headed(chart: Sequence[Unit], count: int, chance: random.Random) -> list[Unit]:
    """Units with a head: all but a few of the lowest, or only the highest when there are few people."""
    by_height = sorted(chart, key=lambda unit: unit.depth)
    if count < 2 * len(chart):
        return by_height[: max(1, count // 2)]
    leaves = [unit for unit in chart if unit.depth > 1 and unit.name != RATNA_UNIT]
    vacant = set(chance.sample([unit.code for unit in leaves], max(2, len(leaves) // 40)))
    return [unit for unit in by_height if unit.code not in vacant]


def _places(chart: Sequence[Unit], count: int, chance: random.Random) -> list[Unit]:
    """Where staff sits: mostly in the units that have no further units below."""
    inner = {unit.parent_code for unit in chart}
    weights = [1 if unit.code in inner else 2 if unit.kind == "Kelurahan" else 4 for unit in chart]
    return sorted(chance.choices(chart, weights, k=count), key=lambda unit: unit.code)


class _Makers:
    """Makes people whose numbers and addresses are unique within the region."""

    def __init__(self, *, region: str, chance: random.Random) -> None:
        self.chance = chance
        self.domain = MAIL_DOMAINS[region]
        self.numbers = {RATNA_NIP}
        self.addresses = {"ratna.andini": 1}

    def person(self, unit: Unit, chair: Chair, *, is_head: bool) -> Person:
        sex = self.chance.choice((1, 2))
        name = _name(sex, self.chance)
        front, back = academic_titles(chair, self.chance)
        year, month = divmod(self.chance.randrange(9 * 12), 12)
        return Person(
            nip=self._number(sex, pppk=chair.employment_type.startswith("PPPK")),
            name=name,
            front_title=front,
            back_title=back,
            employment_type=chair.employment_type,
            grade=chair.grade,
            position=chair.title,
            position_type=chair.position_type,
            unit_code=unit.code,
            is_head=is_head,
            email=self._address(name),
            superior_nip="",
            education=chair.education,
            position_since=date(2016 + year, month + 1, 1),
        )

    def _number(self, sex: int, *, pppk: bool) -> str:
        while True:
            year = self.chance.randint(FIRST_BIRTH_YEAR, LAST_BIRTH_YEAR)
            born = date(year, 1, 1) + timedelta(days=self.chance.randrange(365))
            middle = "21" if pppk else f"{self.chance.randint(1, 12):02d}"
            start = year + self.chance.randint(20, 32)
            number = f"{born:%Y%m%d}{start}{middle}{sex}{self.chance.randint(1, 999):03d}"
            if number not in self.numbers:
                self.numbers.add(number)
                return number

    def _address(self, name: str) -> str:
        local = re.sub(r"[^a-z.]", "", name.casefold().replace(" ", "."))
        number = self.addresses[local] = self.addresses.get(local, 0) + 1
        return f"{local}{'' if number == 1 else number}@{self.domain}"


@lru_cache
def _names(part: str, gender: str) -> tuple[str, ...]:
    with (DATA / "names.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == part and row["gender"] in (gender, "neutral")]
    return tuple(dict.fromkeys(row["value"] for row in rows))


def _name(sex: int, chance: random.Random) -> str:
    gender = "male" if sex == 1 else "female"
    given = chance.sample(_names("first", gender), 2 if chance.random() < 0.3 else 1)
    return " ".join((*given, chance.choice(_names("last", gender))))


def _ratna(chart: Sequence[Unit]) -> Person:
    unit = next(unit for unit in chart if unit.name == RATNA_UNIT)
    return Person(
        nip=RATNA_NIP,
        name="Ratna Andini",
        front_title="",
        back_title="S.IP., M.AP.",
        employment_type="PNS",
        grade="III/d",
        position="Analis Sumber Daya Manusia Aparatur Ahli Muda",
        position_type="Fungsional",
        unit_code=unit.code,
        is_head=False,
        email=f"ratna.andini@{MAIL_DOMAINS['surakarta']}",
        superior_nip="",
        education="S-2",
        position_since=date(2021, 9, 1),
    )


def _some_overrides(people: list[Person], chance: random.Random) -> list[Person]:
    """One in a hundred staff reports to the head of a neighbouring unit instead of the one the chart gives."""
    neighbour: dict[str, str] = {}
    heads = sorted((person for person in people if person.is_head), key=lambda head: head.unit_code)
    for left, right in pairwise(heads):
        if left.unit_code.rpartition("-")[0] == right.unit_code.rpartition("-")[0]:
            neighbour[left.unit_code] = right.nip

    def decided() -> Iterator[Person]:
        for person in people:
            other = neighbour.get(person.unit_code)
            loose = not person.is_head and person.nip != RATNA_NIP and other is not None
            yield replace(person, superior_nip=other) if loose and other and chance.random() < 0.015 else person

    return list(decided())
