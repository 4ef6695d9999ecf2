"""What a template says of itself: names, number, dates, rounding; and the names of its profiles."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.scoring_templates.authoring.forms.fields import LineField, WholeField, title_fields
from shared_apps.scoring_templates.authoring.forms.parts import PartForm, titled
from shared_apps.scoring_templates.rules.template import Template
from shared_apps.ui.forms import DateInput


class GeneralForm(PartForm):
    """Titles in both languages, version, note, validity, rounding."""

    def __init__(self, data: Mapping[str, Any] | None, *, template: Template, seen: str) -> None:
        """Of the whole template."""
        leaves = {
            **titled(()),
            "version": ("version",),
            "note": ("note",),
            "valid_from": ("valid", "from"),
            "valid_to": ("valid", "to"),
            "decimals": ("rounding", "decimals"),
        }
        super().__init__(data, template=template, seen=seen, leaves=leaves)
        self.fields.update(
            {
                **title_fields(required=True),
                "version": LineField(label=_("Nomor versi"), required=True, longest=40),
                "note": forms.CharField(
                    label=_("Catatan"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
                ),
                "valid_from": forms.DateField(
                    label=_("Dapat dipakai sejak"),
                    widget=DateInput(),
                    help_text=_("Untuk periode yang mulai pada tanggal ini atau sesudahnya; tidak memengaruhi angka."),
                ),
                "valid_to": forms.DateField(
                    label=_("Sampai sebelum"),
                    required=False,
                    widget=DateInput(),
                    help_text=_("Kosong berarti tanpa akhir."),
                ),
                "decimals": WholeField(
                    label=_("Pembulatan: banyak desimal"),
                    required=True,
                    help_text=_("Setengah ke atas, sekali pada tiap komponen yang tidak menyebutnya sendiri."),
                ),
            }
        )

    def clean(self) -> dict[str, Any]:
        """The validity ends after it begins."""
        cleaned = super().clean()
        start, end = cleaned.get("valid_from"), cleaned.get("valid_to")
        if start and end and end <= start:
            self.add_error("valid_to", _("Akhirnya harus sesudah awalnya."))
        return cleaned


class ProfileForm(PartForm):
    """What a profile is called."""

    def __init__(self, data: Mapping[str, Any] | None, *, template: Template, seen: str, key: str) -> None:
        """`key` names a profile."""
        super().__init__(data, template=template, seen=seen, leaves=titled(("profiles", key)))
        self.fields.update(title_fields())
