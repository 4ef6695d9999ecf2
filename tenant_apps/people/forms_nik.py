"""Forms of the NIK; a number that was typed never goes into an address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.ui.forms import RefusableForm

_TYPED = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}


class NikForm(RefusableForm):
    """Somebody's NIK, typed anew each time: what is recorded is never put into the field."""

    nik = forms.CharField(
        label=_("NIK"),
        max_length=40,
        required=False,
        help_text=_("16 angka seperti di KTP; disimpan tersandi."),
        widget=forms.TextInput(attrs=_TYPED),
    )
    remove = forms.BooleanField(label=_("Hapus NIK yang tercatat"), required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two, so that an empty field by itself takes nothing away."""
        wish = super().clean() or {}
        if "nik" in wish and bool(wish["nik"]) == bool(wish.get("remove")):
            self.add_error("nik", _("Isi NIK, atau centang hapus; salah satu saja."))
        return wish


class FindForm(RefusableForm):
    """A whole NIK, to find whose it is."""

    nik = forms.CharField(
        label=_("NIK lengkap"), max_length=40, help_text=_("16 angka."), widget=forms.TextInput(attrs=_TYPED)
    )
