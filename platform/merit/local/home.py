"""The data folder of a local installation: secrets, database, files, mail; one at a time may use it."""

import fcntl
import os
import secrets
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TextIO

from merit.local import unprivileged

_SECRETS = (
    "MERIT_SECRET_KEY",
    "MERIT_DATABASE_MASTER_SECRET",
    "MERIT_DATABASE_OWNER_PASSWORD",
    "MERIT_SIGNING_KEY",
    "MERIT_FIELD_KEY",
    "MERIT_LOCAL_ADMINISTRATOR_PASSWORD",
)


@dataclass(frozen=True)
class Home:
    """Where everything of one local installation lies."""

    folder: Path
    port: int

    @property
    def database(self) -> Path:
        """The folder that holds the data of PostgreSQL; reachable for the user it runs as."""
        return unprivileged.folder_for(self.folder) / "postgresql"

    @property
    def sockets(self) -> Path:
        """A short path: sockets are limited to about 107 characters."""
        return Path("/tmp") / f"merit-{sha256(str(self.folder).encode()).hexdigest()[:10]}"  # noqa: S108  see above

    @property
    def logs(self) -> Path:
        """What the parts wrote."""
        return self.folder / "logs"

    def prepare(self) -> None:
        """Make the folders; only this user may look into what is personal."""
        for name in ("files", "backups", "keys", "mail", "logs", "static"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        for name in ("files", "backups", "keys", "mail", "logs"):
            (self.folder / name).chmod(0o700)

    def secrets(self) -> dict[str, str]:
        """The secrets of this installation, made at the first start; one that came later, when it is first missed."""
        path = self.folder / "secrets.env"
        path.touch(mode=0o600)
        with path.open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # two commands at once agree on what they made
            made = dict(line.split("=", 1) for line in file.read().splitlines() if line)
            missing = {name: secrets.token_urlsafe(48) for name in _SECRETS if name not in made}
            file.writelines(f"\n{name}={value}\n" for name, value in missing.items())
        return made | missing

    def lock(self) -> TextIO:
        """Hold the folder until this process ends; a second start is told so."""
        handle = (self.folder / "lock").open("w")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit(f"Merit Bersama already runs on {self.folder}. Stop it with Ctrl-C first.")
        return handle


def default_home() -> Home:
    """MERIT_HOME, or .merit in the current folder; MERIT_PORT, or 8000. Nothing is made yet."""
    folder = Path(os.environ.get("MERIT_HOME", ".merit")).resolve()
    return Home(folder=folder, port=int(os.environ.get("MERIT_PORT", "8000")))


def environment_of(home: Home) -> dict[str, str]:
    """The settings of a local installation; what is already set in the environment wins."""
    made = home.secrets()
    values = {
        "MERIT_HTTPS": "no",
        "MERIT_SECOND_FACTOR": "no",  # people of a demo have no phones
        "MERIT_PUBLIC_PORT": str(home.port),
        "MERIT_DATABASE_URL": f"postgresql:///merit?host={home.sockets}",
        "MERIT_BROKER_URL": f"redis+socket://{home.sockets}/valkey.sock?virtual_host=0",
        **{f"MERIT_{name.upper()}_FOLDER": str(home.folder / name) for name in ("files", "backups", "keys")},
        "MERIT_MAIL_FOLDER": str(home.folder / "mail"),
        "MERIT_STATIC_FOLDER": str(home.folder / "static"),
        "MERIT_LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "merit.settings",
        **{name: made[name] for name in _SECRETS[:5]},
    }
    return {name: os.environ.get(name, value) for name, value in values.items()}
