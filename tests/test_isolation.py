"""Nothing of one government is read in another: words that come from one alone are looked for everywhere else."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from celery.exceptions import Reject
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.http import FileResponse
from django.test import Client
from django_tenants.utils import schema_context
from pytest_django.plugin import DjangoDbBlocker

from merit.celery import app
from shared_apps.accounts.models import User
from shared_apps.jobs.models import Job
from tenant_apps.people import tasks as people_tasks
from tenant_apps.scoring import tasks as scoring_tasks
from tenants.regions.models import Region
from tenants.regions.task_bases import HostTask, RegionTask
from tests import government
from tests.access.doors import Address
from tests.access.host import HOST
from tests.access.region import REGION
from tests.government import Government
from tests.shared_apps.accounts.scene import PASSWORD, account, inside, sign_in
from tests.test_access import path_of, undone

World = Mapping[str, Government]
INSIDE = ("administrator", "regional_head", "employee")
PART = {"HX-Request": "true"}
PARTS = {  # pages that also answer with a part of themselves
    "leader": ({**PART, "HX-Target": "isi-kotak"}, {**PART, "HX-Target": "langsung"}),
    **dict.fromkeys(("job", "people_import_result", "console", "region", "batch"), (PART,)),
}
SEEN_AT_HOME = (  # one of every kind of text; if they were not read at home, not reading them elsewhere proves nothing
    "-unit-lurah",
    "-perwal",
    "-nama-clerk",
    "-gd.",
    "-jabatan-clerk",
    ".clerk@north",
    "-periode-2026",
    "-alasan",
    "-hasil.csv",
    "-akun-auditor",
    "-token-all",
    "-diundang",
    "-pelaku",
    "-golongan",
    "-isi-berkas",
)


def text_of(answer: Any) -> str:
    """Headers, cookies and content in lower case; a workbook is unpacked."""
    content = answer.getvalue() if isinstance(answer, FileResponse) else answer.content
    if content[:2] == b"PK":
        archive = zipfile.ZipFile(io.BytesIO(content))
        content = b"\n".join(archive.read(name) for name in archive.namelist())
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return f"{headers}\n{answer.cookies.output()}\n{content.decode('utf-8', 'replace')}".casefold()


def browser(made: Government, who: str) -> Client:
    """Somebody's browser at their own government."""
    client = Client(HTTP_HOST=made.host)
    with schema_context(made.schema):
        client.force_login(made.users[who])
    return client


