"""The page on which a region decides about a newer version: conflicts, effect, taking it or not."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shared_apps.accounts.access import requires
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import DomainError
from shared_apps.scoring_templates import messages as problem_texts
from shared_apps.scoring_templates.rules.deciding import Decided
from shared_apps.scoring_templates.setting_form import decisions_of, typed_values
from tenant_apps.scoring import services
from tenant_apps.scoring.queries import preview
from tenant_apps.scoring.queries import upgrade as queries


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.MANAGE_SCORING)
def upgrade(request: HttpRequest, code: str, template_key: str, version: str) -> HttpResponse:
    """One newer version for one period."""
    today = timezone.localdate()
    shown = queries.upgrade(request.user, code, template_key, version, today)
    act, reason = request.POST.get("act", ""), request.POST.get("reason", "").strip()
    if request.method != "POST":
        return _page(request, shown)
    if act == "decline":
        return _declined(request, shown, reason)
    decisions = decisions_of(shown.questions, request.POST.dict(), reason)
    result = queries.decided(shown, decisions)
    again = queries.asked_again(shown, decisions, typed_values(request.POST.dict()), result.problems)
    if act == "edit":
        return _page(request, again)
    if result.scheme is None:
        return _page(request, again, refusal=_refusal(result), problems=_problems(again, result))
    asked: dict[str, Any] = {
        "period": shown.period,
        "template_key": template_key,
        "version": version,
        "overrides": [each.model_dump(exclude_none=True) for each in result.customisation.overrides],
    }
    try:
        if act == "preview":
            found = preview.preview(request.user, **asked, day=today)
            typed = [(name, str(value)) for name, value in request.POST.items() if name[:2] in ("d:", "v:")]
            context = {"shown": shown, "found": found, "typed": [*typed, ("reason", reason)]}
            return render(request, "scoring/impact.html", context)
        if act == "plan":
            services.plan_adoption(**asked, actor=_actor(request), at=timezone.now())
            words = {"title": shown.title, "version": version}
            messages.success(request, _("%(title)s %(version)s dipakai begitu periode berikutnya dibuka.") % words)
            return redirect("schemes")
        services.adopt_scheme(**asked, actor=_actor(request), at=timezone.now())
    except DomainError as error:
        return _page(request, again, refusal=str(error.message))
    words = {"title": shown.title, "version": version, "period": shown.period.title}
    messages.success(request, _("Skema %(title)s %(version)s dipakai untuk %(period)s.") % words)
    return redirect("period", code=code)


def _declined(request: HttpRequest, shown: queries.Upgrade, reason: str) -> HttpResponse:
    try:
        services.decline_version(
            template_key=shown.version.key,
            version=shown.version.version,
            reason=reason,
            actor=_actor(request),
            at=timezone.now(),
        )
    except DomainError as error:
        return _page(
            request, shown, refusal=str(error.message), problems=[{"url": "#reason", "text": _("Isi alasan.")}]
        )
    words = {"title": shown.title, "version": shown.version.version}
    messages.success(request, _("%(title)s %(version)s ditolak. Skema yang dipakai tetap berlaku.") % words)
    return redirect("schemes")


def _page(
    request: HttpRequest, shown: queries.Upgrade, *, refusal: str = "", problems: Sequence[Mapping[str, str]] = ()
) -> HttpResponse:
    context = {
        "shown": shown,
        "refusal": refusal,
        "problems": problems,
        "reason": request.POST.get("reason", ""),
        "has_run": queries.can_preview(shown),
    }
    return render(request, "scoring/upgrade.html", context, status=422 if refusal else 200)


def _refusal(result: Decided) -> str:
    if result.open:
        return _("%(count)s pertentangan belum diputuskan. Belum ada yang diubah.") % {"count": len(result.open)}
    return _("%(count)s isian perlu diperbaiki. Belum ada yang diubah.") % {"count": len(result.problems)}


def _problems(shown: queries.Upgrade, result: Decided) -> list[dict[str, str]]:
    """Each with a link to the question it belongs to."""
    waiting = {each.group for each in result.open}
    links = [
        {"url": f"#q{number}", "label": question.title, "text": question.why}
        for number, question in enumerate(shown.questions, start=1)
        if question.conflict.group in waiting
    ]
    return [*links, *({"text": problem_texts.line_of(each)} for each in result.problems)]


def _actor(request: HttpRequest) -> User:
    """Who acts: `requires` let only users in."""
    return cast(User, request.user)
