"""One entry for a day: another one does not take its place unaware; who wants that names what stands there."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.audit import queries as audit
from shared_apps.errors import ConflictError
from shared_apps.reference import queries as reference
from shared_apps.ui.formats import day as day_text
from tenant_apps.people.models import ActingHead, ActingKind, Assignment, AssignmentKind, EmployeeNumber
from tenant_apps.people.queries.roster import names_of
from tenant_apps.people.records import EmployeeEducation, NamedAssessor

M = TypeVar("M", bound=Model)


def put(
    model: type[M],
    *,
    owner: Mapping[str, uuid.UUID],
    starts_on: date,
    facts: Mapping[str, Any],
    replaces: uuid.UUID | None = None,
    is_free: bool = False,
) -> bool:
    """Write the entry of a day; False where it says the same already.

    Raises ConflictError `entry_stands` where the day has another one, unless `replaces` is its mark or `is_free`
    says that nobody decided it. `details` has the mark, what stands there, who wrote it and when.
    """
    row = model._default_manager.filter(**owner, starts_on=starts_on).first()
    if row is None:
        model._default_manager.create(**owner, starts_on=starts_on, **facts)
        return True
    if all(getattr(row, name) == value for name, value in facts.items()):
        return False
    if not is_free and replaces != mark_of(row):
        raise _stands(row, starts_on)
    known = {"recorded_at": timezone.now()} if any(f.name == "recorded_at" for f in row._meta.fields) else {}
    model._default_manager.filter(pk=row.pk).update(**facts, **known)
    return True


def mark_of(row: Model) -> uuid.UUID:
    """What an entry says, as a mark: another one after every change, so that a page of before does not fit."""
    said = [str(getattr(row, field.attname)) for field in row._meta.concrete_fields if field.name != "recorded_at"]
    return uuid.uuid5(row.pk, "|".join(said))


def called(row: Model) -> str:
    """What an entry says, in words."""
    if isinstance(row, Assignment):
        kind = AssignmentKind(row.kind).label if row.kind else _("Tidak lagi bertugas")
        return row.position_title if row.unit_id else str(kind)
    if isinstance(row, EmployeeEducation):
        level = reference.education_level(row.level)
        return " ".join(part for part in (level.label if level else row.level, row.field) if part)
    if isinstance(row, ActingHead):
        who = names_of([row.employee_id]).get(row.employee_id, "") if row.employee_id else ""
        return f"{ActingKind(row.kind).label}: {who}" if row.kind else _("tanpa Plt/Plh")
    if isinstance(row, NamedAssessor):
        return names_of([row.assessor_id]).get(row.assessor_id, "") if row.assessor_id else _("Atasan menilai kembali")
    return row.number if isinstance(row, EmployeeNumber) else str(row)


def _stands(row: Model, day: date) -> ConflictError:
    written = audit.last_written(row.pk)
    who = (written.actor_name if written else "") or _("sistem")
    when = timezone.localtime(written.at).date() if written else None
    facts = {"day": day_text(day), "entry": called(row), "who": who, "when": day_text(when)}
    text = _(
        "Untuk %(day)s sudah tercatat “%(entry)s”, ditulis oleh %(who)s pada %(when)s. Tidak ada yang diubah. "
        "Pilih tanggal lain, atau nyatakan bahwa catatan itu diganti."
    )
    told = {"replaces": str(mark_of(row)), "entry": facts["entry"], "written_by": who}
    return ConflictError(
        "entry_stands", text % facts, details={**told, "written_at": written.at.isoformat() if written else None}
    )
