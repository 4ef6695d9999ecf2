"""What people read instead of the codes of this room."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenant_apps.privacy.rules.breaches import Told
from tenant_apps.privacy.rules.correcting import Field, State
from tenant_apps.privacy.rules.kinds import Basis, Category, Purpose, Retention
from tenant_apps.privacy.rules.looking import Kind

PURPOSES: Mapping[Purpose, Promise] = {
    Purpose.IDENTITY: _("Mengenali pegawai dan membedakannya dari orang lain"),
    Purpose.POPULATION: _("Mencocokkan pegawai dengan data kependudukan, agar satu orang tidak tercatat dua kali"),
    Purpose.CONTACT: _("Mengirim undangan, surat, dan pemberitahuan"),
    Purpose.POSITION: _("Menentukan jabatan, unit, atasan, dan pejabat penilai"),
    Purpose.PROFILE: _("Menentukan aturan yang berlaku menurut jenis pegawai dan golongan"),
    Purpose.ASSESSMENT: _("Menilai kinerja dan potensi"),
    Purpose.RESULT: _("Menyampaikan hasil penilaian kepada pegawai dan pimpinannya"),
    Purpose.SIGN_IN: _("Masuk ke akun dengan aman"),
    Purpose.ROLE: _("Menentukan siapa boleh melakukan apa"),
    Purpose.SEARCH: _("Menemukan pegawai menurut nama"),
    Purpose.WORK: _("Menjalankan tugas latar belakang dan menyimpan berkas unggahan"),
    Purpose.ACCOUNTABILITY: _("Mencatat siapa melakukan apa"),
    Purpose.SUPPORT: _("Mencatat dukungan penyelenggara: siapa meminta, siapa memutuskan, apa yang dibuka"),
    Purpose.RIGHTS: _("Memenuhi hak atas data pribadi"),
    Purpose.BREACH: _("Menangani kegagalan pelindungan data pribadi"),
}
BASES: Mapping[Basis, Promise] = {
    Basis.LEGAL_DUTY: _("Kewajiban hukum (UU 27/2022 Pasal 20 ayat (2) huruf c)"),
    Basis.PUBLIC_TASK: _("Tugas pelayanan publik (UU 27/2022 Pasal 20 ayat (2) huruf e)"),
}
RETENTIONS: Mapping[Retention, Promise] = {
    Retention.SERVICE: _("Selama bertugas dan sesudahnya menurut jadwal retensi arsip kepegawaian"),
    Retention.ASSESSED: _("Sesudah periode ditutup menurut jadwal retensi arsip kepegawaian"),
    Retention.ACCOUNT: _("Selama akunnya ada"),
    Retention.VALID: _("Sampai dipakai, dicabut, atau kedaluwarsa; catatannya ikut jejak audit"),
    Retention.SOURCE: _("Selama data asalnya ada"),
    Retention.WORK: _("Selama tugas atau berkasnya masih diperlukan"),
    Retention.AUDIT: _("Selama kerja sama berlangsung; dihapus bersama data daerah"),
    Retention.LOOKS: _("2 tahun, lalu dihapus otomatis"),
    Retention.COPY: _("7 hari, lalu dihapus otomatis"),
    Retention.CASE: _("Sesudah perkara selesai menurut jadwal retensi arsip"),
}
CATEGORIES: Mapping[Category, tuple[Promise, str]] = {
    Category.GENERAL: (pgettext_lazy("data", "Umum"), ""),
    Category.SPECIFIC: (pgettext_lazy("data", "Spesifik"), "warn"),
}
SECTIONS: Mapping[str, Promise] = {
    "people": _("Kepegawaian"),
    "scoring": _("Penilaian"),
    "accounts": _("Akun dan peran"),
    "trails": _("Jejak, tugas, dan dukungan"),
    "rights": _("Catatan akses, salinan, koreksi, dan kegagalan"),
}
LOOKS: Mapping[Kind, Promise] = {
    Kind.PERSON: _("Halaman pegawai"),
    Kind.SCORE: _("Nilai dan rinciannya"),
    Kind.NIK: _("NIK seutuhnya"),
    Kind.RESULTS: _("Hasil yang dimasukkan"),
    Kind.PAPER: _("Rincian untuk dicetak atau PDF"),
    Kind.DATA: _("Rincian lewat API"),
    Kind.LIST: _("Daftar pegawai"),
    Kind.SEARCH: _("Pencarian pegawai"),
    Kind.EXPORT: _("Unduhan daftar pegawai"),
    Kind.DASHBOARD: _("Dasbor pimpinan"),
    Kind.AUDIT: _("Jejak audit perubahan data"),
    Kind.PREVIEW: _("Pratinjau perubahan nilai"),
    Kind.LOG: _("Catatan siapa melihat data siapa"),
    Kind.LOG_EXPORT: _("Unduhan catatan siapa melihat data siapa"),
}
CORRECTED: Mapping[Field, Promise] = {
    Field.NAME: pgettext_lazy("person", "Nama"),
    Field.TITLE_BEFORE: _("Gelar depan"),
    Field.TITLE_AFTER: _("Gelar belakang"),
    Field.EMAIL: _("Alamat surel"),
    Field.BIRTH_DATE: _("Tanggal lahir"),
    Field.GENDER: _("Jenis kelamin"),
    Field.NUMBER: _("NIP"),
    Field.EMPLOYMENT_TYPE: _("Jenis pegawai"),
    Field.GRADE: _("Golongan"),
    Field.POSITION: _("Jabatan atau unit"),
    Field.EDUCATION: _("Pendidikan"),
    Field.RESULTS: _("Hasil penilaian"),
    Field.OTHER: _("Data lain"),
}
STATES: Mapping[State, tuple[Promise, str]] = {
    State.ASKED: (_("Menunggu keputusan"), "warn"),
    State.ACCEPTED: (pgettext_lazy("correction", "Diterima"), "ok"),
    State.REFUSED: (pgettext_lazy("correction", "Ditolak"), ""),
    State.WITHDRAWN: (pgettext_lazy("correction", "Ditarik"), ""),
}
TOLD: Mapping[Told, Promise] = {
    Told.PERSON: _("Orang yang terkena (subjek data)"),
    Told.AUTHORITY: _("Lembaga pelindungan data pribadi"),
    Told.PUBLIC: _("Masyarakat"),
}


def corrected(field: str) -> str:
    """What a request is about."""
    return str(CORRECTED[Field(field)]) if field in set(Field) else field


def correction_state(state: str) -> tuple[str, str]:
    """A state in words with the tone of its chip."""
    text, tone = STATES[State(state)]
    return str(text), tone


def look(kind: str) -> str:
    """What was looked at; a kind of later code by its own name."""
    return str(LOOKS[Kind(kind)]) if kind in set(Kind) else kind
