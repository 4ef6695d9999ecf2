"""Titles, grades and education that fit a chair in the organisation."""

import csv
import random
from dataclasses import dataclass
from functools import lru_cache

from merit.demo.organisation import DATA, Unit

HEADS = {
    "Sekretariat Daerah": "Sekretaris Daerah",
    "Sekretariat DPRD": "Sekretaris DPRD",
    "Inspektorat": "Inspektur",
}
HEAD_PREFIXES = {
    "Kecamatan": ("Kecamatan ", "Camat "),
    "Kelurahan": ("Kelurahan ", "Lurah "),
    "Sekretariat": ("Sekretariat ", "Sekretaris "),
    "Rumah Sakit": ("", "Direktur "),
    "Asisten": ("", ""),
    "Inspektur Pembantu": ("", ""),
}
HEAD_TYPES = {
    "I.b": "JPT Madya",
    "II.a": "JPT Pratama",
    "II.b": "JPT Pratama",
    "III.a": "Administrator",
    "III.b": "Administrator",
    "IV.a": "Pengawas",
}
HEAD_GRADES = {
    "I.b": ("IV/d", "IV/e"),
    "II.a": ("IV/c", "IV/d"),
    "II.b": ("IV/b", "IV/c"),
    "III.a": ("IV/a", "IV/b"),
    "III.b": ("III/d", "IV/a"),
    "IV.a": ("III/c", "III/d"),
}
LEVEL_GRADES = {
    "ahli_pertama": ("III/a", "III/b"),
    "ahli_muda": ("III/c", "III/d"),
    "ahli_madya": ("IV/a", "IV/b", "IV/c"),
    "ahli_utama": ("IV/d", "IV/e"),
    "terampil": ("II/c", "II/d"),
    "mahir": ("III/a", "III/b"),
    "penyelia": ("III/c", "III/d"),
}
LEVEL_WEIGHTS = {
    "ahli_pertama": 10,
    "ahli_muda": 6,
    "ahli_madya": 2,
    "ahli_utama": 0,
    "terampil": 5,
    "mahir": 4,
    "penyelia": 2,
}
IMPLEMENTER_GRADES = {
    "SMA": ("II/a", "II/b", "II/c"),
    "D-III": ("II/c", "II/d"),
    "S-1": ("III/a", "III/b"),
    "S-2": ("III/b", "III/c"),
}
PPPK_GRADES = {"SMA": "V", "D-III": "VII", "S-1": "IX", "S-2": "X"}
FAMILIES = (
    (("Kesehatan", "RSUD", "Rumah Sakit", "RSJD", "Pelayanan Medis", "Keperawatan"),
     ("Dokter", "Dokter Gigi", "Perawat", "Apoteker", "Nutrisionis", "Perekam Medis", "Administrator Kesehatan",
      "Epidemiolog Kesehatan", "Tenaga Sanitasi Lingkungan", "Radiografer")),
    (("Pendidikan", "Pendidik"), ("Guru",)),
    (("Kepegawaian", "BKPSDM", "BKD", "Mutasi", "Kompetensi", "Organisasi"),
     ("Analis Sumber Daya Manusia Aparatur", "Pranata SDM Aparatur")),
    (("Komunikasi", "Informatika", "Statistik", "Informasi"), ("Pranata Komputer", "Pranata Humas", "Statistisi")),
    (("Perencanaan", "Bappeda", "Riset"), ("Perencana", "Statistisi")),
    (("Kearsipan", "Arsip", "Perpustakaan"), ("Arsiparis",)),
    (("Kerja",), ("Pengantar Kerja", "Instruktur")),
)  # fmt: skip
COMMON_FAMILIES = ("Perencana", "Arsiparis", "Pranata Komputer", "Analis Sumber Daya Manusia Aparatur")
BACHELORS = ("S.Sos.", "S.E.", "S.H.", "S.IP.", "S.Kom.", "S.T.", "S.Pd.", "S.AP.")
MASTERS = ("M.M.", "M.Si.", "M.AP.", "M.H.", "M.Kom.", "M.T.")


