"""A newer version is declined with a reason, which the host reads; the region goes on with what it has."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.access import Actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import InvalidError
from shared_apps.mailbox import services as mailbox
from tenant_apps.scoring import resolving
from tenant_apps.scoring.models import DeclinedVersion
from tenant_apps.scoring.services.settling import overtake

DECLINED = "version_declined"
_LONGEST = 300


@transaction.atomic
def decline_version(*, template_key: str, version: str, reason: str, actor: Actor, at: datetime) -> DeclinedVersion:
    """Say no to a published version; said again, the newer reason counts."""
    access.check_actor(actor, Action.MANAGE_SCORING, timezone.localdate(at))
    published = resolving.published(template_key, version)
    text = reason.strip()
    if not text or len(text) > _LONGEST:
        raise InvalidError(
            "reason_required",
            _("Tulis alasan penolakan, paling banyak 300 huruf. Belum ada yang ditolak."),
            fields={"reason": [_("Isi alasan.")]},
        )
    declined, _made = DeclinedVersion.objects.update_or_create(
        template_key=published.key,
        version=published.version,
        defaults={"reason": text, "declined_at": at, "declined_by_name": actor.name},
    )
    overtake(template_key=published.key, version=published.version, actor=actor, at=at)
    mailbox.send(kind=DECLINED, content={"template": f"{published.key} {published.version}", "reason": text})
    return declined
