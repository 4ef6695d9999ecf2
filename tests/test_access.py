"""Who may do what: every address, method and person, from one table. An address or method not in it fails."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.http import FileResponse, HttpResponse
from django.test import Client
from django.urls import reverse
from django_tenants.utils import schema_context
from pytest_django.plugin import DjangoDbBlocker

from merit import urls_host, urls_region
from shared_apps.accounts import services as accounts
from shared_apps.sheets import reader
from shared_apps.ui import formats
from tests import government
from tests.access.doors import Address, P, Person, every_address, is_turned_away
from tests.access.host import HOST
from tests.access.region import REGION
from tests.access.sheets import SHEETS, WRITERS, Asked, is_sheet, make_hostile, modules_with_sheets
from tests.cast import OPERATOR
from tests.government import Government
from tests.shared_apps.sheets import cells

TABLES: Mapping[str, Mapping[str, Address]] = {"north": REGION, "public": HOST}
URLCONFS = {"north": "merit.urls_region", "public": "merit.urls_host"}
NOT_COMPARED = (
    *("audit_entry", "audit_change", "audit_seal", "accounts_usersession", "django_session", "django_migrations"),
    *("privacy_personlook", "privacy_listlook"),  # who looked is written by every page that shows people
)


@dataclass(frozen=True)
class Visitor:
    """Who comes, with what in hand, and as whom the table knows them."""

    name: str
    known_as: Person
    home: str = ""
    user: str = ""
    token: str = ""

    def known_for(self, method: str) -> Person:
        """A reading token is nobody's as soon as something is to be written."""
        return P.NOBODY if self.token == "reading" and method != "GET" else self.known_as


VISITORS = {
    "north": [
        Visitor("anonymous", P.NOBODY),
        Visitor("guest", P.GUEST, "north", "guest"),
        Visitor("employee", P.EMPLOYEE, "north", "employee"),
        Visitor("unit-head", P.HEAD, "north", "head"),
        Visitor("regional-head", P.REGIONAL_HEAD, "north", "regional_head"),
        Visitor("administrator", P.ADMINISTRATOR, "north", "administrator"),
        Visitor("auditor", P.AUDITOR, "north", "auditor"),
        Visitor("agency-administrator", P.AGENCY, "north", "agency"),
        Visitor("committee-member", P.COMMITTEE, "north", "committee"),
        Visitor("protection-officer", P.OFFICER, "north", "officer"),
        Visitor("stranger", P.NOBODY, "south", "administrator"),
        Visitor("stranger-token", P.NOBODY, "south", token="all"),
        Visitor("host-operator", P.NOBODY, "public", "operator"),
        Visitor("host-token", P.NOBODY, "public", token="all"),
    ],
    "public": [
        Visitor("anonymous", P.NOBODY),
        Visitor("guest", P.GUEST, "public", "guest"),
        Visitor("operator", P.OPERATOR, "public", "operator"),
        Visitor("administrator-of-north", P.NOBODY, "north", "administrator"),
        Visitor("token-of-north", P.NOBODY, "north", token="all"),
    ],
}
TOKENS = {  # at addresses of the API alone
    "north": [
        Visitor("administrator-token", P.ADMINISTRATOR, "north", token="all"),
        Visitor("reading-token", P.ADMINISTRATOR, "north", token="reading"),
    ],
    "public": [
        Visitor("operator-token", P.OPERATOR, "public", token="all"),
        Visitor("reading-token", P.OPERATOR, "public", token="reading"),
    ],
}
STRONGEST = {"north": VISITORS["north"][5], "public": VISITORS["public"][2]}


@dataclass(frozen=True)
class World:
    """The governments, the sessions of their people, and how everything was before anybody came."""

    governments: Mapping[str, Government]
    sessions: dict[tuple[str, str], str]
    before: Mapping[str, tuple[Any, ...]]

    def browser(self, visitor: Visitor, at: str) -> Client:
        """What the visitor asks with, at one of the addresses."""
        client = Client(HTTP_HOST=self.governments[at].host)
        if visitor.user:
            client.cookies["sessionid"] = self.sessions[visitor.home, visitor.user]
        if visitor.token:
            client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {self.governments[visitor.home].tokens[visitor.token]}"
        return client

    def ask(self, at: str, visitor: Visitor, method: str, name: str) -> HttpResponse:
        """The answer a visitor gets."""
        here, address = self.governments[at], TABLES[at][name]
        client = self.browser(visitor, at)
        path = path_of(at, name, here)
        query = address.query(here) if method == "GET" else {}
        body = address.body(here) if method == "POST" else query
        answer: HttpResponse = getattr(client, method.lower())(path, body or None)
        if isinstance(answer, FileResponse):
            answer.getvalue()  # read to its end the file is closed
        return answer


