"""Pages of those who manage scoring: periods from opening to scores, and adopting templates."""

from dataclasses import asdict
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shared_apps.accounts.access import may, requires, requires_within
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import DomainError, InvalidError
from shared_apps.jobs import queries as jobs
from shared_apps.scoring_templates.setting_form import overrides_of, typed_values
from tenant_apps.scoring import forms, services
from tenant_apps.scoring.queries import adoption, entry, plans, preview, shelf, verification
from tenant_apps.scoring.queries import periods as queries

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.MANAGE_SCORING)
def periods(request: HttpRequest) -> HttpResponse:
    """All periods, and a new one."""
    today = timezone.localdate()
    proposed = queries.next_period(today)
    form = forms.PeriodForm(request.POST or None, initial=asdict(proposed) if proposed else None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = services.open_period(**form.cleaned_data, actor=_actor(request), at=timezone.now())
        except InvalidError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Periode %(period)s dibuka.") % {"period": opened.title})
            return redirect("period", code=opened.code)
    context = {
        "rows": queries.period_rows(request.user, today),
        "plans": plans.plans(request.user, today),
        "form": form,
    }
    return render(request, "scoring/periods.html", context, status=422 if request.method == "POST" else 200)


@require_safe
@requires_within(Action.ENTER_RESULTS)
def period(request: HttpRequest, code: str) -> HttpResponse:
    """One period: its schemes, results and runs; for who may only bring results of an agency, that alone."""
    return _period_page(request, code, forms.ResultsForm())


@require_POST
@requires_within(Action.ENTER_RESULTS)
def upload(request: HttpRequest, code: str) -> HttpResponse:
    """Take a results sheet in as a job."""
    form = forms.ResultsForm(request.POST, request.FILES)
    if form.is_valid():
        sheet = form.cleaned_data["file"]
        job = services.ask_for_import(
            period=queries.period_with_code(request.user, code),
            name=sheet.name,
            content=sheet.read(),
            actor=_actor(request),
            at=timezone.now(),
            dry_run=form.cleaned_data["dry_run"],
        )
        return redirect("job", job_id=job.id)
    return _period_page(request, code, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.ENTER_RESULTS)
def review_upload(request: HttpRequest, code: str, job_id: UUID) -> HttpResponse:
    """What a sheet that waits would remove, with the button that takes it in all the same."""
    period = queries.period_with_code(request.user, code)
    waiting = jobs.own_job(request.user, job_id)
    if request.method == "POST":
        confirmed = services.confirm_import(period=period, waiting=waiting, actor=_actor(request), at=timezone.now())
        return redirect("job", job_id=confirmed.id)
    if not (waiting.result or {}).get("waits"):
        return redirect("job", job_id=waiting.id)
    return render(
        request, "scoring/review.html", {"period": period, "job": waiting, "counts": waiting.result["counts"]}
    )


@require_POST
@requires(Action.MANAGE_SCORING)
def run(request: HttpRequest, code: str) -> HttpResponse:
    """Score everybody as a job."""
    job = services.ask_for_run(
        period=queries.period_with_code(request.user, code), actor=_actor(request), at=timezone.now()
    )
    return redirect("job", job_id=job.id)


@require_POST
@requires(Action.MANAGE_SCORING)
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close a period for good."""
    closed = services.close_period(
        period=queries.period_with_code(request.user, code), actor=_actor(request), at=timezone.now()
    )
    messages.success(request, _("Periode %(period)s ditutup.") % {"period": closed.title})
    return redirect("period", code=closed.code)


@require_safe
@requires(Action.MANAGE_SCORING)
def unverified(request: HttpRequest, code: str) -> HttpResponse:
    """Who lacks what, page by page."""
    page = verification.people_without_evidence(
        request.user,
        code,
        timezone.localdate(),
        reason=request.GET.get("alasan", ""),
        page=request.GET.get("page", "1"),
    )
    return render(request, "scoring/unverified.html", {"found": page, "page": page.people})


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.ENTER_RESULTS)
def enter(request: HttpRequest, code: str, employee_id: UUID) -> HttpResponse:
    """The results of one person, entered by hand and computed at once."""
    today = timezone.localdate()
    if request.method != "POST":
        return render(request, "scoring/entry.html", {"found": entry.entry_of(request.user, code, employee_id, today)})
    values, evidence = forms.typed_results(request.POST.dict()), request.POST.get("evidence", "")
    answers = forms.typed_answers(request.POST.dict())
    try:
        entered = services.enter_results(
            period=queries.period_with_code(request.user, code),
            employee_id=employee_id,
            values=values,
            evidence=evidence,
            answers=answers,
            actor=_actor(request),
            at=timezone.now(),
        )
    except InvalidError as error:
        found = entry.entry_of(
            request.user,
            code,
            employee_id,
            today,
            typed=values,
            errors=error.fields,
            evidence=evidence,
            answers=answers,
        )
        context = {"found": found, "refusal": error.message, "problems": found.problems}
        return render(request, "scoring/entry.html", context, status=422)
    messages.success(request, forms.entered_text(entered.changed))
    return redirect("period_enter", code=code, employee_id=employee_id)


@require_safe
@requires_within(Action.ENTER_RESULTS)
def sample(request: HttpRequest, code: str) -> HttpResponse:
    """A sheet with everybody in it and a column per measure, to be filled in."""
    name, content = verification.sample_sheet(request.user, code, timezone.localdate())
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_safe
@requires(Action.MANAGE_SCORING)
def schemes(request: HttpRequest) -> HttpResponse:
    """Templates the host has published."""
    return render(request, "scoring/schemes.html", {"rows": shelf.shelf(request.user, timezone.localdate())})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.MANAGE_SCORING)
def adopt(request: HttpRequest, code: str, template_key: str, version: str) -> HttpResponse:
    """Set what the policy leaves to the region, and adopt."""
    shown = adoption.wizard(request.user, code, template_key, version, timezone.localdate())
    if request.method != "POST":
        return render(request, "scoring/adopt.html", {"shown": shown})
    values, reason = typed_values(request.POST.dict()), request.POST.get("reason", "").strip()
    act, take = request.POST.get("act", ""), request.POST.get("take", "")
    if act == "edit" or take:
        values = adoption.taken_over(shown, values, take) if take else values
        shown = adoption.refilled(shown, values=values, reason=reason, problems=())
        return render(request, "scoring/adopt.html", {"shown": shown})
    asked: dict[str, Any] = {"period": shown.period, "template_key": template_key, "version": version}
    asked["overrides"] = overrides_of(shown.groups, values, reason)
    try:
        if act == "preview":
            found = preview.preview(request.user, **asked, day=timezone.localdate())
            context = {"shown": shown, "found": found, "typed": _typed(request)}
            return render(request, "scoring/impact.html", context)
        scheme = services.adopt_scheme(**asked, actor=_actor(request), at=timezone.now())
    except DomainError as error:
        problems = error.details.get("problems", [{"path": "", "text": str(error.message)}])
        shown = adoption.refilled(shown, values=values, reason=reason, problems=problems)
        return render(request, "scoring/adopt.html", {"shown": shown, "refusal": error.message}, status=422)
    messages.success(
        request,
        _("Skema %(title)s %(version)s dipakai untuk %(period)s.")
        % {"title": shown.title, "version": scheme.template_version, "period": shown.period.title},
    )
    return redirect("period", code=code)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, to be sent again from the next page."""
    return [(name, str(value)) for name, value in request.POST.items() if name.startswith("v:") or name == "reason"]


def _actor(request: HttpRequest) -> User:
    """Who acts: `requires` let only users in."""
    return cast(User, request.user)


def _period_page(request: HttpRequest, code: str, form: forms.ResultsForm, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    if not may(request.user, Action.MANAGE_SCORING, today):
        context = {"period": queries.period_with_code(request.user, code), "form": form}
        return render(request, "scoring/bring_results.html", context, status=status)
    found = queries.period_page(request.user, code, today)
    return render(request, "scoring/period.html", {"found": found, "form": form}, status=status)
