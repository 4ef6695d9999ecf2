"""Services around one verb: a letter is printed for somebody without e-mail, and its code opens their account once."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts import access, activation_codes, queries, rules, services
from shared_apps.accounts.addresses import open_schema
from shared_apps.accounts.models import ActivationLetter, User, address_of_nobody
from shared_apps.accounts.rules import Action
from shared_apps.errors import InvalidError


@dataclass(frozen=True)
class Printed:
    """What is set on one letter; the code exists nowhere else."""

    employee_id: uuid.UUID
    code: str
    last_day: date


@transaction.atomic
def print_letters(
    *, employees: Iterable[tuple[uuid.UUID, str]], order: uuid.UUID, day: date, actor: access.Actor
) -> list[Printed]:
    """A code for each employee (id, name), in place of the one on any letter before.

    The caller names only people inside the bounds of the actor: where they sit is known in a higher room.

    The same order asked for again (a double click) gives the same codes and writes nothing: they are made of it and
    of the installation's secret, and the order is kept nowhere.
    """
    access.check_actor_within(actor, Action.INVITE_PEOPLE, day)
    with connection.cursor() as cursor:  # two orders for one person are printed one after the other
        cursor.execute(f"LOCK TABLE {ActivationLetter._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
    asked = dict(employees)
    codes = {each: activation_codes.spelled(_keyed("code", order, each)) for each in asked}
    opened = ActivationLetter.objects.filter(employee_id__in=asked, used_at=None, replaced_at=None)
    kept = {
        each.employee_id: each
        for each in opened
        if bytes(each.code_hmac) == _hashed(each.employee_id, codes[each.employee_id])
    }
    opened.exclude(employee_id__in=kept).update(replaced_at=timezone.now())
    new = [
        ActivationLetter(
            employee_id=each,
            name=name,
            printed_by_name=actor.name,
            printed_on=day,
            expires_on=day + timedelta(days=activation_codes.DAYS),
            code_hmac=_hashed(each, codes[each]),
        )
        for each, name in asked.items()
        if each not in kept
    ]
    ActivationLetter.objects.bulk_create(new)
    ends = {letter.employee_id: letter.expires_on for letter in (*new, *kept.values())}
    return [
        Printed(each, activation_codes.as_printed(code), ends[each] - timedelta(days=1))
        for each, code in codes.items()
    ]


def activate(*, number: str, code: str, password: str, day: date) -> tuple[User, bool]:
    """Open the account of the employee with this NIP, or give it a new password; whether it is new.

    Raises InvalidError `activation_refused` with the same words, after the same work, whatever does not fit: the NIP,
    the code, its age, the tries. Wrong codes are counted.
    """
    _refuse_weak(password, None)
    User().set_password(password)  # an unknown NIP takes as long as a known one
    with transaction.atomic():
        opened = _open(number, activation_codes.as_typed(code), password, day)
    if opened is None:
        raise InvalidError(
            "activation_refused",
            _("NIP dan kode tidak cocok, atau kode sudah tidak berlaku. Periksa keduanya, atau mintalah surat baru."),
        )
    return opened


def _open(number: str, code: str, password: str, day: date) -> tuple[User, bool] | None:
    employee_id = queries.employee_of(rules.personal_number(number) or "")
    letters = ActivationLetter.objects.select_for_update().filter(used_at=None, replaced_at=None, expires_on__gt=day)
    letter = letters.filter(employee_id=employee_id or uuid.UUID(int=0)).first()
    if letter is None or letter.tries >= activation_codes.MOST_TRIES:
        return None
    if not constant_time_compare(bytes(letter.code_hmac), _hashed(letter.employee_id, code)):
        letter.tries += 1
        letter.save(update_fields=["tries"])
        return None
    user = User.objects.select_for_update().filter(employee_id=letter.employee_id).first()
    if not access.employee_may_enter(letter.employee_id, day) or (user and not (user.is_active and user.is_of_paper)):
        return None
    is_new, user = user is None, user or User(name=letter.name, employee_id=letter.employee_id)
    _refuse_weak(password, user)
    if is_new:
        user.email = address_of_nobody(letter.employee_id)
        user.set_password(password)
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    else:
        services.replace_password(user=user, password=password)
    letter.used_at = timezone.now()
    letter.save(update_fields=["used_at"])
    return user, is_new


def _refuse_weak(password: str, user: User | None) -> None:
    try:
        validate_password(password, user)
    except ValidationError as refused:
        raise InvalidError(
            "password_weak", _("Periksa isian."), fields={"password": list(refused.messages)}
        ) from refused


def _hashed(employee_id: uuid.UUID, code: str) -> bytes:
    """What is stored: useless without the installation's secret, and for any other person or region."""
    return _keyed("stored", code, employee_id)


def _keyed(what: str, value: object, employee_id: uuid.UUID) -> bytes:
    salt = f"shared_apps.accounts.activation:{what}:{open_schema()}"
    return salted_hmac(salt, f"{value}:{employee_id}", algorithm="sha256").digest()
