"""What bad intentions try: odd questions, foreign addresses, forged forms, more fields than a form has."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tenants.utils import schema_context
from pytest_django.plugin import DjangoDbBlocker

from shared_apps.accounts import services as accounts
from shared_apps.accounts.models import Appointment, Invitation, User
from shared_apps.audit.models import Entry
from tenant_apps.people.models import Employee
from tenant_apps.scoring import services as scoring
from tenant_apps.scoring import tasks as scoring_tasks
from tenant_apps.scoring.models import Period, Run
from tests import government
from tests.access.doors import Address
from tests.access.host import HOST
from tests.access.region import OTHER_PASSWORD, REGION
from tests.cast import OPERATOR
from tests.government import Government
from tests.shared_apps.accounts.scene import PASSWORD
from tests.test_access import path_of, state_of, undone

ODD = ("\0", "x" * 5000, "9" * 30, "9999-12-31", "0001-01-01", "-1", "' OR 1=1--")
QUESTIONS = {  # what each page reads of its address
    "account_login": ("next",),
    "organisation": ("hari", "unit", "tampilan"),
    "unit_add": ("hari", "induk"),
    "unit_rename": ("hari",),
    "unit_move": ("hari",),
    "employees": ("q", "unit", "jenis_jabatan", "jenis_pegawai", "urut", "page", "hari"),
    "employees_export": ("q", "unit", "urut", "hari"),
    "employee": ("hari",),
    "period_unverified": ("alasan", "page"),
    "account": ("periode",),
    "account_detail": ("periode",),
    "leader": ("unit", "kotak", "periode"),
    "leader_people": ("unit", "kotak", "periode", "page"),
    "leader_people_export": ("unit", "kotak", "periode"),
    "leader_person": ("periode",),
    "leader_person_detail": ("periode",),
    "api_units": ("day",),
    "api_employees": ("unit", "q", "day", "page"),
    "api_own_score": ("period",),
    "api_subtree_scores": ("period", "unit", "cursor"),
    "api_subtree_boxes": ("period", "unit"),
    "console": ("keadaan",),
}
EVIL = "https://jahat.example/"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Government]]:
    with government.one_transaction(django_db_blocker):
        yield {"public": government.build_host(), "north": government.build("north")}


def browser(made: Government, who: str = "", **more: Any) -> Client:
    """A browser at a government's address, signed in as somebody."""
    client = Client(HTTP_HOST=made.host, **more)
    if who:
        with schema_context(made.schema):
            client.force_login(made.users[who])
    return client


def address_of(at: str, name: str) -> Address:
    """The line of the table."""
    return (HOST if at == "public" else REGION)[name]


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_odd_question_breaks_a_page(world: dict[str, Government], name: str) -> None:
    at = "public" if name == "console" else "north"
    here = world[at]
    with undone(at):
        client = browser(here, {"public": "operator", "north": "head"}[at])
        asked = address_of(at, name).query(here)
        for question in QUESTIONS[name]:
            for odd in ODD:
                client.get(path_of(at, name, here), {**asked, question: odd})


@pytest.mark.parametrize(
    ("at", "name"),
    [(at, name) for at, table in {"north": REGION, "public": HOST}.items() for name in table if table[name].post],
)
def test_no_odd_form_breaks_a_page(world: dict[str, Government], at: str, name: str) -> None:
    here = world[at]
    client = browser(here, "operator" if at == "public" else "administrator")
    fields = [field for field, value in address_of(at, name).body(here).items() if isinstance(value, str)]
    for field in fields:
        for odd in ODD[:3]:
            with undone(at):
                client.post(path_of(at, name, here), {**address_of(at, name).body(here), field: odd})


