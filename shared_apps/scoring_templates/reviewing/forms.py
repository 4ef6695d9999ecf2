"""Forms with which reviewers are asked and released."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts.models import User
from shared_apps.ui.forms import RefusableForm


class AskForm(RefusableForm):
    """Who is asked, and with which words."""

    prefix = "ask"
    reviewers = forms.TypedMultipleChoiceField(
        label=_("Minta telaah dari"),
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": _("Pilih penelaah.")},
    )
    note = forms.CharField(label=_("Pesan"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, candidates: Iterable[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewers"].choices = [(str(each.pk), each.name) for each in candidates]  # type: ignore[attr-defined]  # a choice field


class ReleaseForm(RefusableForm):
    """Why an answer is not waited for any more."""

    reason = forms.CharField(label=_("Alasan"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
