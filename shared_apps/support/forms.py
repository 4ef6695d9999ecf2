"""What the region's administrator decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.support import words
from shared_apps.support.models import Grant
from shared_apps.support.rules import Room
from shared_apps.ui.forms import RefusableForm


class ApproveForm(RefusableForm):
    """For how long, and what of it."""

    hours = forms.IntegerField(label=_("Berlaku berapa jam"), min_value=1)
    rooms = forms.MultipleChoiceField(label=_("Yang boleh dilihat"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, grant: Grant, data: Any = None) -> None:
        super().__init__(data, initial={"hours": grant.hours, "rooms": grant.rooms})
        hours = self.fields["hours"]
        hours.widget.attrs["max"] = grant.hours
        hours.help_text = _("Paling lama %(hours)s jam, seperti yang diminta.") % {"hours": grant.hours}
        rooms = self.fields["rooms"]
        assert isinstance(rooms, forms.MultipleChoiceField)  # noqa: S101  declared above
        rooms.choices = [(name, words.ROOMS[Room(name)]) for name in grant.rooms]


class ReasonForm(RefusableForm):
    """Why it is refused or revoked; it stays in the region."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Tersimpan di daerah ini saja; penyelenggara hanya melihat keputusannya."),
    )
