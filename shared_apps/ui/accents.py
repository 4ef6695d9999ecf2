"""The colours a government may have: their contrast is tested in both themes (UI.md)."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "indigo": _("Nila"),
    "toska": _("Toska"),
    "hijau": _("Hijau"),
    "biru": _("Biru"),
    "ungu": _("Ungu"),
    "marun": _("Marun"),
    "zaitun": _("Zaitun"),
    "batu": _("Batu"),
}
