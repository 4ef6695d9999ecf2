"""Corrections: asked for by the person, decided with a reason, carried out in the room of people."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from shared_apps.files import services as files
from tenant_apps.people.services.correcting import correct_fact
from tenant_apps.privacy.models import Correction
from tenant_apps.privacy.queries.looks import own_employee
from tenant_apps.privacy.rules import correcting
from tenant_apps.privacy.rules.correcting import AT_ONCE, MOST_OPEN, Field, State

MOST_BYTES = 5 * 2**20
KINDS = {".pdf": b"%PDF", ".png": b"\x89PNG", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}


@transaction.atomic
def ask(
    *, field: str, wrong: str, wanted: str, evidence: tuple[str, bytes] | None, actor: User, at: datetime
) -> Correction:
    """The actor says what is wrong of them; the same words twice while it waits are one request.

    `evidence`: name and content of a PDF or picture. Raises InvalidError for what is empty or no such file.
    """
    employee_id = own_employee(actor)
    User.objects.select_for_update().get(pk=actor.pk)  # two clicks at once come after one another
    waiting = Correction.objects.filter(employee_id=employee_id, state=State.ASKED)
    same = waiting.filter(field=field, wrong=wrong, wanted=wanted).first()
    if same is not None:
        return same
    if waiting.count() >= MOST_OPEN:
        raise ConflictError("too_many_open", _("Tunggu jawaban atas permintaan sebelumnya. Tidak ada yang dikirim."))
    _check(field, wrong, wanted, evidence)
    stored = files.store(name=evidence[0], content=evidence[1], actor=actor) if evidence else None
    return Correction.objects.create(
        employee_id=employee_id,
        field=field,
        wrong=wrong,
        wanted=wanted,
        evidence=stored.id if stored else None,
        evidence_name=stored.name if stored else "",
        asked_at=at,
        asked_by=actor.pk,
        asked_by_name=actor.name,
        due_at=correcting.due_at(at),
    )


@transaction.atomic
def withdraw(*, correction_id: UUID, actor: User) -> Correction:
    """The person does not want it any more."""
    row = _waiting(Correction.objects.filter(id=correction_id, employee_id=own_employee(actor)))
    row.state = State.WITHDRAWN
    row.save(update_fields=["state"])
    return row


@transaction.atomic
def accept(*, correction_id: UUID, value: str, answer: str, actor: User, at: datetime) -> Correction:
    """It is wrong indeed: what can be written at once is, in the same transaction; else somebody has to change it.

    `value`: what is written, where the field is of that kind. Raises what `correct_fact` raises; then nothing is
    decided either.
    """
    row = _decided(correction_id, State.ACCEPTED, answer, actor, at)
    if Field(row.field) in AT_ONCE:
        correct_fact(employee_id=row.employee_id, field=row.field, value=value, actor=actor)
        row.written, row.carried_out_at, row.carried_out_by_name = value.strip(), at, actor.name
        row.save(update_fields=["written", "carried_out_at", "carried_out_by_name"])
    return row


@transaction.atomic
def refuse(*, correction_id: UUID, answer: str, actor: User, at: datetime) -> Correction:
    """It stays as it is, for a reason the person reads."""
    return _decided(correction_id, State.REFUSED, answer, actor, at)


@transaction.atomic
def carried_out(*, correction_id: UUID, actor: User, at: datetime) -> Correction:
    """What was accepted has been changed on its own page; twice is the same as once."""
    access.check(actor, Action.HANDLE_DATA_REQUESTS, timezone.localdate(at))
    row = Correction.objects.select_for_update().filter(id=correction_id, state=State.ACCEPTED).first()
    if row is None:
        raise NotFoundError("correction_unknown", _("Permintaan koreksi ini tidak ditemukan."))
    if row.carried_out_at is None:
        row.carried_out_at, row.carried_out_by_name = at, actor.name
        row.save(update_fields=["carried_out_at", "carried_out_by_name"])
    return row


def _decided(correction_id: UUID, state: State, answer: str, actor: User, at: datetime) -> Correction:
    access.check(actor, Action.HANDLE_DATA_REQUESTS, timezone.localdate(at))
    row = _waiting(Correction.objects.filter(id=correction_id))
    if row.employee_id == actor.employee_id:
        raise ForbiddenError(
            "own_correction", _("Permintaan Anda sendiri diputuskan orang lain. Tidak ada yang diubah.")
        )
    if not answer.strip():
        words = _("Tulis alasannya; pemohon membacanya.")
        raise InvalidError("answer_missing", words, fields={"answer": [words]})
    row.state, row.answer, row.decided_at, row.decided_by_name = state, answer.strip(), at, actor.name
    row.save(update_fields=["state", "answer", "decided_at", "decided_by_name"])
    return row


def _waiting(found: "QuerySet[Correction]") -> Correction:
    row = found.select_for_update().first()
    if row is None:
        raise NotFoundError("correction_unknown", _("Permintaan koreksi ini tidak ditemukan."))
    if row.state != State.ASKED:
        raise ConflictError("correction_decided", _("Permintaan ini sudah diputuskan. Tidak ada yang diubah."))
    return row


def _check(field: str, wrong: str, wanted: str, evidence: tuple[str, bytes] | None) -> None:
    fields: dict[str, list[str]] = {}
    if field not in set(Field):
        fields["field"] = [_("Pilih data yang salah.")]
    for name, text in (("wrong", wrong), ("wanted", wanted)):
        if not text.strip() or "\x00" in text:
            fields[name] = [_("Isi dengan kata-kata biasa.")]
    if evidence is not None:
        name, content = evidence
        ending = f".{name.rpartition('.')[2].lower()}"
        if ending not in KINDS or not content.startswith(KINDS[ending]):
            fields["evidence"] = [_("Unggah PDF, PNG, atau JPG.")]
        elif len(content) > MOST_BYTES:
            fields["evidence"] = [_("Berkas paling besar 5 MB.")]
    if fields:
        raise InvalidError("correction_incomplete", _("Periksa isian. Tidak ada yang dikirim."), fields=fields)
