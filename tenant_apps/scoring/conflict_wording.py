"""Why a person must decide between the old, the new and the own value, and which part of the document it is about."""

from django.utils.translation import gettext as _


def part_text(step: str) -> str:
    """A step of a path as people call it."""
    words = {
        "inputs": _("bobot"),
        "cuts": _("batas tingkat"),
        "choices": _("poin pilihan"),
        "bands": _("poin rentang"),
        "points": _("titik kurva"),
        "title": _("nama"),
        "titles": _("nama"),
        "variants": _("profil"),
        "comparator": _("tanda batas"),
    }
    return words.get(step, step.replace("_", " "))


def why_text(code: str) -> str:
    """Why a person must decide."""
    words = {
        "both_changed": _("Keduanya berubah"),
        "now_locked": _("Kini terkunci"),
        "now_out_of_bounds": _("Di luar batas baru"),
        "path_gone": _("Sudah tidak ada"),
        "meaning_changed": _("Artinya berubah"),
        "value_required": _("Wajib diisi"),
        "combination_invalid": _("Tidak dapat digabung"),
        "local_not_allowed": _("Ukuran daerah tidak lagi diizinkan"),
        "local_share": _("Bobot ukuran daerah terlalu besar"),
        "local_too_many": _("Terlalu banyak ukuran daerah"),
        "local_source": _("Sumber ukuran daerah tidak diizinkan"),
    }
    return words.get(code, code)
