"""A key is taken before the work begins, in a transaction of its own, and settled when the work is done."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from shared_apps.errors import ConflictError, InvalidError
from shared_apps.programs import rules
from shared_apps.programs.models import KeyedRequest


def take(*, user_id: UUID, key: str, fingerprint: str, at: datetime) -> tuple[KeyedRequest, bool]:
    """The request of this key, and whether it is new: then the caller does the work and settles or gives back.

    Of two at once the database lets one begin. Raises InvalidError `key_invalid` or `key_reused` (the key was used
    for another request), ConflictError `key_in_work` or `answer_not_kept`: nothing is done a second time.
    """
    if not rules.is_key(key):
        raise InvalidError(
            "key_invalid",
            _("Idempotency-Key berisi 1 sampai 200 huruf ASCII tanpa spasi. Tidak ada yang dikerjakan."),
        )
    KeyedRequest.objects.filter(begun_at__lt=at - rules.KEPT_FOR).delete()
    try:
        with transaction.atomic():
            row = KeyedRequest.objects.create(user_id=user_id, key=key, fingerprint=fingerprint, begun_at=at)
    except IntegrityError:
        return _known(user_id, key, fingerprint), False
    return row, True


def _known(user_id: UUID, key: str, fingerprint: str) -> KeyedRequest:
    row = KeyedRequest.objects.filter(user_id=user_id, key=key).first()
    if row is None or (row.status is None and row.fingerprint == fingerprint):
        raise ConflictError(
            "key_in_work",
            _(
                "Permintaan pertama dengan Idempotency-Key ini masih dikerjakan, atau terputus di tengah jalan. Tidak "
                "ada yang dikerjakan dua kali. Coba lagi sebentar; bila tetap begini, periksa keadaannya lebih "
                "dahulu, lalu pakai kunci baru."
            ),
        )
    if row.fingerprint != fingerprint:
        raise InvalidError(
            "key_reused",
            _("Idempotency-Key ini sudah dipakai untuk permintaan lain. Pakai kunci baru; tidak ada yang dikerjakan."),
        )
    if row.answer is None:
        raise ConflictError(
            "answer_not_kept",
            _("Permintaan ini sudah dikerjakan, tetapi jawabannya tidak disimpan. Tidak ada yang dikerjakan lagi."),
        )
    return row


def settle(*, row: KeyedRequest, status: int, answer: str | None) -> None:
    """The work is done: whoever asks with this key again gets this answer."""
    kept = answer if answer is not None and len(answer) <= rules.LARGEST_ANSWER else None
    KeyedRequest.objects.filter(id=row.id).update(status=status, answer=kept)


def give_back(*, row: KeyedRequest) -> None:
    """Nothing was changed: the same request may be made again with the same key."""
    KeyedRequest.objects.filter(id=row.id).delete()
