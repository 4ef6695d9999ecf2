"""The crest: drawn anew, stored, and shown from then on; the former is removed."""

import hashlib

from django.db import transaction
from django.utils import timezone

from shared_apps.accounts import access
from shared_apps.accounts.access import Actor
from shared_apps.accounts.rules import Action
from shared_apps.documents.pictures import redrawn
from shared_apps.files import services as files
from shared_apps.files.models import StoredFile
from tenant_apps.organisation.models import Government
from tenant_apps.organisation.settings.services.revisions import check, opened, write


@transaction.atomic
def change_crest(*, content: bytes, revision: int, actor: Actor) -> Government:
    """Show this PNG, JPEG or WebP wherever the government's initials stood; the same picture again changes nothing.

    Raises InvalidError (field `file`) for what cannot be drawn, ConflictError `settings_changed` as every setting.
    """
    access.check_actor(actor, Action.MANAGE_ORGANISATION, timezone.localdate())
    picture = redrawn(content, field="file")
    government = opened()
    known = StoredFile.objects.filter(id=government.crest_id).first() if government.crest_id else None
    if known and known.sha256 == hashlib.sha256(picture).hexdigest():
        return government
    check(government, revision)  # before anything is stored
    stored = files.store(name="lambang.png", content=picture, actor=actor)
    return _replace(government, stored, revision)


@transaction.atomic
def remove_crest(*, revision: int, actor: Actor) -> Government:
    """Show the initials again; without a crest nothing changes. Raises ConflictError as every setting."""
    access.check_actor(actor, Action.MANAGE_ORGANISATION, timezone.localdate())
    return _replace(opened(), None, revision)


def _replace(government: Government, stored: StoredFile | None, revision: int) -> Government:
    former = government.crest_id
    write(government, {"crest_id": stored.id if stored else None}, revision=revision)
    if former and former != government.crest_id:
        files.remove(file_id=former)
    return government
