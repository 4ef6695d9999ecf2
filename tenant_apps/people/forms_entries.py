"""Forms of dated entries: another one for the same day replaces what stands there only when that is said."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_apps.errors import DomainError
from shared_apps.ui.forms import RefusableForm
from tenant_apps.people.services.checks import REASON_LENGTH


class CheckboxInput(forms.CheckboxInput):
    """A box that sends the mark of what it replaces; never ticked for somebody."""

    def __init__(self, mark: str) -> None:
        super().__init__(attrs={"value": mark}, check_test=lambda _value: False)

    def format_value(self, value: Any) -> None:
        """The mark stands in the attributes."""

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> Any:
        """The mark, where the box was ticked."""
        return data.get(name)


class EntryForm(RefusableForm):
    """An entry for a day; refused because the day has another one it offers to replace that."""

    replaces = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def refuse(self, error: DomainError) -> None:
        """Show why, and what to tick."""
        super().refuse(error)
        if error.code == "entry_stands":
            field = self.fields["replaces"] = self.fields.pop("replaces")  # after what is asked
            field.widget = CheckboxInput(error.details["replaces"])
            words = _("Ganti catatan yang ada: %(entry)s") % {"entry": error.details["entry"]}
            self["replaces"].label = words  # a field that was bound keeps its label


class WithdrawForm(RefusableForm):
    """Why an entry is withdrawn."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        max_length=REASON_LENGTH,
        help_text=gettext_lazy(
            "Catatan ini dihapus seakan-akan tidak pernah ada; isinya dan alasan ini tersimpan di jejak audit."
        ),
    )
