"""What is said about a departure: to the region, to operators, when something is refused."""

from typing import Any

from django.utils.translation import gettext as _

from shared_apps.ui.formats import day as written
from tenants.departure.models import Departure
from tenants.regions.models import Region


def ended(departure: Departure) -> str:
    """Why the region is only read."""
    return _("Kerja sama %(number)s berakhir %(day)s.") % {
        "number": departure.agreement_number,
        "day": written(departure.ends_on, "long"),
    }


def runs_out(region: Region) -> str:
    """Why a departure begins by itself."""
    return _("Jangka waktu perjanjian berakhir dan belum diperpanjang.") if region.agreement else ""


def refusal(why: str, departure: Departure) -> str:
    """What was refused, what is safe, what to do."""
    day = written(departure.erase_on, "long") if departure.erase_on else ""
    return {
        "departure_over": _("Akhir kerja sama ini sudah selesai. Tidak ada yang diubah."),
        "not_handed_over": _("Paket akhir belum dinyatakan diterima oleh daerah. Tidak ada yang dihapus."),
        "too_early": _("Baru boleh dihapus mulai %(day)s. Tidak ada yang dihapus.") % {"day": day},
        "not_asked": _("Penghapusan belum diminta oleh orang pertama. Tidak ada yang dihapus."),
        "same_person": _("Penghapusan harus disetujui orang lain daripada yang memintanya. Tidak ada yang dihapus."),
        "region_active": _("Daerah ini masih aktif. Jadikan hanya dibaca dahulu. Tidak ada yang dihapus."),
        "departure_elsewhere": _("Keadaannya sekarang: %(state)s. Tindakan ini tidak berlaku. Tidak ada yang diubah.")
        % {"state": departure.get_state_display()},
    }[why]


def facts_for_region(departure: Departure, host_name: str) -> dict[str, Any]:
    """What the region keeps about it."""
    pack = departure.pack
    return {
        "agreement_number": departure.agreement_number,
        "host_name": host_name,
        "ends_on": departure.ends_on,
        "erase_on": departure.erase_on,
        "reason": departure.closed_reason or departure.reason,
        "packed_at": departure.packed_at,
        "pack_name": pack.get("name", ""),
        "pack_bytes": pack.get("bytes", 0),
        "pack_sha256": pack.get("sha256", ""),
        "pack_fingerprint": pack.get("fingerprint", ""),
        **({"received_at": None, "received_by_name": ""} if departure.handed_over_at is None else {}),
    }
