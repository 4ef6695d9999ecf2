"""A small city with people in it, imported the way an administrator does."""

from collections.abc import Mapping
from datetime import date

from django.test import Client

from shared_apps.accounts.models import Appointment, User
from shared_apps.sheets import reader
from shared_apps.sheets.tables import Table
from shared_apps.sheets.writer import write_csv
from tenant_apps.organisation import queries as organisation
from tenant_apps.people import services
from tenant_apps.people.queries import employee_id_for_number
from tests.cast import OPERATOR
from tests.tenant_apps.organisation.sheets import city

START, TODAY = date(2026, 1, 1), date(2026, 11, 24)
COLUMNS = (
    "nip",
    "nama",
    "gelar_depan",
    "gelar_belakang",
    "jenis_pegawai",
    "golongan",
    "jabatan",
    "jenis_jabatan",
    "kode_unit",
    "kepala_unit",
    "email",
    "nip_atasan",
    "tmt_jabatan",
)
SEKDA = "197001011995011001"
HEAD_ORG = "197502021999022002"
HEAD_BKPSDM = "197203031996031003"
HEAD_MUTASI = "198004042004041004"
CLERK = "199005052015052005"
HEAD_JEBRES = "197706062001061006"
LURAH = "198507072010071007"
TEACHER = "199208082024211008"  # a PPPK


def person(number: str, name: str, unit: str, **more: str) -> dict[str, str]:
    """A row of the sheet; what is not named is the same for everybody."""
    return {
        "nip": number,
        "nama": name,
        "jenis_pegawai": "PNS",
        "golongan": "III/c",
        "jabatan": f"Staf {unit}",
        "jenis_jabatan": "Pelaksana",
        "kode_unit": unit,
        "kepala_unit": "tidak",
        **more,
    }


def head(number: str, name: str, unit: str, **more: str) -> dict[str, str]:
    """The row of somebody who heads their unit."""
    facts = {"kepala_unit": "ya", "jabatan": f"Kepala {unit}", "jenis_jabatan": "Administrator", **more}
    return person(number, name, unit, **facts)


PEOPLE = (
    head(SEKDA, "Budi Santoso", "SETDA", golongan="IV/d", jenis_jabatan="JPT Pratama", gelar_depan="Drs."),
    head(HEAD_ORG, "Citra Dewi", "SETDA-ORG", email="citra@north.example.id"),
    head(HEAD_BKPSDM, "Dewi Lestari", "BKPSDM", jenis_jabatan="JPT Pratama", golongan="IV/c"),
    head(HEAD_MUTASI, "Eko Prasetyo", "BKPSDM-M"),
    person(CLERK, "Fitri Handayani", "BKPSDM-MK", email="fitri@north.example.id"),
    head(HEAD_JEBRES, "Gunawan Wibowo", "JEBRES"),
    head(LURAH, "Hana Safitri", "JEBRES-1", jenis_jabatan="Pengawas"),
    person(TEACHER, "Indra Kurnia", "JEBRES-1", jenis_pegawai="PPPK", golongan="IX", jenis_jabatan="Fungsional"),
)


def sheet(*rows: Mapping[str, str], columns: tuple[str, ...] = COLUMNS) -> Table:
    """These rows as the guarded reader gives them."""
    return reader.read(write_csv(columns, [[row.get(name, "") for name in columns] for row in rows]), name="p.csv")


def take(*rows: Mapping[str, str], day: date = START, dry_run: bool = False) -> services.PeopleImport:
    """Import these rows in the open region."""
    return services.import_people(table=sheet(*rows), day=day, today=TODAY, actor=OPERATOR, dry_run=dry_run)


def settle() -> None:
    """The city and its people in the open region."""
    services.import_structure(table=city(), effective_from=START, decree="Perwal 1", actor=OPERATOR)
    take(*PEOPLE)


def id_of(number: str):  # type: ignore[no-untyped-def]
    """Who has the number."""
    found = employee_id_for_number(number)
    assert found is not None
    return found


def unit(code: str, day: date = START):  # type: ignore[no-untyped-def]
    """The lasting identity of a unit."""
    return organisation.chart_on(day).by_code[code].unit_id


def client_of(number: str = "", *, role: str = "") -> Client:
    """A browser in which somebody is signed in: an employee by NIP, or somebody by role."""
    user = User.objects.create(
        email=f"{number or role or 'tamu'}@north.example.id",
        name="Akun",
        employee_id=id_of(number) if number else None,
    )
    if role:
        Appointment.objects.create(user=user, role=role, starts_on=START, given_by_name="Uji")
    client = Client(HTTP_HOST="north.localhost")
    client.force_login(user)
    return client
