"""Pages about support: what was asked, decided and looked at; and a supporter's way in and out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shared_apps.accounts.access import may, refusal, requires
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError, NotFoundError
from shared_apps.sheets import writer
from shared_apps.sheets.rules import Sheet
from shared_apps.support import queries, rules, services, words
from shared_apps.support.forms import ApproveForm, ReasonForm
from shared_apps.support.models import Grant

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_safe
@requires(Action.SEE_AUDIT)
def grants(request: HttpRequest) -> HttpResponse:
    """Every request, what waits first."""
    now = timezone.now()
    rows = [_shown(each) for each in queries.grants(request.user, timezone.localdate())]
    living = sum(rules.is_living(row["grant"].state, row["grant"].expires_at, now) for row in rows)
    waiting = sum(row["grant"].state == rules.State.ASKED for row in rows)
    return render(request, "support/list.html", {"rows": rows, "living": living, "waiting": waiting})


@never_cache
@require_safe
@requires(Action.SEE_AUDIT)
def grant(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """One request: its facts, the decision where one is due, and every page that was opened."""
    return _page(request, grant_id)


@require_POST
@requires(Action.DECIDE_SUPPORT)
def approve(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Let the operator look."""
    day, user = timezone.localdate(), _user(request)
    form = ApproveForm(queries.grant(user, grant_id, day), request.POST)
    if form.is_valid():
        try:
            made = services.approve(grant_id=grant_id, actor=user, at=timezone.now(), day=day, **form.cleaned_data)
        except (InvalidError, ConflictError) as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("%(name)s boleh melihat sampai waktu di bawah.") % {"name": made.asked_by_name}
            )
            return redirect("support_grant", grant_id)
    return _page(request, grant_id, approving=form)


@require_POST
@requires(Action.DECIDE_SUPPORT)
def refuse(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Say no."""
    return _with_reason(request, grant_id, services.refuse, "refusing", _("Permintaan ditolak."))


@require_POST
@requires(Action.DECIDE_SUPPORT)
def revoke(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """End it now."""
    told = _("Izin dicabut; halaman berikutnya sudah tidak terbuka lagi.")
    return _with_reason(request, grant_id, services.revoke, "revoking", told)


@never_cache
@require_safe
@requires(Action.SEE_AUDIT)
def export(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Pages and queries of a grant as a sheet."""
    found = queries.exported(request.user, grant_id, timezone.localdate())
    sheets = [
        Sheet(
            name=_("Halaman"),
            columns=["waktu", "metode", "alamat", "hasil", "catatan", "milidetik", "asal", "pertanyaan"],
            rows=(
                (
                    _clock(each.at),
                    each.method,
                    each.path,
                    each.status,
                    each.note,
                    each.milliseconds,
                    each.address,
                    len(each.queries),
                )
                for each in found
            ),
        ),
        Sheet(
            name=_("Pertanyaan"),
            columns=["waktu", "alamat", "sidik", "baris", "pertanyaan"],
            rows=(
                (_clock(each.at), each.path, asked["fingerprint"], asked["rows"], asked["statement"])
                for each in found
                for asked in each.queries
            ),
        ),
    ]
    headers = {"Content-Disposition": f'attachment; filename="dukungan-{grant_id}.xlsx"'}
    return HttpResponse(writer.write_xlsx(sheets), content_type=_XLSX, headers=headers)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The way in that the host's page opened: looked at first, walked through once."""
    now = timezone.now()
    try:
        if request.method != "POST":
            return render(request, "support/enter.html", _shown(queries.pass_of(token, now).grant))
        given = services.use_pass(token=token, at=now)
    except NotFoundError as problem:
        return render(request, "support/no_way.html", {"problem": problem}, status=404)
    request.session.flush()
    request.session[rules.SESSION] = str(given.id)
    if given.expires_at is not None:
        request.session.set_expiry(given.expires_at)
    return redirect("support_session")


@never_cache
@require_safe
def session(request: HttpRequest) -> HttpResponse:
    """Where a supporter begins: what may be looked at, until when, and that everything is written down."""
    given = getattr(request, "support", None)
    if given is None:
        raise _nobody()
    return render(request, "support/session.html", _shown(given))


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Out again; the grant itself lives on until its end."""
    if getattr(request, "support", None) is None:
        raise _nobody()
    request.session.flush()
    return redirect("account_login")


def _page(request: HttpRequest, grant_id: UUID, **bound: Any) -> HttpResponse:
    today, number = timezone.localdate(), request.GET.get("page", "1")
    found = queries.grant(request.user, grant_id, today)
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    context = {
        **_shown(found),
        "page": queries.visits(request.user, grant_id, today, page=page),
        "approving": bound.get("approving") or ApproveForm(found),
        "refusing": bound.get("refusing") or ReasonForm(prefix="tolak"),
        "revoking": bound.get("revoking") or ReasonForm(prefix="cabut"),
    }
    context["is_deciding"] = _may_decide(request) and (context["is_asked"] or context["is_living"])
    return render(request, "support/grant.html", context, status=422 if bound else 200)


def _with_reason(request: HttpRequest, grant_id: UUID, act: Any, kind: str, told: str) -> HttpResponse:
    form = ReasonForm(request.POST, prefix="tolak" if kind == "refusing" else "cabut")
    if form.is_valid():
        try:
            reason, day = form.cleaned_data["reason"], timezone.localdate()
            act(grant_id=grant_id, reason=reason, actor=_user(request), at=timezone.now(), day=day)
        except (InvalidError, ConflictError) as error:
            form.refuse(error)
        else:
            messages.success(request, told)
            return redirect("support_grant", grant_id)
    return _page(request, grant_id, **{kind: form})


def _shown(found: Grant) -> dict[str, Any]:
    now = timezone.now()
    state, tone = words.state(found.state, found.expires_at, now)
    return {
        "grant": found,
        "state": state,
        "tone": tone,
        "rooms": words.rooms(found.rooms),
        "is_asked": found.state == rules.State.ASKED,
        "is_living": rules.is_living(found.state, found.expires_at, now),
    }


def _nobody() -> NotFoundError:
    return NotFoundError("support_nobody", _("Halaman ini hanya ada selama Anda mendukung."))


def _may_decide(request: HttpRequest) -> bool:
    return may(request.user, Action.DECIDE_SUPPORT, timezone.localdate())


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise refusal()
    return request.user


def _clock(at: Any) -> Any:
    """The wall clock of the region; a spreadsheet knows no time zones."""
    return timezone.localtime(at).replace(tzinfo=None)
