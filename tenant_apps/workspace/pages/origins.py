"""Who entered what a run used, when and with what evidence; and what changed in the source room since."""

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _

from shared_apps.scoring_templates.rules import order
from shared_apps.ui.formats import moment
from tenant_apps.scoring.queries.lineage import Origin, SchemeLineage
from tenant_apps.scoring.rules.origins import Entry, Standing


def lines_of(lineage: SchemeLineage) -> Callable[[str], Sequence[str]]:
    """What is told of each measure; of a hidden one nothing."""

    def lines(measure: str) -> Sequence[str]:
        source = lineage.scheme.measures[measure].source if measure in lineage.scheme.measures else ""
        if source.startswith(order.SCHEME_SOURCE) and measure not in lineage.hidden:
            return [_("Hasil skema %(scheme)s") % {"scheme": source.removeprefix(order.SCHEME_SOURCE)}]
        origin = lineage.origins.get(measure)
        if origin is None or measure in lineage.hidden:
            return ()
        computed = {"computed": moment(lineage.run.finished_at, "long")}
        return [*_told(origin.used), *_since(origin, computed)]

    return lines


def _since(origin: Origin, computed: Mapping[str, str]) -> list[str]:
    """What became of the entry after it was computed with."""
    if origin.today is not None and origin.standing is Standing.CHANGED:
        changed = _("Isiannya berubah setelah perhitungan %(computed)s; perubahan itu belum ikut dihitung.")
        return [changed % computed, *_told(origin.today)]
    if origin.today is not None and origin.standing is Standing.LATER:
        later = _("Baru diisi setelah perhitungan %(computed)s; belum ikut dihitung.")
        return [later % computed, *_told(origin.today)]
    if origin.today is not None and origin.today != origin.used:
        return [_("Nilai yang sama dicatat lagi sesudah itu."), *_told(origin.today)]
    if origin.standing is Standing.REMOVED:
        return [_("Isian yang dihitung pada %(computed)s sudah dihapus sejak itu.") % computed]
    return []


def _told(found: Entry | None) -> list[str]:
    return [_who(found), *_behind(found)] if found is not None else []


def _who(found: Entry) -> str:
    return _("Diisi %(name)s, %(at)s") % {"name": found.entered_by_name, "at": moment(found.entered_at, "long")}


def _behind(found: Entry) -> list[str]:
    texts = [
        _("Sumber: %(source)s") % {"source": source_text(found.source)} if found.source else "",
        _("Bukti: %(evidence)s") % {"evidence": found.evidence} if found.evidence else "",
        _("Dari %(count)s jawaban") % {"count": found.answers} if found.answers is not None else "",
    ]
    return [text for text in texts if text]


def source_text(source: str) -> str:
    """Where an entry came from."""
    words = {"import": _("berkas yang diimpor"), "entered": _("diisi di halaman pegawai")}
    return str(words.get(source, source))
