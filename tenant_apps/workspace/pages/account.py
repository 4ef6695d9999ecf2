"""The account: greeting, predicate, axes, box, and how far the period is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.scoring_templates.wording import code_text, name_of, waiting_text
from shared_apps.ui.formats import day as written_day
from shared_apps.ui.formats import moment
from tenant_apps.scoring.models import Period
from tenant_apps.workspace import words
from tenant_apps.workspace.pages import axes, boxes, lacking
from tenant_apps.workspace.queries.own import Account, Scored
from tenant_apps.workspace.rules import shape
from tenant_apps.workspace.rules.greeting import part_of_day
from tenant_apps.workspace.rules.values import Values


def context(account: Account, at: datetime, *, is_own: bool) -> dict[str, Any]:
    """What account.html draws; for a leader the name stands in place of the greeting."""
    hour = timezone.localtime(at).hour
    name = account.employee.full_name
    return {
        "is_own": is_own,
        "employee": account.employee,
        "heading": words.greeting(part_of_day(hour), name) if is_own else name,
        "place": " · ".join(part for part in (account.position, account.unit) if part),
        "period": account.period,
        "status": status_text(account.period) if account.period else "",
        "predicate": predicate_card(account.predicate) if account.predicate else None,
        "axes": axes.axis_cards(account.talent) if account.talent else [],
        "box": boxes.box_card(account.talent.values) if account.talent else None,
        "next_number": _next_number(account.talent),
        "lacks": lacking.lacks(account),
        "can_rise": bool(account.talent and boxes.next_boxes(account.talent.values)),
        **frame(account, is_own=is_own, detail=False),
        "computed_at": moment(account.talent.result.run.finished_at) if account.talent else "",
    }


def frame(account: Account, *, is_own: bool, detail: bool) -> dict[str, Any]:
    """The other pages of the person, the other periods, the way back, and what an empty page says."""
    place: list[Any] = [] if is_own else [account.employee.id]
    names = ("account", "account_detail") if is_own else ("leader_person", "leader_person_detail")
    here, calculation = (reverse(name, args=place) for name in names)
    if detail:
        here, calculation = calculation, here
    query = f"?periode={account.period.code}" if account.period else ""
    home = (_("Dasbor"), reverse("leader") + query) if account.from_dashboard else (_("Pegawai"), reverse("employees"))
    back = [] if is_own else [home]
    return {
        "detail_url": calculation + query,
        "account_url": calculation + query,
        **_paper_urls(account, query, is_own=is_own),
        "segments": period_segments(account.periods, account.period, here) if len(account.periods) > 1 else [],
        "crumbs": _crumbs(account, back, calculation + query, detail=detail, is_own=is_own),
        "empty_title": _("Belum ada nilai"),
        "empty_text": _(
            "Nilai tampil di sini setelah hasil kerja dan bukti pada periode ini dimasukkan dan dihitung."
        ),
    }


def _paper_urls(account: Account, query: str, *, is_own: bool) -> dict[str, str]:
    """Where the lineage stands on paper, if there is one."""
    if not account.lineages:
        return {}
    place: list[Any] = [] if is_own else [account.employee.id]
    names = ("account_print", "account_pdf") if is_own else ("leader_person_print", "leader_person_pdf")
    return dict(zip(("print_url", "pdf_url"), (reverse(name, args=place) + query for name in names), strict=True))


def _crumbs(
    account: Account, back: list[tuple[str, str]], account_url: str, *, detail: bool, is_own: bool
) -> list[tuple[str, str]]:
    name = _("Akun kinerja") if is_own else account.employee.full_name
    if detail:
        return [*back, (name, account_url), (_("Cara nilai dihitung"), "")]
    return [*back, (name, "")] if back else []


def status_text(period: Period) -> str:
    """Running or final; an open period may still change."""
    if period.is_open:
        return _("Masih berjalan, sampai %(day)s") % {"day": written_day(period.ends_on, "long")}
    closed = period.closed_at or period.ends_on
    return _("Final, ditutup %(day)s") % {"day": written_day(closed, "long")}


def period_segments(periods: Sequence[Period], current: Period | None, address: str) -> list[dict[str, Any]]:
    """The newest periods to switch between."""
    return [
        {
            "label": _("%(period)s, berjalan") % {"period": period.title}
            if period.is_open
            else _("%(period)s, final") % {"period": period.title},
            "url": f"{address}?periode={period.code}",
            "current": current is not None and period.code == current.code,
        }
        for period in periods[:4]
    ]


def predicate_card(scored: Scored) -> dict[str, Any]:
    """The predicate with the two ratings it is read from, all in words: the law knows no number here."""
    values, verdict = scored.values, shape.predicate(scored.values.scheme)
    if verdict is None:
        return {}
    code = values.code(verdict.key)
    return {
        "title": name_of(values.scheme, verdict.key),
        "word": code_text(values.scheme, verdict.key, code).split("/") if code else [],
        "ratings": [
            (
                name_of(values.scheme, key),
                code_text(values.scheme, key, values.code(key)) if values.code(key) else _without(values, key),
            )
            for key in verdict.axes.values()
        ],
        "before": _before(scored, verdict, code),
        "need": _need(values, code),
    }


def _without(values: Values, key: str) -> str:
    return _("tidak ditampilkan") if key in values.hidden else _("belum ada")


def _before(scored: Scored, verdict: shape.Verdict, code: str | None) -> str:
    then = scored.before.code(verdict.key) if scored.before else None
    if scored.before is None or scored.before_period is None or then is None or code is None:
        return ""
    if then == code:
        return _("Sama dengan %(period)s") % {"period": scored.before_period.title}
    title = code_text(scored.before.scheme, verdict.key, then)
    return _("%(period)s: %(predicate)s") % {"period": scored.before_period.title, "predicate": title}


def _need(values: Values, code: str | None) -> axes.Need | None:
    if code is not None:
        return None
    return axes.Need(
        title=" ".join(waiting_text(values.scheme, reason) for reason in values.reasons),
        text=_("Predikat diberikan setelah pejabat penilai mengisi kedua rating; tidak ada yang ditebak."),
    )


def _next_number(talent: Scored | None) -> int | None:
    """The box that is one level of the first axis away."""
    found = boxes.next_boxes(talent.values) if talent else []
    return found[0].number if found else None
