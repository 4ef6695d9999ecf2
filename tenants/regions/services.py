"""Regions: requested from an agreement, entered under their own login. The steps themselves: provisioning."""

import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _
from django_tenants.utils import get_public_schema_name, schema_context

from shared_apps.accounts.access import Actor
from shared_apps.errors import ConflictError, DomainError, InvalidError
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from shared_apps.reference.rules import time_zone_of
from tenants.partnerships.models import Agreement
from tenants.regions import home, queries
from tenants.regions.models import Domain, Region
from tenants.regions.rules import ACCENTS, LONGEST, STEPS, TIME_ZONES, is_domain, is_schema_name

logger = logging.getLogger(__name__)


@transaction.atomic
def provision(
    *,
    agreement: Agreement,
    schema_name: str,
    domain: str,
    administrator_name: str,
    administrator_email: str,
    actor: Actor,
    day: date,
    time_zone: str = "",
    accent: str = "indigo",
    personnel_agency: str = "BKPSDM",
) -> Job:
    """Ask for a region's own instance; the owner's worker does the rest, step by step.

    Without a time zone it is that of its province. The same agreement asked for again by the same names gives the
    job it already has. Raises InvalidError for a
    bad name or address, ConflictError where the agreement does not run on that day or the name is taken.
    """
    _check_names(schema_name, domain)
    time_zone = time_zone or time_zone_of(agreement.region_code)
    _check_choices(
        {
            "administrator_name": administrator_name,
            "administrator_email": administrator_email,
            "personnel_agency": personnel_agency,
        },
        time_zone,
        accent,
    )
    if not agreement.starts_on <= day < agreement.ends_on:
        raise ConflictError(
            "agreement_not_in_force",
            _("Perjanjian %(number)s tidak berlaku pada tanggal ini. Tidak ada yang dibuat.")
            % {"number": agreement.number},
        )
    wait_for_others()
    existing = Region.objects.filter(agreement=agreement).first()
    if existing is not None:
        queries.check_kept(existing)
        _check_same(existing, schema_name, domain)
        return queries.provisioning_job(existing)
    _check_free(agreement, schema_name, domain)
    region = Region.objects.create(
        schema_name=schema_name,
        name=agreement.region_name,
        code=agreement.region_code,
        agreement=agreement,
        time_zone=time_zone,
        accent=accent,
        personnel_agency=personnel_agency,
    )
    Domain.objects.create(domain=domain, tenant=region, is_primary=True)
    return jobs.enqueue(
        task="tenants.regions.tasks.provision",
        kind="provision",
        key=queries.job_key(region),
        actor=actor,
        queue="owner",
        steps=STEPS,
        arguments={
            "region": schema_name,
            "administrator_name": administrator_name,
            "administrator_email": administrator_email,
            "day": day.isoformat(),
        },
    )


def ensure_host_region(
    *, name: str, code: str, domain: str, accent: str = "indigo", personnel_agency: str = "BKD"
) -> Region:
    """The host's own row and address; the same call again changes nothing."""
    region, _is_new = Region.objects.get_or_create(
        schema_name=get_public_schema_name(),
        defaults={
            "name": name,
            "code": code,
            "state": Region.State.ACTIVE,
            "accent": accent,
            "personnel_agency": personnel_agency,
        },
    )
    Domain.objects.get_or_create(domain=domain, defaults={"tenant": region, "is_primary": True})
    return queries.host()  # with its address


@contextmanager
def inside(schema_name: str, *, even: Collection[str] = frozenset()) -> Iterator[Region]:
    """Enter an active region under its own login and in its time zone, for commands and scheduled tasks.

    `even`: states in which the caller has business there as well, as readers have in a region that is only read.
    """
    with schema_context(get_public_schema_name()):
        region = queries.by_name(schema_name)
    may_be_entered = region.state == Region.State.ACTIVE or region.state in even
    if may_be_entered and not region.is_current:
        raise ConflictError("region_other_version", _("Tabel %(name)s menunggu migrasi.") % {"name": region.name})
    if not may_be_entered:
        raise ConflictError("region_not_active", queries.why_closed(region))
    with home.inside(region):
        yield region


