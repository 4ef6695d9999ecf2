"""What is typed about a breach."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.ui.forms import DateInput, RefusableForm
from tenant_apps.privacy.words import TOLD


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a day and a time, in the region's time zone."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def _text(label: Any, hint: Any = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), help_text=hint)


class BreachForm(RefusableForm):
    """What is known of it."""

    title = forms.CharField(label=_("Sebutan singkat"), max_length=200)
    discovered_at = forms.DateTimeField(
        label=_("Ditemukan"), widget=MomentInput(), help_text=_("Tenggat 3×24 jam dihitung dari sini.")
    )
    happened_on = forms.DateField(label=_("Terjadi pada"), widget=DateInput(), required=False)
    happened = _text(_("Apa yang terjadi dan bagaimana ditemukan"))
    data_hit = _text(_("Data pribadi yang terkena"), rows=2)
    people = forms.IntegerField(
        label=_("Banyaknya orang"),
        min_value=0,
        max_value=10_000_000,
        required=False,
        help_text=_("Kosongkan bila belum diketahui."),
    )
    consequences = _text(_("Akibat yang mungkin"), rows=2)
    measures = _text(_("Penanganan dan pemulihan"))
    contact = _text(_("Narahubung bagi yang terkena"), rows=2)


class NoticeForm(RefusableForm):
    """Who was told, when and how."""

    to = forms.ChoiceField(label=_("Diberi tahu"), choices=[(str(key), text) for key, text in TOLD.items()])
    recipient = forms.CharField(
        label=_("Siapa"), max_length=300, help_text=_("Nama lembaga, orang, atau kelompok orang.")
    )
    told_at = forms.DateTimeField(label=_("Waktu"), widget=MomentInput())
    how = forms.CharField(
        label=_("Dengan apa"), max_length=300, help_text=_("Misalnya surat bernomor, surel, atau pengumuman.")
    )


class CloseForm(RefusableForm):
    """What was learnt."""

    lesson = _text(_("Apa yang dipelajari dan diperbaiki"))
