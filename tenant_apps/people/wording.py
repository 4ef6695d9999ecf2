"""Places and appointments as reasons a person reads: "karena Anda kepala Dinas Kesehatan sejak 2 Januari 2026"."""

import uuid
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shared_apps.accounts.models import Appointment
from shared_apps.reference import names
from shared_apps.reference import queries as reference
from shared_apps.ui.formats import day as day_text
from shared_apps.ui.formats import whole
from tenant_apps.people.rules.positions import Deed, Place, Position

DEEDS: Mapping[Deed, Promise] = {
    Deed.SEE_OWN: gettext_lazy("Melihat nilai, asal-usul nilai, dan data diri sendiri"),
    Deed.SEE_UNIT: gettext_lazy("Melihat pegawai dan nilai unit yang dikepalai beserta semua di bawahnya"),
    Deed.SEE_ANSWERED: gettext_lazy("Melihat halaman dan nilai orang yang dipimpin atau dinilai, di unit mana pun"),
}
POSITIONS: Mapping[Position, tuple[Promise, Promise]] = {  # what it is called, and what makes somebody it
    Position.EMPLOYEE: (gettext_lazy("Pegawai"), gettext_lazy("Bertugas di satu unit pada hari itu.")),
    Position.UNIT_HEAD: (
        gettext_lazy("Kepala unit"),
        gettext_lazy("Mengepalai unit pada hari itu, definitif atau Plt/Plh, beserta semua di bawahnya."),
    ),
    Position.AGENCY_HEAD: (
        gettext_lazy("Kepala perangkat daerah"),
        gettext_lazy("Mengepalai unit yang langsung di bawah pemerintah daerah, definitif atau Plt/Plh."),
    ),
    Position.REGIONAL_HEAD: (
        gettext_lazy("Kepala daerah menurut struktur"),
        gettext_lazy("Mengepalai pemerintah daerah sendiri menurut struktur, biasanya penjabat atau Plt."),
    ),
    Position.SUPERIOR: (
        gettext_lazy("Atasan langsung"),
        gettext_lazy("Kepala terdekat di atas seseorang, atau yang ditetapkan sebagai atasannya."),
    ),
    Position.ASSESSOR: (
        gettext_lazy("Pejabat penilai"),
        gettext_lazy("Menilai kinerja: atasan langsung, atau yang ditetapkan untuk itu selama berlaku."),
    ),
    Position.ASSESSORS_SUPERIOR: (
        gettext_lazy("Atasan pejabat penilai"),
        gettext_lazy("Atasan dari pejabat penilai seseorang; tidak membuka apa pun di luar unit yang dikepalainya."),
    ),
}


def place(found: Place, units: Mapping[uuid.UUID, str], who: str) -> str:
    """Why somebody is what they are by their place; `who` is "Anda" or a name."""
    if found.position in {Position.SUPERIOR, Position.ASSESSOR, Position.ASSESSORS_SUPERIOR}:
        return _answering(found, who)
    facts = {"who": who, "unit": units.get(found.unit_id, "") if found.unit_id else ""}
    facts["since"] = day_text(found.since) if found.since else "–"
    if found.position == Position.EMPLOYEE:
        return _("karena %(who)s bertugas di %(unit)s sejak %(since)s") % facts
    if found.acting:
        return _("karena %(who)s Plt/Plh kepala %(unit)s sejak %(since)s") % facts
    return _("karena %(who)s kepala %(unit)s sejak %(since)s") % facts


def appointment(given: Appointment, who: str) -> str:
    """Why somebody may what a role allows, with the agency and the last day where there are any."""
    facts = {"who": who, "role": given.role_name, "since": day_text(given.starts_on), "by": given.given_by_name}
    text = _("karena %(who)s ditunjuk sebagai %(role)s sejak %(since)s oleh %(by)s") % facts
    if given.unit_id:
        text += _(", hanya untuk %(agency)s dan semua di bawahnya") % {"agency": given.agency}
    if given.last_day:
        text += _(", sampai %(day)s") % {"day": day_text(given.last_day)}
    return text


def level(code: str) -> str:
    """An echelon as it is written, a functional level in words: `ahli_muda` is Ahli Muda."""
    found = next((each for each in reference.functional_levels() if each.code == code), None)
    return names.label_of(found) if found else code


def _answering(found: Place, who: str) -> str:
    facts = {"who": who, "people": whole(found.people)}
    if found.position == Position.SUPERIOR:
        text = ngettext(
            "%(who)s atasan langsung %(people)s orang", "%(who)s atasan langsung %(people)s orang", found.people
        )
    elif found.position == Position.ASSESSOR:
        text = ngettext(
            "%(who)s pejabat penilai %(people)s orang", "%(who)s pejabat penilai %(people)s orang", found.people
        )
    else:
        text = ngettext(
            "%(who)s atasan pejabat penilai dari %(people)s orang",
            "%(who)s atasan pejabat penilai dari %(people)s orang",
            found.people,
        )
    return text % facts
