"""The words for findings and refusals of this room."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# code: (what is wrong, what to do)
FINDINGS: dict[str, tuple[Promise, Promise]] = {
    "blank": (_("Sel ini kosong."), _("Isi sel ini.")),
    "too_long": (_("Teks lebih dari %(length)s huruf."), _("Persingkat teksnya.")),
    "odd_characters": (
        _("Teks memuat karakter kendali yang tidak terlihat."),
        _("Ketik ulang teksnya di sel ini."),
    ),
    "unknown_unit_type": (
        _("Jenis unit tidak dikenal."),
        _("Pakai misalnya Dinas, Badan, Bagian, Bidang, Kecamatan, atau Kelurahan."),
    ),
    "unknown_echelon": (_("Eselon tidak dikenal."), _("Tulis seperti II.b, atau kosongkan.")),
    "not_a_whole_number": (_("Urutan bukan bilangan bulat."), _("Isi dengan 1, 2, 3, atau kosongkan.")),
    "duplicate_code": (_("Kode ini sudah dipakai di baris %(first)s."), _("Beri setiap unit kode sendiri.")),
    "no_root": (
        _("Tidak ada unit puncak: setiap baris punya induk."),
        _("Kosongkan kode induk unit puncak, yaitu pemerintah daerahnya."),
    ),
    "second_root": (
        _("Ada dua unit puncak; yang pertama di baris %(first)s."),
        _("Isi kode induk unit ini; hanya satu unit boleh tanpa induk."),
    ),
    "unknown_parent": (
        _("Unit induk %(code)s tidak ada di berkas ini."),
        _("Periksa kodenya atau tambahkan unitnya."),
    ),
    "own_ancestor": (_("Unit %(code)s menjadi induk bagi dirinya sendiri."), _("Perbaiki rantai kode induknya.")),
}

REFUSALS: dict[str, Promise] = {
    "unknown_unit": _("Unit itu tidak ada dalam struktur pada %(day)s."),
    "unknown_parent": _("Unit induk yang dipilih tidak ada dalam struktur pada %(day)s."),
    "code_taken": _("Kode %(code)s sudah dipakai %(name)s dalam struktur yang berlaku %(day)s."),
    "own_descendant": _(
        "%(name)s tidak dapat dipindahkan ke %(parent)s, karena %(parent)s berada di bawahnya (struktur %(day)s)."
    ),
    "merged_below": _(
        "%(name)s tidak dapat digabung ke %(parent)s, karena %(parent)s adalah unit itu sendiri atau berada di "
        "bawahnya (struktur %(day)s)."
    ),
    "top_stays": _("%(name)s adalah unit puncak; unit puncak tidak dapat digabung, dipecah, atau ditutup."),
    "people_stay": _("Pegawai %(name)s tidak dapat tetap di unit yang ditutup; pilih unit lain."),
    "units_stay": _(
        "Unit di bawah %(name)s tidak dapat berada di unit yang ditutup atau di bawahnya; pilih unit lain."
    ),
    "not_ended": _("%(name)s tetap ada dalam struktur, jadi pegawainya tidak perlu dipindahkan."),
}


def finding(code: str, params: Mapping[str, str]) -> tuple[str, str]:
    """What is wrong and what to do."""
    reason, repair = FINDINGS[code]
    return str(reason) % params, str(repair) % params


def refusal(code: str, params: Mapping[str, str]) -> str:
    """Why a change cannot be made."""
    return str(REFUSALS[code]) % params