def path_of(at: str, name: str, here: Government) -> str:
    """Where an address is, with its sample."""
    parts = TABLES[at][name].at(here)
    if "<" in name:
        return "/" + name.replace("<path:rest>", parts["rest"])
    return reverse(name, urlconf=URLCONFS[at], kwargs=parts)


def state_of(schema: str) -> tuple[Any, ...]:
    """Every table's count and contents as one number each, and what lies in the folder of files."""
    tables = [name for name in government.tables_of(schema) if name not in NOT_COMPARED]
    each = (
        f'SELECT \'{name}\', count(*), sum(hashtextextended(t::text, 0)) FROM "{schema}"."{name}" t'  # noqa: S608
        for name in tables
    )
    with schema_context(schema), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        return (*cursor.fetchall(), ("files", government.files_of(schema)))


@contextmanager
def undone(schema: str) -> Iterator[None]:
    """What happens inside is taken back, so that every visitor finds the same."""
    with schema_context(schema), connection.cursor() as cursor:
        cursor.execute("SAVEPOINT visitor")
    cache.clear()
    mail.outbox.clear()
    files = government.files_of(schema)
    try:
        yield
    finally:
        with schema_context(schema):
            connection.needs_rollback = False
            connection.run_on_commit.clear()
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK TO SAVEPOINT visitor")
        for new in government.files_of(schema) - files:
            new.unlink()


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with government.one_transaction(django_db_blocker):
        made = {"public": government.build_host(), **{name: government.build(name) for name in ("north", "south")}}
        sessions = {}
        for schema, each in made.items():
            for who, user in each.users.items():
                with schema_context(schema):
                    client = Client(HTTP_HOST=each.host)
                    client.force_login(user)
                    sessions[schema, who] = client.cookies["sessionid"].value
        yield World(made, sessions, {schema: state_of(schema) for schema in made})


def cases(*methods: str) -> list[Any]:
    """Every address, method and visitor."""
    return [
        pytest.param(at, name, method, visitor, id=f"{at}-{name}-{method}-{visitor.name}")
        for at, table in TABLES.items()
        for name in table
        for method in methods
        for visitor in VISITORS[at] + (TOKENS[at] if name.startswith("api") else [])
    ]


@pytest.mark.parametrize(("at", "patterns"), [("north", urls_region.urlpatterns), ("public", urls_host.urlpatterns)])
def test_the_table_names_every_address_and_no_other(at: str, patterns: list[Any]) -> None:
    assert set(TABLES[at]) == set(every_address(patterns))


@pytest.mark.parametrize(("at", "name", "method", "visitor"), cases("GET", "POST"))
def test_who_gets_in(world: World, at: str, name: str, method: str, visitor: Visitor) -> None:
    address, person = TABLES[at][name], visitor.known_for(method)
    expected = address.expected(method, person)
    with undone(at):
        answer = world.ask(at, visitor, method, name)
        place = answer.headers.get("Location", "")
        if expected is not None:
            assert (answer.status_code, is_turned_away(answer)) == (expected, False), place
            assert name in SHEETS[at] or not is_sheet(answer), "name it in tests/access/sheets.py"
        elif address.answers(method) is not None:
            assert is_turned_away(answer), (answer.status_code, place)
        else:
            other = address.expected("POST" if method == "GET" else "GET", person)
            assert answer.status_code == 405 or (other is None and is_turned_away(answer)), answer.status_code
        if expected is None or method == "GET":
            assert state_of(at) == world.before[at], "something was changed"
            assert not mail.outbox


