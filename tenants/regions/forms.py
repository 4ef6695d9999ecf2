"""The form that asks for a region's own instance."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.ui import accents
from shared_apps.ui.forms import RefusableForm
from tenants.regions.rules import LONGEST, TIME_ZONES

_TIME_ZONE_NAMES = {
    "Asia/Jakarta": _("WIB (Waktu Indonesia Barat)"),
    "Asia/Makassar": _("WITA (Waktu Indonesia Tengah)"),
    "Asia/Jayapura": _("WIT (Waktu Indonesia Timur)"),
}


class ProvisionForm(RefusableForm):
    """Names of the new instance and its first administrator."""

    schema_name = forms.CharField(
        label=_("Nama singkat"),
        max_length=40,
        help_text=_("Huruf kecil, angka, garis bawah. Tidak dapat diubah kemudian."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    domain = forms.CharField(
        label=_("Alamat"),
        max_length=LONGEST["domain"],
        help_text=_("Alamat yang diketik pegawai, tanpa https://."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "url"}),
    )
    administrator_name = forms.CharField(
        label=_("Nama administrator pertama"), max_length=LONGEST["administrator_name"]
    )
    administrator_email = forms.EmailField(
        label=_("Surel administrator pertama"),
        max_length=LONGEST["administrator_email"],
        help_text=_("Undangan dikirim ke sini begitu data awal siap; berlaku 14 hari."),
    )
    personnel_agency = forms.CharField(
        label=_("Sebutan perangkat daerah kepegawaian"),
        max_length=LONGEST["personnel_agency"],
        help_text=_("Misalnya BKPSDM atau BKD."),
    )
    time_zone = forms.ChoiceField(
        label=_("Zona waktu"), choices=[(each, _TIME_ZONE_NAMES[each]) for each in TIME_ZONES]
    )
    accent = forms.ChoiceField(label=_("Warna daerah"), choices=list(accents.NAMES.items()))


class AdministratorForm(RefusableForm):
    """To whom the region's administrator's invitation goes this time."""

    name = forms.CharField(label=_("Nama administrator"), max_length=200)
    email = forms.EmailField(
        label=_("Surel administrator"), help_text=_("Boleh alamat lain; tautan yang lama tidak berlaku lagi.")
    )


def suggestions(region_name: str, level: str, host_domain: str) -> dict[str, Any]:
    """A short name and an address beside the host's own, to be corrected by whoever fills in the form."""
    plain = unicodedata.normalize("NFKD", region_name).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if word not in {"provinsi", "kota", "kabupaten"}]
    short = "".join(words)[:40]
    parent = host_domain.partition(".")[2] or host_domain
    agency = "BKD" if level == "province" else "BKPSDM"
    return {"schema_name": short, "domain": f"{short}.{parent}", "personnel_agency": agency}
