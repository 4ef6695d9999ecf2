"""What the region's administrators see of its leaving."""

from datetime import date

from django.utils.translation import gettext as _

from shared_apps.accounts.access import Viewer, check, may
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.leaving.models import Notice
from shared_apps.leaving.rules import OVER


def newest(viewer: Viewer, day: date) -> Notice | None:
    """The notice that holds; None where the agreement goes on."""
    check(viewer, Action.APPOINT, day)
    return _holding()


def banner(viewer: Viewer, day: date) -> Notice | None:
    """The same for every page: nobody but an administrator is asked about in the database."""
    return _holding() if may(viewer, Action.APPOINT, day) else None


def packed(viewer: Viewer, day: date) -> Notice:
    """The notice whose pack can be downloaded."""
    check(viewer, Action.APPOINT, day)
    found = _holding()
    if found is None or not found.pack_sha256:
        raise NotFoundError("pack_unknown", _("Paket akhir belum dibuat."))
    return found


def _holding() -> Notice | None:
    return Notice.objects.exclude(stage__in=[str(stage) for stage in OVER]).order_by("-written_at").first()
