"""Forms of scoring: opening a period, a results sheet, and what a region sets in a template."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shared_apps.ui.forms import DateInput, RefusableForm
from tenant_apps.scoring.queries.proposals import Change

_MEASURE, _ANSWERS = "m:", "a:"


class PeriodForm(RefusableForm):
    """A new period."""

    title = forms.CharField(
        label=_("Nama periode"), max_length=100, help_text=_("Misalnya Tahun 2026 atau Triwulan IV 2026.")
    )
    code = forms.CharField(
        label=_("Kode"), max_length=20, help_text=_("Huruf, angka, dan tanda hubung, misalnya 2026 atau 2026-TW4.")
    )
    starts_on = forms.DateField(label=_("Mulai"), widget=DateInput())
    ends_on = forms.DateField(
        label=_("Sampai"), widget=DateInput(), help_text=_("Hari terakhir; penilaian mengacu pada tanggal ini.")
    )


class ResultsForm(RefusableForm):
    """A results sheet."""

    file = forms.FileField(
        label=_("Berkas hasil penilaian"),
        help_text=_("xlsx atau CSV, satu baris per pegawai. Sel kosong berarti belum ada bukti, tidak dihitung nol."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    dry_run = forms.BooleanField(
        label=_("Periksa saja"), required=False, help_text=_("Tunjukkan apa yang akan berubah tanpa menyimpannya.")
    )


class ProposalForm(RefusableForm):
    """Which changes are offered to the host, and why. A reason is written for it: what was noted here stays here."""

    title = forms.CharField(label=_("Judul usulan"), max_length=120)
    text = forms.CharField(
        label=_("Alasan"),
        max_length=2000,
        help_text=_("Apa yang dialami daerah dan apa yang menjadi lebih baik. Jangan menyebut nama atau nomor orang."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_credited = forms.BooleanField(
        label=_("Sebutkan nama daerah bila usulan ini diterbitkan"),
        required=False,
        help_text=_("Dibaca semua daerah. Tanpa ini usulan terbit sebagai usulan daerah mitra."),
    )

    def __init__(self, *args: Any, changes: Sequence[Change], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.changes = changes
        for number, _change in enumerate(changes):
            self.fields[f"offer-{number}"] = forms.BooleanField(required=False)
            self.fields[f"why-{number}"] = forms.CharField(required=False, max_length=500)

    def rows(self) -> list[dict[str, Any]]:
        """Each change with its two fields."""
        return [
            {"change": change, "offer": self[f"offer-{number}"], "why": self[f"why-{number}"]}
            for number, change in enumerate(self.changes)
        ]

    def asked(self) -> dict[str, Any]:
        """What the service is asked for."""
        groups = [change.group for number, change in enumerate(self.changes) if self.cleaned_data[f"offer-{number}"]]
        reasons = {change.group: self.cleaned_data[f"why-{number}"] for number, change in enumerate(self.changes)}
        return {
            "groups": groups,
            "reasons": reasons,
            **{name: self.cleaned_data[name] for name in ("title", "text", "is_credited")},
        }


def typed_results(posted: Mapping[str, Any]) -> dict[str, str]:
    """What was typed for a person, by measure."""
    return _typed(posted, _MEASURE)


def typed_answers(posted: Mapping[str, Any]) -> dict[str, str]:
    """The numbers of answers that were typed for a person, by private measure."""
    return _typed(posted, _ANSWERS)


def _typed(posted: Mapping[str, Any], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): str(text).strip() for name, text in posted.items() if name.startswith(prefix)}


def entered_text(changed: int) -> str:
    """What was done, in words."""
    if not changed:
        return str(_("Tidak ada yang berbeda dari yang tersimpan."))
    text = ngettext(
        "%(count)s ukuran disimpan, nilai dihitung ulang.", "%(count)s ukuran disimpan, nilai dihitung ulang.", changed
    )
    return text % {"count": changed}
