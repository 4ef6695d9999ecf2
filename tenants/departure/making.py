"""The exit pack as a task: collected under the region's own login, encrypted for the region, said to it."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pyrage
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from shared_apps.leaving.models import Notice
from tenants.departure import archive, packing, queries, rules, services
from tenants.departure.models import Departure
from tenants.departure.telling import EVEN
from tenants.regions import services as regions
from tenants.regions.provisioning import Provisioner

_ENCRYPTED = ".age"


def run(job: Job) -> None:
    """Every step that is not done yet."""
    departure = queries.by_id(job.arguments["departure"])
    for name in rules.PACK_STEPS:
        with jobs.step(job, name) as is_due:
            if is_due:
                {"collected": _collect, "encrypted": _encrypt, "announced": _announce}[name](departure, job)
    job.result = {"pack": queries.by_id(departure.id).pack}


def _collect(departure: Departure, job: Job) -> None:
    path = _path(departure, job)
    for old in path.parent.glob("*"):  # of an earlier pack or a run that broke off
        old.unlink()
    with regions.inside(departure.schema_name, even=EVEN):
        packed = packing.write(path, departure.schema_name, at=_at(job))
    _note(departure, {**vars(packed), "name": path.name, "zip_sha256": packed.sha256, "is_encrypted": False})


def _encrypt(departure: Departure, job: Job) -> None:
    """For the region's own key, where it named one; then nobody here can read it."""
    path = _path(departure, job)
    with regions.inside(departure.schema_name, even=EVEN):
        recipient = Notice.objects.filter(id=departure.id).values_list("recipient", flat=True).first()
    if not recipient:
        return
    closed = path.with_name(path.name + _ENCRYPTED)
    if path.exists():
        pyrage.encrypt_file(str(path), str(closed), [pyrage.x25519.Recipient.from_str(recipient)])
        closed.chmod(0o600)
    facts = {"name": closed.name, "sha256": archive.digest_of(closed), "bytes": closed.stat().st_size}
    _note(departure, {**queries.by_id(departure.id).pack, **facts, "is_encrypted": True})
    path.unlink(missing_ok=True)


def _announce(departure: Departure, job: Job) -> None:
    actor = Provisioner(job.requested_by_name)
    services.announce(departure.id, pack=queries.by_id(departure.id).pack, actor=actor, at=_at(job))


def _path(departure: Departure, job: Job) -> Path:
    day = timezone.localdate(_at(job))
    return packing.place_of(departure.schema_name, f"paket-akhir-{departure.schema_name}-{day:%Y%m%d}.zip")


def _at(job: Job) -> datetime:
    """The moment the pack was asked for: the same however often its task begins again."""
    moment = parse_datetime(job.arguments["at"])
    if moment is None:
        raise ValueError(job.arguments["at"])
    return moment


def _note(departure: Departure, facts: dict[str, Any]) -> None:
    Departure.objects.filter(id=departure.id).update(pack=facts)
