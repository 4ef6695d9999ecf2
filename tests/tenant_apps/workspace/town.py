"""A small government of three levels with people, results of two quarters, and accounts: all through the services."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.accounts import services as accounts
from shared_apps.accounts.models import User
from tenant_apps.people import services as people
from tenant_apps.scoring import services as scoring
from tenant_apps.scoring.models import Period
from tests.cast import OPERATOR
from tests.tenant_apps.organisation.sheets import city
from tests.tenant_apps.people.people import START, head, id_of, person, take
from tests.tenant_apps.scoring.cast import TYPICAL, adopt_both, bring

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)


def number(place: int) -> str:
    """A NIP that is valid in form."""
    return f"1990{place % 12 + 1:02d}0520150512{place:02d}"[:15] + f"{place:03d}"


SEKDA, ORG_HEAD, ORG_A, ORG_B, BOARD_HEAD, DIVISION_HEAD, RATNA, CLERK, RANK_A, RANK_B, CAMAT, LURAH, A, B, C, NEW = (
    number(place) for place in range(1, 17)
)
PEOPLE = (
    head(SEKDA, "Budi Santoso", "SETDA", jenis_jabatan="JPT Pratama"),
    head(ORG_HEAD, "Citra Dewi", "SETDA-ORG"),
    person(ORG_A, "Ahmad Fauzi", "SETDA-ORG"),
    person(ORG_B, "Bela Kusuma", "SETDA-ORG"),
    head(BOARD_HEAD, "Siti Aminah", "BKPSDM", jenis_jabatan="JPT Pratama", gelar_depan="Dra.", gelar_belakang="M.Si."),
    head(DIVISION_HEAD, "Hendra Setiawan", "BKPSDM-M"),
    person(RATNA, "Ratna Andini", "BKPSDM-M", jabatan="Analis SDM Aparatur Ahli Muda", jenis_jabatan="Fungsional"),
    person(CLERK, "Fitri Handayani", "BKPSDM-MK"),
    person(RANK_A, "Gilang Ramadhan", "BKPSDM-MK"),
    person(RANK_B, "Hesti Wulandari", "BKPSDM-MK"),
    head(CAMAT, "Gunawan Wibowo", "JEBRES"),
    head(LURAH, "Hana Safitri", "JEBRES-1", jenis_jabatan="Pengawas"),
    person(A, "Indra Kurnia", "JEBRES-1"),
    person(B, "Joko Susilo", "JEBRES-1"),
    person(C, "Kartika Sari", "JEBRES-1"),
)
BEST = TYPICAL | {
    "work_result": "Di Atas Ekspektasi",
    "work_behaviour": "Di Atas Ekspektasi",
    "awards": "Nasional",
    "team_assignments": "Ketua tim lintas instansi",
    "feedback_360": "Sangat Baik",
    "competency_assessment": "98",
    "potential_assessment": "97",
    "formal_education": "S-3",
    "acting_post": "Plt Lebih Tinggi",
    "training_certificates": "8",
    "professional_certifications": "3",
}
WEAK = TYPICAL | {
    "work_result": "Di Bawah Ekspektasi",
    "team_assignments": "Tidak Ada",
    "awards": "Tidak Ada",
    "feedback_360": "Kurang",
    "competency_assessment": "50",
    "potential_assessment": "40",
}
UNPROVED = {key: value for key, value in TYPICAL.items() if key != "field_match"}
EARLIER = TYPICAL | {
    "team_assignments": "Anggota Internal",
    "feedback_360": "Butuh Perbaikan",
    "awards": "Antarinstansi",
}
NOW: Mapping[str, Mapping[str, str]] = {
    SEKDA: BEST,
    ORG_HEAD: BEST,
    ORG_A: TYPICAL,
    ORG_B: WEAK,
    BOARD_HEAD: TYPICAL,
    DIVISION_HEAD: BEST,
    RATNA: TYPICAL,
    CLERK: UNPROVED,
    RANK_A: TYPICAL,
    CAMAT: TYPICAL,
    LURAH: WEAK,
    A: TYPICAL,
    B: TYPICAL,
    C: TYPICAL,
}  # RANK_B brought nothing


def quarter(code: str, title: str, starts_on: date, ends_on: date) -> Period:
    """An open quarter with both schemes."""
    period = scoring.open_period(code=code, title=title, starts_on=starts_on, ends_on=ends_on, actor=OPERATOR, at=AT)
    adopt_both(period)
    return period


def settle() -> None:
    """People, a closed third quarter, a running fourth one; one person arrives after the calculation."""
    people.import_structure(table=city(), effective_from=START, decree="Perwal 1", actor=OPERATOR)
    take(*PEOPLE)
    third = quarter("2026-TW3", "Triwulan III 2026", date(2026, 7, 1), date(2026, 9, 30))
    bring(third, *((nip, EARLIER) for nip in NOW if nip != C))
    scoring.run_period(period=third, actor=OPERATOR)
    scoring.close_period(period=third, actor=OPERATOR, at=AT)
    fourth = quarter("2026-TW4", "Triwulan IV 2026", date(2026, 10, 1), date(2026, 12, 31))
    bring(fourth, *NOW.items())
    scoring.run_period(period=fourth, actor=OPERATOR)
    take(person(NEW, "Lukman Hakim", "BKPSDM-MK"), day=date(2026, 11, 20))


def account(nip: str = "", *, role: str = "") -> User:
    """An account of an employee, or by appointment."""
    user = User.objects.create(
        email=f"{nip or role}@north.example.id", name=f"Akun {nip or role}", employee_id=id_of(nip) if nip else None
    )
    if role:
        accounts.appoint(user=user, role=role, day=START, actor=OPERATOR)
    return user


def browser(user: User | None = None) -> Client:
    """A browser at the region's address, signed in as the user."""
    client = Client(HTTP_HOST="north.localhost")
    if user is not None:
        with schema_context("north"):
            client.force_login(user)
    return client
