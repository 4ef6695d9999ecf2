"""What an administrator types about the leaving."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.errors import DomainError


class _Form(forms.Form):
    def refuse(self, error: DomainError) -> None:
        """Show what the service refused."""
        for name, texts in error.fields.items():
            for text in texts:
                self.add_error(name, str(text))
        if not error.fields:
            self.add_error(None, str(error.message))


class RecipientForm(_Form):
    """For whom the pack is encrypted."""

    recipient = forms.CharField(
        label=_("Kunci penerima (age)"), required=False, max_length=80, help_text=_("Kosong: paket tidak dienkripsi.")
    )


class ReceiptForm(_Form):
    """The checksum read off one's own copy."""

    checksum = forms.CharField(
        label=_("Jumlah pemeriksa SHA-256 berkas Anda"), max_length=80, help_text=_("Paling sedikit 8 huruf pertama.")
    )
