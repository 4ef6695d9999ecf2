"""The words of this room: modules of the cooperation, and what is wrong with an agreement."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.partnerships.rules import MODULES

MODULE_NAMES: dict[str, Promise] = {
    "performance": _("Kinerja"),
    "talent": _("Talenta"),
    "feedback": _("Umpan balik 360°"),
    "learning": _("Pengembangan kompetensi"),
    "collaboration": _("Kolaborasi"),
    "service": _("Pelayanan"),
}
_TEXTS: dict[tuple[str, str], Promise] = {
    ("number", "missing"): _("Tulis nomor perjanjian."),
    ("number", "taken"): _("Nomor ini sudah tercatat. Buka perjanjian itu di daftar, atau periksa nomornya."),
    ("region_code", "unknown"): _("Kode wilayah ini tidak ada. Pilih daerah dari daftar, misalnya 33.72."),
    ("host_party", "missing"): _("Tulis pihak kesatu."),
    ("partner_party", "missing"): _("Tulis pihak kedua."),
    ("number", "too_long"): _("Nomor paling banyak 120 huruf."),
    ("host_party", "too_long"): _("Nama pihak paling banyak 200 huruf."),
    ("partner_party", "too_long"): _("Nama pihak paling banyak 200 huruf."),
    ("starts_on", "before_signing"): _("Perjanjian tidak dapat berlaku sebelum ditandatangani."),
    ("ends_on", "not_after_start"): _("Tanggal berakhir harus sesudah tanggal mulai."),
    ("modules", "missing"): _("Pilih paling sedikit satu modul."),
    ("modules", "unknown"): _("Ada modul yang tidak dikenal. Pilih dari daftar."),
    ("employee_quota", "not_positive"): _("Kuota harus lebih dari nol."),
    ("employee_quota", "too_large"): _("Kuota terlalu besar. Periksa jumlah angkanya."),
    ("employee_quota", "same"): _("Kuota ini sudah berlaku. Tulis angka yang baru."),
    ("signed_on", "before_agreement"): _("Perubahan tidak dapat ditandatangani sebelum perjanjiannya."),
    ("signed_on", "in_future"): _("Catat perubahan sesudah ditandatangani."),
}


def text_of(field: str, code: str) -> Promise:
    """What is said beside the field."""
    return _TEXTS[field, code]


def module_choices() -> list[tuple[str, Promise]]:
    """All modules in their order."""
    return [(name, MODULE_NAMES[name]) for name in MODULES]
