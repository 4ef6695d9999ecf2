"""Forms of a draft: each step names the revision it was made on."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from shared_apps.reference import names
from shared_apps.reference import queries as reference
from shared_apps.ui.formats import whole
from shared_apps.ui.forms import DateInput, RefusableForm
from tenant_apps.organisation.access import Bounds
from tenant_apps.organisation.drafts.words import first_of
from tenant_apps.organisation.rules.chart import Chart, Node


class OpenForm(RefusableForm):
    """A new draft."""

    title = forms.CharField(
        label=_("Nama draf"), max_length=120, help_text=_("Misalnya Penataan perangkat daerah 2027.")
    )
    effective_from = forms.DateField(label=_("Rencana berlaku mulai"), widget=DateInput())
    agency_id = forms.TypedChoiceField(
        label=_("Perangkat daerah"), coerce=uuid.UUID, help_text=_("Draf ini hanya mengubah unit di dalamnya.")
    )
    field_order = ("title", "agency_id", "effective_from")

    def __init__(self, *args: Any, agencies: Sequence[tuple[uuid.UUID, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(agencies) > 1:
            choices = [("", "–"), *((str(unit_id), name) for unit_id, name in agencies)]
            self.fields["agency_id"].choices = choices  # type: ignore[attr-defined]
        else:  # of one there is nothing to choose, and a whole government is not limited
            del self.fields["agency_id"]


class RevisionForm(RefusableForm):
    """An act on a draft as somebody saw it."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def renew(self, revision: int) -> None:
        """Keep what was typed, on the revision that holds now."""
        typed = cast("QueryDict", self.data).copy()
        typed["revision"] = str(revision)
        self.data = typed


class DayForm(RevisionForm):
    """Another day for a draft."""

    effective_from = forms.DateField(label=_("Berlaku mulai"), widget=DateInput())


class UndoForm(RevisionForm):
    """The last step, or the one that is named."""

    change_id = forms.UUIDField(required=False)


class PublishForm(RevisionForm):
    """By which legal basis a draft is published."""

    decree = forms.CharField(
        label=_("Dasar hukum"), max_length=200, help_text=_("Misalnya Perwal Nomor 14 Tahun 2026.")
    )


