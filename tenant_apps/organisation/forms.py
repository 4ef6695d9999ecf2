"""Forms of the organisation: a sheet, a new unit, another name, another place."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.reference import names
from shared_apps.reference import queries as reference
from shared_apps.ui import accents
from shared_apps.ui.forms import DateInput, RefusableForm
from tenant_apps.organisation.access import Bounds
from tenant_apps.organisation.rules.chart import Chart


class DayForm(forms.Form):
    """The day a page looks at."""

    hari = forms.DateField(required=False)

    @classmethod
    def day_of(cls, data: Any, today: date) -> date:
        """The day asked for; today where none, or none that exists, is."""
        form = cls(data)
        return form.cleaned_data["hari"] or today if form.is_valid() else today


class DatedForm(RefusableForm):
    """From when a change counts, and by which legal basis."""

    effective_from = forms.DateField(label=_("Berlaku mulai"), widget=DateInput())
    decree = forms.CharField(
        label=_("Dasar hukum"), max_length=200, help_text=_("Misalnya Perwal Nomor 14 Tahun 2026.")
    )


class AppearanceForm(RefusableForm):
    """What the government is called on its own pages, and its colour."""

    short_name = forms.CharField(label=_("Nama pendek"), max_length=60, help_text=_("Di kepala halaman yang sempit."))
    personnel_agency = forms.CharField(
        label=_("Sebutan perangkat daerah kepegawaian"),
        max_length=60,
        help_text=_("Misalnya BKPSDM, BKPSDMD, atau BKD."),
    )
    crest_initials = forms.CharField(
        label=_("Huruf lambang"), max_length=3, help_text=_("Satu sampai tiga huruf di tempat lambang.")
    )
    accent = forms.ChoiceField(label=_("Warna daerah"), choices=list(accents.NAMES.items()))
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput())


class StructureForm(DatedForm):
    """A whole structure as a sheet."""

    file = forms.FileField(
        label=_("Berkas struktur"),
        help_text=_("xlsx atau CSV dengan kolom kode, nama, jenis, kode_induk; boleh singkatan, eselon, urutan."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    check_only = forms.BooleanField(
        label=_("Periksa saja"), required=False, help_text=_("Tunjukkan apa yang akan berubah tanpa menyimpannya.")
    )
    field_order = ("file", "effective_from", "decree", "check_only")


class RenameForm(DatedForm):
    """Another name for a unit."""

    name = forms.CharField(label=_("Nama unit"), max_length=200)
    abbreviation = forms.CharField(label=_("Singkatan"), max_length=40, required=False)
    field_order = ("name", "abbreviation", "effective_from", "decree")


class MoveForm(DatedForm):
    """Another parent for a unit."""

    parent_id = forms.TypedChoiceField(label=_("Pindahkan ke"), coerce=uuid.UUID)
    field_order = ("parent_id", "effective_from", "decree")

    def __init__(self, *args: Any, chart: Chart, unit_id: uuid.UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent_id"].choices = _choices(chart, without=chart.subtree_ids(unit_id))  # type: ignore[attr-defined]


class AddForm(DatedForm):
    """A new unit."""

    parent_id = forms.TypedChoiceField(label=_("Induk"), coerce=uuid.UUID)
    code = forms.CharField(label=_("Kode"), max_length=40)
    name = forms.CharField(label=_("Nama unit"), max_length=200)
    abbreviation = forms.CharField(label=_("Singkatan"), max_length=40, required=False)
    unit_type = forms.ChoiceField(label=_("Jenis unit"))
    echelon = forms.ChoiceField(label=_("Eselon kepala"), required=False)
    field_order = ("parent_id", "code", "name", "abbreviation", "unit_type", "echelon", "effective_from", "decree")

    def __init__(self, *args: Any, chart: Chart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("parent_id", _choices(chart))
        self._offer("unit_type", ((kind.code, names.label_of(kind)) for kind in reference.unit_types()))
        self._offer("echelon", [("", "–"), *((rank.code, rank.code) for rank in reference.echelons())])

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]


def _choices(chart: Chart, without: frozenset[uuid.UUID] = frozenset()) -> list[tuple[str, str]]:
    """All units as an indented list."""
    return [
        (str(node.unit_id), f"{'– ' * depth}{node.name}")
        for depth, node in chart.walk()
        if node.unit_id not in without
    ]


def unit_choices(chart: Chart, inside: Bounds | None) -> list[tuple[str, str]]:
    """The units somebody is offered. None: all, so that one outside is refused in words when it is sent."""
    offered = chart.walk() if inside is None else inside.walk(chart)
    return [(str(node.unit_id), f"{'– ' * depth}{node.name}") for depth, node in offered]
