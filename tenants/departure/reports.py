"""The reports of a pack: what a government reads on paper. Inside the region, in the pack's own snapshot."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Count

from shared_apps.documents import pdf
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.models import Government, StructureVersion, Unit
from tenant_apps.organisation.settings.queries import letterhead
from tenant_apps.people.models import Assignment, Employee, EmployeeNumber, EmploymentType
from tenant_apps.scoring.models import Period, Run, Score

TEMPLATE = "departure/report.typ"
MOST = 4_000  # people in one file, so that it opens on any machine
_NONE = "–"


def of_region(day: date) -> Iterator[tuple[str, bytes]]:
    """Every report: its name in the pack and its content."""
    government = organisation.government()
    yield "reports/ringkasan.pdf", _summary(government, day)
    for period in Period.objects.order_by("starts_on", "code"):
        for number, rows in enumerate(_parts(period), start=1):
            yield f"reports/periode-{_safe(period.code)}-{number}.pdf", _list(government, period, number, rows, day)


def _summary(government: Government, day: date) -> bytes:
    version = StructureVersion.objects.filter(effective_from__lte=day).order_by("-effective_from").first()
    kinds = Unit.objects.filter(version=version).values_list("unit_type").annotate(n=Count("id")).order_by("unit_type")
    employed = Employee.objects.values_list("employment_type").annotate(n=Count("id")).order_by("employment_type")
    names = dict(EmploymentType.choices)
    sections: list[dict[str, Any]] = [
        {
            "title": "Struktur organisasi",
            "facts": [
                ["Berlaku sejak", version.effective_from.strftime("%d-%m-%Y") if version else _NONE],
                ["Dasar", version.decree if version else _NONE],
            ],
            "columns": ["Jenis unit", "Jumlah"],
            "numbers": [1],
            "rows": [[kind, n] for kind, n in kinds],
            "empty": "Belum ada struktur organisasi.",
        },
        {
            "title": "Pegawai",
            "columns": ["Jenis kepegawaian", "Jumlah"],
            "numbers": [1],
            "rows": [[str(names.get(kind, kind)), n] for kind, n in employed],
            "empty": "Belum ada pegawai.",
        },
        {
            "title": "Periode",
            "columns": ["Periode", "Mulai", "Selesai", "Keadaan"],
            "rows": [
                [
                    period.title,
                    f"{period.starts_on:%d-%m-%Y}",
                    f"{period.ends_on:%d-%m-%Y}",
                    period.get_state_display(),
                ]
                for period in Period.objects.order_by("starts_on")
            ],
            "empty": "Belum ada periode.",
        },
    ]
    for run in _current():
        sections += [_spread(run, "predicate", "Predikat"), _spread(run, "box", "Kotak talenta")]
    return pdf(TEMPLATE, _page(government, "Ringkasan data pada akhir kerja sama", day, sections))


def _spread(run: Run, column: str, title: str) -> dict[str, Any]:
    found = Score.objects.filter(run=run, **{f"{column}__isnull": False})
    counts = found.values_list(column).annotate(n=Count("subject_id")).order_by(column)
    return {
        "title": f"{title} – {run.period.title}, {run.scheme.template_key} {run.scheme.template_version}",
        "columns": [title, "Jumlah orang"],
        "numbers": [1],
        "rows": [[str(value), n] for value, n in counts],
        "empty": "Tidak ada dalam skema ini.",
    }


def _current(period: Period | None = None) -> list[Run]:
    runs = Run.objects.filter(is_current=True, **({"period": period} if period else {}))
    return list(runs.select_related("period", "scheme").order_by("period__starts_on", "scheme__template_key"))


def _parts(period: Period) -> Iterator[list[list[Any]]]:
    rows = list(_people(period))
    for at in range(0, max(len(rows), 1), MOST):
        yield rows[at : at + MOST]


def _people(period: Period) -> Iterator[list[Any]]:
    """One line per person and scheme, by name."""
    numbers = dict(EmployeeNumber.objects.order_by("starts_on").values_list("employee_id", "number"))
    held = Assignment.objects.filter(starts_on__lte=period.ends_on).order_by("starts_on")
    positions = dict(held.values_list("employee_id", "position_title"))
    for run in _current(period):
        scores = Score.objects.filter(run=run).order_by("employee__name", "subject_id")
        columns = ("employee_id", "employee__name", "predicate", "box", "performance", "potential", "status")
        for employee_id, name, predicate, box, performance, potential, status in scores.values_list(*columns):
            yield [
                name or _NONE,
                numbers.get(employee_id, _NONE),
                positions.get(employee_id) or _NONE,
                run.scheme.template_key,
                predicate or _NONE,
                _NONE if box is None else str(box),
                performance,
                potential,
                status,
            ]


def _list(government: Government, period: Period, number: int, rows: Sequence[list[Any]], day: date) -> bytes:
    heads = ["Nama", "NIP", "Jabatan", "Skema", "Predikat", "Kotak", "Kinerja", "Potensial", "Keadaan"]
    section = {
        "title": f"Bagian {number}",
        "columns": heads,
        "numbers": [6, 7],
        "grow": 2,
        "rows": rows,
        "empty": "Belum ada hasil pada periode ini.",
    }
    return pdf(TEMPLATE, _page(government, f"Hasil {period.title}", day, [section]) | {"wide": True})


def _page(government: Government, title: str, day: date, sections: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "title": title,
        "date": day,
        "author": government.name,
        "letterhead": letterhead(government, name=f"Pemerintah {government.name}"),
        "foot": f"Paket akhir kerja sama {government.agreement_number}",
        "sections": sections,
    }


def _safe(code: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in code)
