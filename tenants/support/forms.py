"""The form that asks a region to be let in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.support import words
from shared_apps.support.rules import MOST_HOURS
from shared_apps.ui.forms import RefusableForm


class AskForm(RefusableForm):
    """Why, what, how long."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dibaca administrator daerah; ia memutuskan atas dasar ini."),
    )
    rooms = forms.MultipleChoiceField(
        label=_("Yang perlu dilihat"),
        choices=[(str(room), title) for room, title in words.ROOMS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    hours = forms.IntegerField(
        label=_("Berapa jam"),
        min_value=1,
        max_value=MOST_HOURS,
        initial=2,
        help_text=_("Dihitung sejak disetujui, lalu berakhir sendiri. Paling lama 24 jam."),
    )
