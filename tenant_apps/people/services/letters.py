"""Activation letters for people without e-mail: the codes and their paper are one act."""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from shared_apps.accounts import activation
from shared_apps.accounts.addresses import own_address
from shared_apps.accounts.models import User
from shared_apps.documents import pdf
from shared_apps.errors import ConflictError, InvalidError
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.settings.queries import letterhead
from tenant_apps.people.queries import letters
from tenant_apps.people.queries.letters import LetterRow

MOST = 500  # letters of one print: a few seconds, and a pile somebody can still hand out


@transaction.atomic
def print_letters(
    *,
    actor: User,
    day: date,
    order: uuid.UUID,
    unit_id: uuid.UUID | None = None,
    employee_ids: Collection[uuid.UUID] | None = None,
) -> bytes:
    """The PDF of the letters of the chosen people, or of everybody due in the unit; their earlier codes end.

    The paper is made here and kept nowhere. Raises InvalidError `nobody_chosen` and ConflictError `too_many_letters`.
    """
    rows = letters.without_address(actor, day, unit_id)
    chosen = [row for row in rows if (row.is_due if employee_ids is None else row.person.id in employee_ids)]
    if not chosen:
        words = _("Pilih dahulu untuk siapa surat dicetak.")
        raise InvalidError("nobody_chosen", words, fields={"pegawai": [words]})
    if len(chosen) > MOST:
        raise ConflictError(
            "too_many_letters",
            _("Paling banyak %(most)d surat sekali cetak; ini %(count)d. Tidak ada yang dicetak. Pilih per unit.")
            % {"most": MOST, "count": len(chosen)},
        )
    asked = [(row.person.id, row.person.name) for row in chosen]
    printed = activation.print_letters(employees=asked, order=order, day=day, actor=actor)
    return pdf("people/activation.typ", _paper(chosen, printed, day))


def _paper(chosen: list[LetterRow], printed: list[activation.Printed], day: date) -> dict[str, Any]:
    government, codes = organisation.government(), {each.employee_id: each for each in printed}
    return {
        "title": "Surat aktivasi akun",
        "date": day,
        "author": government.name,
        "letterhead": letterhead(government, name=f"Pemerintah {government.name}"),
        "foot": "Rahasia: diserahkan langsung kepada yang bersangkutan dalam sampul tertutup.",
        "address": own_address().partition("://")[2] + reverse("activate_account"),
        "signer": government.personnel_agency,
        "letters": [
            {
                "name": row.person.name,
                "number": row.person.number,
                "unit": row.person.unit_name,
                "code": codes[row.person.id].code,
                "last_day": codes[row.person.id].last_day,
            }
            for row in chosen
        ],
    }
