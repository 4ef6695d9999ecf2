"""The chosen people beside the grid, and the addresses that keep the view."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.wording import name_of
from shared_apps.ui.formats import decimal
from tenant_apps.workspace import words
from tenant_apps.workspace.pages import boxes
from tenant_apps.workspace.queries.overview import Leader, PersonInBox
from tenant_apps.workspace.rules import shape
from tenant_apps.workspace.rules.selection import Selection


@dataclass(frozen=True)
class Address:
    """What of the address is kept in every link of the page."""

    unit: str = ""
    period: str = ""

    def with_(self, name: str = "leader", **more: str) -> str:
        """The page with other parameters; empty ones are left out."""
        pairs = {"unit": self.unit, "periode": self.period} | more
        query = urlencode({key: value for key, value in pairs.items() if value})
        return reverse(name) + (f"?{query}" if query else "")

    @property
    def kept(self) -> str:
        """What follows `?kotak=8` in the links of the grid."""
        pairs = {"unit": self.unit, "periode": self.period}
        query = urlencode({key: value for key, value in pairs.items() if value})
        return f"&{query}" if query else ""


def scheme_of(found: Leader) -> Template | None:
    """The scheme that gives the boxes, where there is one."""
    result = found.results.now.box if found.results.now else None
    return result.scheme if result else None


def panel(found: Leader, address: Address) -> dict[str, Any]:
    """Who is in the chosen box, or whose result waits."""
    scheme, selection = scheme_of(found), found.selection
    more = {"kotak": selection.word}
    return {
        "selection": selection,
        "panel_title": selection_title(selection),
        "panel_count": found.selected_count,
        "panel_text": _panel_text(scheme, selection),
        "panel_numbers": _panel_numbers(scheme),
        "people": [_person(each, address) for each in found.people],
        "all_url": address.with_("leader_people", **more) if found.selected_count > len(found.people) else "",
        "download_url": address.with_("leader_people_export", **more) if found.selected_count else "",
    }


def selection_title(selection: Selection) -> str:
    """Kotak 8, or the state."""
    if selection.box is not None:
        return _("Kotak %(number)s") % {"number": selection.box}
    return _("Perlu verifikasi") if selection.is_verification else _("Belum dihitung")


def _panel_text(scheme: Template | None, selection: Selection) -> str:
    if selection.is_verification:
        return _("Ada bukti yang belum masuk atau belum sah. Nilainya tidak ditebak dan tidak dihitung nol.")
    if selection.box is None:
        return _("Belum ikut perhitungan pada periode ini, misalnya pegawai yang baru masuk.")
    if scheme is None:
        return ""
    given = [words.inside(each) for each in boxes.recommendations(scheme, selection.box)]
    text = boxes.meaning(scheme, selection.box) + "."
    return text + " " + _("Rekomendasi: %(list)s.") % {"list": words.joined(given)} if given else text


def _panel_numbers(scheme: Template | None) -> str:
    """What the two numbers at the right of a person are."""
    if scheme is None:
        return ""
    names = [words.inside(name_of(scheme, axis.key)) for axis in shape.axes(scheme)]
    return _("Angka di kanan: %(names)s.") % {"names": " · ".join(names)}


def _person(each: PersonInBox, address: Address) -> dict[str, Any]:
    numbers = (each.performance, each.potential)
    value = " · ".join(decimal(number, 2) for number in numbers) if any(n is not None for n in numbers) else ""
    url = reverse("leader_person", args=[each.id])
    return {
        "name": each.name,
        "sub": " · ".join(part for part in (each.position, each.unit) if part),
        "value": value,
        "url": f"{url}?periode={address.period}" if address.period else url,
    }
