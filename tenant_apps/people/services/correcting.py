"""A fact of one person that was wrong: put right on their own asking, beside what sheets change."""

import uuid
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.access import Actor
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError, NotFoundError
from tenant_apps.organisation import sheet
from tenant_apps.organisation.rules.rows import odd_characters
from tenant_apps.people.cells import EARLIEST
from tenant_apps.people.models import Employee, Gender
from tenant_apps.people.rules.plan import Facts
from tenant_apps.people.services import bounding, searchable, writing
from tenant_apps.people.services.checks import checked_reason, person

CORRECTED = ("name", "title_before", "title_after", "email", "birth_date", "gender")
_LONGEST = {"name": 200, "title_before": 60, "title_after": 100, "email": 254}


@transaction.atomic
def correct_fact(*, employee_id: uuid.UUID, field: str, value: str, actor: Actor) -> None:
    """Write the right value of one of `CORRECTED`; a birth date as 1990-05-01, a gender by its code.

    For who looks after people, and for who decides about corrections. Raises InvalidError with the field `value`,
    ConflictError where the address is another's.
    """
    day = timezone.localdate()
    if isinstance(actor, User) and not access.may(actor, Action.HANDLE_DATA_REQUESTS, day):
        writing.check_may(actor)
    writing.one_at_a_time()
    row = Employee.objects.filter(id=employee_id).first()
    if row is None or field not in CORRECTED:
        raise NotFoundError("employee_unknown", _("Pegawai itu tidak ditemukan."))
    _write(row, {field: _checked(field, value.strip(), employee_id)})


@transaction.atomic
def correct_identity(
    *,
    employee_id: uuid.UUID,
    wish: Mapping[str, str],
    reason: str,
    actor: Actor,
    seen: Mapping[str, str] = MappingProxyType({}),
) -> tuple[str, ...]:
    """Put right some of `CORRECTED` of one person, for a reason that stands in the audit; told is what changed.

    `seen`: what a form was filled with; what is as it was there is no wish, and what somebody else changed meanwhile
    is not overwritten. Raises InvalidError by field, ConflictError `email_taken`, `changed_meanwhile`.
    """
    bounding.check_person(actor, employee_id)
    writing.one_at_a_time()
    row = person(employee_id)
    checked_reason(reason)
    now = identity_of(row)
    seen = {**now, **seen}
    cleaned = {name: sheet.clean(text) for name, text in wish.items()}
    wanted = {name: text for name, text in cleaned.items() if text != seen[name]}
    _keep_others({name: text for name, text in wanted.items() if text != now[name]}, now, seen)
    found, fields = dict[str, str | date | None](), dict[str, list[Any]]()
    for name, text in wanted.items():
        try:
            found[name] = _checked(name, text, employee_id) if text or name in ("name", "gender") else _nothing(name)
        except InvalidError as error:
            fields[name] = error.fields["value"]
        except ConflictError as error:
            fields[name] = [error.message]
    if fields:
        raise InvalidError("person_invalid", _("Periksa isian. Tidak ada yang diubah."), fields=fields)
    changed = tuple(name for name in found if wanted[name] != now[name])
    if changed:
        _write(row, {name: found[name] for name in changed})
    return changed


def identity_of(row: Employee) -> dict[str, str]:
    """The facts of `CORRECTED` as texts, a date as 1990-05-01."""
    return {name: str(getattr(row, name) or "") for name in CORRECTED}


def _keep_others(wanted: Mapping[str, str], now: Mapping[str, str], seen: Mapping[str, str]) -> None:
    """Refuse to overwrite what another wrote while the form was open."""
    other = {name: now[name] for name in wanted if now[name] != seen[name]}
    if other:
        words = _("Sementara itu diubah orang lain menjadi: %(value)s. Muat ulang halaman ini.")
        fields = {name: [words % {"value": value or "–"}] for name, value in other.items()}
        raise ConflictError(
            "changed_meanwhile", _("Data ini baru saja diubah. Tidak ada yang ditimpa."), fields=fields
        )


def _nothing(field: str) -> str | None:
    return None if field == "birth_date" else ""


def _write(row: Employee, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    facts = Facts(**{name: getattr(row, name) for name in Facts.__dataclass_fields__})
    searchable.write({}, {row.id: facts})


def _checked(field: str, value: str, employee_id: uuid.UUID) -> str | date:
    if odd_characters(value) or (field in _LONGEST and len(value) > _LONGEST[field]):
        raise _wrong(_("Tulis paling banyak %(most)s huruf biasa.") % {"most": _LONGEST.get(field, 10)})
    if field == "birth_date":
        try:
            found = date.fromisoformat(value)
        except ValueError:
            raise _wrong(_("Tulis tanggal sebagai 1990-05-31.")) from None
        if not EARLIEST <= found <= timezone.localdate():
            raise _wrong(_("Tanggal lahir sesudah tahun 1899 dan sebelum hari ini."))
        return found
    if field == "gender" and value not in Gender.values:
        raise _wrong(_("Tulis male (laki-laki) atau female (perempuan)."))
    if field == "name" and not value:
        raise _wrong(_("Nama tidak boleh kosong."))
    if field == "email" and value:
        value = value.lower()  # as sheets have it
        try:
            validate_email(value)
        except ValidationError:
            raise _wrong(_("Alamat surel ini tidak sah.")) from None
        if Employee.objects.filter(email__iexact=value).exclude(id=employee_id).exists():
            raise ConflictError("email_taken", _("Alamat surel itu milik pegawai lain. Tidak ada yang diubah."))
    return value


def _wrong(words: str) -> InvalidError:
    return InvalidError("correction_invalid", words, fields={"value": [words]})
