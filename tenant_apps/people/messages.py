"""The words for findings and warnings of this room."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shared_apps.reference.messages import NIP_PROBLEMS, nip_texts
from tenant_apps.people.found import FINDINGS as FINDINGS
from tenant_apps.people.found import WARNINGS as WARNINGS

# columns of people's tables as the history of a person names them
COLUMNS: Mapping[str, Promise] = {
    "name": _("Nama"),
    "title_before": _("Gelar depan"),
    "title_after": _("Gelar belakang"),
    "email": _("Surel"),
    "employment_type": _("Jenis pegawai"),
    "birth_date": _("Tanggal lahir"),
    "gender": _("Jenis kelamin"),
    "number": _("NIP"),
    "nik": _("NIK"),
    "sealed": _("NIK"),
    "grade": _("Golongan"),
    "starts_on": _("Berlaku mulai"),
    "unit_id": _("Unit"),
    "position_title": _("Jabatan"),
    "position_type": _("Jenis jabatan"),
    "is_head": _("Kepala unit"),
    "superior_override_id": _("Atasan yang ditetapkan"),
    "position_id": _("Formasi"),
    "kind": _("Sifat penugasan"),
    "decree": _("Dasar hukum"),
    "assessor_id": _("Penilai"),
    "reason": _("Alasan"),
    "level": _("Tingkat"),
    "field": _("Bidang ilmu"),
    "institution": _("Lembaga pendidikan"),
}


def finding(code: str, params: Mapping[str, str]) -> tuple[str, str]:
    """What is wrong and what to do."""
    of_number = code.removeprefix("number_")
    return nip_texts(of_number) if of_number != code else _filled(FINDINGS[code], params)


def warning(code: str, params: Mapping[str, str]) -> tuple[str, str]:
    """What looks odd and what to check; it does not keep the row out."""
    return nip_texts(code) if code in NIP_PROBLEMS else _filled(WARNINGS[code], params)


def _filled(texts: tuple[Promise, Promise], params: Mapping[str, str]) -> tuple[str, str]:
    facts = {key: _day(text) if key == "day" else text for key, text in params.items()}
    return str(texts[0]) % facts, str(texts[1]) % facts


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "j F Y")


FIELDS: dict[str, Promise] = {
    **COLUMNS,
    "superior_id": _("Atasan di luar struktur"),
    "chair_since": _("Jabatan mulai"),
    "grade_since": _("Golongan mulai"),
}
SHEET_COLUMNS: dict[str, Promise] = {
    "nip": _("NIP"),
    "nama": _("Nama"),
    "gelar_depan": _("Gelar depan"),
    "gelar_belakang": _("Gelar belakang"),
    "jenis_pegawai": _("Jenis pegawai"),
    "golongan": _("Golongan"),
    "jabatan": _("Jabatan"),
    "jenis_jabatan": _("Jenis jabatan"),
    "kode_unit": _("Kode unit"),
    "nama_unit": _("Nama unit"),
    "unit_induk": _("Nama unit di atasnya"),
    "kepala_unit": _("Kepala unit (ya atau tidak)"),
    "email": _("Surel"),
    "nip_atasan": _("NIP atasan"),
    "nik": _("NIK"),
    "tmt_jabatan": _("TMT jabatan"),
    "tmt_golongan": _("TMT golongan"),
    "kedudukan_hukum": _("Kedudukan hukum"),
}


def field_name(field: str) -> str:
    """What a field of a person is called."""
    return str(FIELDS[field])


def column_name(field: str) -> str:
    """What a field of the sheet is called."""
    return str(SHEET_COLUMNS[field])
