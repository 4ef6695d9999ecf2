"""A region packed under its own login and imported again: equal fingerprints, and nobody is signed in."""

import csv
import io
import json
import re
import struct
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django_tenants.utils import schema_context

from shared_apps import signatures
from shared_apps.accounts.models import User
from shared_apps.audit import sealing
from shared_apps.errors import ConflictError, DomainError, InvalidError
from shared_apps.files import queries as files
from shared_apps.files.places import path_of
from tenant_apps.people import queries as people
from tenant_apps.people.models import Employee
from tenants.departure import archive, importing, packing, rules
from tenants.regions import erasure, services
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.models import Domain, Region
from tests.cast import OPERATOR, TODAY
from tests.government import NIKS, Government, build
from tests.pdf import text_of
from tests.tenant_apps.scoring.cast import publish_newer, publish_templates

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@pytest.fixture
def north(real_logins: None) -> Iterator[Government]:
    """A government with everything in it, sealed once."""
    publish_templates()
    publish_newer()
    made = build("north")
    with as_owner():
        sealing.seal("north", at=AT)
    yield made
    connection.set_schema_to_public()
    Region.objects.filter(schema_name="east").update(state=Region.State.SUSPENDED)
    erasure.erase("east")  # roles and files outlive the database of a test


@pytest.fixture
def pack(north: Government, tmp_path: Path) -> Path:
    """Its pack."""
    path = tmp_path / "paket.zip"
    with services.inside("north"):
        packing.write(path, "north", at=AT)
    return path


def bring(path: Path, **changed: object) -> importing.Imported:
    """The pack as another region beside the first."""
    names = {"schema_name": "east", "domain": "east.localhost", "code": "33.71"}
    people = {"administrator_name": "Admin East", "administrator_email": "admin@east.example.id"}
    return importing.import_pack(path=path, actor=OPERATOR, at=AT, day=TODAY, **{**names, **people, **changed})  # type: ignore[arg-type]


def nothing_of(schema: str) -> None:
    """No trace of an attempt."""
    assert not Region.objects.filter(schema_name=schema).exists()
    assert not Domain.objects.filter(domain=f"{schema}.localhost").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s)::text", [schema])
        assert cursor.fetchone() == (None,)
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname LIKE %s", [f"%\\_r\\_{schema}"])
        assert cursor.fetchone() == (0,)
    assert not (settings.FILES_FOLDER / schema).exists()


def test_what_left_comes_back_with_equal_fingerprints_and_is_used(north: Government, pack: Path) -> None:
    said = archive.Reader(pack).manifest

    with override_settings(FIELD_KEY="another-installation-" + "z" * 40):  # whose seals are not this one's
        came = bring(pack)
        with services.inside("east"):
            niks = dict(people.open_niks())
            arrived = files.content_of(north.ids["upload"])[1]
            lies = path_of(north.ids["upload"]).read_bytes()

    assert arrived == north.text("isi-berkas").encode()  # open in the pack, sealed anew where it arrives
    assert arrived not in lies
    with zipfile.ZipFile(pack) as opened:
        assert opened.read(f"files/{north.ids['upload']}") == arrived
    assert came.fingerprint == said["fingerprint"]
    assert came.rows == sum(fact["rows"] for fact in said["tables"].values()) > 100
    assert came.files == len(said["files"]["there"]) > 0
    with as_owner():
        assert packing.fingerprints("north") == {name: fact["sha256"] for name, fact in said["tables"].items()}
        assert roles.broken_promises() == []
    with services.inside("north"):
        assert dict(people.open_niks()) == niks == {north.people["employee"]: NIKS["north"]}
    with services.inside("east"):
        assert sealing.verify("east").holds
        assert dict(people.open_niks()) == dict.fromkeys(niks, "")  # closed for who has not the other key
        assert not User.objects.exclude(password="!").exists()
    (letter,) = [letter for letter in mail.outbox if letter.to == ["admin@east.example.id"]]
    link = re.search(r"/undangan/\S+", letter.body)
    assert link is not None
    browser = Client(HTTP_HOST="east.localhost")
    assert browser.post(link[0], {"password": "Kebun-Teh-12-Bukit"}).status_code == 302
    browser.post("/masuk/", {"login": "admin@east.example.id", "password": "Kebun-Teh-12-Bukit"})
    assert browser.get("/pegawai/").status_code == 200
    assert browser.get("/organisasi/").status_code == 200
    connection.set_schema_to_public()
    with services.inside("east"):
        Employee.objects.create(name="Orang baru", employment_type="pns")
    with schema_context("public"):
        assert Client(HTTP_HOST="north.localhost").get("/masuk/").status_code == 200


