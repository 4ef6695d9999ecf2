"""The impact assessment (UU 27/2022 art. 34), filled from what this government has really configured."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from shared_apps.accounts import access, rules
from shared_apps.accounts.access import Viewer
from shared_apps.accounts.models import ROLE_NAMES, Appointment
from shared_apps.accounts.rules import Action, Role
from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.wording import name_of, title_text
from shared_apps.support.models import Grant
from shared_apps.support.rules import State
from shared_apps.ui.formats import day as day_text
from shared_apps.ui.formats import whole
from tenant_apps.organisation import queries as organisation
from tenant_apps.people import queries as people
from tenant_apps.privacy.models import Breach, Correction
from tenant_apps.privacy.queries.register import register
from tenant_apps.scoring.models import Scheme
from tenant_apps.scoring.queries.restricted import PERMISSIONS, among
from tenant_apps.scoring.schemes import document_of


@dataclass(frozen=True)
class Part:
    """A section: sentences, pairs of word and value, or a table."""

    title: str
    sentences: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Assessment:
    """The document; a person reads it, adds what only people know, and signs."""

    government: Any
    day: date
    parts: Sequence[Part]


def assessment(viewer: Viewer, day: date) -> Assessment:
    """Everything that can be said from the configuration on a day."""
    access.check(viewer, Action.ASSESS_PRIVACY, day)
    government = organisation.government()
    schemes = list(
        Scheme.objects.filter(replaced_at=None, period__state="open")
        .select_related("period")
        .order_by("period__starts_on", "template_key")
    )
    documents = [(scheme, document_of(scheme)) for scheme in schemes]
    parts = [
        _about(government, day),
        Part(
            _("Pemrosesan yang dinilai"),
            [
                _("Penilaian kinerja dan potensi secara terhitung termasuk pembuatan profil (UU 27/2022 Pasal 10)."),
                _("Hasilnya memberi bahan; predikat, kotak, dan promosi diputuskan manusia, dan dapat dikeberati."),
            ],
            columns=[_("Periode"), _("Skema"), _("Dasar hukum")],
            rows=[[scheme.period.title, _named(doc), _basis(doc)] for scheme, doc in documents],
        ),
        Part(
            _("Ukuran yang dipakai"),
            columns=[_("Ukuran"), _("Skema"), _("Sifat")],
            rows=[row for _scheme, doc in documents for row in _measures(doc)],
        ),
        _roles(day),
        Part(
            _("Data, tujuan, dan masa simpan"),
            columns=[_("Data"), _("Untuk apa"), _("Disimpan"), _("Golongan data")],
            rows=[
                [f"{line.table}: {line.fields}", line.purpose, line.retention, line.category]
                for section in register()
                for line in section.lines
            ],
        ),
        _leaving(government),
        _risks(day),
    ]
    return Assessment(government, day, parts)


def _about(government: Any, day: date) -> Part:
    return Part(
        _("Pengendali dan prosesor"),
        facts=[
            (_("Pengendali data pribadi"), government.name),
            (_("Perangkat daerah"), government.personnel_agency),
            (
                _("Prosesor"),
                _("Penyelenggara Merit Bersama menurut perjanjian %(number)s")
                % {"number": government.agreement_number},
            ),
            (_("Pegawai yang bertugas"), whole(people.active_count(day))),
            (_("Keadaan per"), day_text(day, "long")),
        ],
    )


def _named(document: Template) -> str:
    return f"{title_text(document.title, document.key)} {document.version}"


def _basis(document: Template) -> str:
    return "; ".join(each.title for each in document.legal_basis) or "–"


def _measures(document: Template) -> list[list[str]]:
    """Each measure with what makes it need care."""
    rows = []
    for key, measure in sorted(document.measures.items()):
        care = _("jawaban anonim, disamarkan bila terlalu sedikit") if measure.private else _("umum")
        if among([key], tuple(PERMISSIONS)):
            care = _("terbatas, dibaca dengan wewenang tersendiri")
        rows.append([name_of(document, key), _named(document), care])
    return rows


def _roles(day: date) -> Part:
    """Who may see whom, by role, and how many hold it."""
    held = Appointment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day, user__is_active=True
    ).values_list("role")
    counts = dict(held.annotate(Count("user", distinct=True)))
    seen = {Action.SEE_EVERYONE: _("seluruh pegawai"), Action.SEE_AUDIT: _("jejak audit")}
    rows = []
    for role in Role:
        if role in rules.REGION_ROLES:
            sees = [text for action, text in seen.items() if action in rules.ALLOWED[role]]
            rows.append([str(ROLE_NAMES[role]), whole(counts.get(role, 0)), ", ".join(sees) or "–"])
    return Part(
        _("Siapa dapat melihat"),
        [
            _("Pegawai melihat dirinya sendiri; pimpinan unit melihat unitnya dan di bawahnya menurut struktur."),
            _("Setiap halaman tentang orang lain dicatat dan dapat dibaca oleh yang bersangkutan."),
        ],
        columns=[_("Peran"), _("Pemegang"), _("Melihat")],
        rows=rows,
    )


def _leaving(government: Any) -> Part:
    """What leaves this government, and to whom."""
    grants = Grant.objects.exclude(state__in=[State.ASKED, State.REFUSED]).count()
    return Part(
        _("Yang dibagikan ke luar"),
        [
            _("Penyelenggara tidak membaca data pegawai; setiap daerah memiliki skema dan login basis data sendiri."),
            _("Kepada penyelenggara terkirim: pemakaian versi templat, usulan perubahan aturan tanpa nama orang,")
            + " "
            + _("keputusan dukungan, tanda terima paket akhir, dan kode segel jejak audit."),
            _("Dukungan hanya dengan izin, dibatasi waktu, hanya membaca, dan tercatat halaman demi halaman."),
        ],
        facts=[
            (_("Perjanjian"), government.agreement_number),
            (_("Izin dukungan yang pernah diberikan"), whole(grants)),
        ],
    )


def _risks(day: date) -> Part:
    """Risks with what the product does about them; the last column is for people."""
    open_breaches = Breach.objects.filter(closed_at=None).count()
    return Part(
        _("Risiko dan pengendaliannya"),
        facts=[
            (_("Kegagalan yang masih terbuka"), whole(open_breaches)),
            (_("Permintaan koreksi yang menunggu"), whole(Correction.objects.filter(state="asked").count())),
            (_("Dihitung pada"), day_text(day, "long")),
        ],
        columns=[_("Risiko"), _("Pengendalian"), _("Penilaian pejabat")],
        rows=[
            [_("Data dibaca tanpa keperluan"), _("Peran, cakupan unit, catatan akses yang dibaca pegawai"), ""],
            [_("Nilai salah karena data salah"), _("Rincian setiap angka, koreksi 3×24 jam, hitung ulang"), ""],
            [_("Jawaban anonim terungkap"), _("Disamarkan di bawah tiga jawaban, juga terhadap pengurangan"), ""],
            [_("Data bocor ke daerah lain"), _("Login basis data per daerah, uji isolasi setiap malam"), ""],
            [_("Keputusan sepenuhnya otomatis"), _("Hasil memberi bahan; manusia memutuskan dengan alasan"), ""],
            [_("Catatan diubah diam-diam"), _("Jejak audit ditulis basis data dan disegel berantai"), ""],
        ],
    )
