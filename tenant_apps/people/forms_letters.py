"""Forms of activation letters."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms

from shared_apps.ui.forms import RefusableForm
from tenant_apps.people.queries.letters import LetterRow


class UnitForm(forms.Form):
    """A unit somebody chose; anything else is none."""

    unit = forms.UUIDField(required=False)

    @classmethod
    def unit_of(cls, data: Any) -> uuid.UUID | None:
        """The unit in the fields of a request."""
        form = cls(data)
        return form.cleaned_data["unit"] if form.is_valid() else None


class LettersForm(RefusableForm):
    """Whose letters: the ticked ones, or of everybody due. `cetak` makes the same order once, however often sent."""

    cetak = forms.UUIDField()
    semua = forms.BooleanField(required=False)
    pegawai = forms.TypedMultipleChoiceField(coerce=uuid.UUID, required=False)

    def __init__(self, *args: Any, rows: Iterable[LetterRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(row.person.id), row.person.name) for row in rows]
        self.fields["pegawai"].choices = choices  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """The order, and the ticked people or None for all."""
        ticked = None if self.cleaned_data["semua"] else frozenset(self.cleaned_data["pegawai"])
        return {"order": self.cleaned_data["cetak"], "employee_ids": ticked}