def test_the_pack_is_open_and_says_what_it_holds(north: Government, pack: Path) -> None:
    with zipfile.ZipFile(pack) as opened:
        names = opened.namelist()
        manifest, schema = (json.loads(opened.read(name)) for name in ("manifest.json", "schema.json"))
        for table in schema["tables"]:
            path = f"{rules.folder_of(table['table'])}/{table['table']}"
            columns = [column["name"] for column in table["columns"]]
            rows = list(csv.reader(io.StringIO(opened.read(f"{path}.csv").decode(), newline="")))
            lines = [json.loads(line) for line in opened.read(f"{path}.jsonl").decode().splitlines()]
            assert rows[0] == columns
            assert len(rows) - 1 == len(lines) == manifest["tables"][table["table"]]["rows"]
            assert all(list(line) == columns for line in lines)
            assert table["key"], table
        people = opened.read("data/people_employee.csv").decode()
        summary = text_of(opened.read("reports/ringkasan.pdf"))
        results = text_of(opened.read(next(name for name in names if name.startswith("reports/periode"))))
        stored = [name for name in names if name.startswith("files/")]
        readme = opened.read("README.txt").decode()
    assert north.text("nama-employee") in people
    assert "Struktur organisasi" in summary
    assert north.text("nama-employee") in results
    assert len(stored) == len(manifest["files"]["there"]) > 0
    assert manifest["files"]["missing"] == []
    assert "audit/audit_seal.csv" in names
    assert "RFC 4180" in readme
    assert {"made_at", "catalogue", "fingerprint", "left_out", "entries"} <= set(manifest)
    assert set(manifest["entries"]) == set(names) - {"manifest.json", "manifest.json.sig"}


def test_nobody_can_act_with_what_is_in_it(north: Government, pack: Path) -> None:
    with services.inside("north"):
        kept = list(User.objects.values_list("password", flat=True))
    with zipfile.ZipFile(pack) as opened:
        manifest = json.loads(opened.read("manifest.json"))
        everything = b"".join(opened.read(name) for name in opened.namelist() if not name.endswith(".pdf"))
        with_nik = [name for name in opened.namelist() if NIKS["north"].encode() in opened.read(name)]
    assert with_nik == ["data/people_nik.csv"]
    assert all(password.encode() not in everything for password in kept)
    assert all(token.encode() not in everything for token in north.tokens.values())
    assert set(manifest["left_out"]["tables"]) == set(rules.STRUCTURE) | set(rules.SECRET_TABLES)
    assert manifest["left_out"]["tables"]["accounts_apitoken"]["rows"] == 2
    assert not any(f"/{name}." in entry for name in rules.SECRET_TABLES for entry in manifest["entries"])


def test_nothing_and_an_empty_text_are_different_and_bytes_are_exact(north: Government, tmp_path: Path) -> None:
    odd = '=1+1,"kutip"\r\nbaris\\n\\.\t\u2028x'
    with services.inside("north"):
        Employee.objects.create(name=odd, employment_type="pns", title_after="", birth_date=None)
        packing.write(tmp_path / "p.zip", "north", at=AT)
    with zipfile.ZipFile(tmp_path / "p.zip") as opened:
        raw = opened.read("data/people_employee.csv").decode()
        lines = [json.loads(line) for line in opened.read("data/people_employee.jsonl").decode().split("\n")[:-1]]
        rows = list(csv.DictReader(io.StringIO(raw, newline="")))
    assert odd in {row["name"] for row in rows}
    assert odd in {line["name"] for line in lines}
    assert 'pns,,""' in raw.replace('"",pns', "pns") or ',"",' in raw
    bring(tmp_path / "p.zip")
    with services.inside("east"):
        assert Employee.objects.get(name=odd).birth_date is None


