"""Which column of a sheet becomes which field: recognised by its name, or chosen by a person and remembered."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

# names of columns as they are found in sheets, normalised; the first that a sheet has is taken
NAMES: Mapping[str, tuple[str, ...]] = {
    "nip": ("nip", "nip_baru", "nip_ni_pppk", "nomor_induk", "pns_nip", "nip_pegawai", "nip_nipppk"),
    "nama": ("nama", "nama_lengkap", "nama_pegawai", "nama_pns"),
    "gelar_depan": ("gelar_depan", "gelar_di_depan", "glr_depan"),
    "gelar_belakang": ("gelar_belakang", "gelar_di_belakang", "glr_belakang"),
    "jenis_pegawai": ("jenis_pegawai", "status_pegawai", "status_kepegawaian", "status_cpns_pns", "jenis_asn"),
    "golongan": (
        *("golongan", "golongan_ruang", "gol_ruang", "gol", "gol_nama", "gol_akhir_nama", "pangkat"),
        *("gol_akhir_id", "gol_id"),  # BKN's codes: 32 is III/b
    ),
    "jabatan": ("jabatan", "nama_jabatan", "jabatan_nama"),
    "jenis_jabatan": ("jenis_jabatan", "tipe_jabatan", "jenis_jabatan_nama"),
    "kode_unit": ("kode_unit", "kode_unor", "kode_unit_kerja", "unor_id"),
    "nama_unit": ("nama_unit", "unit_kerja", "nama_unor", "unor_nama", "unit_organisasi", "satuan_kerja"),
    "unit_induk": ("unit_induk", "unor_induk_nama", "nama_unor_induk", "perangkat_daerah", "opd", "skpd"),
    "kepala_unit": ("kepala_unit", "kepala", "pimpinan_unit", "kepala_unit_ya_tidak"),
    "email": ("email", "surel", "e_mail", "alamat_surel"),
    "nip_atasan": ("nip_atasan", "atasan", "nip_atasan_langsung"),
    "nik": ("nik", "no_ktp", "nomor_ktp", "no_nik", "nomor_induk_kependudukan", "ktp"),
    "tmt_jabatan": ("tmt_jabatan", "tmt", "mulai_jabatan"),
    "kedudukan_hukum": (
        *("kedudukan_hukum", "kedudukan_hukum_nama", "kedudukan_pegawai", "status_aktif", "status_keaktifan"),
        "status",
    ),
    "tmt_golongan": (
        *("tmt_golongan", "tmt_gol", "tmt_golongan_ruang", "tmt_gol_ruang", "tmt_gol_akhir", "gol_akhir_tmt"),
        *("tmt_pangkat", "tmt_pangkat_golongan"),
    ),
}
NEEDED = ("nip", "nama", "jenis_pegawai", "golongan", "jabatan", "jenis_jabatan", "kode_unit")
SAME_FOR_ALL = ("jenis_pegawai", "jenis_jabatan")  # may be one value for every row where no column tells it
OURS = frozenset({"alasan", "perbaikan"})  # what our own sheet of errors adds
SEARCHED = 50  # rows in which the names of the columns may stand
_NUMBER = re.compile(r"\d{6}")


@dataclass(frozen=True)
class Columns:
    """Field by field the column it comes from, by its normalised name, or the one value of all rows."""

    fields: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The needed fields that come from nowhere; a unit may be told by its code or by its name."""
        known = {*self.fields, *self.fixed}
        return tuple(
            name for name in NEEDED if name not in known and not (name == "kode_unit" and "nama_unit" in known)
        )

    def within(self, names: Iterable[str]) -> "Columns":
        """The same for a sheet that has only these columns."""
        there = set(names)
        fields = {name: column for name, column in self.fields.items() if column in there}
        return Columns(fields, {name: value for name, value in self.fixed.items() if name not in fields})

    @property
    def mark(self) -> str:
        """A short text that differs where the columns do."""
        told = repr((sorted(self.fields.items()), sorted(self.fixed.items())))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def signature(names: Iterable[str]) -> str:
    """What a set of columns is remembered by: their names in any order, without those we add ourselves."""
    return hashlib.sha256("\n".join(sorted({*names} - OURS - {""})).encode()).hexdigest()


def recognise(names: Sequence[str]) -> Columns:
    """The columns whose names are known; of several for one field the one that is named first above."""
    there = set(names)
    found = {name: next((each for each in known if each in there), None) for name, known in NAMES.items()}
    return Columns({name: column for name, column in found.items() if column})


def header_place(rows: Sequence[Sequence[str]]) -> int:
    """Which of these rows of normalised texts names the columns: the first that knows most, then that fills most."""

    def worth(place: int) -> tuple[int, int]:
        names = [name for name in rows[place] if name and not _NUMBER.search(name)]
        return len(recognise(names).fields), len(set(names))

    return max(range(len(rows)), key=lambda place: (worth(place), -place))


def may_be_completed(names: Sequence[str], columns: Columns) -> bool:
    """Whether a person could name a column for everything that is lacking."""
    free = {*names} - {*columns.fields.values()} - OURS - {""}
    told = [name for name in columns.lacking if name not in SAME_FOR_ALL]
    return len(told) <= len(free)
