"""The form of who acts for the head of a unit."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.ui.forms import DateInput
from tenant_apps.people.forms_entries import EntryForm
from tenant_apps.people.models import ActingKind


class ActingForm(EntryForm):
    """Who heads a unit in another's place, and why; without a NIP nobody does any more."""

    number = forms.CharField(
        label=_("NIP pelaksana"), max_length=24, required=False, help_text=_("Kosongkan untuk mengakhiri Plt/Plh.")
    )
    kind = forms.ChoiceField(label=_("Sebagai"), choices=ActingKind.choices)
    although_filled = forms.BooleanField(
        label=_("Tetap Plt walaupun unit ini berkepala definitif"), required=False,
        help_text=_("Misalnya karena keputusan mutasi kepalanya belum dicatat."),
    )  # fmt: skip
    starts_on = forms.DateField(label=_("Berlaku mulai"), widget=DateInput())
    until = forms.DateField(
        label=_("Hari terakhir"), widget=DateInput(), required=False, help_text=_("Kosongkan bila tidak dibatasi.")
    )
    decree = forms.CharField(label=_("Dasar hukum"), max_length=200, required=False)

    def __init__(self, *args: Any, head_on: Callable[[date], str], today: date, **kwargs: Any) -> None:
        self.head_on = head_on  # the definitive head of a day by name, '' where the post is vacant
        head = head_on(today)
        kwargs["initial"] = {"starts_on": today, "kind": ActingKind.DAILY if head else ActingKind.FULL}
        super().__init__(*args, **kwargs)
        if head:
            words = _("%(name)s mengepalai unit ini. Plh bila ia berhalangan; Plt hanya bila jabatannya lowong.")
            self.fields["kind"].help_text = words % {"name": head}
        elif not self.is_bound:
            del self.fields["although_filled"]

    def clean(self) -> dict[str, Any]:
        """A Plt is for a vacant post (DOMAIN §1): where it is filled on that day, that is confirmed first."""
        wish: dict[str, Any] = super().clean() or {}
        confirmed = wish.pop("although_filled", False)
        is_full = wish.get("number") and wish.get("kind") == ActingKind.FULL and wish.get("starts_on")
        head = self.head_on(wish["starts_on"]) if is_full and not confirmed else ""
        if head:
            words = _(
                "Jabatan ini tidak lowong: %(name)s mengepalainya pada tanggal itu. Pilih Plh bila ia berhalangan, "
                "atau centang bahwa tetap Plt. Belum ada yang disimpan."
            )
            self.add_error("kind", words % {"name": head})
        return wish
