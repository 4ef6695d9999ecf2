"""Forms of posts and chairs: which to look at, how one is to be, and who sits in it."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.reference import names
from shared_apps.reference import queries as reference
from shared_apps.ui.forms import DateInput, RefusableForm
from tenant_apps.organisation.access import Bounds
from tenant_apps.organisation.forms import unit_choices
from tenant_apps.organisation.rules.chart import Chart
from tenant_apps.people import wording
from tenant_apps.people.forms_entries import EntryForm
from tenant_apps.people.models import KINDS_IN_OFFICE
from tenant_apps.people.rules.vacancies import HIGHEST_CLASS, MOST_SEATS
from tenant_apps.people.services.positions import Wish


@dataclass(frozen=True)
class Looked:
    """Which posts a list shows."""

    day: date
    unit_id: uuid.UUID | None = None
    only_vacant: bool = False
    page: int = 1


class PositionsForm(forms.Form):
    """What a list of posts shows; what makes no sense is left out."""

    hari = forms.DateField(required=False)
    unit = forms.UUIDField(required=False)
    lowong = forms.BooleanField(required=False)
    page = forms.IntegerField(required=False, min_value=1)

    @classmethod
    def wish_of(cls, data: Any, today: date) -> Looked:
        """What was asked for."""
        form = cls(data)
        form.is_valid()
        wish = form.cleaned_data
        return Looked(wish.get("hari") or today, wish.get("unit"), wish.get("lowong", False), wish.get("page") or 1)


class PositionForm(RefusableForm):
    """A post as it is to be from a day on."""

    unit_id = forms.TypedChoiceField(label=_("Unit"), coerce=uuid.UUID)
    title = forms.CharField(label=_("Nama jabatan"), max_length=200)
    position_type = forms.ChoiceField(label=_("Jenis jabatan"))
    level = forms.ChoiceField(label=_("Eselon atau jenjang"), required=False)
    job_class = forms.IntegerField(label=_("Kelas jabatan"), min_value=1, max_value=HIGHEST_CLASS, required=False)
    headcount = forms.IntegerField(label=_("Jumlah formasi"), min_value=1, max_value=MOST_SEATS)
    is_head = forms.BooleanField(label=_("Formasi kepala unit"), required=False)
    starts_on = forms.DateField(label=_("Berlaku mulai"), widget=DateInput())
    decree = forms.CharField(label=_("Dasar hukum"), max_length=200, help_text=_("Nomor surat keputusannya."))

    def __init__(self, *args: Any, chart: Chart, inside: Bounds, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [rank.code for rank in reference.echelons() if not rank.historic]
        levels += [level.code for level in reference.functional_levels()]
        self._offer("unit_id", unit_choices(chart, None if self.is_bound else inside))
        self._offer("position_type", [(kind.code, names.label_of(kind)) for kind in reference.position_types()])
        self._offer("level", [("", "–"), *((code, wording.level(code)) for code in levels)])

    def asked(self) -> dict[str, Any]:
        """The post, its day and its decree, as the services take them."""
        wish = dict(self.cleaned_data)
        starts_on, decree = wish.pop("starts_on"), wish.pop("decree")
        return {"wish": Wish(**wish), "starts_on": starts_on, "decree": decree}

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class PostSheetForm(RefusableForm):
    """Posts as a sheet, from when they count and by which legal basis."""

    file = forms.FileField(
        label=_("Berkas formasi"),
        help_text=_("xlsx atau CSV dengan kolom jabatan, jenis_jabatan, formasi, dan kode_unit atau unit."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    starts_on = forms.DateField(label=_("Berlaku mulai"), widget=DateInput())
    decree = forms.CharField(label=_("Dasar hukum"), max_length=200, help_text=_("Nomor surat keputusannya."))
    check_only = forms.BooleanField(
        label=_("Periksa saja"), required=False, help_text=_("Tunjukkan apa yang akan berubah tanpa menyimpannya.")
    )


class PlaceForm(EntryForm):
    """A chair for somebody from a day on."""

    unit_id = forms.TypedChoiceField(label=_("Unit"), coerce=uuid.UUID)
    position_title = forms.CharField(label=_("Nama jabatan"), max_length=200)
    position_type = forms.ChoiceField(label=_("Jenis jabatan"))
    is_head = forms.BooleanField(label=_("Mengepalai unit ini"), required=False)
    kind = forms.ChoiceField(
        label=_("Sifat penugasan"),
        choices=[("", _("Definitif")), *((kind, kind.label) for kind in KINDS_IN_OFFICE)],
        required=False,
    )
    starts_on = forms.DateField(label=_("Berlaku mulai"), widget=DateInput())
    decree = forms.CharField(label=_("Dasar hukum"), max_length=200, help_text=_("Nomor surat keputusannya."))

    def __init__(self, *args: Any, chart: Chart, inside: Bounds, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = unit_choices(chart, None if self.is_bound else inside)
        self.fields["unit_id"].choices = units  # type: ignore[attr-defined]
        if not inside.everything:
            words = _("Perpindahan ke perangkat daerah lain dicatat administrator kepegawaian daerah.")
            self.fields["unit_id"].help_text = words
        types = [(kind.code, names.label_of(kind)) for kind in reference.position_types()]
        self.fields["position_type"].choices = types  # type: ignore[attr-defined]


class AbolishForm(RefusableForm):
    """From when a post is no more."""

    from_day = forms.DateField(label=_("Hari pertama tanpa formasi ini"), widget=DateInput())
    decree = forms.CharField(label=_("Dasar hukum"), max_length=200, help_text=_("Nomor surat keputusannya."))


class DrawUpForm(RefusableForm):
    """From when posts made of who sits where count."""

    day = forms.DateField(
        label=_("Berlaku mulai"),
        widget=DateInput(),
        help_text=_("Setiap jabatan yang diduduki dan belum punya formasi mendapat satu, sebanyak pegawainya."),
    )
    decree = forms.CharField(label=_("Dasar hukum"), max_length=200, help_text=_("Nomor surat keputusannya."))
