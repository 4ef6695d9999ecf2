"""The key of every region: an age identity in a file of its own, read by the owner's process alone, never stored else.

Destroying it is destroying every backup that was made for it and no second recipient.
"""

import os
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from pyrage import RecipientError, x25519

from shared_apps.errors import ConflictError, InvalidError
from tenants.backups.models import Recipient
from tenants.regions.rules import is_schema_name


def recipient_of(schema_name: str) -> str:
    """The public half of the region's key, which is made when it is first asked for."""
    path = _path(schema_name)
    if not path.exists():
        _make(path)
    return str(identity_of(schema_name).to_public())


def identity_of(schema_name: str) -> x25519.Identity:
    """The secret half. Raises ConflictError where there is none: what was encrypted to it stays closed."""
    try:
        text = _path(schema_name).read_text()
    except FileNotFoundError:
        raise ConflictError(
            "backup_key_missing",
            _("Kunci cadangan %(name)s tidak ada di komputer ini. Cadangan yang memakainya tidak dapat dibuka.")
            % {"name": schema_name},
        ) from None
    return x25519.Identity.from_str(text.splitlines()[-1])


def recipients_for(schema_name: str) -> list[x25519.Recipient]:
    """Whom a new backup opens for: the region's key here, and the one the region keeps itself."""
    names = [recipient_of(schema_name)]
    names += Recipient.objects.filter(region=schema_name).values_list("recipient", flat=True)
    return [parsed(name) for name in names]


def parsed(recipient: str) -> x25519.Recipient:
    """A recipient as people send it. Raises InvalidError where it is none."""
    try:
        return x25519.Recipient.from_str(recipient.strip())
    except RecipientError:
        raise InvalidError(
            "recipient_invalid",
            _("Bukan penerima age. Tidak ada yang diubah."),
            fields={"recipient": [_("Diawali age1, dibuat dengan perintah age-keygen.")]},
        ) from None


def destroy(schema_name: str) -> bool:
    """Write over the key and remove it; whether there was one."""
    path = _path(schema_name)
    if not path.exists():
        return False
    with path.open("r+b") as file:  # a file system that copies on writing keeps it none the less: see the papers
        file.write(b"\0" * path.stat().st_size)
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    return True


def _path(schema_name: str) -> Path:
    if not is_schema_name(schema_name):
        raise InvalidError("schema_name_invalid", _("Bukan nama singkat daerah."))
    folder: Path = settings.KEYS_FOLDER
    return folder / f"{schema_name}.age-key"


def _make(path: Path) -> None:
    """Whole or not at all; of two that make it at once, the first one's counts."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    identity = x25519.Identity.generate()
    fresh = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(f"# public key: {identity.to_public()}\n{identity}\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        return
    finally:
        fresh.unlink()
