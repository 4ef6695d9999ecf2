"""A measure: what is observed, in which range, from where, and what its absence means."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.scoring_templates.authoring.forms import choosing
from shared_apps.scoring_templates.authoring.forms.fields import (
    MISSING,
    NO_CHOICE,
    Choices,
    LineField,
    NumberField,
    WholeField,
    title_fields,
    with_current,
)
from shared_apps.scoring_templates.authoring.forms.parts import PartForm, titled
from shared_apps.scoring_templates.rules.edits import REMOVE, Edit
from shared_apps.scoring_templates.rules.template import Template

TYPES: Choices = (
    ("number", _("Angka dengan desimal")),
    ("count", _("Jumlah bulat")),
    ("date_window", _("Lama waktu sejak suatu peristiwa")),
    ("rating", _("Penilaian pejabat (skala)")),
    ("level", _("Tingkat menurut bukti (skala)")),
    ("flag", _("Ya atau tidak")),
)
DIRECTIONS: Choices = (
    ("higher", _("Lebih tinggi lebih baik")),
    ("lower", _("Lebih rendah lebih baik")),
    ("neutral", _("Tidak berarah")),
)
TAKES: Choices = (
    NO_CHOICE,
    ("latest", _("Yang terbaru")),
    ("highest", _("Yang tertinggi")),
    ("lowest", _("Yang terendah")),
    ("sum", _("Jumlah semuanya")),
    ("count", _("Banyaknya")),
    ("mean", _("Rata-rata")),
)
LENGTHS: Choices = (NO_CHOICE, ("years", _("tahun")), ("months", _("bulan")), ("days", _("hari")))
EDGES: Choices = (("included", _("Tepat di batas ikut dihitung")), ("excluded", _("Tepat di batas tidak dihitung")))
SIMPLE = (
    "type",
    "clause",
    "unit",
    "source",
    "scale",
    "min",
    "max",
    "decimals",
    "direction",
    "missing",
    "take",
    "private",
)


class MeasureForm(PartForm):
    """All of a measure."""

    def __init__(self, data: Mapping[str, Any] | None, *, template: Template, seen: str, key: str) -> None:
        """`key` names a measure of the template."""
        self.key = key
        self.measure = template.measures[key]
        place = ("measures", key)
        super().__init__(
            data, template=template, seen=seen, leaves={**titled(place), **{n: (*place, n) for n in SIMPLE}}
        )
        self.fields.update(fields(template, self.measure.scale))
        window = self.measure.window
        if window is not None:
            length = next((name for name in ("years", "months", "days") if getattr(window, name) is not None), "")
            self.initial.update({"edge": window.edge, "anchor": window.anchor, "length_unit": length})
            self.initial["length"] = getattr(window, length) if length else None
        self.initial.setdefault("anchor", "event_date")

    def clean(self) -> dict[str, Any]:
        """A window has a length and a unit, or there is none."""
        cleaned = super().clean()
        if bool(cleaned.get("length")) != bool(cleaned.get("length_unit")) and "length" not in self.errors:
            self.add_error("length", _("Isi lama dan satuannya, atau kosongkan keduanya."))
        return cleaned

    def edits(self) -> Sequence[Edit]:
        """The simple values, and the window as a whole."""
        given = self.cleaned_data
        window: Any = REMOVE
        if given["length"]:
            window = {given["length_unit"]: given["length"], "edge": given["edge"] or "included"}
            window["anchor"] = given["anchor"] or "event_date"
        return [*super().edits(), Edit(("measures", self.key, "window"), window)]


def fields(template: Template, scale: str | None) -> dict[str, forms.Field]:
    """Every field of a measure, by name."""
    scales = [NO_CHOICE, *with_current(choosing.scales(template), scale)]
    return {
        **title_fields(),
        "type": forms.ChoiceField(label=_("Jenis"), choices=TYPES),
        "scale": forms.ChoiceField(
            label=_("Skala"), choices=scales, required=False, help_text=_("Untuk penilaian dan tingkat saja.")
        ),
        "min": NumberField(label=_("Nilai terendah"), help_text=_("Untuk angka, jumlah, dan lama waktu.")),
        "max": NumberField(label=_("Nilai tertinggi"), help_text=_("Kosongkan bila tidak ada batasnya.")),
        "decimals": WholeField(label=_("Banyak desimal"), help_text=_("Untuk angka dengan desimal saja.")),
        "unit": LineField(label=_("Satuan ukuran"), help_text=_("Lama waktu: days, months, atau years.")),
        "direction": forms.ChoiceField(label=_("Arah"), choices=DIRECTIONS),
        "missing": forms.ChoiceField(label=_("Bila belum ada bukti"), choices=MISSING),
        "source": LineField(
            label=_("Sumber"),
            required=True,
            longest=60,
            help_text=_(
                "Ruang yang mengisinya, misalnya performance, feedback, learning, atau scheme_ dan kunci templat lain."
            ),
        ),
        "take": forms.ChoiceField(label=_("Bila ada beberapa, ambil"), choices=TAKES, required=False),
        "length": WholeField(label=_("Berlaku sejauh")),
        "length_unit": forms.ChoiceField(label=_("Satuan jangka"), choices=LENGTHS, required=False),
        "edge": forms.ChoiceField(label=_("Tepat di batas jangka"), choices=EDGES, required=False),
        "anchor": LineField(label=_("Jangka dihitung dari"), longest=40),
        "clause": LineField(label=_("Pasal"), longest=4000),
        "private": forms.BooleanField(
            label=_("Rahasia"),
            required=False,
            help_text=_(
                "Tidak dibuka sendiri bila yang menjawab terlalu sedikit. Data disiplin atau kesehatan: awali kuncinya"
                " dengan discipline_ atau health_; di daerah hanya dibaca dengan wewenang tersendiri."
            ),
        ),
    }