@pytest.mark.parametrize(
    "target", [EVIL, "//jahat.example", "https:jahat.example", "/\\\\jahat.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_a_foreign_address(world: dict[str, Government], target: str) -> None:
    here = world["north"]
    login = {"login": here.users["guest"].email, "password": PASSWORD, "next": target}
    with undone("north"):
        answers = [
            browser(here).post("/masuk/", login),
            browser(here).post(f"/masuk/?next={quote(target)}", {**login, "next": ""}),
            browser(here, "guest").get(f"/masuk/?next={quote(target)}"),
            browser(here, "guest").post("/masuk/keluar/", {"next": target}),
            browser(here, "guest").post("/masuk/konfirmasi/", {"password": PASSWORD, "next": target}),
            browser(here).post("/bahasa/", {"language": "en", "next": target}),
            browser(here).post("/bahasa/", {"language": "en"}, headers={"referer": target}),
        ]
        for answer in answers:
            assert answer.status_code == 302
            place = answer.headers["Location"]
            assert place.startswith("/"), place
            assert "jahat" not in place.partition("?")[0], place
            assert not place.startswith(("//", "/\\")), place


@pytest.mark.parametrize(
    "headers",
    [{"x-forwarded-host": "jahat.example"}, {"forwarded": "host=jahat.example"}, {"host": "www.north.localhost"}],
)
def test_a_letter_names_the_own_address_whatever_the_request_claims(
    world: dict[str, Government], headers: dict[str, str]
) -> None:
    here = world["north"]
    with undone("north"):
        client = browser(here, "administrator")
        client.post("/masuk/lupa/", {"email": here.users["guest"].email}, headers=headers)
        with schema_context("north"):
            waiting = len(connection.run_on_commit)
        body = {"name": "Wali", "email": "wali2@example.id", "role": "regional_head"}
        assert client.post("/peran/undang/", body, headers=headers).status_code == 302
        for each in connection.run_on_commit[waiting:]:
            each[1]()
        letters = "".join(str(letter.body) for letter in mail.outbox)
        assert len(mail.outbox) == 2
        assert "http://north.localhost" in letters
        assert "jahat" not in letters
        assert "www." not in letters


FORMS = [name for name in REGION if REGION[name].post and not name.startswith("api")]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_from_elsewhere_changes_nothing(world: dict[str, Government], name: str) -> None:
    here = world["north"]
    with undone("north"):
        client = browser(here, "administrator", enforce_csrf_checks=True)
        before = state_of("north")
        answer = client.post(path_of("north", name, here), REGION[name].body(here))
        assert answer.status_code == 403
        assert state_of("north") == before


@pytest.mark.parametrize("name", [name for name in REGION if REGION[name].post and name.startswith("api")])
def test_a_session_alone_writes_nothing_over_the_api(world: dict[str, Government], name: str) -> None:
    """A page elsewhere can send the cookie, but not the token of the form; a bearer token it does not have."""
    here = world["north"]
    with undone("north"):
        client = browser(here, "administrator", enforce_csrf_checks=True)
        before = state_of("north")
        if name != "api_token":  # signs in by the password it is given, whatever the cookie
            assert client.post(path_of("north", name, here), REGION[name].body(here)).status_code == 403
            assert state_of("north") == before


def test_a_form_takes_no_more_than_its_fields(world: dict[str, Government]) -> None:
    here = world["north"]
    more = {
        "id": str(here.users["guest"].id),
        "is_active": "",
        "employee_id": str(here.people["sekda"]),
        "expires_on": "2099-01-01",
        "password": OTHER_PASSWORD,
    }
    with undone("north"):
        client = browser(here, "administrator")
        body = {"name": "Wali", "email": "wali2@example.id", "role": "auditor"}
        assert client.post("/peran/undang/", {**body, **more}).status_code == 302
        holder = {"password": OTHER_PASSWORD, "role": "personnel_admin", "email": "lain@example.id", "name": "Lain"}
        browser(here).post(f"/undangan/{here.invitation}/", {**holder, **more})
        client = browser(here, "employee")
        client.post("/akun-saya/bahasa/", {"language": "en", "employee_id": str(here.people["sekda"]), **holder})
        with schema_context("north"):
            invited = Invitation.objects.get(email="wali2@example.id")
            assert invited.employee_id is None
            assert invited.expires_on.year < 2099
            opened = User.objects.get(email=f"{here.word}.wali@north.example.id")
            assert (opened.name, opened.employee_id) == (here.text("diundang"), None)
            assert list(Appointment.objects.filter(user=opened).values_list("role", flat=True)) == ["regional_head"]
            employee = User.objects.get(id=here.users["employee"].id)
            assert (employee.language, employee.employee_id) == ("en", here.people["employee"])
            assert employee.check_password(PASSWORD)


def test_a_token_reaches_no_further_than_its_user_and_scope(world: dict[str, Government]) -> None:
    here = world["north"]
    with undone("north"):
        login = {
            "login": here.users["employee"].email,
            "password": PASSWORD,
            "user": str(here.users["administrator"].id),
        }
        raw = browser(here).post("/api/v1/token/", {**login, "scopes": ["read", "write"]}).json()["token"]
        client = Client(HTTP_HOST=here.host, HTTP_AUTHORIZATION=f"Bearer {raw}")
        assert client.get("/api/v1/me/score/").json()["employee_id"] == str(here.people["employee"])
        assert client.post("/api/v1/imports/people/", {}).status_code == 403
        assert client.get("/pegawai/").status_code == 302, "a page takes no token"
        assert browser(here).post("/api/v1/token/", {**login, "scopes": ["admin"]}).status_code == 400


def test_a_name_that_looks_like_a_formula_is_written_as_text(world: dict[str, Government]) -> None:
    here = world["north"]
    with undone("north"):
        with schema_context("north"):
            Employee.objects.filter(id=here.people["employee"]).update(name='=HYPERLINK("https://jahat.example")')
        client = browser(here, "administrator")
        for address in ("/pegawai/ekspor/", "/pimpinan/pegawai/unduh/?kotak=5", f"/periode/{here.period}/contoh/"):
            archive = zipfile.ZipFile(io.BytesIO(client.get(address).content))
            sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
            assert sheets
            assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets), address
            assert b"HYPERLINK" in archive.read("xl/sharedStrings.xml"), address


def test_the_audit_holds_no_link_that_still_works(world: dict[str, Government]) -> None:
    """Whoever reads the audit could open the account of somebody whose first password was refused."""
    here = world["north"]
    with undone("north"):
        assert browser(here).post(f"/undangan/{here.invitation}/", {"password": "pendek"}).status_code == 422
        with schema_context("north"):
            noted = Entry.objects.get(path__startswith="/undangan/")
        assert here.invitation not in noted.path
        assert noted.route == "undangan/<str:token>/"


def test_a_fault_tells_nothing_of_the_inside(world: dict[str, Government]) -> None:
    here = world["north"]
    with undone("north"):
        client = browser(here, "administrator", raise_request_exception=False)
        path = next(each for each in government.files_of("north") if each.name == str(here.ids["upload"]))
        content = path.read_bytes()
        path.unlink()
        path.mkdir()  # nothing anybody thought of
        try:
            answer = client.get(f"/berkas/{here.ids['upload']}/")
        finally:
            path.rmdir()
            path.write_bytes(content)
    page = answer.content.decode()
    assert answer.status_code == 500
    assert not any(word in page for word in ("Traceback", "IsADirectory", str(path.parent), "merit.urls", here.word))


@pytest.mark.parametrize("path", ["/pegawai/%00/", "/periode/x%00/", "/?x=%00", "/api/v1/units/?day=%00"])
def test_an_address_with_a_nul_names_nothing(world: dict[str, Government], path: str) -> None:
    with undone("north"):
        assert browser(world["north"], "administrator").get(path).status_code == 404


def test_who_may_no_longer_gets_no_waiting_work_done(world: dict[str, Government]) -> None:
    """A calculation is asked for, the role ends, and only then a worker comes, or the job is started again."""
    here = world["north"]
    with undone("north"), schema_context("north"):
        colleague = here.users["colleague"]
        given = accounts.appoint(user=colleague, role="personnel_admin", day=government.START, actor=OPERATOR)
        period = Period.objects.get(code=here.period)
        job = scoring.ask_for_run(period=period, actor=colleague, at=timezone.now())
        runs = Run.objects.count()
        accounts.end_appointment(appointment_id=given.id, day=government.START, actor=here.users["administrator"])
        scoring_tasks.run_period.run("north", str(job.id))
        job.refresh_from_db()
        assert (job.state, (job.error or {}).get("code")) == ("failed", "role_missing")
        assert Run.objects.count() == runs


def test_attempts_to_sign_in_are_counted_on_the_page_and_over_the_api_together(world: dict[str, Government]) -> None:
    here = world["north"]
    login = {"login": here.users["guest"].email, "password": "salah"}
    with undone("north"):
        for place in ("/masuk/", "/api/v1/token/", "/masuk/", "/api/v1/token/", "/masuk/"):
            browser(here).post(place, login)
        answer = browser(here).post("/api/v1/token/", {**login, "password": PASSWORD})
        assert answer.status_code == 429
        by_number = {"login": here.users["guest"].email.upper(), "password": PASSWORD}
        assert browser(here).post("/api/v1/token/", by_number).status_code == 429


@pytest.mark.parametrize(
    ("proxies", "attacker", "visitor", "status"),
    [
        (1, "203.0.113.9", "203.0.113.8", 302),  # somebody else behind the same proxy is let in
        (1, "203.0.113.9", "203.0.113.8, 203.0.113.9", 200),  # what the visitor writes before it counts for nothing
        (0, "203.0.113.9", "203.0.113.8", 200),  # without a proxy nobody is believed
    ],
)
def test_attempts_are_counted_by_the_address_the_proxy_saw(
    world: dict[str, Government], settings: Any, proxies: int, attacker: str, visitor: str, status: int
) -> None:
    here = world["north"]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    with undone("north"):
        for attempt in range(11):
            wrong = {"login": f"orang{attempt}@example.id", "password": "salah"}
            browser(here).post("/masuk/", wrong, headers={"x-forwarded-for": attacker})
        login = {"login": here.users["guest"].email, "password": PASSWORD}
        assert browser(here).post("/masuk/", login, headers={"x-forwarded-for": visitor}).status_code == status