class StepForm(RevisionForm):
    """A step about one unit of the drafted chart."""

    def __init__(self, *args: Any, chart: Chart, node: Node | None, inside: Bounds, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chart, self.node, self.inside = chart, node, inside
        self.prepare()

    def prepare(self) -> None:
        """Fill the choices."""

    def asked(self) -> dict[str, Any]:
        """What the service is asked for."""
        return {"unit_id": self.node.unit_id if self.node else None, **self._typed()}

    def _typed(self) -> dict[str, Any]:
        return {key: value for key, value in self.cleaned_data.items() if key != "revision"}

    def _offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def _units(self, without: frozenset[uuid.UUID] = frozenset()) -> list[tuple[str, str]]:
        # what is sent may name any unit: one outside is refused in words, not as an unknown choice
        offered = self.chart.walk() if self.is_bound else self.inside.walk(self.chart)
        walked = ((depth, node) for depth, node in offered if node.unit_id not in without)
        return [(str(node.unit_id), f"{'– ' * depth}{node.name}") for depth, node in walked]

    def _below(self) -> frozenset[uuid.UUID]:
        return self.chart.subtree_ids(self.node.unit_id) if self.node else frozenset()


class NewUnit(StepForm):
    """The facts of a new unit."""

    code = forms.CharField(label=_("Kode"), max_length=40)
    name = forms.CharField(label=_("Nama unit"), max_length=200)
    abbreviation = forms.CharField(label=_("Singkatan"), max_length=40, required=False)
    unit_type = forms.ChoiceField(label=_("Jenis unit"))
    echelon = forms.ChoiceField(label=_("Eselon kepala"), required=False)

    def prepare(self) -> None:
        """Types and echelons from the reference."""
        self._offer("unit_type", ((kind.code, names.label_of(kind)) for kind in reference.unit_types()))
        self._offer("echelon", [("", "–"), *((rank.code, rank.code) for rank in reference.echelons())])


class AddForm(NewUnit):
    """A new unit under another."""

    parent_id = forms.TypedChoiceField(label=_("Induk"), coerce=uuid.UUID)
    field_order = ("parent_id", "code", "name", "abbreviation", "unit_type", "echelon")

    def prepare(self) -> None:
        """Every unit may be the parent."""
        super().prepare()
        self._offer("parent_id", self._units())

    def asked(self) -> dict[str, Any]:
        """A new unit has no key yet."""
        return self._typed()


class RenameForm(StepForm):
    """Another name."""

    name = forms.CharField(label=_("Nama unit"), max_length=200)
    abbreviation = forms.CharField(label=_("Singkatan"), max_length=40, required=False)


class MoveForm(StepForm):
    """Another parent."""

    parent_id = forms.TypedChoiceField(label=_("Pindahkan ke"), coerce=uuid.UUID)

    def prepare(self) -> None:
        """Every unit that does not stand below."""
        self._offer("parent_id", self._units(self._below()))


class MergeForm(StepForm):
    """Into which unit this one is merged."""

    into = forms.TypedChoiceField(
        label=_("Gabungkan ke"),
        coerce=uuid.UUID,
        help_text=_("Unit ini berakhir. Pegawai dan unit di bawahnya pindah ke unit yang dipilih."),
    )

    def prepare(self) -> None:
        """Every unit that does not stand below."""
        self._offer("into", [("", "–"), *self._units(self._below())])

    def asked(self) -> dict[str, Any]:
        """One unit into another."""
        return {"unit_ids": [self.node.unit_id] if self.node else [], "into": self.cleaned_data["into"]}


class SplitForm(NewUnit):
    """A new unit split off, with some of what stands below."""

    taken = forms.TypedMultipleChoiceField(
        label=_("Unit yang ikut ke unit baru"),
        coerce=uuid.UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Pegawai tetap di unit asal sampai dipindahkan lewat impor pegawai."),
    )

    def prepare(self) -> None:
        """What stands directly below."""
        super().prepare()
        below = self.chart.children.get(self.node.unit_id, ()) if self.node else ()
        self._offer("taken", ((str(each.unit_id), each.name) for each in below))

    def asked(self) -> dict[str, Any]:
        """One part."""
        typed = self._typed()
        taken = dict.fromkeys(typed.pop("taken"), 0)
        return {"unit_id": self.node.unit_id if self.node else None, "parts": [typed], "taken": taken}


class CloseForm(StepForm):
    """Where the people and the units of a closed unit go; `people` is how many sit in it."""

    people_to = forms.TypedChoiceField(label=_("Pegawainya pindah ke"), coerce=uuid.UUID)
    units_to = forms.TypedChoiceField(label=_("Unit di bawahnya pindah ke"), coerce=uuid.UUID)

    def __init__(self, *args: Any, people: int = 0, **kwargs: Any) -> None:
        self.people = people
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Every other unit; what there is none of is not asked about."""
        gone = self._below()
        hanging = self.chart.children.get(self.node.unit_id, ()) if self.node else ()
        sit = ngettext("%(number)s pegawai duduk di unit ini.", "%(number)s pegawai duduk di unit ini.", self.people)
        self.fields["people_to"].help_text = sit % {"number": whole(self.people)}
        hang = ngettext(
            "%(number)s unit langsung di bawahnya: %(units)s.",
            "%(number)s unit langsung di bawahnya: %(units)s.",
            len(hanging),
        )
        self.fields["units_to"].help_text = hang % {"number": whole(len(hanging)), "units": first_of(hanging)}
        own = frozenset([self.node.unit_id]) if self.node else frozenset[uuid.UUID]()
        above = self._above()
        first = frozenset(uuid.UUID(unit_id) for unit_id, _name in above)
        for name, without, counted in (("people_to", own, self.people), ("units_to", gone, len(hanging))):
            if counted or self.is_bound:
                self._offer(name, [("", _("Pilih unit tujuan")), *above, *self._units(without | first)])
                self.fields[name].required = bool(counted)
                self.fields[name].empty_value = None  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def _above(self) -> list[tuple[str, str]]:
        """What stands above, by its name at the top of the list: the choice most make, yet never made for them."""
        above = self.chart.nodes.get(self.node.parent_id) if self.node and self.node.parent_id else None
        if above is None or not (self.is_bound or self.inside.covers(above.unit_id)):
            return []
        return [(str(above.unit_id), gettext("Langsung di bawah %(name)s") % {"name": above.name})]


class HandOverForm(StepForm):
    """Where the people of an ended unit go."""

    people_to = forms.TypedChoiceField(label=_("Pegawainya pindah ke"), coerce=uuid.UUID)

    def prepare(self) -> None:
        """Every unit of the draft."""
        self._offer("people_to", [("", "–"), *self._units()])
