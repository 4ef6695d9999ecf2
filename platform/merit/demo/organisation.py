"""The organisation sheets of the two demo regions, as committed."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).with_name("data")
COLUMNS = ("kode", "nama", "singkatan", "jenis", "eselon", "kode_induk", "urutan")
MAIL_DOMAINS = {"surakarta": "solo.example.id", "jambi": "jambi.example.id"}
REGIONS = tuple(MAIL_DOMAINS)


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of the organisation sheet."""

    code: str
    name: str
    abbreviation: str
    kind: str
    echelon: str
    parent_code: str
    order: int

    @property
    def depth(self) -> int:
        """Levels below the root; codes grow by one part per level."""
        return self.code.count("-")

    @property
    def agency_code(self) -> str:
        """Code of the agency the unit belongs to, directly below the root."""
        return "-".join(self.code.split("-")[:2])

    def as_row(self) -> tuple[str | int, ...]:
        """In the order of COLUMNS."""
        return self.code, self.name, self.abbreviation, self.kind, self.echelon, self.parent_code, self.order


@lru_cache
def units(region: str) -> tuple[Unit, ...]:
    """All units of `surakarta` or `jambi`; every parent stands above its children."""
    with path(region).open(encoding="utf-8", newline="") as file:
        return tuple(
            Unit(
                code=row["kode"],
                name=row["nama"],
                abbreviation=row["singkatan"],
                kind=row["jenis"],
                echelon=row["eselon"],
                parent_code=row["kode_induk"],
                order=int(row["urutan"]),
            )
            for row in csv.DictReader(file)
        )


def path(region: str) -> Path:
    """Where the committed sheet lies."""
    return DATA / f"{region}_organisation.csv"
