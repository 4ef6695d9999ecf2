"""The words for faults of a results sheet, and what to do about them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shared_apps.reference.messages import nip_texts

# code: (what is wrong, what to do); what is wrong with a NIP is worded in reference
FAULTS: dict[str, tuple[Promise, Promise]] = {
    "unknown_number": (
        _("NIP ini tidak ada di data pegawai."),
        _("Periksa NIP-nya, atau impor pegawainya lebih dahulu."),
    ),
    "not_active": (
        _("Pegawai ini tidak bertugas pada tanggal acuan %(day)s."),
        _("Hapus barisnya, atau perbaiki data jabatannya."),
    ),
    "duplicate_number": (_("NIP ini sudah ada di baris %(first)s."), _("Hapus salah satu barisnya.")),
    "same_person": (
        _("NIP ini dan NIP di baris %(first)s adalah nomor lama dan baru dari orang yang sama."),
        _("Pakai satu baris dengan nomor yang berlaku."),
    ),
    "not_a_number": (_("“%(value)s” bukan angka."), _("Tulis angka saja, misalnya 82,50. Kosongkan bila tidak ada.")),
    "too_precise": (
        _("Angka melebihi batas 12 digit dan 6 desimal."),
        _("Bulatkan angkanya."),
    ),
    "not_whole": (_("“%(value)s” bukan bilangan bulat."), _("Tulis jumlahnya tanpa desimal.")),
    "out_of_range": (
        _("%(value)s di luar rentang %(minimum)s sampai %(maximum)s."),
        _("Periksa angkanya. Angka di luar rentang tidak dipotong diam-diam."),
    ),
    "too_low": (_("%(value)s di bawah batas terkecil %(minimum)s."), _("Periksa angkanya.")),
    "unknown_code": (
        _("“%(value)s” tidak dikenal untuk kolom ini."),
        _("Pakai salah satu: %(choices)s."),
    ),
    "unclear_agency": (
        _("“%(value)s” tidak jelas: instansi berarti pemerintah daerah seutuhnya, bukan satu perangkat daerahnya."),
        _("Tentukan yang dimaksud. Pakai salah satu: %(choices)s."),
    ),
    "doubtful": (_("%(doubt)s"), _("Pakai salah satu: %(choices)s.")),
}


def fault(code: str, params: Mapping[str, str]) -> tuple[str, str]:
    """What is wrong and what to do."""
    of_number = code.removeprefix("number_")
    if of_number != code:
        return nip_texts(of_number)
    wrong, repair = FAULTS[code]
    return str(wrong) % params, str(repair) % params
