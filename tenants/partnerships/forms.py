"""The form of an agreement; what it means is checked by the service."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.reference import queries as reference
from shared_apps.ui.forms import RefusableForm
from tenants.partnerships.messages import module_choices
from tenants.partnerships.rules import LONGEST

_DAY_FORMAT = "%Y-%m-%d"


class RegionInput(forms.TextInput):
    """A text field that suggests the governments of Indonesia; the browser searches, also without script."""

    template_name = "partnerships/region_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With all regions as suggestions."""
        return {**super().get_context(name, value, attrs), "regions": reference.regions()}


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format=_DAY_FORMAT)
    return forms.DateField(label=label, help_text=help_text, input_formats=[_DAY_FORMAT], widget=widget)


class AgreementForm(RefusableForm):
    """What stands in the document."""

    number = forms.CharField(
        label=_("Nomor perjanjian"),
        max_length=LONGEST["number"],
        help_text=_("Seperti tertulis, misalnya 120.23/PKS-41/2026."),
    )
    region_code = forms.CharField(
        label=_("Daerah mitra"),
        max_length=120,
        help_text=_("Ketik nama atau kode wilayah, lalu pilih dari daftar."),
        widget=RegionInput(attrs={"list": "daftar-daerah", "autocomplete": "off"}),
    )
    host_party = forms.CharField(label=_("Pihak kesatu"), max_length=LONGEST["host_party"])
    partner_party = forms.CharField(label=_("Pihak kedua"), max_length=LONGEST["partner_party"])
    signed_on = _day(_("Ditandatangani"))
    starts_on = _day(_("Berlaku sejak"))
    ends_on = _day(_("Berlaku sampai"), _("Hari pertama perjanjian tidak berlaku lagi."))
    employee_quota = forms.IntegerField(
        label=_("Kuota pegawai"), min_value=1, help_text=_("Impor di atas kuota ditolak dengan kedua angkanya.")
    )
    modules = forms.MultipleChoiceField(
        label=_("Modul"), choices=module_choices, widget=forms.CheckboxSelectMultiple()
    )

    def clean_region_code(self) -> str:
        """`33.72 · Kota Surakarta`, `33.72` or `Kota Surakarta` all name the code; other words stay as typed."""
        typed: str = self.cleaned_data["region_code"].strip()
        code, name = typed.split(" ", 1)[0], typed.lower()
        if reference.region(code):
            return code
        named = [each.code for each in reference.regions() if name in {each.name.lower(), each.full_name.lower()}]
        return named[0] if len(named) == 1 else typed
