"""One import of a people sheet in a process of its own, as a worker does it; run as a program."""

import json
import resource
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import django


def megabytes(schema: str, content: bytes) -> float:
    """The most memory that a process which imports this file, and the child that reads it, hold together."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        program = [sys.executable, "-m", "merit.bench.importer", schema, file.name]
        done = subprocess.run(program, stdout=subprocess.PIPE, check=True)
    return float(json.loads(done.stdout)) / 1024


def kilobytes(schema: str, path: str) -> int:
    """The same, asked in that process."""
    ground = import_module("merit.bench.ground")  # needs the applications
    reader = import_module("shared_apps.sheets.reader")
    with import_module("tenants.regions.services").inside(schema):
        ground.import_people(reader.read(Path(path).read_bytes(), name="pegawai.xlsx"))
    return _held() + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def _held() -> int:
    """The most this program has held; `ru_maxrss` would count what its parent held when it was started."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(kilobytes(*sys.argv[1:])))
