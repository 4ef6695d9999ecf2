"""`merit region …`: a region leaves, comes back elsewhere, and is erased, by hand."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pyrage
import pytest

from merit import commands_departure as commands
from shared_apps.audit.models import Change
from shared_apps.leaving import services as leaving
from tenants.departure import packing, queries
from tenants.regions import services as regions
from tenants.regions.models import Region
from tests.shared_apps.accounts.scene import inside
from tests.tenants.departure import scene
from tests.tenants.departure.scene import DAY, NAME, REASON

Run = Callable[..., tuple[int, dict[str, object]]]


@pytest.fixture
def run(real_logins: None, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """A command and what it answered."""

    def run(command: Callable[[list[str]], int], *words: str, by: str = "Dadan") -> tuple[int, dict[str, object]]:
        code = command([*words, "--as-name", by, "--json"])
        return code, json.loads(capsys.readouterr().out.splitlines()[-1])

    yield run
    scene.cleared(NAME, "west")


def west(path: Path, *more: str) -> list[str]:
    names = ["--schema", "west", "--domain", "west.localhost", "--code", "33.73"]
    return [str(path), *names, "--administrator-name", "Admin", "--administrator-email", "a@west.example.id", *more]


def test_from_the_notice_to_the_certificate(run: Run, tmp_path: Path) -> None:
    administrator = scene.with_administrator()
    key = pyrage.x25519.Identity.generate()
    identity = tmp_path / "kunci.txt"
    identity.write_text(f"# kunci\n{key}\n")
    assert run(commands.leave, NAME, "--reason", REASON, "--ends-on", DAY.isoformat())[1]["state"] == "notice"
    with inside(NAME):
        leaving.name_recipient(recipient=str(key.to_public()), actor=administrator, day=DAY)
    assert run(commands.leave, NAME, "--close")[1]["state"] == "read_only"
    code, told = run(commands.pack, NAME, "--here")
    assert (code, told["state"], told["job"]) == (0, "packed", "done")
    departure = queries.holding(NAME)
    path = scene.pack_of(departure)

    assert run(commands.import_pack, *west(path))[1]["error"] == "pack_encrypted"
    wrong = tmp_path / "lain.txt"
    wrong.write_text(str(pyrage.x25519.Identity.generate()))
    assert run(commands.import_pack, *west(path, "--identity", str(wrong)))[1]["error"] == "pack_closed"
    assert not Region.objects.filter(schema_name="west").exists()
    code, came = run(commands.import_pack, *west(path, "--identity", str(identity)))
    assert (code, came["verdict"], came["fingerprint"]) == (0, "equal", departure.pack["fingerprint"])

    assert run(commands.erase, NAME)[1]["error"] == "not_handed_over"
    assert run(commands.erase, NAME, "--order", "Surat 1/2026")[0] == 0
    assert run(commands.erase, NAME, "--confirm", "Kota East", "--here")[1]["error"] == "same_person"
    code, told = run(commands.erase, NAME, "--confirm", "Kota East", "--here", by="Euis")
    assert (code, told["state"], told["job"]) == (0, "erased", "done")
    written = Change.objects.filter(table_name="departure_departure").values_list("actor_name", flat=True)
    assert {"Dadan", "Euis"} <= set(written)


def test_an_extension_is_said_by_hand_too(run: Run) -> None:
    scene.with_administrator()
    assert run(commands.leave, NAME, "--reason", REASON)[1]["ends_on"] == "2027-06-01"
    assert run(commands.leave, NAME, "--cancel", "--reason", "Diperpanjang, PKS 2/2026")[1]["state"] == "cancelled"
    assert run(commands.leave, NAME, "--close")[1]["error"] == "departure_unknown"
    assert Region.objects.get(schema_name=NAME).state == "active"


def test_a_changed_byte_is_refused_by_the_command(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    with regions.inside("north"):
        packing.write(path, "north", at=scene.AT)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    code, told = run(commands.import_pack, *west(path))
    assert (code, told["error"]) == (1, "pack_refused")
    assert not Region.objects.filter(schema_name="west").exists()
