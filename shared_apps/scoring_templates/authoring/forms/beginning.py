"""The beginning of a template, and of each part of it: what must be known before there is anything to write on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shared_apps.scoring_templates.authoring.forms import choosing, measures, nodes
from shared_apps.scoring_templates.authoring.forms.fields import NO_CHOICE, LineField, title_fields
from shared_apps.scoring_templates.authoring.forms.parts import PartForm
from shared_apps.scoring_templates.rules import naming
from shared_apps.scoring_templates.rules.edits import Edit
from shared_apps.scoring_templates.rules.fields import KEY
from shared_apps.scoring_templates.rules.template import Template
from shared_apps.ui.forms import RefusableForm

MOST_CODES = 100
_CODED = frozenset({"rating", "level"})
_READ_ONE = {"rubric": "input", "curve": "input", "clamp": "input", "adjust": "base"}


class StartForm(RefusableForm):
    """A template that begins with its name."""

    title_id = LineField(label=_("Nama templat"), required=True)
    title_en = LineField(label=_("Nama dalam bahasa Inggris"))
    key = LineField(
        label=_("Kunci"),
        longest=40,
        help_text=_("Nama pendek untuk program, tidak berubah lagi. Kosong berarti dibuat dari namanya."),
    )

    def clean(self) -> dict[str, Any]:
        """The key is written like one; without one the name gives it."""
        cleaned = super().clean() or self.cleaned_data
        key = cleaned.get("key") or naming.key_from(cleaned.get("title_id", ""), ())
        if not KEY.fullmatch(key):
            self.add_error("key", _("Kunci hanya huruf kecil, angka dan garis bawah, diawali huruf."))
        cleaned["key"] = key
        return cleaned


class AddForm(PartForm):
    """A new part: its name, and what it cannot be without. Its key is made of the name."""

    section = ""

    def __init__(self, data: Mapping[str, Any] | None, *, template: Template, seen: str) -> None:
        """Of any template."""
        super().__init__(data, template=template, seen=seen, leaves={})
        self.fields.update({**title_fields(required=True), **self.own()})

    def own(self) -> dict[str, forms.Field]:
        """The fields besides the name."""
        return {}

    def value(self) -> dict[str, Any]:
        """The part as plain data, without its title."""
        return {}

    def key(self) -> str:
        """What it will be called in the document."""
        shared = self.section not in {"scales", "profiles"}
        taken = choosing.every_key(self.template) if shared else set(getattr(self.template, self.section))
        return naming.key_from(self.cleaned_data["title_id"], taken)

    def edits(self) -> Sequence[Edit]:
        """The whole part, where none was before."""
        title = {language: text for language in ("id", "en") if (text := self.cleaned_data[f"title_{language}"])}
        found = [Edit((self.section, self.key()), {"title": title, **self.value()}, is_new=True)]
        if self.cleaned_data.get("is_result"):
            found += nodes.result_edits(self.template, self.key(), is_result=True)
        return found


class AddMeasure(AddForm):
    """A measure, as yet without its range."""

    section = "measures"

    def own(self) -> dict[str, forms.Field]:
        """Its type, its scale, its source."""
        every = measures.fields(self.template, None)
        return {name: every[name] for name in ("type", "scale", "source", "missing")}

    def clean(self) -> dict[str, Any]:
        """A judgement has a scale."""
        cleaned = super().clean()
        if cleaned.get("type") in _CODED and not cleaned.get("scale"):
            self.add_error("scale", _("Pilih skalanya; bila belum ada, tambahkan skala lebih dahulu."))
        return cleaned

    def value(self) -> dict[str, Any]:
        """Two decimals, where there are any."""
        given = self.cleaned_data
        found: dict[str, Any] = {name: given[name] for name in ("type", "source", "missing")}
        if given["type"] in _CODED:
            found["scale"] = given["scale"]
        return found | ({"decimals": 2} if given["type"] == "number" else {})


class AddNode(AddForm):
    """A component, as yet without its weights or points."""

    section = "nodes"

    def own(self) -> dict[str, forms.Field]:
        """Its kind, and the one input that some kinds read."""
        inputs = [NO_CHOICE, *choosing.keys(self.template)]
        return {
            "kind": forms.ChoiceField(label=_("Cara menghitung"), choices=nodes.KINDS),
            "input": forms.ChoiceField(
                label=_("Masukan"),
                choices=inputs,
                required=False,
                help_text=_("Untuk rubrik, kurva, batas, dan dasar; yang lain mendapat masukannya sesudah ini."),
            ),
            "is_result": nodes.result_field(),
        }

    def clean(self) -> dict[str, Any]:
        """Some kinds read one input."""
        cleaned = super().clean()
        if cleaned.get("kind") in _READ_ONE and not cleaned.get("input"):
            self.add_error("input", _("Pilih masukannya; bila belum ada, tambahkan ukuran lebih dahulu."))
        return cleaned

    def value(self) -> dict[str, Any]:
        """What the kind cannot be without."""
        kind = self.cleaned_data["kind"]
        reads = {_READ_ONE[kind]: self.cleaned_data["input"]} if kind in _READ_ONE else {}
        return {"kind": kind, **reads, **({"outside": "hold"} if kind == "curve" else {})}


class AddRating(AddForm):
    """A rating, as yet without its cuts."""

    section = "ratings"

    def own(self) -> dict[str, forms.Field]:
        """The number it reads, and the scale of its levels."""
        return {
            "input": forms.ChoiceField(label=_("Masukan"), choices=choosing.keys(self.template, number=True)),
            "scale": forms.ChoiceField(label=_("Skala tingkat"), choices=choosing.scales(self.template)),
            "is_result": nodes.result_field(),
        }

    def value(self) -> dict[str, Any]:
        """Its cuts are drawn on a page of their own."""
        return {"input": self.cleaned_data["input"], "scale": self.cleaned_data["scale"], "cuts": {}}


class AddMatrix(AddForm):
    """A matrix, as yet without its cells."""

    section = "matrices"

    def own(self) -> dict[str, forms.Field]:
        """Two axes with codes, and the scale of what it gives."""
        coded = choosing.keys(self.template, number=False)
        return {
            "first": forms.ChoiceField(label=_("Sumbu pertama"), choices=coded),
            "second": forms.ChoiceField(label=_("Sumbu kedua"), choices=coded),
            "gives": forms.ChoiceField(label=_("Skala isi sel"), choices=choosing.scales(self.template)),
            "is_result": nodes.result_field(),
        }

    def clean(self) -> dict[str, Any]:
        """Two different axes."""
        cleaned = super().clean()
        if cleaned.get("first") and cleaned.get("first") == cleaned.get("second"):
            self.add_error("second", _("Pilih sumbu yang lain."))
        return cleaned

    def value(self) -> dict[str, Any]:
        """Each axis is called like what stands on it."""
        axes = {self.cleaned_data[name]: self.cleaned_data[name] for name in ("first", "second")}
        return {"axes": axes, "gives": self.cleaned_data["gives"], "cells": {}}


class AddScale(AddForm):
    """A scale by the names of its levels."""

    section = "scales"

    def own(self) -> dict[str, forms.Field]:
        """One name a line."""
        return {
            "codes": forms.CharField(
                label=_("Tingkat, dari yang terburuk"),
                max_length=4000,
                help_text=_("Satu nama tiap baris; nama Inggrisnya diisi sesudah ini."),
                widget=forms.Textarea(attrs={"rows": 5}),
            )
        }

    def clean(self) -> dict[str, Any]:
        """Not more than a document may hold."""
        cleaned = super().clean()
        if len(self._names()) > MOST_CODES:
            self.add_error("codes", _("Paling banyak 100 tingkat."))
        return cleaned

    def edits(self) -> Sequence[Edit]:
        """The codes are made of the names; a scale itself has none."""
        titles: dict[str, Any] = {}
        for name in self._names():
            titles[naming.key_from(name, titles)] = {"id": name}
        return [Edit((self.section, self.key()), {"order": list(titles), "titles": titles}, is_new=True)]

    def _names(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data.get("codes", "").splitlines() if line.strip()]


class AddProfile(AddForm):
    """A profile by its name."""

    section = "profiles"


ADD: Mapping[str, Callable[..., AddForm]] = {
    "ukuran": AddMeasure,
    "komponen": AddNode,
    "tingkat": AddRating,
    "matriks": AddMatrix,
    "skala": AddScale,
    "profil": AddProfile,
}
