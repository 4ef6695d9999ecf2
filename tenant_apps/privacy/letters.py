"""Drafts of the letters about a breach, filled from its record; people sign and send them."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.documents import pdf
from shared_apps.ui.formats import day, moment, whole
from tenant_apps.organisation.models import Government
from tenant_apps.organisation.settings.queries import letterhead
from tenant_apps.privacy.models import Breach
from tenant_apps.privacy.rules import breaches as rules
from tenant_apps.privacy.rules.breaches import Told


def letter(breach: Breach, to: Told, government: Government, at: datetime) -> bytes:
    """The draft to the persons affected, to the authority, or to the public, as a PDF."""
    titles = {
        Told.PERSON: _("Pemberitahuan kegagalan pelindungan data pribadi"),
        Told.AUTHORITY: _("Laporan kegagalan pelindungan data pribadi"),
        Told.PUBLIC: _("Pengumuman kegagalan pelindungan data pribadi"),
    }
    data: dict[str, Any] = {
        "title": titles[to],
        "date": at,
        "number": ".................",
        "letterhead": letterhead(government),
        "foot": _("Rancangan surat; diperiksa dan ditandatangani sebelum dikirim"),
        "paragraphs": _opening(breach, to, government),
        "sections": [
            {"title": _("Data pribadi yang terungkap"), "paragraphs": [breach.data_hit]},
            {"title": _("Kapan dan bagaimana"), "facts": _when(breach), "paragraphs": [breach.happened]},
            {"title": _("Akibat yang mungkin"), "paragraphs": [breach.consequences]},
            {"title": _("Penanganan dan pemulihan"), "paragraphs": [breach.measures]},
            {"title": _("Keterangan lebih lanjut"), "paragraphs": [breach.contact]},
        ],
        "signed": {
            "place": government.short_name,
            "role": _("Pengendali data pribadi,"),
            "name": "(.....................)",
        },
    }
    return pdf("documents/letter.typ", data)


def _opening(breach: Breach, to: Told, government: Government) -> list[str]:
    facts = {"name": government.name, "at": moment(breach.discovered_at, "long")}
    if to == Told.AUTHORITY:
        return [
            _("Yth. Lembaga Pelindungan Data Pribadi"),
            _("Berdasarkan Pasal 46 UU 27/2022, %(name)s melaporkan kegagalan yang ditemukan %(at)s.") % facts,
        ]
    if to == Told.PUBLIC:
        return [
            _("Berdasarkan Pasal 46 ayat (3) UU 27/2022, %(name)s mengumumkan kegagalan yang ditemukan %(at)s.")
            % facts
        ]
    return [
        _("Yth. Saudara/i ........................................ (NIP ..............................)"),
        _("%(name)s memberitahukan bahwa data pribadi Anda terkena kegagalan yang ditemukan %(at)s.") % facts,
    ]


def _when(breach: Breach) -> list[list[str]]:
    happened = day(breach.happened_on, "long") if breach.happened_on else _("belum diketahui")
    people = whole(breach.people) if breach.people is not None else _("belum diketahui")
    return [
        [_("Terjadi"), happened],
        [_("Ditemukan"), moment(breach.discovered_at, "long")],
        [_("Batas pemberitahuan"), moment(rules.due_at(breach.discovered_at), "long")],
        [_("Banyaknya orang"), people],
    ]