@pytest.mark.parametrize(
    "name",
    [
        "unit_rename",
        "employee_leave",
        "people_import",
        "people_invite",
        "period_close",
        "period_upload",
        "scheme_adopt",
        "job_resume",
        "invite_to_role",
        "end_appointment",
        "revoke_token",
        "change_language",
        "change_password",
    ],
)
def test_the_comparison_sees_what_is_changed(world: World, name: str) -> None:
    """Else "nothing was changed" above would prove nothing."""
    with undone("north"):
        world.ask("north", STRONGEST["north"], "POST", name)
        assert state_of("north") != world.before["north"]
    with undone("north"):
        assert state_of("north") == world.before["north"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(("at", "name"), [(at, name) for at, table in TABLES.items() for name in table])
def test_no_address_knows_another_method(world: World, at: str, name: str, method: str) -> None:
    with undone(at):
        answer = world.ask(at, STRONGEST[at], method, name)
        assert answer.status_code == 405 or is_turned_away(answer), answer.status_code
        assert state_of(at) == world.before[at], "something was changed"


@pytest.mark.parametrize("at", list(SHEETS))
def test_every_sheet_opens_without_a_formula(world: World, at: str) -> None:
    """In a government whose every text begins like one: names, units, positions, reasons, notes, answers."""
    here = world.governments[at]
    with undone(at):
        assert len(make_hostile(here)) > 20
        found = {
            name: [each for asked in ways for each in _sheets(world, at, name, asked)]
            for name, ways in SHEETS[at].items()
            if ways
        }
    assert {
        name: cells.formulas(each) for name, sheets in found.items() for each in sheets if cells.formulas(each)
    } == {}
    tried = {name for name, sheets in found.items() if any(map(cells.signed, sheets))}
    assert tried == found.keys(), "no cell of these begins with a sign, so nothing was tried"


def test_whatever_writes_a_sheet_is_known() -> None:
    """An address that gives one in answer to other fields than those of its table is found here."""
    assert modules_with_sheets() == set(WRITERS)
    named = {name for names in WRITERS.values() for name in names}
    assert named <= {name for table in SHEETS.values() for name in table}


def _sheets(world: World, at: str, name: str, asked: Asked) -> list[bytes]:
    """What an address gives, a zip unpacked."""
    here, address = world.governments[at], TABLES[at][name]
    visitor = next((each for each in VISITORS[at] if each.name == asked.who), STRONGEST[at])
    path = reverse(name, urlconf=URLCONFS[at], kwargs=(asked.at or address.at)(here))
    answer = getattr(world.browser(visitor, at), asked.method.lower())(path, asked.fields or None)
    assert (answer.status_code, is_sheet(answer)) == (200, True), (name, asked)
    content = answer.getvalue() if isinstance(answer, FileResponse) else answer.content
    if "zip" not in answer.headers["Content-Type"]:
        return [content]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(each) for each in archive.namelist() if each.endswith((".csv", ".xlsx"))]


@pytest.mark.parametrize("visitor", [each for each in VISITORS["north"] if each.home], ids=lambda each: each.name)
def test_what_a_visitor_holds_is_good_at_home(world: World, visitor: Visitor) -> None:
    """Else the refusals above would prove nothing."""
    with undone(visitor.home):
        client = world.browser(visitor, visitor.home)
        if visitor.user:
            name = world.governments[visitor.home].users[visitor.user].name
            assert name in client.get("/akun-saya/").content.decode()
        else:
            assert (
                client.get("/api/v1/agreements/" if visitor.home == "public" else "/api/v1/units/").status_code == 200
            )


def test_a_person_is_seen_by_themselves_and_those_above_alone(world: World) -> None:
    here = world.governments["north"]
    pages = ("/pegawai/{}/", "/pimpinan/pegawai/{}/", "/pimpinan/pegawai/{}/rincian/")
    seen = {
        "employee": {"employee"},
        "unit-head": {"head", "deputy", "employee", "colleague"},
        "regional-head": set(here.people),
        "administrator": set(here.people),
        "auditor": set(here.people),
        "agency-administrator": {"head", "deputy", "employee", "colleague"},
        "committee-member": set(here.people),
        "protection-officer": set(),
        "guest": set(),
    }
    with undone("north"):
        for visitor in VISITORS["north"]:
            client = world.browser(visitor, "north")
            for who, employee_id in here.people.items():
                for page in pages:
                    status = client.get(page.format(employee_id)).status_code
                    refused = 404 if visitor.name in seen else 302
                    assert status == (200 if who in seen.get(visitor.name, ()) else refused), (visitor.name, who, page)


