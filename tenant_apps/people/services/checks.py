"""What single changes check alike: that the person is there, and that what was typed is text."""

import uuid

from django.utils.translation import gettext as _

from shared_apps.errors import InvalidError, NotFoundError
from tenant_apps.organisation import sheet
from tenant_apps.organisation.rules.rows import odd_characters
from tenant_apps.people.models import Employee

REASON_LENGTH = 300


def person(employee_id: uuid.UUID) -> Employee:
    """The person, or a refusal that says that there is none."""
    found = Employee.objects.filter(id=employee_id).first()
    if found is None:
        raise NotFoundError("employee_unknown", _("Pegawai itu tidak ditemukan."))
    return found


def checked_reason(reason: str) -> str:
    """Why something departs from the rule, which whoever reads it later needs."""
    text = sheet.clean(reason)
    if not text or len(text) > REASON_LENGTH or odd_characters(text):
        raise wrong("reason", _("Tulis alasannya, misalnya nomor surat keputusannya; paling banyak 300 huruf."))
    return text


def wrong(field: str, words: str) -> InvalidError:
    """What is wrong with one field; nothing was changed."""
    return InvalidError("person_invalid", words, fields={field: [words]})