def readings(at: Government, who: str, samples_of: Government | None = None) -> Iterator[tuple[str, int, str]]:
    """Every address that can be read, as somebody reads it: where, status, and text without the address itself."""
    table: Mapping[str, Address] = HOST if at.schema == "public" else REGION
    client, source = browser(at, who), samples_of or at
    for name, address in table.items():
        if address.get is not None and not (samples_of and not address.at(source)):
            path = path_of("public" if table is HOST else "north", name, source)
            for headers in ({}, *PARTS.get(name, ())):
                answer = client.get(path, address.query(source) or None, headers=headers)
                yield f"{name} {headers}", answer.status_code, text_of(answer).replace(path.casefold(), "")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The host and two regions, each with its own words in every text."""
    with government.one_transaction(django_db_blocker):
        yield {"public": government.build_host(), **{name: government.build(name) for name in ("north", "south")}}


def test_at_home_the_words_are_read(world: World) -> None:
    north = world["north"]
    with undone("north"):
        texts = [text for who in ("administrator", "employee") for _name, _status, text in readings(north, who)]
        files = [
            browser(north, "administrator").get(f"/berkas/{north.ids[key]}/") for key in ("upload", "error_sheet")
        ]
        texts += [text_of(answer) for answer in files]
        texts.append(text_of(browser(north, "administrator").get(f"/tugas/{north.ids['failed_job']}/")))
    together = "\n".join(texts)
    assert [word for word in SEEN_AT_HOME if f"{north.word}{word}" not in together] == []
    assert all(number in together for number in north.numbers.values())


@pytest.mark.parametrize("who", INSIDE)
@pytest.mark.parametrize(("at", "other"), [("south", "north"), ("north", "south")])
def test_no_page_export_or_answer_of_a_region_holds_a_word_of_another(
    world: World, at: str, other: str, who: str
) -> None:
    with undone(at):
        for where, _status, text in readings(world[at], who):
            assert not any(word in text for word in world[other].canaries), where
        for where, status, text in readings(world[at], who, samples_of=world[other]):
            assert status in {302, 403, 404}, (where, status)
            assert not any(word in text for word in world[other].canaries), where


@pytest.mark.parametrize("other", ["north", "south"])
def test_no_page_or_answer_of_the_host_holds_a_word_of_a_region(world: World, other: str) -> None:
    host, region = world["public"], world[other]
    foreign = {"job": "done_job", "upload": "upload", "second_role": "auditor_role", "all_token": "all_token"}
    mixed = replace(
        host, ids=host.ids | {key: region.ids[made] for key, made in foreign.items()}, invitation=region.invitation
    )
    with undone("public"):
        for samples in (None, mixed):
            for where, status, text in readings(host, "operator", samples_of=samples):
                assert not any(word in text for word in region.canaries), where
                if samples and where.split()[0] in {"job", "file", "accept_invitation"}:
                    assert status == 404, where


@pytest.mark.parametrize(("schema", "other"), [("south", "north"), ("north", "south"), ("public", "north")])
def test_no_table_and_no_file_of_another_government_holds_a_word(world: World, schema: str, other: str) -> None:
    for table, text in government.everything_in(schema).items():
        assert not any(word in text.casefold() for word in world[other].canaries), table
    for path in government.files_of(schema):
        assert world[other].word.encode() not in path.read_bytes()
    home = government.everything_in(other)
    assert {table for table, text in home.items() if world[other].word in text.casefold()} >= {
        "accounts_user",
        "accounts_invitation",
        "files_storedfile",
        "jobs_job",
        "organisation_unit",
        "people_employee",
        "people_assignment",
        "scoring_observation",
        "scoring_scheme",
    }


@pytest.mark.parametrize("key", ["checked_job", "queued_job", "done_job"])
def test_a_job_of_another_region_is_nobodys(world: World, key: str) -> None:
    job_id = str(world["north"].ids[key])
    tasks = (people_tasks.import_people, people_tasks.invite_people, scoring_tasks.run_period)
    with undone("south"), undone("north"):
        before = government.everything_in("south"), government.everything_in("north")
        for task in (*tasks, scoring_tasks.import_results):
            task("south", job_id)
        assert (government.everything_in("south"), government.everything_in("north")) == before


def test_every_task_is_a_regions_or_the_hosts_and_refuses_the_other(world: World) -> None:
    app.loader.import_default_modules()
    own = [task for name, task in app.tasks.items() if not name.startswith(("celery.", "tests."))]
    assert len(own) >= 6
    job_id = str(world["north"].ids["queued_job"])
    for task in own:
        assert isinstance(task, RegionTask | HostTask), task.name
        for name in (
            ("public", "", "nowhere", "NORTH", "north.jobs_job") if isinstance(task, RegionTask) else ("north",)
        ):
            with pytest.raises(Reject):
                task(name, job_id)
    with schema_context("north"):
        assert Job.objects.get(id=job_id).state == "queued"


@pytest.mark.parametrize(("home", "elsewhere"), [("north", "south"), ("north", "public"), ("public", "south")])
def test_a_session_is_nobodys_elsewhere(world: World, home: str, elsewhere: str) -> None:
    """Also where a session of that very key and a user of that very id are planted: its hash carries the schema."""
    with undone(elsewhere):
        who = "operator" if home == "public" else "administrator"
        key = browser(world[home], who).cookies["sessionid"].value
        stranger = Client(HTTP_HOST=world[elsewhere].host)
        stranger.cookies["sessionid"] = key
        assert stranger.get("/akun-saya/").status_code == 302
        columns = "session_key, session_data, expire_date"
        with schema_context(home), connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM django_session WHERE session_key = %s", [key])  # noqa: S608
            planted = cursor.fetchone()
        with schema_context(elsewhere), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO django_session ({columns}) VALUES (%s, %s, %s)", planted)  # noqa: S608
            twin = world[home].users[who]
            User.objects.bulk_create([User(id=twin.id, email=twin.email, name=twin.name, password=twin.password)])
        stranger.cookies["sessionid"] = key
        assert stranger.get("/akun-saya/").status_code == 302


def test_a_code_for_a_new_password_opens_nothing_elsewhere(world: World) -> None:
    """The same address has an account in both regions, and both ask for a code."""
    with undone("north"), undone("south"):
        for name in ("north", "south"):
            with inside(name):
                account("sari@example.id")
        browsers = {name: Client(HTTP_HOST=world[name].host) for name in ("north", "south")}
        codes = {}
        for name, client in browsers.items():
            client.post("/masuk/lupa/", {"email": "sari@example.id"})
            found = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", str(mail.outbox[-1].body), re.MULTILINE)
            assert found is not None, mail.outbox[-1].body
            codes[name] = found.group(1)
        browsers["south"].post("/masuk/lupa/kode/", {"code": codes["north"]})
        assert browsers["south"].get("/masuk/lupa/sandi-baru/").status_code == 302
        carried = Client(HTTP_HOST=world["south"].host)
        carried.cookies["sessionid"] = browsers["north"].cookies["sessionid"].value
        carried.post("/masuk/lupa/kode/", {"code": codes["north"]})
        assert carried.get("/masuk/lupa/sandi-baru/").status_code == 302
        browsers["south"].post("/masuk/lupa/kode/", {"code": codes["south"]})
        assert browsers["south"].get("/masuk/lupa/sandi-baru/").status_code == 200


@pytest.mark.parametrize("elsewhere", ["south", "public"])
def test_an_invitation_opens_nothing_elsewhere(world: World, elsewhere: str) -> None:
    here, there = world["north"], world[elsewhere]
    with undone(elsewhere):
        client = Client(HTTP_HOST=there.host)
        for method in (client.get, client.post):
            answer = method(f"/undangan/{here.invitation}/", {"password": "Kebun-Teh-12-Bukit"})
            assert answer.status_code == 404
        raw, _signature = here.invitation.split(".")
        _other, signature = there.invitation.split(".")
        assert client.get(f"/undangan/{raw}.{signature}/").status_code == 404
        with schema_context(elsewhere):
            assert not User.objects.filter(name__startswith=here.word).exists()


@pytest.mark.parametrize("elsewhere", ["south", "public"])
def test_a_password_of_one_government_signs_in_nowhere_else(world: World, elsewhere: str) -> None:
    with undone(elsewhere):
        client, user = Client(HTTP_HOST=world[elsewhere].host), world["north"].users["administrator"]
        assert sign_in(client, user.email) == ""
        answer = client.post("/api/v1/token/", {"login": user.email, "password": PASSWORD})
        assert answer.status_code == 401


def test_what_is_kept_in_the_cache_is_kept_by_schema(world: World) -> None:
    with schema_context("north"):
        cache.set("canary", "kanariutara")
    for name in ("south", "public"):
        with schema_context(name):
            assert cache.get("canary") is None
            assert cache.make_key("canary").startswith(f"{name}:")
    with schema_context("north"):
        assert cache.get("canary") == "kanariutara"
    cache.clear()


def test_attempts_in_one_region_close_no_door_in_another(world: World) -> None:
    with undone("north"), undone("south"):
        for name in ("north", "south"):
            with inside(name):
                account("sari@example.id")
        attacker = Client(HTTP_HOST="north.localhost")
        for _attempt in range(6):
            assert sign_in(attacker, "sari@example.id", "salah") == ""
        assert sign_in(attacker, "sari@example.id") == ""
        assert sign_in(Client(HTTP_HOST="south.localhost"), "sari@example.id") == "/"


@pytest.mark.parametrize("address", ["unknown.localhost", "north", "north.localhost.evil.example", "127.0.0.1"])
def test_an_unknown_address_has_no_page_at_all(world: World, address: str) -> None:
    client = Client(HTTP_HOST=address)
    for path in paths(world["north"]):
        assert client.get(path).status_code == client.post(path).status_code == 404, path


def test_a_region_that_is_not_active_has_no_page_at_all(world: World) -> None:
    with undone("public"):
        client = browser(world["north"], "administrator")
        assert client.get("/pegawai/").status_code == 200
        with schema_context("public"):
            Region.objects.filter(schema_name="north").update(state=Region.State.PREPARING)
        for path in paths(world["north"]):
            answer = client.get(path)
            assert answer.status_code == client.post(path).status_code == 404, path
            assert world["north"].word not in text_of(answer).replace(path, "")


def paths(here: Government) -> list[str]:
    """All addresses of a region, and of what lies beside them; static files too, since the region comes first."""
    beside = ["/static/ui/app.css", "/favicon.ico", "/robots.txt", "/api/", "/tidak-ada/"]
    return [path_of("north", name, here) for name in REGION] + beside
