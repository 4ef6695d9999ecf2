"""The installation signs, everybody gets the public key, and a file is verified where there is no installation."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from merit.local.home import _SECRETS, Home
from shared_apps import signatures
from shared_apps.signatures import rules

CONTENT = b'{"found": 0}'


@pytest.mark.parametrize("host", ["host.localhost", "north.localhost"])
def test_host_and_regions_give_the_key_to_everybody(regions: None, host: str) -> None:
    client = Client(HTTP_HOST=host)
    told = client.get("/.well-known/merit-signing-key").json()
    key = client.get("/.well-known/merit-signing-key.pem").content
    assert told["public_key"].encode() == key == signatures.public_key()
    signature = signatures.sign(CONTENT, purpose="isolation-report")
    assert signature.key_id == told["key_id"] == rules.key_id_of(key)
    assert signatures.verify(CONTENT, signature, purpose="isolation-report", public_key=key)


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    report = tmp_path / "laporan.json"
    report.write_bytes(CONTENT)
    signature = signatures.sign(CONTENT, purpose="isolation-report")
    (tmp_path / "laporan.json.sig").write_bytes(signatures.signature_file(signature, purpose="isolation-report"))
    (tmp_path / "kept.pem").write_bytes(signatures.public_key())
    return report


def verify(report: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """As on a computer that has the program and nothing else."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("MERIT_", "DJANGO_"))}
    command = [sys.executable, "-m", "merit", "signature", "verify", report.name, *options]
    return subprocess.run(
        command, cwd=report.parent, env=bare, capture_output=True, text=True, timeout=60, check=False
    )


def test_a_file_is_verified_offline(signed: Path) -> None:
    told = verify(signed, "--key", "kept.pem", "--purpose", "isolation-report")
    assert (told.returncode, told.stderr) == (0, "")
    assert "genuine" in told.stdout
    key_id = rules.key_id_of(signatures.public_key())
    told = verify(signed, "--key-id", key_id, "--json")
    assert json.loads(told.stdout) == {
        "file": "laporan.json", "holds": True, "fault": "", "purpose": "isolation-report", "key_id": key_id
    }  # fmt: skip


def test_a_changed_byte_another_key_or_purpose_is_named(signed: Path, tmp_path: Path) -> None:
    other = rules.pem_of(rules.private_key_of("z" * 40).public_key())
    (tmp_path / "other.pem").write_bytes(other)
    for options, fault in (
        (["--key", "other.pem"], "another key"),
        (["--key-id", rules.key_id_of(other)], "another key"),
        (["--key", "kept.pem", "--purpose", "template-package"], "another purpose"),
        (["--key", "laporan.json"], "cannot be read"),
    ):
        told = verify(signed, *options)
        assert told.returncode == 1
        assert fault in told.stderr
    signed.write_bytes(CONTENT.replace(b"0", b"1"))
    told = verify(signed, "--key", "kept.pem")
    assert told.returncode == 1
    assert "NOT GENUINE: the file or its signature was changed" in told.stderr


def test_a_forger_with_a_key_of_their_own_is_told_apart(signed: Path) -> None:
    forger = rules.private_key_of("forger" * 10)
    forged = rules.signed_by(forger, CONTENT, "isolation-report")
    file = rules.SignatureFile("isolation-report", forged, rules.pem_of(forger.public_key()))
    signed.with_name("laporan.json.sig").write_bytes(rules.written(file))
    assert verify(signed, "--key", "kept.pem").returncode == 1
    assert verify(signed, "--key-id", rules.key_id_of(signatures.public_key())).returncode == 1


def test_an_installation_from_before_gets_the_secret_it_lacks(tmp_path: Path) -> None:
    home = Home(folder=tmp_path, port=8000)
    before = [name for name in _SECRETS if name != "MERIT_SIGNING_KEY"]
    (tmp_path / "secrets.env").write_text("\n".join(f"{name}={'s' * 40}" for name in before))
    made = home.secrets()
    assert {made[name] for name in before} == {"s" * 40}
    assert len(made["MERIT_SIGNING_KEY"]) >= 32
    assert home.secrets() == made
    fresh = Home(folder=tmp_path / "new", port=8000)
    fresh.folder.mkdir()
    assert set(fresh.secrets()) == set(_SECRETS)
    assert (fresh.folder / "secrets.env").stat().st_mode & 0o777 == 0o600
