"""Forms of one person: added by hand, promoted, employed otherwise, and what was written wrong put right."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.reference import names
from shared_apps.reference import queries as reference
from shared_apps.ui.forms import DateInput, RefusableForm
from tenant_apps.organisation.access import Bounds
from tenant_apps.organisation.forms import unit_choices
from tenant_apps.organisation.rules.chart import Chart
from tenant_apps.people.models import KINDS_IN_OFFICE, Gender
from tenant_apps.people.services import Newcomer

_TYPED = {"autocomplete": "off", "spellcheck": "false"}
_DECREE = _("Nomor surat keputusannya.")
Choices = list[tuple[str, Any]]


def _grades(scheme: str = "") -> Choices:
    """The grades of one scheme, or of both under their names; a grade is sent as it is written."""
    if scheme:
        return [(grade.label, grade.full_label) for grade in reference.grades(scheme)]
    return [("PNS/CPNS", _grades("pns")), ("PPPK", _grades("pppk"))]


def _types() -> Choices:
    return [(kind.code, names.label_of(kind)) for kind in reference.employment_types()]


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


class AddForm(RefusableForm):
    """One person, as a row of a people sheet has them."""

    number = forms.CharField(
        label=_("NIP atau NI PPPK"), max_length=24, help_text=_("18 angka."), widget=forms.TextInput(attrs=_TYPED)
    )
    name = forms.CharField(label=_("Nama tanpa gelar"), max_length=200, widget=forms.TextInput(attrs=_TYPED))
    title_before = forms.CharField(label=_("Gelar depan"), max_length=60, required=False)
    title_after = forms.CharField(label=_("Gelar belakang"), max_length=100, required=False)
    employment_type = forms.ChoiceField(label=_("Jenis pegawai"))
    grade = forms.ChoiceField(label=_("Golongan"))
    unit_id = forms.TypedChoiceField(label=_("Unit"), coerce=uuid.UUID)
    position_title = forms.CharField(label=_("Nama jabatan"), max_length=200)
    position_type = forms.ChoiceField(label=_("Jenis jabatan"))
    is_head = forms.BooleanField(label=_("Mengepalai unit ini"), required=False)
    kind = forms.ChoiceField(
        label=_("Sifat penugasan"),
        choices=[("", _("Definitif")), *((kind, kind.label) for kind in KINDS_IN_OFFICE)],
        required=False,
    )
    starts_on = forms.DateField(
        label=_("TMT"), widget=DateInput(), help_text=_("Jabatan dan golongan dicatat mulai tanggal ini.")
    )
    decree = forms.CharField(label=_("Dasar hukum"), max_length=200, help_text=_DECREE)
    email = forms.CharField(
        label=_("Surel"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={**_TYPED, "inputmode": "email"}),
    )
    superior_number = forms.CharField(
        label=_("NIP atasan"),
        max_length=24,
        required=False,
        help_text=_("Hanya bila atasannya bukan menurut struktur."),
        widget=forms.TextInput(attrs=_TYPED),
    )
    nik = forms.CharField(
        label=_("NIK"),
        max_length=40,
        required=False,
        help_text=_("16 angka seperti di KTP; disimpan tersandi."),
        widget=forms.TextInput(attrs={**_TYPED, "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, chart: Chart, inside: Bounds, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "employment_type", _types())
        _offer(self, "grade", [("", "–"), *_grades()])
        _offer(self, "unit_id", [("", "–"), *unit_choices(chart, None if self.is_bound else inside)])
        _offer(self, "position_type", [(kind.code, names.label_of(kind)) for kind in reference.position_types()])

    def asked(self) -> dict[str, Any]:
        """The person, the decree and how they come, as the service takes them."""
        wish = dict(self.cleaned_data)
        decree, kind = wish.pop("decree"), wish.pop("kind")
        return {"wish": Newcomer(**wish), "decree": decree, "kind": kind}


class GradeForm(RefusableForm):
    """A grade from its TMT on."""

    grade = forms.ChoiceField(label=_("Golongan"))
    starts_on = forms.DateField(label=_("TMT golongan"), widget=DateInput())
    decree = forms.CharField(label=_("Dasar hukum"), max_length=200, help_text=_DECREE)
    corrects = forms.BooleanField(
        label=_("Perbaikan"), required=False, help_text=_("Golongan yang tercatat pada TMT itu salah dan diganti.")
    )

    def __init__(self, *args: Any, scheme: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "grade", _grades(scheme))


class EmploymentForm(RefusableForm):
    """Another kind of employment, with the grade and the number that come with it."""

    employment_type = forms.ChoiceField(label=_("Jenis pegawai"))
    starts_on = forms.DateField(
        label=_("TMT"),
        widget=DateInput(),
        help_text=_("Golongan dan NIP di bawah dicatat mulai tanggal ini; jenis pegawai berlaku sejak disimpan."),
    )
    grade = forms.ChoiceField(
        label=_("Golongan baru"),
        required=False,
        help_text=_("Wajib antara PNS/CPNS dan PPPK; selain itu hanya bila berganti."),
    )
    number = forms.CharField(
        label=_("NIP baru"),
        max_length=24,
        required=False,
        help_text=_("Bila nomornya berganti; nomor lama tetap dikenali."),
        widget=forms.TextInput(attrs=_TYPED),
    )
    decree = forms.CharField(label=_("Dasar hukum"), max_length=200, help_text=_DECREE)
    corrects = forms.BooleanField(
        label=_("Perbaikan"), required=False, help_text=_("Jenis pegawai yang tercatat salah, bukan berubah.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "employment_type", _types())
        _offer(self, "grade", [("", _("Tetap")), *_grades()])


def _text(label: Any, length: int, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    """A text with what it was filled with; the words are lazy, for which the stubs have no public name."""
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=help_text,
        show_hidden_initial=True,
        widget=forms.TextInput(attrs=_TYPED),
    )


class IdentityForm(RefusableForm):
    """Who somebody is; beside each field stands what it was filled with, so that a second tab overwrites nothing."""

    name = _text(_("Nama tanpa gelar"), 200, required=True)
    title_before = _text(_("Gelar depan"), 60)
    title_after = _text(_("Gelar belakang"), 100)
    email = _text(
        _("Surel"), 254, help_text=_("Untuk undangan dan surat; alamat masuk akun yang sudah ada tidak ikut berubah.")
    )
    birth_date = forms.DateField(
        label=_("Tanggal lahir"), required=False, widget=DateInput(), show_hidden_initial=True
    )
    gender = forms.ChoiceField(
        label=_("Jenis kelamin"), required=False, choices=[("", "–"), *Gender.choices], show_hidden_initial=True
    )
    reason = forms.CharField(
        label=_("Alasan"), max_length=300, help_text=_("Misalnya akta, ijazah, atau nomor surat keputusannya.")
    )

    def asked(self) -> dict[str, Any]:
        """What it is to be, what the form was filled with, and why."""
        wish = dict(self.cleaned_data)
        reason, born = wish.pop("reason"), wish.pop("birth_date")
        texts = {**wish, "birth_date": born.isoformat() if born else ""}
        before = {name: self.data.get(self[name].html_initial_name) for name in texts}
        return {
            "wish": {name: text for name, text in texts.items() if self[name].html_name in self.data},
            "seen": {name: text for name, text in before.items() if text is not None},
            "reason": reason,
        }
