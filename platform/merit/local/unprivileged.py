"""PostgreSQL refuses to run as root: then it runs as `nobody`, from folders which that user can reach."""

import os
import pwd
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

_USER = "nobody"


def is_root() -> bool:
    """Whether this process is root."""
    return os.geteuid() == 0


def identity() -> dict[str, Any]:
    """Arguments for subprocess that run the child as the unprivileged user; none where we are no root."""
    if not is_root():
        return {}
    entry = pwd.getpwnam(_USER)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def reachable(path: Path) -> bool:
    """Whether the unprivileged user can read below this folder."""
    if not is_root():
        return True
    return (
        subprocess.run(["/usr/bin/test", "-x", str(path), "-a", "-r", str(path)], check=False, **identity()).returncode
        == 0
    )


def folder_for(home: Path) -> Path:
    """Where the database may live: inside home, or beside the system's temporary files where home is closed."""
    if reachable(home):
        return home
    return Path("/var/tmp") / f"merit-{sha256(str(home).encode()).hexdigest()[:10]}"  # noqa: S108  must outlive a reboot and be reachable


def give(path: Path) -> None:
    """Hand a folder to the unprivileged user, closed to everybody else."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    if is_root():
        owner = identity()
        os.chown(path, owner["user"], owner["group"])


def reachable_copy(binaries: Path, folder: Path) -> Path:
    """The installation itself, or a copy of it where the user cannot reach the virtual environment."""
    if reachable(binaries):
        return binaries
    package = binaries.parent
    copy = folder / "installation" / package.name / binaries.name
    if not copy.exists():
        libraries = package.with_name(f"{package.name}.libs")  # found by a path relative to the programs
        shutil.copytree(libraries, folder / "installation" / libraries.name, dirs_exist_ok=True)
        shutil.copytree(binaries, copy, symlinks=True)
    return copy
