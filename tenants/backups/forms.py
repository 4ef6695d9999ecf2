"""The key a region sent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.errors import DomainError


class RecipientForm(forms.Form):
    """The public half of a key the region keeps; empty takes it away."""

    recipient = forms.CharField(
        label=_("Kunci penerima (age1…)"),
        max_length=100,
        required=False,
        help_text=_("Bagian publik dari age-keygen. Kosongkan untuk mencabut."),
    )
    given_by = forms.CharField(label=_("Dikirim oleh"), max_length=200, required=False)

    def refuse(self, error: DomainError) -> None:
        """Put what a service refused beside its field."""
        for name, texts in error.fields.items():
            for text in texts:
                self.add_error(name, str(text))
        if not error.fields:
            self.add_error(None, str(error.message))
