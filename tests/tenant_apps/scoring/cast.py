"""A small city that is scored: its people, the two templates, sheets of results."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.resources import files
from typing import Any
from uuid import UUID

from shared_apps.accounts.models import Appointment, User
from shared_apps.scoring_templates import services as host
from shared_apps.sheets import reader
from shared_apps.sheets.tables import Table
from shared_apps.sheets.writer import write_csv
from tenant_apps.people import services as people
from tenant_apps.people.models import EmployeeNumber
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Period, Scheme, Score
from tests.cast import OPERATOR, TODAY
from tests.tenant_apps.organisation.sheets import city

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
FIRST_DAY = date(2026, 1, 1)
NEWER = "2025.2"
VERSIONS = {"asn_performance": "2022.1", "talent_national_2025": "2025.1"}

# number: name, position, type, unit, head?
PEOPLE: Mapping[str, tuple[str, str, str, str, bool]] = {
    "190001012000011001": ("Sekretaris Daerah", "Sekretaris Daerah", "JPT Pratama", "SETDA", True),
    "190002012000012002": ("Kepala Badan", "Kepala BKPSDM", "JPT Pratama", "BKPSDM", True),
    "190003012000011003": ("Kepala Bidang", "Kepala Bidang Mutasi", "Administrator", "BKPSDM-M", True),
    "190004012000012004": ("Ratna Andini", "Analis SDM Aparatur Ahli Muda", "Fungsional", "BKPSDM-M", False),
    "190005012000011005": ("Camat Jebres", "Camat", "Administrator", "JEBRES", True),
    "190006012000012006": ("Staf Jebres", "Pengelola Layanan", "Pelaksana", "JEBRES-1", False),
}
HEAD_OF_BOARD, HEAD_OF_DIVISION, RATNA, CAMAT, CLERK = list(PEOPLE)[1:]

CUTS = (
    {"path": "/ratings/performance_level/cuts/meets/comparator", "value": ">"},
    {"path": "/ratings/performance_level/cuts/meets/value", "value": Decimal(46)},
    {"path": "/ratings/performance_level/cuts/above/comparator", "value": ">"},
    {"path": "/ratings/performance_level/cuts/above/value", "value": Decimal(72)},
    {"path": "/ratings/potential_level/cuts/medium/comparator", "value": ">="},
    {"path": "/ratings/potential_level/cuts/medium/value", "value": Decimal(70)},
    {"path": "/ratings/potential_level/cuts/high/comparator", "value": ">="},
    {"path": "/ratings/potential_level/cuts/high/value", "value": Decimal(90)},
)
TYPICAL = {
    "work_result": "Sesuai Ekspektasi",
    "work_behaviour": "Sesuai Ekspektasi",
    "awards": "Tingkat instansi",
    "team_assignments": "Ketua Internal",
    "feedback_360": "Baik",
    "competency_assessment": "82,50",
    "training_certificates": "4",
    "professional_certifications": "1",
    "tenure": "5",
    "variety": "Antarunit",
    "acting_post": "Tidak Ada",
    "potential_assessment": "75",
    "formal_education": "S-2",
    "field_match": "Ya",
    "discipline_record": "Bersih",
}


def publish_templates() -> None:
    """The host publishes both; called in `public`."""
    folder = files("shared_apps.scoring_templates") / "documents"
    for name, version in VERSIONS.items():
        text = (folder / f"{name}.yaml").read_text()
        host.publish(text=text, version=version, changelog="Versi pertama", actor=OPERATOR, day=FIRST_DAY)


def publish_newer() -> None:
    """A newer talent version with another label; called in `public`."""
    text = (files("shared_apps.scoring_templates") / "documents" / "talent_national_2025.yaml").read_text()
    changed = text.replace('"Tingkat potensial"', '"Tingkatan potensial"')
    host.publish(text=changed, version=NEWER, changelog="Label", actor=OPERATOR, day=FIRST_DAY)


def people_come() -> None:
    """Structure and people of the region that is open."""
    people.import_structure(table=city(), effective_from=FIRST_DAY, decree="Perwal 1/2026", actor=OPERATOR)
    columns = ("nip", "nama", "jenis_pegawai", "golongan", "jabatan", "jenis_jabatan", "kode_unit", "kepala_unit")
    rows = [
        (number, name, "PNS", "III/c", position, kind, unit, "ya" if is_head else "tidak")
        for number, (name, position, kind, unit, is_head) in PEOPLE.items()
    ]
    table = reader.read(write_csv(columns, rows), name="pegawai.csv")
    people.import_people(table=table, day=FIRST_DAY, today=TODAY, actor=OPERATOR)


def year(code: str = "2026") -> Period:
    """An open period of a year."""
    return services.open_period(
        code=code,
        title=f"Tahun {code}",
        starts_on=date(int(code), 1, 1),
        ends_on=date(int(code), 12, 31),
        actor=OPERATOR,
        at=AT,
    )


def adopt(period: Period, key: str, version: str, overrides: Sequence[Mapping[str, Any]] = ()) -> Scheme:
    """The region adopts a template."""
    return services.adopt_scheme(
        period=period, template_key=key, version=version, overrides=overrides, actor=OPERATOR, at=AT
    )


def adopt_both(period: Period) -> tuple[Scheme, Scheme]:
    """Performance, and talent with the region's cuts."""
    return adopt(period, "asn_performance", "2022.1"), adopt(period, "talent_national", "2025.1", CUTS)


def results(*rows: tuple[str, Mapping[str, str]], columns: Sequence[str] = tuple(TYPICAL)) -> Table:
    """A results sheet of these people, as the guarded reader gives it."""
    lines = [(number, *(measures.get(key, "") for key in columns)) for number, measures in rows]
    return reader.read(write_csv(("nip", *columns), lines), name="hasil.csv")


def bring(
    period: Period, *rows: tuple[str, Mapping[str, str]], dry_run: bool = False, most_removed: int | None = 0
) -> services.ResultsImport:
    """Upload the results of these people."""
    return services.import_results(
        table=results(*rows), period=period, actor=OPERATOR, at=AT, dry_run=dry_run, most_removed=most_removed
    )


def employee_id(number: str) -> UUID:
    """Who bears this number."""
    return EmployeeNumber.objects.get(number=number).employee_id


def account(number: str = "", *, role: str = "") -> User:
    """An account of the region: of an employee by NIP, by role, or of nobody in particular."""
    user = User.objects.create(
        email=f"{number or role or 'tamu'}@north.example.id",
        name="Akun",
        employee_id=employee_id(number) if number else None,
    )
    if role:
        Appointment.objects.create(user=user, role=role, starts_on=FIRST_DAY, given_by_name="Uji")
    return user


def stored(period: Period) -> dict[str, list[tuple[Any, ...]]]:
    """Every stored row of the current runs of a period, by template."""
    rows = Score.objects.filter(run__period=period, run__is_current=True).order_by("subject_id")
    found: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows.select_related("run__scheme"):
        kept = tuple(getattr(row, field.attname) for field in Score._meta.concrete_fields if field.attname != "run_id")
        found.setdefault(row.run.scheme.template_key, []).append(kept)
    return found
