"""A part of a template goes, or gets another key: both touch every place that names it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from shared_apps.scoring_templates import messages
from shared_apps.scoring_templates.authoring.forms.fields import LineField
from shared_apps.scoring_templates.authoring.forms.parts import PartForm
from shared_apps.scoring_templates.rules import dependents, local_parts, rekeying
from shared_apps.scoring_templates.rules.edits import Edit, EditRefusedError
from shared_apps.scoring_templates.rules.template import Template


class RemoveForm(PartForm):
    """That a part goes, with every place that can go with it."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, template: Template, seen: str, section: str, key: str
    ) -> None:
        """`section` and `key` name the part."""
        self.place = (section, key)
        super().__init__(data, template=template, seen=seen, leaves={})

    def edits(self) -> Sequence[Edit]:
        """The part, and what can go with it."""
        return dependents.removal(self.template, *self.place)


class RekeyForm(PartForm):
    """Another key for a part; whatever names it follows."""

    key = LineField(
        label=_("Kunci baru"),
        longest=40,
        required=True,
        help_text=_("Huruf kecil, angka dan garis bawah, diawali huruf; paling banyak 40."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        template: Template,
        seen: str,
        place: tuple[str, str],
        is_published: bool,
    ) -> None:
        """`place` is section and key of the part; `is_published` that a published version has it."""
        self.place, self.is_published = place, is_published
        super().__init__(data, template=template, seen=seen, leaves={})
        self.initial["key"] = place[1]

    def edits(self) -> Sequence[Edit]:
        """The part under its new key, and every place that names it."""
        return rekeying.rekeyed(self.template, *self.place, self.cleaned_data["key"], is_published=self.is_published)

    def clean(self) -> dict[str, Any]:
        """A key that is none, or that something else has, is said beside its field."""
        cleaned = super().clean()
        if cleaned.get("key", "").startswith(local_parts.LOCAL):
            self.add_error("key", _("Awalan local_ disediakan bagi daerah."))
        elif "key" in cleaned:
            try:
                self.edits()
            except EditRefusedError as refusal:
                self.add_error("key", [messages.text_of(each) for each in refusal.problems])
        return cleaned
