"""A component: its name, what it reads, how it is rounded, and what it needs before it says anything."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.scoring_templates.authoring.forms import choosing
from shared_apps.scoring_templates.authoring.forms.fields import (
    MISSING,
    Choices,
    LineField,
    NumberField,
    WholeField,
    title_fields,
    with_current,
)
from shared_apps.scoring_templates.authoring.forms.parts import PartForm, titled
from shared_apps.scoring_templates.rules.edits import Edit
from shared_apps.scoring_templates.rules.nodes import (
    Adjust,
    Clamp,
    Combination,
    Curve,
    Node,
    Rubric,
    Sum,
    WeightedMean,
)
from shared_apps.scoring_templates.rules.template import Template

KINDS: Choices = (
    ("weighted_mean", _("Rata-rata berbobot")),
    ("sum", _("Jumlah")),
    ("mean", _("Rata-rata")),
    ("min", _("Yang terkecil")),
    ("max", _("Yang terbesar")),
    ("rubric", _("Rubrik: pilihan atau rentang menjadi poin")),
    ("curve", _("Kurva: angka menjadi poin menurut garis lurus")),
    ("clamp", _("Batas bawah dan atas")),
    ("adjust", _("Dasar dengan tambahan dan pengurangan")),
)
OUTSIDE: Choices = (("hold", _("Nilai ujung kurva")), ("refuse", _("Perlu verifikasi")))
OWN: Mapping[type[Node], tuple[str, ...]] = {
    WeightedMean: ("total", "minimum_weight_present"),
    Sum: ("minimum_present",),
    Combination: ("minimum_present",),
    Rubric: ("input",),
    Curve: ("input", "outside"),
    Clamp: ("input", "min", "max"),
    Adjust: ("base", "min", "max"),
}


class NodeForm(PartForm):
    """What every component has, and what its kind has besides; its inputs and weights are a form of their own."""

    def __init__(self, data: Mapping[str, Any] | None, *, template: Template, seen: str, key: str) -> None:
        """`key` names a component of the template."""
        node = template.nodes[key]
        self.key = key
        own = OWN[type(node)]
        place = ("nodes", key)
        leaves = {**titled(place), **{name: (*place, name) for name in (*own, "decimals", "missing", "clause")}}
        super().__init__(data, template=template, seen=seen, leaves=leaves)
        self.initial["is_result"] = key in template.results
        self.fields.update(title_fields())
        every = _fields(template, node, key)
        self.fields.update({name: every[name] for name in (*own, "decimals", "missing", "clause")})
        self.fields["is_result"] = result_field()

    def edits(self) -> Sequence[Edit]:
        """The values, and whether the component is a result."""
        return [*super().edits(), *result_edits(self.template, self.key, is_result=self.cleaned_data["is_result"])]


def result_field() -> forms.BooleanField:
    """Whether a component decides a person's status."""
    return forms.BooleanField(
        label=_("Ini hasil templat"),
        required=False,
        help_text=_("Hasil tampil paling atas dan menentukan lengkap tidaknya penilaian seseorang."),
    )


def result_edits(template: Template, key: str, *, is_result: bool) -> list[Edit]:
    """The results with the key, or without it, in their order."""
    if is_result == (key in template.results):
        return []
    rest = [name for name in template.results if name != key]
    return [Edit(("results",), [*rest, key] if is_result else rest)]


def _fields(template: Template, node: Node, key: str) -> dict[str, forms.Field]:
    reads = getattr(node, "input", getattr(node, "base", None))
    any_kind = isinstance(node, Rubric)
    inputs = with_current(choosing.keys(template, number=None if any_kind else True, below=key), reads)
    return {
        "input": forms.ChoiceField(label=_("Masukan"), choices=inputs),
        "base": forms.ChoiceField(label=_("Dasar"), choices=inputs),
        "total": NumberField(label=_("Jumlah bobot seharusnya"), required=True),
        "minimum_weight_present": NumberField(
            label=_("Bobot yang paling sedikit harus ada"),
            help_text=_("Wajib bila ada masukan yang boleh kosong; di bawahnya tidak ada nilai."),
        ),
        "minimum_present": WholeField(
            label=_("Banyak masukan yang paling sedikit harus ada"),
            help_text=_("Wajib bila ada masukan yang boleh kosong; di bawahnya tidak ada nilai."),
        ),
        "outside": forms.ChoiceField(label=_("Di luar kurva"), choices=OUTSIDE),
        "min": NumberField(label=_("Batas bawah")),
        "max": NumberField(label=_("Batas atas")),
        "decimals": WholeField(label=_("Banyak desimal"), help_text=_("Kosong berarti seperti pembulatan templat.")),
        "missing": forms.ChoiceField(label=_("Bila tidak ada nilainya"), choices=MISSING),
        "clause": LineField(label=_("Pasal"), longest=4000),
    }
