"""The way around: what the sidebar shows to whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shared_apps.accounts import access
from shared_apps.accounts.rules import Action
from shared_apps.support.rules import Room
from tenant_apps.people import queries as people
from tenant_apps.privacy.queries import corrections as privacy
from tenant_apps.scoring.queries import periods
from tenant_apps.workspace import queries as workspace
from tenants.exchange import proposals
from tenants.regions.models import Region

_ROOMS = {  # which rooms of a support grant a page reads
    "leader": {Room.ORGANISATION, Room.PEOPLE, Room.SCORING},
    "organisation": {Room.ORGANISATION, Room.PEOPLE},
    "employees": {Room.ORGANISATION, Room.PEOPLE},
    "periods": {Room.SCORING},
    "schemes": {Room.SCORING},
    "appointed_people": {Room.ACCOUNTS, Room.ORGANISATION},  # a role may be bounded by an agency
    "audit": {Room.AUDIT},
}


@dataclass(frozen=True)
class Entry:
    """A line of the navigation."""

    url: str
    icon: str
    label: str
    short: str = ""
    also: str = ""  # other addresses that belong to it
    count: int = 0  # what waits there


@dataclass(frozen=True)
class HostGovernment:
    """The host in the shape in which regions know themselves."""

    name: str
    short_name: str
    crest_initials: str
    accent: str
    personnel_agency: str


def host_government(region: Region) -> HostGovernment:
    """What the shell shows of the host."""
    return HostGovernment(region.name, region.name, initials(region.name), region.accent, region.personnel_agency)


def initials(name: str) -> str:
    """Two letters for the crest: of the name without its kind (Provinsi, Kota, Kabupaten)."""
    words = [word for word in name.split() if word not in {"Provinsi", "Kota", "Kabupaten", "Pemerintah"}]
    return "".join(word[0] for word in words[:2]).upper()


def of_host(user: Any, day: date) -> list[Entry]:
    """The host's console."""
    if not user.is_authenticated or "host_operator" not in access.roles_of(user, day):
        return []
    return [
        Entry(_at_host("console"), "layout-dashboard", _("Daerah mitra"), also="/daerah/"),
        Entry(_at_host("agreements"), "file-text", pgettext("menu", "Perjanjian")),
        Entry(_at_host("fleet"), "layers", _("Armada")),
        Entry(_at_host("templates"), "sliders-horizontal", pgettext("menu", "Templat")),
        Entry(_at_host("received_proposals"), "send", _("Usulan daerah"), _("Usulan"), count=proposals.waiting()),
        _appointed(_at_host("appointed_people")),
        Entry(_at_host("departures"), "handshake", _("Akhir kerja sama")),
        _audit(),
        Entry(_at_host("probes"), "shield-check", _("Uji isolasi"), _("Isolasi")),
    ]


def _at_host(name: str) -> str:
    """An address of the console; a page made before the address was resolved has no map of its own yet."""
    return reverse(name, urlconf=settings.PUBLIC_SCHEMA_URLCONF)


def of_region(user: Any, day: date) -> list[Entry]:
    """A region's pages, by what the person may see."""
    if not user.is_authenticated:
        return []
    roles, reach = access.roles_of(user, day), people.reach(user, day)
    entries = []
    if workspace.is_beginning(user, day):
        entries.append(Entry(reverse("beginning"), "list-checks", _("Langkah awal"), pgettext("menu", "Mulai")))
    if reach.leads:
        entries.append(Entry(reverse("leader"), "layout-dashboard", _("Dasbor")))
    if user.employee_id:
        entries.append(Entry(reverse("account"), "house", _("Akun kinerja")))
    entries.append(Entry(reverse("organisation"), "network", _("Struktur organisasi"), _("Struktur")))
    if reach.sees_others:
        entries.append(Entry(reverse("employees"), "users-round", _("Pegawai")))
    if roles & {"personnel_admin", "support"}:
        entries += [
            Entry(reverse("periods"), "calendar-days", pgettext("menu", "Periode")),
            Entry(reverse("schemes"), "sliders-horizontal", _("Skema penilaian"), pgettext("menu", "Skema")),
            _appointed(reverse("appointed_people")),
        ]
    elif access.may_within(user, Action.ENTER_RESULTS, day) and (period := periods.current_period()):
        # the administrator of one agency brings its results; the periods themselves are the region's
        entries.append(Entry(reverse("period", args=[period.code]), "calendar-days", pgettext("menu", "Periode")))
    return entries + _watched(user, day)


def _watched(user: Any, day: date) -> list[Entry]:
    """What watches over the rest: permissions, audit, support, isolation, personal data."""
    entries = []
    if access.may(user, Action.SEE_PERMISSIONS, day):
        entries.append(Entry(reverse("permission_matrix"), "key-round", _("Wewenang"), also="/wewenang/"))
    if access.may(user, Action.SEE_AUDIT, day):
        entries.append(_audit())
        if not user.lent_roles:
            entries.append(Entry(reverse("support"), "life-buoy", _("Dukungan penyelenggara"), _("Dukungan")))
    if access.may(user, Action.SEE_ISOLATION, day):
        entries.append(Entry(reverse("assurance"), "shield-check", _("Isolasi")))
    if not user.lent_roles:
        waiting = privacy.waiting_count(user, day)
        entries.append(
            Entry(reverse("privacy"), "user-lock", _("Data pribadi"), pgettext("menu", "Privasi"), count=waiting)
        )
    return entries


def within(entries: list[Entry], rooms: Collection[str]) -> list[Entry]:
    """What of it a supporter's grant opens: a page whose tables are not named would only be refused."""
    return [
        entry
        for entry in entries
        if any(entry.url == reverse(name) and needed <= set(rooms) for name, needed in _ROOMS.items())
    ]


def _appointed(url: str) -> Entry:
    """Roles and invitations; the settings of signing in are reached from there."""
    return Entry(url, "user-round-check", _("Peran dan undangan"), pgettext("menu", "Peran"), also="/cara-masuk/")


def _audit() -> Entry:
    return Entry(reverse("audit"), "history", _("Jejak audit"), pgettext("menu", "Audit"))