@dataclass(frozen=True, slots=True)
class Chair:
    """What a person does, with the grade and education that go with it."""

    title: str
    position_type: str
    employment_type: str
    grade: str
    education: str


@lru_cache
def _positions() -> tuple[dict[str, str], ...]:
    with (DATA / "positions.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@lru_cache
def _functional(family: str) -> tuple[tuple[dict[str, str], ...], tuple[int, ...]]:
    chosen = tuple(row for row in _positions() if row["family"] == family and LEVEL_WEIGHTS.get(row["level"]))
    return chosen, tuple(LEVEL_WEIGHTS[row["level"]] for row in chosen)


@lru_cache
def _implementer_titles() -> tuple[str, ...]:
    return tuple(row["title"] for row in _positions() if row["position_type"] == "implementer")


@lru_cache
def families(unit_name: str) -> tuple[str, ...]:
    """Families of functional positions one finds in a unit of this name."""
    for words, found in FAMILIES:
        if any(word in unit_name for word in words):
            return found
    return COMMON_FAMILIES


def head_title(unit: Unit) -> str:
    """Title of the head of a unit."""
    if unit.kind in HEADS:
        return HEADS[unit.kind]
    old, new = HEAD_PREFIXES.get(unit.kind, ("", "Kepala "))
    return new + unit.name.removeprefix(old)


def head_chair(unit: Unit, chance: random.Random) -> Chair:
    """The chair of a head; the echelon decides type and grade."""
    education = chance.choices(("S-1", "S-2", "S-3"), (5, 12, 1) if unit.echelon.startswith("I") else (6, 4, 0))[0]
    return Chair(
        title=head_title(unit),
        position_type=HEAD_TYPES[unit.echelon],
        employment_type="PNS",
        grade=chance.choice(HEAD_GRADES[unit.echelon]),
        education=education,
    )


def staff_chair(unit_name: str, chance: random.Random) -> Chair:
    """The chair of someone who leads no unit: functional or implementer, PNS or PPPK."""
    kind = chance.choices(("PNS", "CPNS", "PPPK", "PPPK Paruh Waktu"), (62, 3, 31, 4))[0]
    pppk = kind.startswith("PPPK")
    if chance.random() < 0.55 and kind != "PPPK Paruh Waktu":
        rows, weights = _functional(chance.choice(families(unit_name)))
        row = chance.choices(rows, weights)[0]
        skilled = row["level"] in ("terampil", "mahir", "penyelia")
        education = "D-III" if skilled else chance.choices(("S-1", "S-2"), (4, 1))[0]
        grade = PPPK_GRADES[education] if pppk else chance.choice(LEVEL_GRADES[row["level"]])
        return Chair(row["title"], "Fungsional", kind, grade, education)
    education = chance.choices(("SMA", "D-III", "S-1", "S-2"), (4, 2, 5, 0.5))[0]
    grade = PPPK_GRADES[education] if pppk else chance.choice(IMPLEMENTER_GRADES[education])
    return Chair(chance.choice(_implementer_titles()), "Pelaksana", kind, grade, education)


def academic_titles(chair: Chair, chance: random.Random) -> tuple[str, str]:
    """Titles before and after the name that go with education and profession."""
    front = {"Dokter Gigi": "drg.", "Dokter": "dr."}
    profession = next((title for word, title in front.items() if chair.title.startswith(word + " ")), "")
    if chair.education == "SMA":
        return "", ""
    if chair.education == "D-III":
        return "", "A.Md."
    bachelor = "" if profession else chance.choice(BACHELORS)
    if chair.education == "S-1":
        return profession, bachelor
    after = ", ".join(filter(None, (bachelor, chance.choice(MASTERS))))
    return ("Dr." if chair.education == "S-3" else profession), after
