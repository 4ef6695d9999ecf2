"""Fields for what stands in a document: exact numbers as people write them, titles in two languages, choices."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shared_apps.scoring_templates.rules import decimals
from shared_apps.scoring_templates.wording import field_text
from shared_apps.sheets.rules import parse_decimal

Choices = Sequence[tuple[str, str | Promise]]
NO_CHOICE = ("", "–")
MISSING: Choices = (
    ("refuse", _("Perlu verifikasi: tanpa bukti tidak ada nilai")),
    ("exclude_and_renormalise", _("Tidak ikut dihitung, sisanya berbagi bobot")),
    ("zero", _("Dihitung nol")),
)


class NumberField(forms.CharField):
    """An exact number with a comma or a point, within the limits of a document; empty is None."""

    def __init__(self, *, label: Any, required: bool = False, help_text: Any = "", compact: bool = False) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"} | ({"class": "inp n sm"} if compact else {})
        widget = forms.TextInput(attrs=attrs)
        super().__init__(label=label, required=required, help_text=help_text, max_length=40, widget=widget)

    def clean(self, value: Any) -> Any:
        """The number itself."""
        text = super().clean(value)
        if not text:
            return None
        number = parse_decimal(text)
        if number is None:
            raise forms.ValidationError(_("Tulis angka, misalnya 12,5."))
        if abs(number) > decimals.LARGEST or decimals.places_of(number) > decimals.PLACES:
            raise forms.ValidationError(_("Angka melebihi batas 12 digit dan 6 desimal."))
        return number

    def prepare_value(self, value: Any) -> Any:
        """A stored number with the reader's decimal mark; what was typed stays as it was typed."""
        return written(value)


class WholeField(NumberField):
    """A whole number, not negative."""

    def clean(self, value: Any) -> Any:
        """The number itself."""
        number = super().clean(value)
        if number is None:
            return None
        if number < 0 or number != number.to_integral_value():
            raise forms.ValidationError(_("Tulis bilangan bulat, misalnya 2."))
        return int(number)


class LineField(forms.CharField):
    """One line of text."""

    def __init__(self, *, label: Any, required: bool = False, help_text: Any = "", longest: int = 300) -> None:
        super().__init__(label=label, required=required, help_text=help_text, max_length=longest)


def title_fields(*, required: bool = False) -> dict[str, forms.Field]:
    """A title in Indonesian and in English."""
    english = LineField(label=_("Nama dalam bahasa Inggris"))
    english.widget.attrs["lang"] = "en"
    return {"title_id": LineField(label=_("Nama"), required=required), "title_en": english}


def written(value: Any) -> Any:
    """A number of a document as a form shows it."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        return value
    return field_text(decimals.canonical_text(Decimal(value)))


def with_current(choices: Iterable[tuple[str, str]], current: str | None) -> list[tuple[str, str]]:
    """The choices and what is chosen now, even where that points nowhere: a form never changes what nobody touched."""
    found = list(choices)
    if current and current not in {key for key, _name in found}:
        found.insert(0, (current, f"{current} ?"))
    return found