def test_the_same_rows_make_the_same_entries(north: Government, tmp_path: Path) -> None:
    with services.inside("north"):
        for name in ("a.zip", "b.zip"):
            packing.write(tmp_path / name, "north", at=AT)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.parametrize(
    "entry", ["data/people_employee.csv", "reports/ringkasan.pdf", "schema.json", "manifest.json"]
)
def test_a_changed_byte_is_refused_before_anything_is_created(pack: Path, tmp_path: Path, entry: str) -> None:
    with zipfile.ZipFile(pack) as opened, zipfile.ZipFile(tmp_path / "x.zip", "w") as changed:
        for name in opened.namelist():
            content = opened.read(name)
            if name == entry:
                at = len(content) // 2
                content = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
            changed.writestr(name, content)
    with pytest.raises(InvalidError):
        bring(tmp_path / "x.zip")
    nothing_of("east")


def test_a_byte_changed_in_what_any_entry_holds_is_refused(pack: Path) -> None:
    """On the disk, where it is compressed; the times zip notes beside an entry are no content."""
    whole = pack.read_bytes()
    with zipfile.ZipFile(pack) as opened:
        entries = [entry for entry in opened.infolist() if entry.compress_size]
    for entry in entries:
        name_length, extra_length = struct.unpack_from("<HH", whole, entry.header_offset + 26)
        begins = entry.header_offset + 30 + name_length + extra_length
        changed = bytearray(whole)
        changed[begins + entry.compress_size // 2] ^= 1
        pack.write_bytes(changed)
        with pytest.raises(InvalidError):
            bring(pack)
    assert len(entries) > 50
    nothing_of("east")


def test_a_method_nobody_knows_is_refused_in_words(pack: Path) -> None:
    whole = bytearray(pack.read_bytes())
    directory = whole.index(b"PK\x01\x02")
    whole[directory + 10] = 99  # the method the directory names for its first entry
    pack.write_bytes(whole)
    with pytest.raises(InvalidError):
        bring(pack)
    nothing_of("east")


def test_an_entry_more_or_less_is_refused(pack: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(pack) as opened, zipfile.ZipFile(tmp_path / "less.zip", "w") as less:
        for name in opened.namelist()[1:]:
            less.writestr(name, opened.read(name))
    with zipfile.ZipFile(pack, "a") as more:
        more.writestr("data/more.csv", "x")
    for path in (pack, tmp_path / "less.zip"):
        with pytest.raises(InvalidError):
            bring(path)
    nothing_of("east")


def test_a_pack_signed_by_somebody_else_is_refused_where_a_key_is_given(pack: Path, settings: object) -> None:
    ours = signatures.public_key()
    assert archive.Reader(pack, trusted=ours).key_id
    setattr(settings, "SIGNING_KEY", "another-" + "k" * 40)  # noqa: B010  pytest-django's wrapper has no types
    with pytest.raises(InvalidError):
        bring(pack, trusted=signatures.public_key())
    nothing_of("east")


@pytest.mark.parametrize(
    "names", [{"schema_name": "south"}, {"domain": "south.localhost"}, {"code": "15"}, {"schema_name": "public"}]
)
def test_names_that_are_taken_are_refused_and_their_holder_is_untouched(pack: Path, names: dict[str, str]) -> None:
    with as_owner():
        before = packing.fingerprints("south")
    with pytest.raises(DomainError):
        bring(pack, **names)
    nothing_of("east")
    with as_owner():
        assert packing.fingerprints("south") == before
    assert Region.objects.get(schema_name="south").state == Region.State.ACTIVE


def test_a_pack_of_other_tables_is_refused(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing.versions, "on_disk", lambda: frozenset({("people", "0001_initial")}))
    with pytest.raises(ConflictError, match="pack_other_version"):
        bring(pack)
    nothing_of("east")
