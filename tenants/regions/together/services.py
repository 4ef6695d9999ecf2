"""A list of regions asked for: refused as a whole where one row is wrong, else one job for each region."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor, check_actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, DomainError, InvalidError, NotFoundError
from shared_apps.jobs.models import Job
from shared_apps.rows import new_id
from tenants.partnerships import queries as partnerships
from tenants.partnerships import services as agreements
from tenants.partnerships.models import Agreement
from tenants.regions import queries, services
from tenants.regions.models import Batch, BatchLine
from tenants.regions.together.rules import MOST, Asked, Terms, twins

Problems = dict[int, dict[str, list[str]]]  # by place in the list and by field, in words


def check(*, rows: Sequence[Asked], actor: Actor, day: date) -> Problems:
    """What is wrong with each row, tried as it would be done and taken back; empty where nothing is."""
    check_actor(actor, Action.PROVISION, day)
    check_actor(actor, Action.MANAGE_AGREEMENTS, day)
    with transaction.atomic():
        services.wait_for_others()
        problems, _asked = _ask(rows, actor, day)
        transaction.set_rollback(True)
    return problems


@transaction.atomic
def provision_together(*, rows: Sequence[Asked], actor: Actor, day: date, batch_id: UUID | None = None) -> Batch:
    """Ask for all regions of a list in one act; afterwards each succeeds, stops or is abandoned by itself.

    The same `batch_id` with the same rows is the same act. Raises InvalidError with every row that is wrong
    (`details["rows"]`, by place and field); then nothing of the list was made.
    """
    check_actor(actor, Action.PROVISION, day)
    check_actor(actor, Action.MANAGE_AGREEMENTS, day)
    _check_size(rows)
    services.wait_for_others()
    if (made := _made_before(batch_id, rows)) is not None:
        return made
    problems, asked = _ask(rows, actor, day)
    if problems:
        raise InvalidError(
            "rows_invalid",
            _("%(wrong)s dari %(all)s baris perlu diperbaiki. Tidak ada yang dibuat.")
            % {"wrong": len(problems), "all": len(rows)},
            details={"rows": problems},
        )
    taken = batch_id is None or Batch.objects.filter(id=batch_id).exists()
    batch = Batch.objects.create(
        id=new_id() if taken else batch_id,
        requested_by=actor.id,
        requested_by_name=actor.name,
        requested_at=timezone.now(),
    )
    BatchLine.objects.bulk_create(
        BatchLine(batch=batch, position=position, agreement=agreement, region_id=_region_id(job), **_names(row))
        for position, (row, (agreement, job)) in enumerate(zip(rows, asked, strict=True), 1)
    )
    return batch


@transaction.atomic
def provision_again(*, batch_id: UUID, position: int, actor: Actor, day: date) -> Job:
    """Ask once more for a region of the list that was abandoned, by the same names."""
    check_actor(actor, Action.PROVISION, day)
    line = BatchLine.objects.select_related("agreement").filter(batch_id=batch_id, position=position).first()
    if line is None:
        raise NotFoundError("row_unknown", _("Baris ini tidak ada di daftar."))
    names = {name: getattr(line, name) for name in _NAMES}
    job = services.provision(agreement=line.agreement, actor=actor, day=day, **names)
    BatchLine.objects.filter(id=line.id).update(region_id=_region_id(job))
    return job


_NAMES = (
    "schema_name",
    "domain",
    "administrator_name",
    "administrator_email",
    "time_zone",
    "personnel_agency",
    "accent",
)


def _names(row: Asked) -> dict[str, str]:
    return {name: getattr(row, name) for name in _NAMES}


def _region_id(job: Job) -> UUID:
    return queries.by_name(job.arguments["region"]).id


def _check_size(rows: Sequence[Asked]) -> None:
    if not rows:
        raise InvalidError("no_rows", _("Belum ada daerah yang dipilih. Tidak ada yang dibuat."))
    if len(rows) > MOST:
        raise InvalidError(
            "too_many_rows",
            _("Paling banyak %(most)s daerah dalam satu daftar. Bagi daftarnya; tidak ada yang dibuat.")
            % {"most": MOST},
        )


def _made_before(batch_id: UUID | None, rows: Sequence[Asked]) -> Batch | None:
    """The act of a page that was sent twice; a page that was changed and sent again is another act."""
    if batch_id is None:
        return None
    lines = BatchLine.objects.filter(batch_id=batch_id).order_by("position").select_related("batch", "agreement")
    before = [(line.agreement.number, *(getattr(line, name) for name in _NAMES)) for line in lines]
    same = bool(before) and before == [(row.number, *_names(row).values()) for row in rows]
    return lines[0].batch if same else None


def _ask(rows: Sequence[Asked], actor: Actor, day: date) -> tuple[Problems, list[tuple[Agreement, Job]]]:
    """Each row in a savepoint of its own, so that all of them are heard."""
    problems: Problems = {
        place: {name: [_("Sama dengan baris ke-%(row)s.") % {"row": first + 1}] for name, first in fields.items()}
        for place, fields in twins(rows).items()
    }
    asked = []
    for place, row in enumerate(rows):
        if place in problems:
            continue
        try:
            with transaction.atomic():
                agreement = _agreement(row, actor, day)
                asked.append((agreement, services.provision(agreement=agreement, actor=actor, day=day, **_names(row))))
        except (InvalidError, ConflictError, NotFoundError) as error:
            problems[place] = _fields(error)
    return problems, asked


def _fields(error: DomainError) -> dict[str, list[str]]:
    """What a service says about its fields, by the columns of the list; the rest is said of the agreement."""
    texts = {name: [str(text) for text in each] for name, each in error.fields.items()}
    of_agreement = texts.pop("agreement", [])
    if of_agreement or not texts:
        texts["number"] = of_agreement or [str(error.message)]
    return texts


def _agreement(row: Asked, actor: Actor, day: date) -> Agreement:
    """The recorded agreement, or the one recorded now; a number that stands for other facts is refused."""
    if row.terms is None:
        return partnerships.by_number(row.number)
    known = Agreement.objects.filter(number=row.number.strip()).first()
    if known is None:
        return agreements.record_agreement(number=row.number, **_facts(row.terms), actor=actor, day=day)
    differing = [name for name, value in asdict(row.terms).items() if _plain(getattr(known, name)) != _plain(value)]
    if differing:
        told = _("Perjanjian ini tercatat dengan isi lain. Kosongkan kolom ini, atau periksa nomornya.")
        raise InvalidError("agreement_differs", told, fields={name: [told] for name in differing})
    return known


def _facts(terms: Terms) -> dict[str, Any]:
    return {name: getattr(terms, name) for name in Terms.__dataclass_fields__}


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, list | tuple) else value
