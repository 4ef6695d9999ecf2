"""Rooms and states of a support grant in words."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shared_apps.support.rules import Room, State, is_living

ROOMS: dict[Room, Promise] = {
    Room.ORGANISATION: _("Struktur organisasi"),
    Room.PEOPLE: _("Pegawai dan penempatan"),
    Room.SCORING: _("Periode, skema, dan skor"),
    Room.WORK: _("Pekerjaan latar belakang"),
    Room.ACCOUNTS: _("Akun dan peran, tanpa kata sandi"),
    Room.AUDIT: _("Jejak audit"),
}
_STATES: dict[State, tuple[Promise, str]] = {
    State.ASKED: (_("Menunggu keputusan"), "warn"),
    State.APPROVED: (pgettext_lazy("support", "Berlaku"), "ok"),
    State.REFUSED: (pgettext_lazy("support", "Ditolak"), "bad"),
    State.REVOKED: (pgettext_lazy("support", "Dicabut"), "bad"),
    State.ENDED: (pgettext_lazy("support", "Selesai"), ""),
}


def rooms(names: Iterable[str]) -> list[str]:
    """The rooms in words, in their order."""
    known = set(names)
    return [str(title) for room, title in ROOMS.items() if room in known]


def state(name: str, expires_at: datetime | None, at: datetime) -> tuple[str, str]:
    """A state in words with the tone of its chip; an approved one that is over has ended by itself."""
    if name == State.APPROVED and not is_living(name, expires_at, at):
        name = State.ENDED
    text, tone = _STATES[State(name)]
    return str(text), tone
