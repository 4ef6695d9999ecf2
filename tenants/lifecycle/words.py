"""What a change of state is called, what follows from it, and why it is refused."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_apps.ui.formats import moment
from tenants.regions.models import Region

ACTIVE, READ_ONLY, SUSPENDED = Region.State.ACTIVE, Region.State.READ_ONLY, Region.State.SUSPENDED
VERBS: Mapping[str, Promise] = {
    READ_ONLY: gettext_lazy("Jadikan hanya dibaca"),
    SUSPENDED: gettext_lazy("Tangguhkan"),
    ACTIVE: gettext_lazy("Aktifkan kembali"),
}
ICONS: Mapping[str, str] = {READ_ONLY: "book-open", SUSPENDED: "pause", ACTIVE: "play"}
CONSEQUENCES: Mapping[str, tuple[Promise, ...]] = {
    READ_ONLY: (
        gettext_lazy("Orang tetap masuk, membaca, dan mengunduh."),
        gettext_lazy("Tidak ada data kerja yang dapat diubah: basis data menolaknya, juga dari tugas dan API."),
        gettext_lazy("Tugas yang menulis menunggu dan berjalan sesudah diaktifkan kembali; tidak ada yang hilang."),
        gettext_lazy("Alasan tampil di setiap halaman daerah, dan tercatat di jejak audit kedua pihak."),
    ),
    SUSPENDED: (
        gettext_lazy("Tidak ada orang di daerah yang dapat membuka apa pun, termasuk API; alamatnya menjawab 503."),
        gettext_lazy("Tidak ada tugas yang berjalan; yang mengantre menunggu dan tidak hilang."),
        gettext_lazy("Setiap alamat menampilkan alasan, sejak kapan, dan siapa yang dapat dihubungi."),
        gettext_lazy("Data tetap utuh. Sesudah dibuka, orang melanjutkan tanpa masuk lagi."),
    ),
    ACTIVE: (
        gettext_lazy("Orang bekerja seperti biasa begitu hak menulis dikembalikan, biasanya dalam beberapa detik."),
        gettext_lazy("Tugas yang menunggu berjalan dengan sendirinya."),
        gettext_lazy("Alasan tercatat di jejak audit kedua pihak."),
    ),
}


def became(target: str) -> str:
    """What it is now; the region's auditor reads it too."""
    return _("Keadaan daerah menjadi: %(state)s") % {"state": Region.State(target).label.lower()}


def refusal(region: Region, target: str) -> str:
    """Why it cannot become so now."""
    facts = {"name": region.name, "state": region.get_state_display().lower()}
    if region.state == target and region.state_since:
        text = _("%(name)s sudah %(state)s sejak %(since)s. Tidak ada yang diubah.")
        return text % (facts | {"since": moment(region.state_since)})
    if region.state == target:
        return _("%(name)s sudah %(state)s. Tidak ada yang diubah.") % facts
    return _("%(name)s masih %(state)s dan belum dapat diubah keadaannya.") % facts
