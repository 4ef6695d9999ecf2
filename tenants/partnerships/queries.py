"""Agreements, read by the host's operators."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from shared_apps.accounts.access import Viewer, check
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from tenants.partnerships import rules
from tenants.partnerships.messages import MODULE_NAMES
from tenants.partnerships.models import Agreement


@dataclass(frozen=True)
class AgreementRow:
    """An agreement as it stands on a day, and the region it was used for."""

    agreement: Agreement
    in_force: bool
    over: bool
    region_id: UUID | None

    @property
    def modules(self) -> list[str]:
        """The modules in words."""
        return [str(MODULE_NAMES.get(name, name)) for name in self.agreement.modules]

    @property
    def can_provision(self) -> bool:
        """Whether a region may be asked for on this basis now."""
        return self.in_force and self.region_id is None


def agreements(viewer: Viewer, day: date) -> Sequence[AgreementRow]:
    """All agreements, those without a region first, then the newest."""
    check(viewer, Action.MANAGE_AGREEMENTS, day)
    found = Agreement.objects.select_related("region").order_by("-starts_on", "region_name", "number")
    return sorted((_row(agreement, day) for agreement in found), key=lambda row: not row.can_provision)


def agreement(viewer: Viewer, agreement_id: UUID, day: date) -> AgreementRow:
    """One agreement."""
    check(viewer, Action.MANAGE_AGREEMENTS, day)
    found = Agreement.objects.select_related("region").filter(id=agreement_id).first()
    if found is None:
        raise NotFoundError("agreement_unknown", _("Perjanjian ini tidak ada."))
    return _row(found, day)


def by_number(number: str) -> Agreement:
    """The agreement of a number, for commands: whoever runs one was let in by the machine."""
    found = Agreement.objects.filter(number=number.strip()).first()
    if found is None:
        raise NotFoundError("agreement_unknown", _("Perjanjian %(number)s tidak ada.") % {"number": number})
    return found


def _row(agreement: Agreement, day: date) -> AgreementRow:
    region = getattr(agreement, "region", None)
    return AgreementRow(
        agreement=agreement,
        in_force=rules.is_in_force(agreement.starts_on, agreement.ends_on, day),
        over=agreement.ends_on <= day,
        region_id=region.id if region else None,
    )
