"""The erasure of a region, read as a list of steps. Each may be killed and run again; what was found is written down
before it is destroyed. Runs in the process that holds the owner's password.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.errors import ConflictError
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from tenants.backups import keys
from tenants.backups import services as backups
from tenants.backups.making import place
from tenants.backups.models import Backup
from tenants.departure import certificates, queries, rules, words
from tenants.departure.models import Departure
from tenants.probes import services as probes
from tenants.probes.models import Search
from tenants.regions import erasure
from tenants.regions.models import Region
from tenants.support import services as support


def run(job: Job) -> None:
    """Every step that is not done yet."""
    for name in rules.ERASE_STEPS:
        with jobs.step(job, name) as is_due:
            if is_due:
                _STEP[name](queries.by_id(job.arguments["departure"]))


def _count(departure: Departure) -> None:
    """What there is, as long as there is something: a second run does not write over it."""
    if not departure.destroyed:
        name = departure.schema_name
        files = Backup.objects.filter(region=name).exclude(file="").order_by("at").values_list("file", flat=True)
        _note(departure, found=erasure.would_erase(name).facts(), key=_key_of(name), backups=list(files))


def _end_support(departure: Departure) -> None:
    if Region.objects.filter(id=departure.region_id).exists():
        support.end_all(departure.schema_name, words.ended(departure))


def _destroy_backups(departure: Departure) -> None:
    names = backups.erase_all(departure.schema_name, at=timezone.now())
    _note(departure, backups=sorted({*departure.destroyed.get("backups", []), *names}))


def _erase(departure: Departure) -> None:
    erasure.erase(departure.schema_name)
    rows = erasure.forget(departure.schema_name) | probes.forget(departure.schema_name)
    _note(departure, host_rows={**departure.destroyed.get("host_rows", {}), **{k: n for k, n in rows.items() if n}})


def _search(departure: Departure) -> None:
    """Nothing may be found. What came back between the steps is destroyed once more; what stays is reported."""
    if _remains(departure):
        backups.erase_all(departure.schema_name, at=timezone.now())
        erasure.erase(departure.schema_name)
        erasure.forget(departure.schema_name)
        probes.forget(departure.schema_name)
    left = _remains(departure)
    if left:
        raise ConflictError(
            "something_remains",
            _("Masih ditemukan: %(left)s. Sertifikat belum dibuat; jalankan lagi sesudah diperiksa.")
            % {"left": "; ".join(left)},
            details={"remains": left},
        )


def _certify(departure: Departure) -> None:
    """Only what was looked for a moment ago: a killed run may be taken up again much later."""
    _search(departure)
    if not departure.certificate:
        certificates.issue(departure, found_afterwards=_remains(departure), at=timezone.now())


def _remains(departure: Departure) -> list[str]:
    name = departure.schema_name
    kept = [_("kunci cadangan")] if _key_of(name) else []
    if place(name).exists() or Backup.objects.filter(region=name).exists():
        kept.append(_("cadangan"))
    if Search.objects.filter(region=name).exists():
        kept.append(_("uji isolasi"))
    return erasure.remains(name) + kept


def _key_of(schema_name: str) -> str:
    """A short name of the region's backup key; asking must not make one."""
    try:
        public = str(keys.identity_of(schema_name).to_public())
    except ConflictError:
        return ""
    return sha256(public.encode()).hexdigest()[:16]


def _note(departure: Departure, **facts: Any) -> None:
    departure.destroyed = {**departure.destroyed, **facts}
    departure.save(update_fields=["destroyed"])


_STEP: dict[str, Callable[[Departure], None]] = {
    "inventoried": _count,
    "support_ended": _end_support,
    "backups_destroyed": _destroy_backups,
    "erased": _erase,
    "looked_for": _search,
    "certified": _certify,
}
