"""A period is opened: with what was planned for it, and with the schemes of the last one if that is wanted."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.access import Actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, DomainError, InvalidError
from shared_apps.scoring_templates.wording import title_text
from tenant_apps.scoring.models import Period, Scheme
from tenant_apps.scoring.queries.plans import schemes_to_carry
from tenant_apps.scoring.schemes import document_of
from tenant_apps.scoring.services.adopting import adopt_scheme
from tenant_apps.scoring.services.periods import hold_open, wait_for
from tenant_apps.scoring.services.planning import carry_out

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,19}", re.ASCII)
_TITLE_LENGTH = 100


@transaction.atomic
def open_period(*, code: str, title: str, starts_on: date, ends_on: date, actor: Actor, at: datetime) -> Period:
    """Open a span of time to be scored; its last day is the reference date. What was planned for it is adopted.

    A plan that does not fit any more keeps its reason and stops nothing.
    """
    access.check_actor(actor, Action.MANAGE_SCORING, timezone.localdate(at))
    wait_for("opening", "")  # two clicks at once: the second waits here, then finds the code taken
    fields = _faults(code.strip(), title.strip(), starts_on, ends_on)
    if fields:
        raise InvalidError("period_invalid", _("Periksa isian. Periode belum dibuka."), fields=fields)
    period = Period.objects.create(
        code=code.strip(),
        title=title.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        opened_at=at,
        opened_by_name=actor.name,
    )
    carry_out(period=period, actor=actor, at=at)
    return period


@transaction.atomic
def carry_schemes(*, period: Period, actor: Actor, at: datetime) -> Sequence[Scheme]:
    """Adopt what the last period before this one uses and this one does not yet, with its changes; all or none.

    Raises the refusal of the first that does not fit, with its name; nothing is changed then.
    """
    access.check_actor(actor, Action.MANAGE_SCORING, timezone.localdate(at))
    hold_open(period)
    wait_for("schemes", period.id)  # two clicks at once: the second finds nothing missing
    return [_carried(period, former, actor, at) for former in schemes_to_carry(period)]


def _carried(period: Period, former: Scheme, actor: Actor, at: datetime) -> Scheme:
    try:
        return adopt_scheme(
            period=period,
            template_key=former.template_key,
            version=former.template_version,
            overrides=former.customisation.get("overrides", []),
            actor=actor,
            at=at,
        )
    except DomainError as error:
        raise ConflictError(
            "scheme_not_carried",
            _("%(scheme)s tidak dapat dibawa ke %(period)s: %(why)s Belum ada skema yang dibawa.")
            % {
                "scheme": title_text(document_of(former).title, former.template_key),
                "period": period.title,
                "why": error.message,
            },
        ) from error


def _faults(code: str, title: str, starts_on: date, ends_on: date) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    if not _CODE.fullmatch(code):
        fields["code"] = [_("Pakai huruf, angka, dan tanda hubung, misalnya 2026 atau 2026-TW4.")]
    elif Period.objects.filter(code=code).exists():
        fields["code"] = [_("Sudah ada periode dengan kode ini.")]
    if not title or len(title) > _TITLE_LENGTH:
        fields["title"] = [_("Isi nama periode, paling banyak 100 huruf.")]
    if ends_on <= starts_on:
        fields["ends_on"] = [_("Tanggal akhir harus sesudah tanggal mulai.")]
    elif Period.objects.filter(ends_on=ends_on).exists():
        fields["ends_on"] = [_("Sudah ada periode yang berakhir pada tanggal ini.")]
    return fields
