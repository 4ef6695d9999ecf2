"""What jobs and their steps are called in the interface. A kind without words here shows its own name."""

from collections.abc import Mapping

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS: dict[str, Promise] = {
    "provision": _("Penyiapan daerah"),
    "life": _("Keadaan daerah"),
    "life_record": _("Catatan di jejak audit daerah"),
    "abandon": _("Pembatalan penyiapan"),
    "backup_make": _("Pencadangan"),
    "backup_restore": _("Pemulihan di samping"),
    "backup_swap": _("Pemakaian salinan"),
    "backup_drop": _("Penghapusan salinan"),
    "backup_drill": _("Latihan pemulihan"),
    "exit_pack": _("Paket akhir"),
    "erase_region": _("Penghapusan daerah"),
    "import_organisation": _("Impor struktur organisasi"),
    "import_people": _("Impor pegawai"),
    "undo_import": _("Pembatalan impor pegawai"),
    "import_results": _("Impor hasil penilaian"),
    "invite_people": _("Undangan pegawai"),
    "scoring_run": _("Perhitungan skor"),
    "data_copy": _("Salinan data pribadi"),
    "isolation_probe": _("Uji isolasi"),
}
STEPS: dict[str, Promise] = {
    "schema": pgettext_lazy("database", "Skema"),
    "migrated": _("Migrasi tabel"),
    "login": _("Login basis data"),
    "seeded": _("Data awal dan undangan"),
    "proved": _("Bukti pemisahan"),
    "active": _("Aktif"),
    "granted": _("Hak login basis data"),
    "recorded": _("Catatan di jejak audit daerah"),
    "erased": _("Menghapus skema, login, dan berkas"),
    "forgotten": _("Menghapus catatan daerah"),
    "looked_for": _("Mencari sisa"),
    "collected": _("Mengumpulkan seluruh data"),
    "packed": _("Menyusun berkas"),
    "encrypted": _("Mengenkripsi untuk daerah"),
    "announced": _("Memberi tahu daerah"),
    "inventoried": _("Mencatat yang akan dihapus"),
    "support_ended": _("Mengakhiri izin dukungan"),
    "backups_destroyed": _("Memusnahkan cadangan dan kunci"),
    "certified": _("Membuat sertifikat"),
    "read": _("Membaca berkas"),
    "checked": _("Memeriksa baris"),
    "applied": _("Menyimpan"),
    "compiled": _("Menyusun perhitungan"),
    "computed": _("Menghitung"),
    "counted": _("Merangkum hasil"),
}
COUNTS: dict[str, Promise] = {
    "canary": _("Nilai uji isolasi"),
    "rows": _("Baris dibaca"),
    "tables_erased": _("Tabel dihapus"),
    "rows_erased": _("Baris dihapus"),
    "logins_erased": _("Login dihapus"),
    "files_erased": _("Berkas dihapus"),
    "cache_erased": _("Entri tembolok dihapus"),
    "new": _("Baru"),
    "changed": _("Berubah"),
    "same": _("Tetap"),
    "removed": _("Dihapus"),
    "imported": _("Diimpor"),
    "units": _("Unit"),
    "employees": _("Pegawai"),
    "values": pgettext_lazy("count", "Nilai"),
    "invited": _("Diundang"),
    "scored": _("Dihitung"),
    "subjects": _("Pegawai dihitung"),
    "complete": _("Lengkap"),
    "needs_verification": _("Perlu verifikasi"),
    "refused": _("Ditolak"),
    "warnings": _("Peringatan"),
    "left_out": _("Belum masuk"),
    "taken_back": _("Pegawai baru dihapus"),
    "restored": _("Dikembalikan"),
}
CHECK_ONLY = _("Pemeriksaan berkas")
UNEXPECTED = _(
    "Terjadi kesalahan yang tidak terduga (%(kind)s). Catatannya ada pada pengelola sistem; bila berulang, laporkan."
)


def job_name(kind: str, arguments: Mapping[str, object]) -> str:
    """A job in words; one that only looks at a file changes nothing and is called so."""
    if arguments.get("check_only") or arguments.get("dry_run"):
        return str(CHECK_ONLY)
    return str(KINDS.get(kind, kind.replace("_", " ").capitalize()))


def step_name(name: str) -> str:
    """A step in words."""
    return str(STEPS.get(name, name.replace("_", " ")))


def count_name(name: str) -> str:
    """What a figure of the result counts."""
    return str(COUNTS.get(name) or told(name.replace("_", " ").capitalize()))


def failure(error: dict[str, object] | None) -> str:
    """What happened, in a sentence."""
    fact = error or {}
    if fact.get("code") == "unexpected":
        return str(UNEXPECTED) % {"kind": fact.get("message", "")}
    return told(str(fact.get("message", "")))


def told(text: str) -> str:
    """What a worker wrote: it has no reader and writes the source language; a known sentence is translated here."""
    return translation.gettext(text) if text else ""


def seconds_text(seconds: float | None) -> str:
    """`8 dtk`, `1 mnt 21 dtk`; below a second `< 1 dtk`."""
    if seconds is None:
        return ""
    whole = int(seconds)
    if whole < 1:
        return str(_("< 1 dtk"))
    if whole < 60:
        return str(_("%(seconds)d dtk")) % {"seconds": whole}
    return str(_("%(minutes)d mnt %(seconds)02d dtk")) % {"minutes": whole // 60, "seconds": whole % 60}
