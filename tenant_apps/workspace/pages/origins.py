"""Who entered what a run used, when and with what evidence; and what changed in the source room since."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from shared_apps.scoring_templates.rules import order
from shared_apps.ui.formats import moment
from tenant_apps.scoring.models import Observation
from tenant_apps.scoring.queries.lineage import SchemeLineage
from tenant_apps.scoring.rules.origins import Standing


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
        if origin.observation is None:
            return [_("Isian yang dihitung pada %(computed)s sudah dihapus sejak itu.") % computed]
        who = _who(origin.observation)
        if origin.standing is Standing.USED:
            return [who, *_behind(origin.observation)]
        words = {
            Standing.CHANGED: _(
                "Isiannya berubah setelah perhitungan %(computed)s; perubahan itu belum ikut dihitung."
            ),
            Standing.LATER: _("Baru diisi setelah perhitungan %(computed)s; belum ikut dihitung."),
        }
        return [words[origin.standing] % computed, who, *_behind(origin.observation)]

    return lines


def _who(found: Observation) -> str:
    return _("Diisi %(name)s, %(at)s") % {"name": found.entered_by_name, "at": moment(found.entered_at, "long")}


def _behind(found: Observation) -> list[str]:
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