def test_lists_and_sheets_hold_those_people_alone(world: World) -> None:
    here = world.governments["north"]
    below = {"head", "deputy", "employee", "colleague"}
    seen = {"employee": {"employee"}, "head": below, "agency": below, "guest": set(), "auditor": set(here.people)}
    for who, names in seen.items():
        client = world.browser(next(each for each in VISITORS["north"] if each.user == who), "north")
        with undone("north"):
            page = client.get("/pegawai/").content.decode()
            sheet = reader.read(client.get("/pegawai/ekspor/").content, name="pegawai.xlsx")
            api = client.get("/api/v1/employees/").json()["employees"]
            scores = client.get("/api/v1/subtree/scores/").json()["results"]
        expected = {here.people[each] for each in names}
        assert {each for each in here.people if str(here.people[each]) in page} == names
        numbers = {line.cells[0] for line in sheet.lines[1:]}
        assert numbers == {here.numbers[each] for each in names}
        assert {UUID(row["id"]) for row in api} == expected
        assert {UUID(row["employee_id"]) for row in scores} <= expected


@pytest.mark.parametrize("day", ["2026-03-01", "2027-03-01"])
def test_what_somebody_led_once_or_will_lead_opens_nothing_today(world: World, day: str) -> None:
    here = world.governments["north"]
    with undone("north"):
        with schema_context("north"):
            colleague = here.users["colleague"]
            accounts.appoint(user=colleague, role="regional_head", day=date(2027, 1, 1), actor=OPERATOR)
        for who, names in {"guest": set(), "colleague": {"colleague"}}.items():
            client = world.browser(Visitor(who, P.GUEST, "north", who), "north")
            page = client.get(f"/pegawai/?hari={day}").content.decode()
            assert {each for each in here.people if formats.nip(here.numbers[each]) in page} == names
            sheet = reader.read(client.get(f"/pegawai/ekspor/?hari={day}").content, name="pegawai.xlsx")
            assert {line.cells[0] for line in sheet.lines[1:]} == {here.numbers[each] for each in names}
            api = client.get(f"/api/v1/employees/?day={day}").json()["employees"]
            assert {row["number"] for row in api} == {here.numbers[each] for each in names}
            assert client.get(f"/pegawai/{here.people['sekda']}/?hari={day}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/pimpinan/?unit={}",
        "/pimpinan/pegawai/?kotak=5&unit={}",
        "/pimpinan/pegawai/unduh/?kotak=5&unit={}",
        "/api/v1/subtree/scores/?unit={}",
        "/api/v1/subtree/boxes/?unit={}",
    ],
)
def test_a_unit_beside_the_own_one_is_not_there_for_its_neighbour(world: World, address: str) -> None:
    here = world.governments["north"]
    head = world.browser(VISITORS["north"][3], "north")
    with undone("north"):
        for code in ("PEM", "SETDA", "CAMAT", "LURAH"):
            assert head.get(address.format(here.units[code])).status_code == 404, code
        for code in ("BKD", "BKD-M"):
            assert head.get(address.format(here.units[code])).status_code == 200, code


def test_jobs_and_files_belong_to_whoever_asked(world: World) -> None:
    here = world.governments["north"]
    second = {"employee", "unit-head", "regional-head", "auditor", "guest"}
    with undone("north"):
        with schema_context("north"):
            colleague = here.users["colleague"]
            accounts.appoint(user=colleague, role="personnel_admin", day=government.START, actor=OPERATOR)
        world.sessions["north", "second"] = world.sessions["north", "colleague"]
        visitors = [each for each in VISITORS["north"] if each.name in second]
        for visitor in [*visitors, Visitor("second administrator", P.ADMINISTRATOR, "north", "second")]:
            client = world.browser(visitor, "north")
            for key in ("checked_job", "failed_job", "done_job", "queued_job"):
                assert client.get(f"/tugas/{here.ids[key]}/").status_code == 404
                assert client.post(f"/tugas/{here.ids[key]}/lanjut/").status_code == 404
                assert client.get(f"/pegawai/impor/{here.ids[key]}/").status_code in {403, 404}
                assert client.post(f"/pegawai/impor/{here.ids[key]}/terapkan/").status_code in {403, 404}
                assert client.get(f"/api/v1/imports/people/{here.ids[key]}/").status_code in {403, 404}
            for key in ("upload", "error_sheet"):
                assert client.get(f"/berkas/{here.ids[key]}/").status_code == 404
