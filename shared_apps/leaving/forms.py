"""What an administrator types about the leaving."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.ui.forms import RefusableForm


class RecipientForm(RefusableForm):
    """For whom the pack is encrypted."""

    recipient = forms.CharField(
        label=_("Kunci penerima (age)"), required=False, max_length=80, help_text=_("Kosong: paket tidak dienkripsi.")
    )


class ReceiptForm(RefusableForm):
    """The checksum read off one's own copy."""

    checksum = forms.CharField(
        label=_("Jumlah pemeriksa SHA-256 berkas Anda"), max_length=80, help_text=_("Paling sedikit 8 huruf pertama.")
    )
