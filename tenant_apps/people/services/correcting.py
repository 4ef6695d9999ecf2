"""A fact of one person that was wrong: put right on their own asking, beside what sheets change."""

import uuid
from datetime import date

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
from tenant_apps.organisation.rules.rows import odd_characters
from tenant_apps.people.models import Employee, Gender
from tenant_apps.people.rules.plan import Facts
from tenant_apps.people.services import searchable, writing

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
    setattr(row, field, _checked(field, value.strip(), employee_id))
    row.save(update_fields=[field])
    facts = Facts(**{name: getattr(row, name) for name in Facts.__dataclass_fields__})
    searchable.write({}, {row.id: facts})


def _checked(field: str, value: str, employee_id: uuid.UUID) -> str | date:
    if odd_characters(value) or (field in _LONGEST and len(value) > _LONGEST[field]):
        raise _wrong(_("Tulis paling banyak %(most)s huruf biasa.") % {"most": _LONGEST.get(field, 10)})
    if field == "birth_date":
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise _wrong(_("Tulis tanggal sebagai 1990-05-31.")) from None
    if field == "gender" and value not in Gender.values:
        raise _wrong(_("Tulis male (laki-laki) atau female (perempuan)."))
    if field == "name" and not value:
        raise _wrong(_("Nama tidak boleh kosong."))
    if field == "email" and value:
        try:
            validate_email(value)
        except ValidationError:
            raise _wrong(_("Alamat surel ini tidak sah.")) from None
        if Employee.objects.filter(email__iexact=value).exclude(id=employee_id).exists():
            raise ConflictError("email_taken", _("Alamat surel itu milik pegawai lain. Tidak ada yang diubah."))
    return value


def _wrong(words: str) -> InvalidError:
    return InvalidError("correction_invalid", words, fields={"value": [words]})