def inside_each(act: Callable[[Region], None], *, even: Collection[str] = frozenset()) -> None:
    """Do something in every active region, one after the other.

    One that cannot be entered, or in which it fails, is written to the log and keeps none of the others waiting.
    """
    for name in queries.active_names(even=even):
        try:
            with inside(name, even=even) as region:
                act(region)
        except (DomainError, DatabaseError):
            logger.exception("%s was left out.", name)


def wait_for_others() -> None:
    """Two clicks at once: the second waits until the first has committed, then finds what it made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('regions:provision', 0))")


def _check_names(schema_name: str, domain: str) -> None:
    if not is_schema_name(schema_name):
        raise InvalidError(
            "schema_name_invalid",
            _("Nama singkat harus 2–40 huruf kecil atau angka dan diawali huruf. Tidak ada yang dibuat."),
            fields={"schema_name": [_("Pakai huruf kecil, angka, atau garis bawah.")]},
        )
    if not is_domain(domain):
        raise InvalidError(
            "domain_invalid",
            _("Alamat tidak sah. Tidak ada yang dibuat."),
            fields={"domain": [_("Contoh: solo.example.id")]},
        )


def _check_choices(texts: dict[str, str], time_zone: str, accent: str) -> None:
    """What would stop the job later, when nobody can correct it, is refused now."""
    fields = {name: [_("Nama wajib diisi.")] for name, text in texts.items() if not text.strip()}
    for name, text in texts.items():
        if len(text) > LONGEST[name]:
            fields[name] = [_("Paling banyak %(length)s huruf.") % {"length": LONGEST[name]}]
    try:
        validate_email(texts["administrator_email"])
    except ValidationError:
        fields["administrator_email"] = [_("Alamat surel tidak sah.")]
    if time_zone not in TIME_ZONES:
        fields["time_zone"] = [_("Pilih WIB, WITA, atau WIT.")]
    if accent not in ACCENTS:
        fields["accent"] = [_("Pilih salah satu warna yang tersedia.")]
    if fields:
        raise InvalidError("provision_invalid", _("Periksa isian. Tidak ada yang dibuat."), fields=fields)


def _check_same(region: Region, schema_name: str, domain: str) -> None:
    """Who asks for other names has to hear that they will not get them."""
    facts = {
        "name": region.name,
        "schema_name": region.schema_name,
        "domain": region.domains.get(is_primary=True).domain,
    }
    differing = [name for name, asked in (("schema_name", schema_name), ("domain", domain)) if facts[name] != asked]
    if differing:
        message = _(
            "Perjanjian ini sudah dipakai %(name)s dengan nama singkat %(schema_name)s dan alamat %(domain)s."
            " Tidak ada yang dibuat."
        )
        raise ConflictError(
            "agreement_used",
            message % facts,
            fields={name: [_("Sudah disiapkan sebagai %(used)s.") % {"used": facts[name]}] for name in differing},
        )


def _check_free(agreement: Agreement, schema_name: str, domain: str) -> None:
    if queries.is_being_erased(schema_name):  # what is left of the former would destroy the new one
        raise ConflictError(
            "name_being_erased",
            _("Sisa penyiapan %(name)s yang dibatalkan masih dihapus. Coba lagi sesudah selesai.")
            % {"name": schema_name},
            fields={"schema_name": [_("Masih dihapus; coba lagi sebentar lagi.")]},
        )
    taken = {
        "schema_name": Region.objects.filter(schema_name=schema_name).exists(),
        "domain": Domain.objects.filter(domain=domain).exists(),
        "agreement": Region.objects.filter(code=agreement.region_code).exists(),
    }
    fields = {name: [_("Sudah dipakai daerah lain.")] for name, is_taken in taken.items() if is_taken}
    if fields:
        raise ConflictError(
            "region_taken", _("Nama, alamat, atau daerah ini sudah ada. Tidak ada yang dibuat."), fields=fields
        )
