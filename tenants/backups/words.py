"""What the checks of a restore are called."""

from django.utils.translation import gettext_lazy as _

CHECKS = {
    "opened": _("Dibuka dan ditulis di samping"),
    "rows": _("Baris sama"),
    "catalogue": _("Struktur tabel sama"),
    "sequences": _("Penghitung sama"),
    "files": _("Berkas sama"),
    "migrated": _("Versi tabel"),
    "isolation": _("Terpisah dari daerah lain"),
    "sign_in": _("Orang dapat masuk"),
    "write": _("Orang dapat menulis"),
}
