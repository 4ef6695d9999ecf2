"""Names and values of a scheme in the reader's language."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shared_apps.scoring_templates import messages
from shared_apps.scoring_templates.names import in_language
from shared_apps.scoring_templates.rules import graph, kinds
from shared_apps.scoring_templates.rules.decimals import read_text
from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.rules.fields import Title


def title_text(title: Title | None, fallback: str) -> str:
    """A title in the reader's language; English falls back to Indonesian, a missing title to its key."""
    if title is None:
        return fallback.replace("_", " ").capitalize()
    return in_language(title, fallback)


def name_of(scheme: Template, key: str) -> str:
    """What a measure, node, rating, matrix or gate is called."""
    entry = graph.entry_of(scheme, key) or scheme.gates.get(key)
    return title_text(getattr(entry, "title", None), key)


def code_text(scheme: Template, key: str, code: str | None) -> str:
    """What a code of this key is called; nothing for no value."""
    if code is None:
        return ""
    scale = kinds.scale_of(scheme, key)
    if scale is None:
        return _("Ya") if code == "true" else _("Tidak") if code == "false" else code
    return title_text(scheme.scales[scale].titles.get(code), code)


def reason_text(scheme: Template, reason: str) -> str:
    """`awards:missing` in words: what is wanting, and of what."""
    key = reason.partition(":")[0]
    name = _("Profil jabatan") if key == "profile" and key not in scheme.measures else name_of(scheme, key)
    return f"{name}: {messages.reason_text(reason)}"


def waiting_text(scheme: Template, reason: str) -> str:
    """Why a person's result waits: what, and what is the matter with it."""
    key, _colon, why = reason.partition(":")
    words = {
        "missing": _("%(name)s: belum ada bukti."),
        "out_of_range": _("%(name)s: angka di luar rentang yang mungkin."),
        "unknown_code": _("%(name)s: isian tidak dikenal."),
        "too_few": _("%(name)s: bukti yang ada belum cukup."),
        "outside_curve": _("%(name)s: angka di luar tabel penilaian."),
    }
    if key == "profile":
        return _("Jenis jabatan belum dikenal, sehingga bobotnya belum dapat dipilih.")
    return words.get(why, "%(name)s.") % {"name": name_of(scheme, key)}


def field_text(value: str) -> str:
    """A stored value as it stands in a form: numbers with the reader's decimal mark, ungrouped; text as it is."""
    number = read_text(value)
    if number is None:
        return value
    return f"{number:f}" if (get_language() or "id").startswith("en") else f"{number:f}".replace(".", ",")
