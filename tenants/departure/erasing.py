"""The erasure of a region, read as a list of steps. Each may be killed and run again; what was found is written down
before it is destroyed. Runs in the process that holds the owner's password.
"""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.errors import ConflictError
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from tenants.departure import certificates, queries, rules, words
from tenants.departure.models import Departure
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
        found = erasure.would_erase(departure.schema_name).facts()
        _note(departure, found=found)


def _end_support(departure: Departure) -> None:
    if Region.objects.filter(id=departure.region_id).exists():
        support.end_all(departure.schema_name, words.ended(departure))


def _erase(departure: Departure) -> None:
    erasure.erase(departure.schema_name)
    rows = erasure.forget(departure.schema_name)
    _note(departure, host_rows={**departure.destroyed.get("host_rows", {}), **{k: n for k, n in rows.items() if n}})


def _search(departure: Departure) -> None:
    """Nothing may be found. What came back between the steps is destroyed once more; what stays is reported."""
    if _remains(departure):
        erasure.erase(departure.schema_name)
        erasure.forget(departure.schema_name)
    left = _remains(departure)
    if left:
        raise ConflictError(
            "something_remains",
            _("Masih ditemukan: %(left)s. Sertifikat belum dibuat; jalankan lagi sesudah diperiksa.")
            % {"left": "; ".join(left)},
            details={"remains": left},
        )


def _certify(departure: Departure) -> None:
    if not departure.certificate:
        certificates.issue(departure, at=timezone.now())


def _remains(departure: Departure) -> list[str]:
    return erasure.remains(departure.schema_name)


def _note(departure: Departure, **facts: Any) -> None:
    departure.destroyed = {**departure.destroyed, **facts}
    departure.save(update_fields=["destroyed"])


_STEP: dict[str, Callable[[Departure], None]] = {
    "inventoried": _count,
    "support_ended": _end_support,
    "erased": _erase,
    "looked_for": _search,
    "certified": _certify,
}
