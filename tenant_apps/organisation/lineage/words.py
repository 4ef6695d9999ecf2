"""A unit's history in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_apps.reference import names
from shared_apps.reference import queries as reference
from tenant_apps.organisation.lineage.queries import Told
from tenant_apps.organisation.rules.lineage import EventKind, Facet

# kind: (chip, its tone)
KINDS: Mapping[EventKind, tuple[Promise, str]] = {
    "first": (gettext_lazy("Tercatat"), "br"),
    "founded": (gettext_lazy("Dibentuk"), "ok"),
    "returned": (gettext_lazy("Dihidupkan lagi"), "ok"),
    "split_from": (gettext_lazy("Hasil pemecahan"), "ok"),
    "took_over": (gettext_lazy("Penggabungan"), "warn"),
    "took_people": (gettext_lazy("Pegawai"), ""),
    "moved": (gettext_lazy("Pindah"), "warn"),
    "renamed": (gettext_lazy("Ganti nama"), ""),
    "changed": (gettext_lazy("Perubahan lain"), ""),
    "split": (gettext_lazy("Dipecah"), "warn"),
    "merged": (gettext_lazy("Digabung"), "bad"),
    "closed": (gettext_lazy("Ditutup"), "bad"),
}


def told(each: Told) -> str:
    """One event as a sentence without the other units; they stand beside it as links."""
    event = each.event
    match event.kind:
        case "moved":
            return _("dari %(old)s ke %(new)s") % {"old": _above(event.before), "new": _above(event.after)}
        case "renamed":
            return _("%(old)s menjadi %(new)s") % {"old": _named(event.before), "new": _named(event.after)}
        case "changed":
            return "; ".join(_changed(event.before, event.after))
        case "first":
            return _("dalam struktur pertama yang tercatat, di bawah %(unit)s") % {"unit": _above(event.after)}
        case "founded" | "returned" | "split_from":
            return _("di bawah %(unit)s") % {"unit": _above(event.after)}
        case _:
            return ""


def beside(kind: EventKind) -> str:
    """What the other units of an event are to this one."""
    texts: Mapping[EventKind, str] = {
        "split_from": _("dipecah dari"),
        "took_over": _("menerima gabungan dari"),
        "took_people": _("menerima pegawai dari"),
        "split": _("menjadi juga"),
        "merged": _("digabung ke"),
        "closed": _("pegawainya ke"),
    }
    return texts.get(kind, "")


def _above(facet: Facet | None) -> str:
    return facet.parent_name if facet and facet.parent_name else _("puncak struktur")


def _named(facet: Facet | None) -> str:
    if facet is None:
        return ""
    return f"{facet.name} ({facet.abbreviation})" if facet.abbreviation else facet.name


def _changed(before: Facet | None, after: Facet | None) -> list[str]:
    """What of the other facts is another one now."""
    if before is None or after is None:
        return []
    pairs = (
        (_("kode"), before.code, after.code),
        (_("jenis"), _kind(before.unit_type), _kind(after.unit_type)),
        (_("eselon"), before.echelon, after.echelon),
    )
    words = _("%(what)s dari %(old)s menjadi %(new)s")
    return [words % {"what": what, "old": old or "–", "new": new or "–"} for what, old, new in pairs if old != new]


def _kind(code: str) -> str:
    return names.label_of(reference.unit_type(code)) if code else ""
