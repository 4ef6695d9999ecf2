"""What every form of a part has in common: it shows what stands there, and asks only for what was changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.errors import DomainError
from shared_apps.scoring_templates.rules import pointers
from shared_apps.scoring_templates.rules.edits import REMOVE, Edit
from shared_apps.scoring_templates.rules.template import Template
from shared_apps.ui.forms import RefusableForm

Path = tuple[str, ...]
_INDONESIAN_FIRST = _("Isi nama dalam bahasa Indonesia juga.")


class PartForm(RefusableForm):
    """A form over one part; `seen` carries the hash of the text it was drawn from."""

    seen = forms.CharField(widget=forms.HiddenInput())
    template: Template
    leaves: Mapping[str, Path]

    def __init__(
        self, data: Mapping[str, Any] | None, *, template: Template, seen: str, leaves: Mapping[str, Path]
    ) -> None:
        """`leaves` are the places of simple values by the name of their field."""
        self.template, self.leaves = template, leaves
        initial = {name: _at(template, path) for name, path in leaves.items()}
        super().__init__(data, initial={"seen": seen, **initial})

    def edits(self) -> Sequence[Edit]:
        """The values as they were entered; an emptied one is taken away. A title goes as a whole."""
        found = [
            Edit(path, _value(self.value_of(name)))
            for name, path in self.leaves.items()
            if name in self.cleaned_data and name not in {"title_id", "title_en"}
        ]
        if "title_id" in self.leaves:
            found.append(self._title())
        return found

    def value_of(self, name: str) -> Any:
        """What was entered; text that differs by blanks at its ends alone is what stood there."""
        value, before = self.cleaned_data.get(name), self.initial.get(name)
        if not isinstance(value, str):
            return value
        value = value.replace("\r\n", "\n")
        return before if isinstance(before, str) and before.strip() == value.strip() else value

    def _title(self) -> Edit:
        title = {language: text for language in ("id", "en") if (text := self.value_of(f"title_{language}"))}
        return Edit(self.leaves["title_id"][:-1], title or REMOVE)

    def clean(self) -> dict[str, Any]:
        """An English title alone names nothing."""
        cleaned = super().clean() or self.cleaned_data
        if "title_en" in self.fields and cleaned.get("title_en") and not cleaned.get("title_id"):
            self.add_error("title_id", str(_INDONESIAN_FIRST))
        return cleaned

    def refuse(self, error: DomainError) -> None:
        """Put a problem with a place in the document beside the field that holds it."""
        places = {pointers.join(*path): name for name, path in self.leaves.items()}
        for path, texts in error.fields.items():
            name = places.get(path)
            said = [str(text) if name or not path.startswith("/") else f"{path}: {text}" for text in texts]
            self.add_error(name if name in self.fields else None, said)
        if not error.fields:
            self.add_error(None, str(error.message))


def titled(prefix: Path) -> dict[str, Path]:
    """The places of a title."""
    return {"title_id": (*prefix, "title", "id"), "title_en": (*prefix, "title", "en")}


def _at(template: Template, path: Path) -> Any:
    """What stands at a place now; None where nothing does."""
    found: Any = template
    for step in path:
        if isinstance(found, Mapping):
            found = found.get(step)
        else:
            found = getattr(found, step if step != "from" else "from_", None)
    return found


def _value(value: Any) -> Any:
    if value is None or value is False or value == "":
        return REMOVE
    return value.isoformat() if hasattr(value, "isoformat") else value
