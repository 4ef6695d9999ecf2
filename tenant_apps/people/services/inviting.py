"""People invited to open their account."""

import uuid
from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from shared_apps.accounts import services as accounts
from shared_apps.accounts.invitations import Invited
from shared_apps.accounts.models import User
from shared_apps.errors import InvalidError
from tenant_apps.people.queries import lists


def invite(*, actor: User, day: date, employee_ids: Collection[uuid.UUID] | None = None) -> Invited:
    """Invite the chosen people, or everybody who has an address and no account or open invitation."""
    asked = [row for row in lists.invitable(actor, day) if employee_ids is None or row.id in employee_ids]
    if not asked:
        words = _("Tidak ada pegawai yang dapat diundang. Pilih pegawai yang punya surel dan belum punya akun.")
        raise InvalidError("nobody_to_invite", words, fields={"pegawai": [words]})
    return accounts.invite_many(employees=[(row.id, row.name, row.email) for row in asked], day=day, actor=actor)
