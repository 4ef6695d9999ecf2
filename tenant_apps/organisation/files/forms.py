"""Forms of the structure's files."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.ui.forms import DateInput
from tenant_apps.organisation.files.writing import MEDIA


class FileForm(forms.Form):
    """Which file: of which day, from which unit down."""

    hari = forms.DateField(label=_("Struktur pada"), required=False, widget=DateInput())
    unit = forms.TypedChoiceField(
        label=_("Gambar mulai dari"), required=False, coerce=uuid.UUID, empty_value=None,
        help_text=_("Hanya untuk gambar dan PDF; lembar dan JSON selalu memuat seluruh struktur."),
    )  # fmt: skip

    def __init__(self, *args: Any, agencies: list[tuple[uuid.UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Seluruh struktur")), *((str(unit_id), name) for unit_id, name in agencies)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]


class AskedForm(forms.Form):
    """The same, as a link asks for it."""

    bentuk = forms.ChoiceField(choices=[(kind, kind) for kind in MEDIA])
    hari = forms.DateField(required=False)
    unit = forms.UUIDField(required=False)

    def day(self, today: date) -> date:
        """The day asked for; today where none is."""
        found: date | None = self.cleaned_data["hari"]
        return found or today
