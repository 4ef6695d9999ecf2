"""What was tried, in words of people who run no computers."""

from django.utils.translation import gettext_lazy as _

WAYS = {
    "database": (
        _("Basis data"),
        _("Dengan login daerah lain, tabel nilai uji Anda dibaca langsung dan lewat tiga jalan memutar."),
    ),
    "pages": (_("Halaman"), _("Setiap halaman daerah lain dibuka dan isinya dibaca sampai habis.")),
    "api": (_("API"), _("Setiap alamat untuk program di daerah lain ditanya dan jawabannya dibaca.")),
    "exports": (_("Unduhan"), _("Setiap lembar Excel dan CSV di daerah lain diunduh, dibuka, dan dibaca.")),
    "cache": (_("Memori sementara"), _("Catatan sementara Anda diminta dengan nama aslinya dari daerah lain.")),
    "files": (_("Berkas"), _("Berkas uji Anda diminta dari daerah lain, lewat halaman dan lewat tempat simpannya.")),
    "jobs": (_("Tugas latar"), _("Tugas uji Anda diminta dari daerah lain, dan tugas tanpa daerah dikirim.")),
    "sessions": (_("Sesi masuk"), _("Sesi uji Anda ditunjukkan di pintu masuk daerah lain.")),
}
VERDICTS = {
    "apart": (_("Data Anda terpisah"), "ok"),
    "crossed": (_("Ada kebocoran"), "bad"),
    "unproved": (_("Belum terbukti"), "warn"),
}
REASONS = {
    "preparing": _("sedang disiapkan"),
    "suspended": _("ditangguhkan"),
    "other_version": _("menunggu pembaruan"),
}
