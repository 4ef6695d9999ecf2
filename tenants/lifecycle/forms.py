"""Forms of the life of a region."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.ui.forms import RefusableForm
from tenants.lifecycle.rules import LONGEST_REASON


class ReasonForm(RefusableForm):
    """Why; read by everybody in the region."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dibaca semua orang di daerah, dan tercatat di jejak audit kedua pihak. Paling sedikit 10 huruf."),
    )
