"""The register of breaches: written down, told, closed."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError, NotFoundError
from tenant_apps.privacy.models import Breach, BreachNotice
from tenant_apps.privacy.rules import breaches as rules
from tenant_apps.privacy.rules.breaches import Told

_TEXTS = ("title", "happened", "data_hit", "consequences", "measures", "contact")


@transaction.atomic
def record(
    *,
    title: str,
    happened: str,
    happened_on: date | None,
    discovered_at: datetime,
    data_hit: str,
    people: int | None,
    consequences: str,
    measures: str,
    contact: str,
    actor: User,
    at: datetime,
) -> Breach:
    """Write a breach down; the clock runs from its discovery. The same one twice is one."""
    _check(actor, at)
    values: dict[str, object] = {
        "title": title,
        "happened": happened,
        "happened_on": happened_on,
        "discovered_at": discovered_at,
    }
    values |= {
        "data_hit": data_hit,
        "people": people,
        "consequences": consequences,
        "measures": measures,
        "contact": contact,
    }
    _check_values(values, at)
    User.objects.select_for_update().get(pk=actor.pk)  # two clicks at once come after one another
    same = Breach.objects.filter(title=title, happened=happened, discovered_at=discovered_at).first()
    return same or Breach.objects.create(**values, recorded_at=at, recorded_by_name=actor.name)


@transaction.atomic
def update(*, breach_id: UUID, values: dict[str, object], actor: User, at: datetime) -> Breach:
    """More is known: `values` are those of `record`. The audit keeps what stood there before."""
    breach = _open(breach_id, actor, at)
    _check_values(values, at)
    for name, value in values.items():
        setattr(breach, name, value)
    breach.save()
    return breach


@transaction.atomic
def told(
    *, breach_id: UUID, to: str, recipient: str, told_at: datetime, how: str, actor: User, at: datetime
) -> BreachNotice:
    """Somebody was told, on paper or otherwise; the same notice twice is one."""
    breach = _open(breach_id, actor, at)
    fields: dict[str, list[str]] = {}
    if to not in set(Told):
        fields["to"] = [_("Pilih siapa yang diberi tahu.")]
    if told_at > at or told_at < breach.discovered_at:
        fields["told_at"] = [_("Waktunya antara penemuan dan sekarang.")]
    fields |= {
        name: [_("Isi dengan kata-kata biasa.")]
        for name, text in (("recipient", recipient), ("how", how))
        if not text.strip() or "\x00" in text
    }
    if fields:
        raise InvalidError("notice_invalid", _("Periksa isian. Tidak ada yang disimpan."), fields=fields)
    notice, _is_new = BreachNotice.objects.get_or_create(
        breach=breach,
        to=to,
        recipient=recipient.strip(),
        told_at=told_at,
        defaults={"how": how.strip(), "written_at": at, "written_by_name": actor.name},
    )
    return notice


@transaction.atomic
def close(*, breach_id: UUID, lesson: str, actor: User, at: datetime) -> Breach:
    """It is over. Refused while persons or authority have not been told."""
    breach = _open(breach_id, actor, at)
    lacking = rules.lacking(set(breach.notices.values_list("to", flat=True)))
    if lacking:
        raise ConflictError(
            "breach_not_told", _("Catat dahulu pemberitahuan kepada subjek data dan lembaga. Tidak ada yang diubah.")
        )
    if not lesson.strip() or "\x00" in lesson:
        words = _("Tulis apa yang dipelajari dan diperbaiki.")
        raise InvalidError("lesson_missing", words, fields={"lesson": [words]})
    breach.closed_at, breach.closed_by_name, breach.lesson = at, actor.name, lesson.strip()
    breach.save(update_fields=["closed_at", "closed_by_name", "lesson"])
    return breach


def _check(actor: User, at: datetime) -> None:
    access.check(actor, Action.HANDLE_BREACHES, timezone.localdate(at))


def _open(breach_id: UUID, actor: User, at: datetime) -> Breach:
    _check(actor, at)
    breach = Breach.objects.select_for_update().filter(id=breach_id).first()
    if breach is None:
        raise NotFoundError("breach_unknown", _("Catatan kegagalan ini tidak ditemukan."))
    if breach.closed_at is not None:
        raise ConflictError("breach_closed", _("Catatan ini sudah ditutup. Tidak ada yang diubah."))
    return breach


def _check_values(values: dict[str, object], at: datetime) -> None:
    fields = {
        name: [_("Isi dengan kata-kata biasa.")]
        for name in _TEXTS
        if not str(values[name]).strip() or "\x00" in str(values[name])
    }
    discovered = values["discovered_at"]
    if isinstance(discovered, datetime) and discovered > at:
        fields["discovered_at"] = [_("Waktu penemuan tidak boleh di masa depan.")]
    happened_on = values["happened_on"]
    both = isinstance(happened_on, date) and isinstance(discovered, datetime)
    if both and happened_on > timezone.localdate(discovered):  # type: ignore[operator, arg-type]  # looked at above
        fields["happened_on"] = [_("Kejadiannya tidak sesudah penemuan.")]
    if fields:
        raise InvalidError("breach_invalid", _("Periksa isian. Tidak ada yang disimpan."), fields=fields)
