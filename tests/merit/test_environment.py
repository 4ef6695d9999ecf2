"""Settings come from the environment; what is missing or dangerous stops the start."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from merit import environment

GOOD = {
    "MERIT_SECRET_KEY": "s" * 40,
    "MERIT_SIGNING_KEY": "k" * 40,
    "MERIT_FIELD_KEY": "f" * 40,
    "MERIT_DATABASE_MASTER_SECRET": "m" * 40,
    "MERIT_DATABASE_URL": "postgresql://db.example.id:5432/merit",
    "MERIT_BROKER_URL": "redis://broker.example.id/0",
    "MERIT_FILES_FOLDER": "/srv/files",
    "MERIT_BACKUPS_FOLDER": "/srv/backups",
    "MERIT_KEYS_FOLDER": "/srv/keys",
    "MERIT_MAIL_HOST": "mail.example.id",
    "DJANGO_SETTINGS_MODULE": "merit.settings",
}


def start(**settings: str | None) -> subprocess.CompletedProcess[str]:
    wanted = {name: value for name, value in {**GOOD, **settings}.items() if value is not None}
    bare = {name: value for name, value in os.environ.items() if not name.startswith("MERIT_")}
    program = "import django; django.setup()"
    return subprocess.run(
        [sys.executable, "-c", program], env=bare | wanted, capture_output=True, text=True, timeout=60, check=False
    )


def test_with_everything_it_starts() -> None:
    outcome = start()
    assert outcome.returncode == 0, outcome.stderr


@pytest.mark.parametrize(
    "name",
    [
        "MERIT_SECRET_KEY",
        "MERIT_SIGNING_KEY",
        "MERIT_FIELD_KEY",
        "MERIT_DATABASE_MASTER_SECRET",
        "MERIT_DATABASE_URL",
        "MERIT_BROKER_URL",
        "MERIT_MAIL_HOST",
    ],
)
def test_without_it_nothing_starts(name: str) -> None:
    outcome = start(**{name: None})
    assert outcome.returncode != 0
    assert name in outcome.stderr


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://postgres@db/merit",
        "postgresql://postgres:secret@db/merit",
        "postgresql:///merit?host=/run&user=postgres",
        "postgresql:///merit?password=secret",
    ],
)
def test_a_user_or_password_in_the_database_address_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("MERIT_DATABASE_URL", url)
    with pytest.raises(ImproperlyConfigured, match="every region has a login of its own"):
        environment.database("MERIT_DATABASE_URL")


def test_host_port_and_name_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MERIT_DATABASE_URL", "postgresql://db.example.id:6432/merit")
    assert environment.database("MERIT_DATABASE_URL") == {"NAME": "merit", "HOST": "db.example.id", "PORT": "6432"}
    monkeypatch.setenv("MERIT_DATABASE_URL", "postgresql:///merit?host=/run/sockets")
    assert environment.database("MERIT_DATABASE_URL") == {"NAME": "merit", "HOST": "/run/sockets", "PORT": ""}


@pytest.mark.parametrize(("name", "value"), [("MERIT_HTTPS", "perhaps"), ("MERIT_MAIL_PORT", "-1")])
def test_a_malformed_value_is_refused_and_named(name: str, value: str) -> None:
    outcome = start(**{name: value})
    assert outcome.returncode != 0
    assert name in outcome.stderr


def test_a_short_secret_is_refused() -> None:
    outcome = start(MERIT_SECRET_KEY="short")
    assert outcome.returncode != 0
    assert "32 characters" in outcome.stderr
